import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { ageBuckets, dealStatuses, keyPoints, stageKinds, stuckReasons } from '../vocabulary.ts'
import { commandId, cursor, day, id, instant, minorUnits, money, nullablePerson, personRef, version } from './common.ts'
import { exportEvent, exportInput } from './exports.ts'

/**
 * Which deals: every field that is given narrows. The same filter stands behind every list, badge and chart bar, and in the
 * window's addresses, so that a figure and the rows that it opens can't differ.
 */
export const dealFilter = z.object({
  status: z.array(z.enum(dealStatuses)).max(4),
  /** A stage that is named narrows its own pipeline; a pipeline of which none is named counts whole. */
  pipelineIds: z.array(id).max(200),
  stageIds: z.array(id).max(1000),
  /** Kind of the present stage. */
  kinds: z.array(z.enum(stageKinds)).max(4),
  /** 0 = nobody's. */
  managerIds: z.array(z.int().min(0)).max(1000),
  /** Teams of today's owners. */
  teams: z.array(z.string().min(1).max(120)).max(200),
  /** Empty = without a channel. */
  channels: z.array(z.string().max(200)).max(200),
  /** Open deals with at least one of these reasons; `stuck` = with any. */
  reasons: z.array(z.enum(stuckReasons)).max(6),
  stuck: z.boolean(),
  /** Days in the stage. */
  buckets: z.array(z.enum(ageBuckets)).max(4),
  parked: z.boolean(),
  /** Open deals whose next key point is one of these and late. */
  latePoints: z.array(z.enum(keyPoints)).max(5),
  /** Full text over title, outside id and the client's name, phone, e-mail: every word or its beginning. */
  text: z.string().trim().max(200),
  clientId: id,
  ids: z.array(id).max(5000),
  createdFrom: day, createdTo: day, closedFrom: day, closedTo: day,
}).partial()
export type DealFilter = z.infer<typeof dealFilter>

export const dealSorts = ['amount', 'age', 'title', 'client', 'manager', 'stage', 'created', 'lastContact', 'nextDue', 'expectedClose', 'updated'] as const
export const dealSort = z.object({ by: z.enum(dealSorts), descending: z.boolean() })
export type DealSort = z.infer<typeof dealSort>

export const dealRow = z.object({
  id, version, externalId: z.string(), source: z.string(), title: z.string(), status: z.enum(dealStatuses),
  client: z.object({ id, name: z.string().nullable() }).nullable(), manager: nullablePerson, managerAbsent: z.boolean(),
  pipeline: z.string(), stage: z.object({ id, name: z.string(), kind: z.enum(stageKinds), dwellLimitDays: z.int().nullable() }),
  /** null = none, or not for these eyes. */
  amount: minorUnits.nullable(), currency: z.string(), amountReporting: minorUnits.nullable(),
  channel: z.string().nullable(), createdAt: instant.nullable(), updatedAt: instant.nullable(), closedAt: instant.nullable(), expectedCloseDay: day.nullable(),
  /** Days in the stage; `exact` false = «≥ n d». */
  age: z.object({ days: z.int(), exact: z.boolean() }), bucket: z.enum(ageBuckets),
  lastContactDays: z.int().nullable(), openTasks: z.int(), nextDueAt: instant.nullable(), overdue: z.boolean(), moves: z.int(),
  stuck: z.array(z.enum(stuckReasons)), parkedUntil: day.nullable(),
  /** The next key point where it is late. */
  latePoint: z.object({ point: z.enum(keyPoints), dueDay: day, lateDays: z.int() }).nullable(),
  allowedActions: z.array(z.string()),
})
export type DealRow = z.infer<typeof dealRow>

/** What is left out of a sum stands beside it (`noRate`). */
const figure = z.object({ count: z.int(), money })

const decisions = {
  question: z.object({ kind: z.literal('question'), text: z.string().trim().min(1).max(2000), answerDay: day }),
  task: z.object({ kind: z.literal('task'), title: z.string().trim().min(1).max(500), dueDay: day, assigneeId: id.optional() }),
  park: z.object({ kind: z.literal('park'), reason: z.string().trim().min(1).max(2000), untilDay: day }),
  unpark: z.object({ kind: z.literal('unpark') }),
  reassign: z.object({ kind: z.literal('reassign'), newOwnerId: id, reason: z.string().trim().min(1).max(2000), override: z.string().trim().max(2000).optional() }),
  spread: z.object({ kind: z.literal('spread'), toIds: z.array(id).min(1).max(200), reason: z.string().trim().min(1).max(2000) }),
  /** To another open or thinking stage of the same pipeline. */
  move: z.object({ kind: z.literal('move'), stageId: id, reason: z.string().trim().max(2000).optional() }),
}
export const dealDecision = z.discriminatedUnion('kind', [decisions.question, decisions.task, decisions.park, decisions.unpark, decisions.reassign, decisions.spread, decisions.move])
export type DealDecision = z.infer<typeof dealDecision>
/** Those that change an owner, of deals and of clients alike. */
export const transferDecision = z.discriminatedUnion('kind', [decisions.reassign, decisions.spread])
export type TransferDecision = z.infer<typeof transferDecision>

/** An `ok` one with a code was done and warns. */
export const dealItemResult = z.object({ dealId: id, /** Of the deal afterwards; null when it was refused. */ version: version.nullable(), ok: z.boolean(), code: z.string().nullable(), message: z.string().nullable(), details: z.record(z.string(), z.unknown()).nullable() })
export type DealItemResult = z.infer<typeof dealItemResult>

/** Who takes, with what they have before it. */
export const transferTaker = z.object({ person: personRef, takes: z.int(), tasks: z.int(), openDeals: z.int(), overdueTasks: z.int(), stuckDeals: z.int(), absent: z.boolean(), closedForNewLeads: z.boolean() })
export type TransferTaker = z.infer<typeof transferTaker>

/** What giving these deals away would do, before it is done. */
const preview = z.object({
  deals: z.int(), money, tasks: z.int(),
  /** Deals that would be refused, and why; none of them changes. */
  refused: z.array(z.object({ dealId: id, title: z.string(), rule: z.string() })),
  takers: z.array(transferTaker),
})
export type TransferPreview = z.infer<typeof preview>

/** Columns of the grid and of the file. */
export const dealColumns = [
  'title', 'client', 'amount', 'stage', 'age', 'bucket', 'manager', 'stuck', 'nextDue', 'lastContact', 'status', 'pipeline', 'channel', 'tasks', 'moves', 'created', 'updated', 'expectedClose', 'closed', 'parkedUntil', 'latePoint', 'externalId',
] as const
export type DealColumn = (typeof dealColumns)[number]

/** A view that a person keeps: columns, widths, sort and filter as the screen writes them. */
const savedView = z.object({ id, version, screen: z.string(), name: z.string(), settings: z.record(z.string(), z.unknown()) })
export type SavedView = z.infer<typeof savedView>

export const dealsContract = {
  /** Sums and the total are over all rows of the filter, not only the loaded ones. */
  list: oc.input(z.object({ filter: dealFilter.default({}), sort: dealSort.default({ by: 'amount', descending: true }), cursor, limit: z.int().min(1).max(1000).default(200) }))
    .output(z.object({ rows: z.array(dealRow), next: z.string().nullable(), total: z.int(), money })),
  /** For a grid that jumps: `limit` rows from the place `offset` of the same order. */
  range: oc.input(z.object({ filter: dealFilter.default({}), sort: dealSort.default({ by: 'amount', descending: true }), offset: z.int().min(0), limit: z.int().min(1).max(1000).default(200) }))
    .output(z.object({ rows: z.array(dealRow), total: z.int(), money })),
  /** The ids of the whole filter in its order, for «select all»; at most 5 000, `total` says of how many. `allowedActions` = of every one of them. */
  ids: oc.input(z.object({ filter: dealFilter.default({}), sort: dealSort.default({ by: 'amount', descending: true }) })).output(z.object({ items: z.array(z.object({ id, version })), total: z.int(), money, allowedActions: z.array(z.string()) })),
  /** What the filter could be narrowed to, with counts: each facet under all the others, but not itself; `stuck` and its reasons are one. */
  facets: oc.input(z.object({ filter: dealFilter.default({}) })).output(z.object({
    all: figure,
    status: z.array(figure.extend({ status: z.enum(dealStatuses) })),
    reasons: z.array(figure.extend({ reason: z.enum(stuckReasons), known: z.boolean() })),
    buckets: z.array(figure.extend({ bucket: z.enum(ageBuckets) })),
    managers: z.array(figure.extend({ manager: nullablePerson, absent: z.boolean() })),
    stages: z.array(figure.extend({ stageId: id, stage: z.string(), pipelineId: id, pipeline: z.string(), kind: z.enum(stageKinds) })),
    channels: z.array(figure.extend({ channel: z.string().nullable() })),
    latePoints: z.array(figure.extend({ point: z.enum(keyPoints), known: z.boolean() })),
    teams: z.array(z.string()),
    stuck: figure, parked: figure,
  })),
  decide: oc.input(z.object({ commandId, items: z.array(z.object({ dealId: id, expectedVersion: version })).min(1).max(5000), decision: dealDecision })).output(z.object({ results: z.array(dealItemResult), applied: z.int() })),
  undo: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({ results: z.array(dealItemResult), applied: z.int() })),
  preview: oc.input(z.object({ dealIds: z.array(id).min(1).max(5000), toIds: z.array(id).min(1).max(200) })).output(preview),
  /** Stages that these deals can be moved to by `decide` (same pipeline, open or thinking), with the probability and limit. */
  targets: oc.input(z.object({ dealIds: z.array(id).min(1).max(5000) })).output(z.array(z.object({ stageId: id, stage: z.string(), pipeline: z.string(), kind: z.enum(stageKinds), dwellLimitDays: z.int().nullable() }))),
  /** `words` says values: `status.open`, `stuck.dwell`, `bucket.8-30`, `currency` as a heading beside an amount. */
  export: oc.input(z.object({ filter: dealFilter.default({}), sort: dealSort.default({ by: 'amount', descending: true }), ...exportInput(dealColumns) }))
    .output(eventIterator(exportEvent)),
}

export const viewsContract = {
  list: oc.input(z.object({ screen: z.string().max(40) })).output(z.array(savedView)),
  save: oc.input(z.object({ commandId, id: id.optional(), expectedVersion: version.optional(), screen: z.string().max(40), name: z.string().trim().min(1).max(80), settings: z.record(z.string(), z.unknown()) })).output(z.object({ id })),
  remove: oc.input(z.object({ commandId, id, expectedVersion: version })).output(z.object({})),
}
