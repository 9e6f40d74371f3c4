import { oc } from '@orpc/contract'
import { z } from 'zod'
import { callVerdicts, dealStatuses, refusalStates, stageKinds } from '../vocabulary.ts'
import { login, me } from './account.ts'
import { marks, secondComment } from './callDesk.ts'
import { callLengths, callQuota } from './calls.ts'
import { commandId, day, version } from './common.ts'
import { evidence } from './refusals.ts'
import { reviewDocument } from './review.ts'

// The HTTP interface under /api (contract.md). Ids are those of the source file, instants are ISO 8601 in the workspace's offset,
// amounts are whole minor units. What belongs to the window alone stays in the other contracts.

const outsideId = z.string().trim().min(1).max(200)
const moment = z.string()
const cursorText = z.string().max(200)
const limit = z.coerce.number().int().min(1).max(500).default(100)
const person = z.object({ id: outsideId, name: z.string() }).nullable()
const actions = z.array(z.string())
const text = z.string().trim().max(2000)
/** A day, or an instant with an offset. */
const due = z.string().min(10).max(40)

const deal = z.object({
  id: outsideId, source: z.string(), version, title: z.string(), status: z.enum(dealStatuses), owner: person,
  client: z.object({ name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() }).nullable(),
  pipeline: z.string(), stage: z.string(), stageKind: z.enum(stageKinds), amount: z.int().nullable(), currency: z.string(), channel: z.string().nullable(),
  createdAt: moment.nullable(), closedAt: moment.nullable(), stageDays: z.int(), lastContactAt: moment.nullable(), stuck: z.array(z.string()), openTasks: z.array(outsideId), allowedActions: actions,
})
export type RestDeal = z.infer<typeof deal>

const task = z.object({
  id: outsideId, version, title: z.string().nullable(), kind: z.string().nullable(), dealId: outsideId.nullable(), assignee: person, dueAt: moment.nullable(), dueDay: day.nullable(),
  doneAt: moment.nullable(), result: z.string().nullable(), overdue: z.boolean(), overdueDays: z.int(), movedLater: z.int(), moveRequest: z.object({ dueAt: moment, reason: z.string().nullable() }).nullable(), allowedActions: actions,
})
export type RestTask = z.infer<typeof task>

const refusal = z.object({
  dealId: outsideId, version, dealVersion: version, title: z.string(), requestedBy: person, requestedAt: moment, reason: z.string().nullable(), comment: z.string().nullable(), late: z.boolean(),
  state: z.enum(refusalStates), decidedBy: person, decidedAt: moment.nullable(), evidence: evidence.nullable(), allowedActions: actions,
})
export type RestRefusal = z.infer<typeof refusal>

const callItem = z.object({
  id: outsideId, at: moment, manager: person, dealId: outsideId.nullable(), direction: z.enum(['in', 'out']).nullable(), talkS: z.int().nullable(), durationS: z.int().nullable(),
  withRecording: z.boolean(), verdict: z.enum(callVerdicts).nullable(), listened: z.boolean(), scored: z.boolean(), /** Percent, of the first check. */ score: z.number().nullable(), checkedAt: moment.nullable(), agreedDay: day.nullable(),
})
export type RestCall = z.infer<typeof callItem>

const auditItem = z.object({
  id: z.int(), at: moment, atMs: z.int(), actorId: z.int().nullable(), actor: z.string().nullable(), action: z.string(), recordType: z.string().nullable(), recordId: z.int().nullable(), record: outsideId.nullable(),
  batchId: z.int().nullable(), /** null once erased. */ payload: z.string().nullable(), salt: z.string(), digest: z.string(), prevHash: z.string(), hash: z.string(),
})
export type RestAuditItem = z.infer<typeof auditItem>

const get = (path: `/${string}`, summary: string) => oc.route({ method: 'GET', path, summary })
const post = (path: `/${string}`, summary: string) => oc.route({ method: 'POST', path, summary })

export const restContract = {
  signIn: post('/sign-in', 'A bearer token for login and password').input(z.object({ login, password: z.string().min(1).max(256) })).output(z.object({ token: z.string(), expiresAt: moment, me })),
  signOut: post('/sign-out', 'Ends the token').output(z.object({})),
  review: get('/review', 'The daily control, within what the person may see').input(z.object({ asOf: z.string().optional() })).output(reviewDocument),
  callQuota: get('/calls/quota', 'Of each manager\'s calls of a day: how many are to be listened to, and were').input(z.object({ day })).output(callQuota),
  callLengths: get('/calls/lengths', 'How long the calls of the days up to this one were, and whose share just above the paid threshold is no chance').input(z.object({ day })).output(callLengths),
  calls: get('/calls', 'The calls that the person may listen to, the latest first')
    .input(z.object({ day: day.optional(), from: day.optional(), to: day.optional(), manager: outsideId.optional(), dealId: outsideId.optional(), verdict: z.enum([...callVerdicts, 'none']).optional(), scored: z.enum(['true', 'false']).optional(), cursor: cursorText.optional(), limit }))
    .output(z.object({ items: z.array(callItem), next: z.string().nullable() })),
  checkCall: post('/calls/{callId}/check', 'Scores a call: verdict, marks by criterion of the scorecard, what was agreed')
    .input(z.object({ callId: outsideId, commandId, verdict: z.enum(callVerdicts), marks: marks.default({}), comments: z.array(secondComment).max(200).default([]), comment: z.string().max(4000).default(''), nextStep: z.string().max(500).default(''), agreedDay: day.nullable().default(null) }))
    .output(z.object({ checkId: z.int(), /** Percent. */ score: z.number().nullable() })),
  refusals: get('/refusals', 'The refusal queue, or what was decided').input(z.object({ state: z.enum(['pending', 'decided']).default('pending'), cursor: cursorText.optional(), limit }))
    .output(z.object({ items: z.array(refusal), next: z.string().nullable(), total: z.int() })),
  deal: get('/deals/{dealId}', 'A deal').input(z.object({ dealId: outsideId })).output(deal),
  task: get('/tasks/{taskId}', 'A task').input(z.object({ taskId: outsideId })).output(task),
  requestRefusal: post('/deals/{dealId}/refusal-request', 'Asks for a deal to be closed as lost')
    .input(z.object({ dealId: outsideId, commandId, expectedVersion: version.optional(), /** Name, key or number in the dictionary. */ reason: z.string().trim().min(1).max(200), comment: z.string().trim().max(5000), onBehalfOf: outsideId.optional() }))
    .output(z.object({ closed: z.boolean(), refusal: refusal, dealVersion: version })),
  decideRefusal: post('/refusals/{dealId}/decision', 'Decides the pending refusal of a deal')
    .input(z.object({ dealId: outsideId, commandId, expectedVersion: version, decision: z.enum(['approve', 'return', 'reassign']), reason: z.string().trim().max(200).optional(), instruction: text.optional(), dueAt: due.optional(), newOwnerId: outsideId.optional(), comment: text.optional(), override: text.optional() }))
    .output(z.object({ refusal, dealVersion: version, warning: z.record(z.string(), z.unknown()).nullable() })),
  reassign: post('/deals/{dealId}/reassign', 'Gives a deal to another manager')
    .input(z.object({ dealId: outsideId, commandId, expectedVersion: version, newOwnerId: outsideId, reason: text.min(1), override: text.optional() })).output(deal),
  moveTask: post('/tasks/{taskId}/move', 'Moves a task; a request when a manager moves later')
    .input(z.object({ taskId: outsideId, commandId, expectedVersion: version, dueAt: due, reason: text.min(1) })).output(z.object({ requested: z.boolean(), task })),
  audit: get('/audit', 'The audit, with its hash chain').input(z.object({ after: z.coerce.number().int().min(0).default(0), limit })).output(z.object({ items: z.array(auditItem), next: z.int().nullable() })),
}
export type RestContract = typeof restContract
