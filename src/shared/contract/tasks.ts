import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { activityKinds, dealStatuses } from '../vocabulary.ts'
import { commandId, cursor, day, id, instant, minorUnits, nullablePerson, personRef, version } from './common.ts'
import { exportEvent, exportInput } from './exports.ts'
import { taskView } from './records.ts'

export const taskListViews = ['overdue', 'dragged', 'recycled', 'closedToday', 'requests'] as const
export type TaskListView = (typeof taskListViews)[number]

export const taskFilter = z.object({
  /** Of the assignee; 0 = nobody's. */
  managerIds: z.array(z.int().min(0)).max(1000),
  /** Teams of today's assignees. */
  teams: z.array(z.string().min(1).max(120)).max(200),
  /** In the task's title, the deal's or the client's name, any case. */
  text: z.string().trim().max(200),
  /** `closedToday` of that local day; without it since the last signed control, as check E. */
  day,
  ids: z.array(id).max(5000),
}).partial()
export type TaskFilter = z.infer<typeof taskFilter>

/**
 * `usual`: by manager, the most rows first, nobody's and absent ones last; within a manager oldest first (`closedToday`: in the order of closing).
 * `late`: the oldest due date is the largest; `result`: by its length. What has no value comes last in both directions.
 */
export const taskSorts = ['usual', 'title', 'deal', 'client', 'manager', 'kind', 'due', 'late', 'moves', 'recycled', 'opened', 'asked', 'wish', 'result', 'done'] as const
export const taskSort = z.object({ by: z.enum(taskSorts), descending: z.boolean() })
export type TaskSort = z.infer<typeof taskSort>
const order = taskSort.default({ by: 'usual', descending: false })

/** Columns of the grid and of the file. */
export const taskColumns = ['title', 'deal', 'client', 'manager', 'kind', 'amount', 'due', 'late', 'moves', 'recycled', 'opened', 'asked', 'reason', 'wish', 'result', 'done', 'externalId'] as const
export type TaskColumn = (typeof taskColumns)[number]
export const closedColumns = ['manager', 'team', 'why', 'overdueTasks', 'stuckDeals', 'since'] as const
export type ClosedColumn = (typeof closedColumns)[number]

const due = { dueAt: instant.nullable(), dueDayOnly: z.boolean() }
export const moveRequestStates = ['pending', 'allowed', 'denied', 'withdrawn'] as const
/** A wish to move a task later (domain.md, Tasks). `enteredBy` when somebody typed it for `askedBy`. */
export const moveRequest = z.object({
  id, version, state: z.enum(moveRequestStates), askedBy: nullablePerson, enteredBy: nullablePerson, askedAt: instant,
  from: z.object(due), to: z.object(due), reason: z.string(), decidedBy: nullablePerson, decidedAt: instant.nullable(), comment: z.string().nullable(),
})
export type MoveRequest = z.infer<typeof moveRequest>

export const taskListRow = z.object({
  id, version, title: z.string().nullable(), kind: z.string().nullable(), source: z.string(), externalId: z.string(),
  manager: nullablePerson, managerAbsent: z.boolean(),
  deal: z.object({ id, title: z.string(), status: z.enum(dealStatuses) }).nullable(), clientId: id.nullable(), clientName: z.string().nullable(),
  /** null = none, or not for these eyes. */
  amount: minorUnits.nullable(), currency: z.string().nullable(),
  createdAt: instant.nullable(), ...due, doneAt: instant.nullable(), overdueDays: z.int(),
  result: z.string().nullable(), short: z.boolean(),
  /** Later moves without approval. */
  moves: z.int(),
  /** In the view `recycled`: tasks of the same kind in a row before this one, closed without a contact and opened again. */
  recycled: z.int(),
  request: moveRequest.nullable(),
  /** Made of an export's column such as «next task»: the task itself was never seen. */
  inferred: z.boolean(),
  allowedActions: z.array(z.string()),
})
export type TaskListRow = z.infer<typeof taskListRow>

/** Over all rows of the view and the filter, not only the loaded ones. */
const taskGroup = z.object({
  manager: nullablePerson, absent: z.boolean(), count: z.int(),
  /** Days overdue of the oldest, or days that the oldest request waits; null where nothing waits. */
  oldestDays: z.int().nullable(),
  /** Results too short, of `closedToday`. */
  short: z.int(),
})
export type TaskGroup = z.infer<typeof taskGroup>

const dueWish = { dueDay: day.optional(), dueAt: instant.optional() }
const reason = z.string().trim().min(1).max(2000)
const comment = z.string().trim().max(2000).optional()
const mostItems = 5000
const taskItems = z.array(z.object({ taskId: id, expectedVersion: version })).min(1).max(mostItems)

/** `details` of a CONFLICT say who did what and when; `requestId` when the wish waits for a decision now. */
const itemResult = z.object({
  taskId: id, requestId: id.nullable(), /** Of the task afterwards; null when it was refused. */ version: version.nullable(), ok: z.boolean(), code: z.string().nullable(), message: z.string().nullable(), details: z.record(z.string(), z.unknown()).nullable(),
})
export type TaskItemResult = z.infer<typeof itemResult>
const bulk = z.object({ results: z.array(itemResult), applied: z.int() })

const taskHistory = z.object({
  task: taskView.extend({ dealId: id.nullable(), dealTitle: z.string().nullable(), clientName: z.string().nullable(), allowedActions: z.array(z.string()) }),
  requests: z.array(moveRequest),
  /** Closed without a contact and opened again, oldest first, this task last; empty when it was never so. */
  chain: z.array(z.object({ id, title: z.string().nullable(), createdAt: instant.nullable(), doneAt: instant.nullable(), result: z.string().nullable() })),
  /** Contacts and notes of the deal while the task (or its chain) lived, oldest first; the newest 300. */
  events: z.array(z.discriminatedUnion('type', [
    z.object({ type: z.literal('contact'), at: instant, kind: z.enum(activityKinds), direction: z.enum(['in', 'out']).nullable() }),
    z.object({ type: z.literal('note'), at: instant, text: z.string() }),
  ])),
  /** false: nobody has ever brought contacts, or the deal is not for these eyes: their absence says nothing. */
  contactsKnown: z.boolean(),
})
export type TaskHistory = z.infer<typeof taskHistory>

/** By name, team, person. */
const closedFilter = taskFilter.pick({ managerIds: true, teams: true, text: true })
const closedManager = z.object({ person: personRef, team: z.string().nullable(), absent: z.boolean(), overdueTasks: z.int(), stuckDeals: z.int(), since: instant.nullable() })
export type ClosedManager = z.infer<typeof closedManager>

export const tasksContract = {
  /**
   * By manager, nobody's and absent ones last, the most rows first; within a manager oldest first (`closedToday`: in the order of closing).
   * `overdue` is check B; `recycled` are the last tasks of each chain on deals that are not closed. `since`: from when `closedToday` reads.
   */
  list: oc.input(z.object({ view: z.enum(taskListViews), filter: taskFilter.default({}), cursor, limit: z.int().min(1).max(1000).default(200) })).output(z.object({
    rows: z.array(taskListRow), next: z.string().nullable(), total: z.int(), groups: z.array(taskGroup), known: z.boolean(), since: instant.nullable(),
  })),
  /** For a grid that jumps: `limit` rows from the place `offset`; `total`, `known` and `since` as of `list`. */
  range: oc.input(z.object({ view: z.enum(taskListViews), filter: taskFilter.default({}), sort: order, offset: z.int().min(0), limit: z.int().min(1).max(1000).default(200) }))
    .output(z.object({ rows: z.array(taskListRow), total: z.int(), known: z.boolean(), since: instant.nullable() })),
  /**
   * What a decision on all of these needs, in the order of the view: at most 5 000, `total` says of how many. `request`: the wish that waits;
   * `allowedActions`: what every one of them allows.
   */
  ids: oc.input(z.object({ view: z.enum(taskListViews), filter: taskFilter.default({}), sort: order })).output(z.object({
    items: z.array(z.object({ id, version, request: z.object({ id, version }).nullable() })), total: z.int(), allowedActions: z.array(z.string()),
  })),
  /** What the filter of a view could be narrowed to, with its figures: each under all the others, but not itself. */
  facets: oc.input(z.object({ view: z.enum(taskListViews), filter: taskFilter.default({}) })).output(z.object({
    managers: z.array(taskGroup), teams: z.array(z.object({ team: z.string(), count: z.int() })),
  })),
  /** `words` says kinds: `kind.call`, and `currency` as a heading beside an amount. */
  export: oc.input(z.object({ view: z.enum(taskListViews), filter: taskFilter.default({}), sort: order, ...exportInput(taskColumns) })).output(eventIterator(exportEvent)),
  /** Rows of each view under the filter; `short`: results to read that are too short. */
  counts: oc.input(z.object({ filter: taskFilter.default({}) })).output(z.object({
    overdue: z.int(), dragged: z.int(), recycled: z.int(), closedToday: z.int(), requests: z.int(), short: z.int(), known: z.boolean(), teams: z.array(z.string()),
  })),
  history: oc.input(z.object({ taskId: id })).output(taskHistory),
  /**
   * Earlier: at once for whoever may. Later: at once for head and supervisor, an approved move; for a manager, and for who asks
   * `onBehalfOf` one, a request. `dueDay` or `dueAt`, one of them.
   */
  move: oc.input(z.object({ commandId, items: taskItems, ...dueWish, reason, onBehalfOf: id.optional() })).output(bulk),
  decideMoves: oc.input(z.object({ commandId, items: z.array(z.object({ requestId: id, expectedVersion: version })).min(1).max(mostItems), decision: z.enum(['allow', 'deny']), comment })).output(bulk),
  /** Allows the later moves that an import found: they count no more, and their dates are no unapproved moves in the next import. */
  approveMoves: oc.input(z.object({ commandId, items: taskItems, comment })).output(bulk),
  close: oc.input(z.object({ commandId, items: taskItems, /** At least `taskResultLength` code points. */ result: z.string().trim().max(5000) })).output(bulk),
  assign: oc.input(z.object({ commandId, items: taskItems, toId: id, reason: comment })).output(bulk),
  ask: oc.input(z.object({ commandId, items: taskItems, text: reason, answerDay: day })).output(bulk),
  /** A new task on the deal (or client) of another one. Answers under the new task's id. */
  create: oc.input(z.object({ commandId, dealId: id.nullable(), clientId: id.nullable().optional(), assigneeId: id, title: z.string().trim().min(1).max(500), kind: z.string().max(60).optional(), dueDay: day })).output(z.object({ taskId: id })),
  /** The compensating command of any of these, for what nobody has changed since. */
  undo: oc.input(z.object({ commandId, undoOf: commandId })).output(bulk),
  /** Managers closed for new leads (domain.md, Tasks), the fullest first. `since`: closed at least since then, where the overdue tasks say it. */
  closedForNewLeads: oc.input(z.object({ filter: closedFilter.default({}) }).default({ filter: {} })).output(z.object({
    overdueLimit: z.int(), stuckLimit: z.int(),
    rows: z.array(closedManager), teams: z.array(z.string()),
  })),
  /** `words`: `why.overdue`, `why.stuck`. */
  exportClosed: oc.input(z.object({ filter: closedFilter.default({}), ...exportInput(closedColumns) })).output(eventIterator(exportEvent)),
}
