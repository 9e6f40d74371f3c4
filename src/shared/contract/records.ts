import { oc } from '@orpc/contract'
import { z } from 'zod'
import { activityKinds, callOutcomes, dealStatuses, meetingStates, stageKinds, stuckReasons } from '../vocabulary.ts'
import { courtesyView, keyPointView } from './duties.ts'
import { day, id, instant, minorUnits, nullablePerson, version } from './common.ts'

export const taskView = z.object({
  id, title: z.string().nullable(), kind: z.string().nullable(), assignee: nullablePerson, createdAt: instant.nullable(),
  dueAt: instant.nullable(), dueDayOnly: z.boolean(), doneAt: instant.nullable(), cancelledAt: instant.nullable(), result: z.string().nullable(),
  overdue: z.boolean(), overdueDays: z.int(),
  moves: z.array(z.object({ fromDueAt: instant.nullable(), toDueAt: instant.nullable(), at: instant, by: nullablePerson, source: z.string(), later: z.boolean(), approved: z.boolean() })),
  /** Tasks of the same kind that were closed without a contact and raised again, in a row, before this one; beside the moves, not among them. */
  recycled: z.int().optional(),
  /** Only the deal's «next task» column speaks of it. */
  inferred: z.boolean().optional(),
  version,
})
export type TaskView = z.infer<typeof taskView>

/** One line of a deal's story; newest first. */
export const storyEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('created'), at: instant, by: nullablePerson }),
  z.object({ type: z.literal('stage'), at: instant, from: z.string().nullable(), to: z.string(), by: nullablePerson, inferred: z.boolean() }),
  z.object({ type: z.literal('task'), at: instant, task: taskView }),
  z.object({
    type: z.literal('contact'), at: instant, id, kind: z.enum(activityKinds), state: z.enum(meetingStates).nullable(), direction: z.enum(['in', 'out']).nullable(),
    durationS: z.int().nullable(), talkS: z.int().nullable(), subject: z.string().nullable(), by: nullablePerson, isContact: z.boolean(), noteMissing: z.boolean(), viaClient: z.boolean(),
    /** Only the deal's «last activity» column speaks of it: what it was is unknown. */
    inferred: z.boolean().optional(),
    /** What the manager said of a call that they entered themselves. */
    outcome: z.enum(callOutcomes).optional(),
  }),
  z.object({ type: z.literal('note'), at: instant, id, text: z.string(), author: nullablePerson, pinned: z.boolean(), viaClient: z.boolean() }),
  z.object({
    type: z.literal('refusal'), at: instant, id, round: z.int(), origin: z.string(), requestedBy: nullablePerson, reason: z.string().nullable(), comment: z.string().nullable(),
    state: z.string(), decidedBy: nullablePerson, decidedAt: instant.nullable(), decisionComment: z.string().nullable(), instruction: z.string().nullable(),
  }),
  z.object({ type: z.literal('transfer'), at: instant, from: nullablePerson, to: nullablePerson, reason: z.string(), outside: z.boolean(), by: nullablePerson }),
  z.object({ type: z.literal('parking'), at: instant, reason: z.string(), untilDay: day, by: nullablePerson, endedAt: instant.nullable() }),
  z.object({ type: z.literal('question'), at: instant, id, text: z.string(), answerDay: day, to: nullablePerson, answer: z.string().nullable() }),
  z.object({ type: z.literal('decision'), at: instant, kind: z.string(), finding: z.string(), reason: z.string().nullable(), by: nullablePerson, undone: z.boolean() }),
  z.object({ type: z.literal('audit'), at: instant, id, action: z.string(), by: nullablePerson, changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })) }),
])
export type StoryEvent = z.infer<typeof storyEvent>

export const dealView = z.object({
  id, externalId: z.string(), source: z.string(), title: z.string(), status: z.enum(dealStatuses), version,
  client: z.object({ id, name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() }).nullable(),
  owner: nullablePerson, pipeline: z.string(), stage: z.object({ id, name: z.string(), kind: z.enum(stageKinds), dwellLimitDays: z.int().nullable() }),
  amount: minorUnits.nullable(), currency: z.string(), amountReporting: minorUnits.nullable(), channel: z.string().nullable(),
  createdAt: instant.nullable(), expectedCloseDay: day.nullable(), closedAt: instant.nullable(),
  /** Days in the stage; `exact` false = «≥ n d». */
  age: z.object({ days: z.int(), exact: z.boolean() }),
  lastContact: z.object({ at: instant, days: z.int() }).nullable(),
  stuck: z.array(z.enum(stuckReasons)),
  /** What the latest checked call agreed on, while no contact was on that day or later; `wrong` says how the next task differs. */
  agreed: z.object({ day, nextStep: z.string().nullable(), callId: id, over: z.boolean(), wrong: z.enum(['no_task', 'task_off']).nullable() }).nullable().optional(),
  parkedUntil: day.nullable(), parkedReason: z.string().nullable(),
  openTasks: z.array(taskView),
  /** Tasks of the deal closed without a contact and soon raised again; left out while contacts are unknown. */
  recycledTasks: z.int().optional(),
  pinnedNote: z.string().nullable(),
  /** The five in their order, and the call to a won deal's client. */
  keyPoints: z.array(keyPointView), courtesyCall: courtesyView.nullable(),
  divergences: z.array(z.object({ field: z.string(), ours: z.string().nullable(), theirs: z.string().nullable() })),
  allowedActions: z.array(z.string()),
})
export type DealView = z.infer<typeof dealView>

export const recordsContract = {
  deal: oc.input(z.object({ dealId: id })).output(dealView),
  /** Everything that happened to the deal, newest first. */
  story: oc.input(z.object({ dealId: id, audit: z.boolean().default(false), limit: z.int().min(1).max(500).default(200) }))
    .output(z.object({ events: z.array(storyEvent), more: z.boolean() })),
  /** A task with its deal, when it has one. */
  task: oc.input(z.object({ taskId: id })).output(taskView.extend({ dealId: id.nullable(), clientName: z.string().nullable(), allowedActions: z.array(z.string()) })),
  /** For Ctrl+K: deals, clients, people whose name or outside id begins with or contains the text, any case. */
  find: oc.input(z.object({ text: z.string().min(1).max(100) })).output(z.array(z.object({
    type: z.enum(['deal', 'client', 'person']), id, dealId: id.nullable(), title: z.string(), detail: z.string().nullable(),
  }))),
}
