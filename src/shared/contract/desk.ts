import { oc } from '@orpc/contract'
import { z } from 'zod'
import { callOutcomes, dayMetrics, refusalStates } from '../vocabulary.ts'
import { commandId, day, id, instant, nullablePerson, personRef, version } from './common.ts'
import { dealRow } from './deals.ts'
import { refusalRow } from './refusals.ts'
import { moveRequestStates, taskListRow } from './tasks.ts'

/** A deal that was returned with an instruction, or given to this person with one, while its task is open. */
const returnedDeal = z.object({
  refusalId: id, deal: dealRow, instruction: z.string(), dueDay: day.nullable(), late: z.boolean(), by: nullablePerson, at: instant,
  /** The task that the instruction became. */
  task: taskListRow.nullable(),
})
export type ReturnedDeal = z.infer<typeof returnedDeal>

const asked = {
  id, title: z.string(), /** null = no longer theirs to open. */ dealId: id.nullable(), askedAt: instant, /** Longer than a decision may take. */ late: z.boolean(),
  decidedBy: nullablePerson, decidedAt: instant.nullable(), /** What was said with it. */ answer: z.string().nullable(),
}
/** Something that this person asked for, and what became of it. */
const ownRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('refusal'), ...asked, state: z.enum(refusalStates), /** A key of the dictionary or its words. */ reason: z.string().nullable(), comment: z.string().nullable(), dueDay: day.nullable(),
    reopened: z.object({ at: instant, by: nullablePerson, reason: z.string() }).nullable(),
  }),
  z.object({ kind: z.literal('move'), ...asked, taskId: id, state: z.enum(moveRequestStates), reason: z.string(), to: z.object({ dueAt: instant, dueDayOnly: z.boolean() }) }),
])
export type OwnRequest = z.infer<typeof ownRequest>

const metrics = z.record(z.enum(dayMetrics), z.int())
const myDay = z.object({
  day,
  /** Overdue first, then by time; what has only a day after what has an hour. At most 500 rows. */
  tasks: z.object({ known: z.boolean(), overdue: z.int(), today: z.int(), rows: z.array(taskListRow) }),
  returned: z.array(returnedDeal),
  /** What waits first, the oldest on top; then the answers of the last 14 days, the newest on top. */
  requests: z.array(ownRequest),
  /** Check D of this person; a plan of 0 is none. */
  counters: z.object({ known: z.boolean(), values: metrics, plan: metrics, callsOut: z.int(), callsIn: z.int() }),
})
export type MyDay = z.infer<typeof myDay>

const queue = z.object({
  /** What waits for this person's decision: the late ones first, then by the asking. At most 500 of each kind; `total` counts all. */
  refusals: z.object({ rows: z.array(refusalRow), total: z.int(), late: z.int() }), moves: z.object({ rows: z.array(taskListRow), total: z.int() }),
  /** Their own decisions that the head has reopened in the last 30 days, and why; the newest first. */
  reopened: z.array(z.object({
    id, dealId: id, title: z.string(), manager: nullablePerson, at: instant, by: nullablePerson, reason: z.string(),
    /** What they had decided, and what stands now. */
    decided: z.enum(refusalStates), decidedAt: instant.nullable(), state: z.enum(refusalStates), stateBy: nullablePerson,
  })),
  /** For whom they stand in today, and who stands in for them. */
  standsInFor: z.array(z.object({ person: personRef, team: z.string().nullable(), untilDay: day })), deputy: z.object({ person: personRef, untilDay: day }).nullable(),
})
export type Queue = z.infer<typeof queue>

const due = { dueDay: day, /** Local time, `14:30`; without it the whole day. */ dueTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).optional() }
const title = z.string().trim().min(1).max(500)
const outcome = z.discriminatedUnion('outcome', [
  /** At least `taskResultLength` code points: the result of the task, and the call's note. */
  z.object({ outcome: z.literal('talked'), talkMinutes: z.int().min(1).max(600), result: z.string().trim().max(5000), next: z.object({ title, ...due }).optional() }),
  z.object({ outcome: z.literal('no_answer') }),
  /** The task moves there, or a wish to move it is asked; on a deal a new task stands there. */
  z.object({ outcome: z.literal('call_back'), ...due, reason: z.string().trim().min(1).max(2000) }),
  /** `title` of the task to find the right one, due that day. */
  z.object({ outcome: z.literal('wrong_number'), title, dueDay: day }),
])
export type CallInput = z.infer<typeof outcome>

export const deskContract = {
  /** A manager's day; their stuck deals and questions are in `deals.list` and `day.questions`. */
  day: oc.output(myDay),
  /** A supervisor's first screen: what waits for them. */
  queue: oc.output(queue),
  /**
   * What came of a call, on a task or on a deal, with what follows, in one command: the call itself, of a talk its note; the task closed, moved
   * or asked to be moved; a next task of the caller. `moved`: whether the date changed at once or was asked for.
   */
  logCall: oc.input(z.object({
    commandId, on: z.union([z.object({ taskId: id, expectedVersion: version }), z.object({ dealId: id })]), direction: z.enum(['in', 'out']).default('out'), said: outcome,
  })).output(z.object({ outcome: z.enum(callOutcomes), closed: z.boolean(), moved: z.enum(['at_once', 'asked']).nullable(), taskVersion: version.nullable(), newTaskId: id.nullable() })),
  /** One's own next step on a deal; `tasks.undo` takes it back. */
  planTask: oc.input(z.object({ commandId, dealId: id, title, ...due })).output(z.object({ taskId: id })),
  /** The compensating command of `logCall`, as long as nobody has changed what it made. */
  undoCall: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({})),
}
