import { z } from 'zod'
import { outboxKinds } from '../vocabulary.ts'
import { day, id, instant, minorUnits, nullablePerson } from './common.ts'
import { exportInput } from './exports.ts'

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

const mostIds = 5000
const rangeOf = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200) }
/** Keys of rows for «select all», in the list's order: at most 5 000 of `total`. */
export const rowIds = z.object({ ids: z.array(id).max(mostIds), total: z.int() })

export const outboxFilter = z.object({
  /** `done` = what imports confirmed in the last 30 days. */
  state: z.enum(['open', 'done']).default('open'),
  /** 0 = nobody. */
  managerIds: z.array(z.int().min(0)).max(1000).optional(), kinds: z.array(z.enum(outboxKinds)).max(outboxKinds.length).optional(), late: z.boolean().optional(), ids: z.array(id).max(mostIds).optional(),
})
export type OutboxFilter = z.infer<typeof outboxFilter>
/** `manager` = the longest list first, in it the oldest decision. */
export const outboxSorts = ['manager', 'what', 'deal', 'decided', 'lateFrom', 'amount', 'settled'] as const
export const outboxSort = z.object({ by: z.enum(outboxSorts), descending: z.boolean() })
export type OutboxSort = z.infer<typeof outboxSort>

const outboxAsked = { filter: outboxFilter.default({ state: 'open' }), sort: outboxSort.default({ by: 'manager', descending: false }) }
export const outboxInput = z.object({ ...outboxAsked, ...rangeOf })
export const outboxIdsInput = z.object(outboxAsked)
/** Figures are over all rows of the filter; each list under all of the filter but itself. */
export const outboxList = z.object({
  rows: z.array(outboxRow), total: z.int(), late: z.int(),
  managers: z.array(z.object({ manager: nullablePerson, count: z.int(), late: z.int() })), kinds: z.array(z.object({ kind: z.enum(outboxKinds), count: z.int() })),
  /** Whatever the filter. */
  all: z.object({ open: z.int(), late: z.int(), done: z.int() }),
})
export type OutboxList = z.infer<typeof outboxList>

export const outboxColumns = ['deal', 'what', 'value', 'manager', 'decided', 'lateFrom', 'settled', 'decidedBy', 'amount', 'task', 'number'] as const
export type OutboxColumn = (typeof outboxColumns)[number]
/** `words`: `kind.owner`, `reason.price`. */
export const outboxExportInput = z.object({ ...outboxAsked, ...exportInput(outboxColumns) })

export const divergenceRow = z.object({
  id, recordType: z.string(), recordId: z.int(), title: z.string(), dealId: id.nullable(), taskId: id.nullable(), field: z.string(),
  /** People, stages and moments are written out. */
  ours: z.string().nullable(), theirs: z.string().nullable(), seenAt: instant,
  decidedAt: instant.nullable(), decidedBy: nullablePerson, source: z.string(), externalId: z.string(),
})
export type DivergenceRow = z.infer<typeof divergenceRow>
export const divergenceFilter = z.object({ fields: z.array(z.string().max(60)).max(100).optional(), ids: z.array(id).max(mostIds).optional() })
export type DivergenceFilter = z.infer<typeof divergenceFilter>
export const divergenceSorts = ['record', 'field', 'decided', 'seen'] as const
export const divergenceSort = z.object({ by: z.enum(divergenceSorts), descending: z.boolean() })
export type DivergenceSort = z.infer<typeof divergenceSort>
const divergencesAsked = { filter: divergenceFilter.default({}), sort: divergenceSort.default({ by: 'seen', descending: true }) }
export const divergencesInput = z.object({ ...divergencesAsked, ...rangeOf })
export const divergenceIdsInput = z.object(divergencesAsked)
/** `all` whatever the filter. */
export const divergenceList = z.object({ rows: z.array(divergenceRow), total: z.int(), fields: z.array(z.object({ field: z.string(), count: z.int() })), all: z.int() })
export const divergenceColumns = ['record', 'field', 'ours', 'theirs', 'decided', 'decidedBy', 'seen', 'source', 'number'] as const
export type DivergenceColumn = (typeof divergenceColumns)[number]
/** `words`: `field.owner_id`, `value.status.won`. */
export const divergenceExportInput = z.object({ ...divergencesAsked, ...exportInput(divergenceColumns) })
