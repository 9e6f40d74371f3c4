import { z } from 'zod'
import { outboxKinds } from '../vocabulary.ts'
import { day, id, instant, minorUnits, nullablePerson } from './common.ts'

export const outboxRow = z.object({
  id, kind: z.enum(outboxKinds), dealId: id.nullable(), taskId: id.nullable(), /** Of what is about a client itself. */ clientId: id.nullable(),
  /** The deal, or the client of a task without one. */
  title: z.string(), taskTitle: z.string().nullable(), amountReporting: minorUnits.nullable(),
  /** Who is to enter it: whoever has the record in the CRM, if they still work here. */
  manager: nullablePerson,
  /** What is to stand there: a person, a stage, a date; for a deal to be opened again the stage that it goes to. */
  person: z.string().nullable(), stage: z.string().nullable(), dueAt: instant.nullable(), dueDay: day.nullable(),
  /** Of a lost deal: the dictionary's reason, its key when it is a shipped one. */
  reason: z.string().nullable(), result: z.string().nullable(),
  decidedAt: instant, decidedBy: nullablePerson,
  /** An export of that day or later that doesn't show it makes it late: a finding of the daily control. */
  lateFrom: day, late: z.boolean(),
  settledAt: instant.nullable(), batch: z.object({ uid: z.string(), asOf: instant }).nullable(),
  /** The deal in the CRM. */
  source: z.string(), externalId: z.string(),
})
export type OutboxRow = z.infer<typeof outboxRow>

export const outboxColumns = ['manager', 'what', 'deal', 'number', 'task', 'value', 'decided', 'decidedBy', 'lateFrom'] as const
export const outboxInput = z.object({ state: z.enum(['open', 'done']).default('open'), managerId: id.nullable().optional(), limit: z.int().min(1).max(2000).default(1000) })
/** Figures are over all rows; groups in the list's order. */
export const outboxList = z.object({
  rows: z.array(outboxRow), total: z.int(), late: z.int(), done: z.int(),
  managers: z.array(z.object({ manager: nullablePerson, count: z.int(), late: z.int() })),
})
/** The window's words; what it doesn't name stays a key. */
export const outboxWords = z.object({ columns: z.partialRecord(z.enum(outboxColumns), z.string()), kinds: z.partialRecord(z.enum(outboxKinds), z.string()), reasons: z.record(z.string(), z.string()) }).partial()
export type OutboxWords = z.infer<typeof outboxWords>
