import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusalClasses, refusalStates } from '../vocabulary.ts'
import { dealItemResult } from './deals.ts'
import { commandId, cursor, day, id, instant, minorUnits, money, nullablePerson, version } from './common.ts'

/** true / false / null = unknown. */
const answer = z.boolean().nullable()

/** «Did the manager do all they could?» and the facts beside it (domain.md, Refusals). null = unknown. */
export const evidence = z.object({
  contacts: z.int().nullable(), contactDays: z.int().nullable(), daysSinceLastContact: z.int().nullable(),
  keyPoints: z.array(z.string()).nullable(), tasksMissed: z.int().nullable(), tasksMoved: z.int().nullable(),
  callsListened: z.int().nullable(), callScore: z.number().nullable(), notes: z.int().nullable(),
  checklist: z.object({ enoughContacts: answer, recentContact: answer, proposalSent: answer, objectionNoted: answer, noOpenAgreement: answer }),
})
export type Evidence = z.infer<typeof evidence>

export const refusalRow = z.object({
  id, version, dealId: id, dealVersion: version, externalDealId: z.string(), title: z.string(), clientName: z.string().nullable(), manager: nullablePerson,
  amount: minorUnits.nullable(), currency: z.string(), amountReporting: minorUnits.nullable(), fromStage: z.string(), round: z.int(), origin: z.string(),
  requestedBy: nullablePerson, enteredBy: nullablePerson, requestedAt: instant, waitingDays: z.int(), late: z.boolean(),
  reasonId: id.nullable(), reason: z.string().nullable(), reasonText: z.string().nullable(), comment: z.string().nullable(),
  state: z.enum(refusalStates), decidedBy: nullablePerson, decidedAt: instant.nullable(), decidedReasonId: id.nullable(), decidedReason: z.string().nullable(), decisionComment: z.string().nullable(), instruction: z.string().nullable(), instructionDueDay: day.nullable(), newOwner: nullablePerson,
  reopenedAt: instant.nullable(), reopenedBy: nullablePerson, reopenReason: z.string().nullable(),
  evidence: evidence.nullable(),
  allowedActions: z.array(z.string()),
})
export type RefusalRow = z.infer<typeof refusalRow>

export const refusalDecision = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('approve'), reasonId: id, comment: z.string().trim().max(2000).optional() }),
  z.object({ decision: z.literal('return'), instruction: z.string().trim().min(1).max(2000), dueDay: day, comment: z.string().trim().max(2000).optional() }),
  z.object({ decision: z.literal('reassign'), newOwnerId: id, instruction: z.string().trim().min(1).max(2000), dueDay: day, override: z.string().trim().max(2000).optional(), comment: z.string().trim().max(2000).optional() }),
])

/** `details` of a CONFLICT say who decided what and when; an item that is ok can carry a warning, `closed_for_new_leads`. */
const itemResult = z.object({ refusalId: id, ok: z.boolean(), code: z.string().nullable(), message: z.string().nullable(), details: z.record(z.string(), z.unknown()).nullable() })
export type RefusalItemResult = z.infer<typeof itemResult>

export const nurtureColumns = ['day', 'client', 'phone', 'email', 'deal', 'reason', 'class', 'manager', 'amount', 'currency'] as const
export type NurtureColumn = (typeof nurtureColumns)[number]

export const refusalsContract = {
  /** Pending: late ones first, then oldest first. Others: newest decision first. */
  list: oc.input(z.object({ state: z.enum(['pending', 'decided']).default('pending'), cursor, limit: z.int().min(1).max(500).default(200) }))
    .output(z.object({ rows: z.array(refusalRow), next: z.string().nullable(), total: z.int(), late: z.int(), money, lastDecision: z.object({ at: instant, by: nullablePerson }).nullable() })),
  get: oc.input(z.object({ refusalId: id })).output(refusalRow),
  request: oc.input(z.object({ commandId, dealId: id, expectedVersion: version.optional(), reasonId: id, /** At least `refusalCommentLength` code points. */ comment: z.string().trim().max(5000), onBehalfOf: id.optional() })).output(z.object({ refusalId: id, /** A sole decider needs nobody else: closed at once. */ closed: z.boolean() })),
  /** Several with one reason and comment; `manager` = in the name of each deal's own manager. `closed` of the applied ones were closed at once. */
  requestMany: oc.input(z.object({ commandId, items: z.array(z.object({ dealId: id, expectedVersion: version })).min(1).max(500), reasonId: id, comment: z.string().trim().max(5000), inName: z.enum(['self', 'manager']) }))
    .output(z.object({ results: z.array(dealItemResult), applied: z.int(), closed: z.int() })),
  decide: oc.input(z.object({ commandId, items: z.array(z.object({ refusalId: id, expectedVersion: version })).min(1).max(500), decision: refusalDecision })).output(z.object({ results: z.array(itemResult), applied: z.int() })),
  undo: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({ results: z.array(itemResult), applied: z.int() })),
  reopen: oc.input(z.object({ commandId, refusalId: id, expectedVersion: version, reason: z.string().trim().min(1).max(2000) })).output(z.object({})),
  nurture: oc.input(z.object({ cursor, limit: z.int().min(1).max(500).default(200) })).output(z.object({
    rows: z.array(z.object({ id, dealId: id, title: z.string(), clientName: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable(), reason: z.string().nullable(), reasonClass: z.enum(refusalClasses).nullable(), day, manager: nullablePerson, amountReporting: minorUnits.nullable() })), next: z.string().nullable(), total: z.int(),
  })),
  /** The whole list. `words` are the window's: the header by column, and the shipped reasons by key. */
  nurtureCsv: oc.input(z.object({ words: z.object({ columns: z.partialRecord(z.enum(nurtureColumns), z.string().max(100)), reasons: z.record(z.string(), z.string().max(200)), classes: z.partialRecord(z.enum(refusalClasses), z.string().max(100)) }).partial().optional() }).optional())
    .output(z.object({ fileName: z.string(), text: z.string() })),
}
