import type { CallInput } from '../../../src/shared/contract/desk.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { CallOutcome } from '../../../src/shared/vocabulary.ts'
import { one, statement } from '../store/queries/rows.ts'
import { insertRecordTx } from '../store/writes/changeRecord.ts'
import { dealsOfClients, deriveActivitiesTx } from '../store/writes/derive.ts'
import { versionNow } from '../store/writes/versions.ts'
import { policyActorOf, refuseUnlessMay, subjectOfDeal } from './access.ts'
import { changedSince } from './assignTask.ts'
import { closeTaskTx, requireResult } from './closeTasks.ts'
import type { Session } from './desk.ts'
import { moveOrAskTx } from './moveTasks.ts'
import { newUid } from './newUid.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { dueOn, planTaskTx } from './planTask.ts'
import { followTasksTx, requireTask, taskTopics } from './taskCommand.ts'
import { undoTasksOfCommandTx } from './undoTaskDecisions.ts'

type On = { taskId: number, expectedVersion: number } | { dealId: number }
export interface LogCallInput { commandId: string, on: On, direction: 'in' | 'out', said: CallInput }
export interface LoggedCall { outcome: CallOutcome, closed: boolean, moved: 'at_once' | 'asked' | null, taskVersion: number | null, newTaskId: number | null }

/** What the call made besides decisions on tasks, which are kept under the command; for the undo. */
interface MadeByCall { activityId: number, noteId: number | null, dealId: number | null, clientId: number | null }
interface Kept extends LoggedCall { made: MadeByCall }

/** Whose call it was about. */
interface About { found: ReturnType<typeof requireTask> | null, dealId: number | null, clientId: number | null, assigneeId: number }

/**
 * What came of a call, with what follows (domain.md, Contacts and notes; Tasks). Only a talk is a contact: its words are the note that it owes
 * and the result of the task. A call that reached nobody leaves the task as it is. A later date is the manager's wish, as any other move.
 * REFUSED_BY_RULE `result_too_short`, `past_day`, `same_due`, `deal_closed`, `task_not_open`; CONFLICT, FORBIDDEN, NOT_FOUND.
 */
export const logCall = (session: Session, input: LogCallInput): LoggedCall => {
  if (input.said.outcome === 'talked') requireResult(session.desk, input.said.result)
  const { made: _made, ...result } = runCommand(session, { procedure: 'desk.logCall', input, topics: taskTopics }, (tx): Kept => {
    const about = aboutOf(tx, input.on)
    const { said } = input
    const made = writeCallTx(tx, about, input)
    const follows = followsTx(tx, about, said)
    const taskIds = [...about.found ? [about.found.task.id] : [], ...follows.newTaskId === null ? [] : [follows.newTaskId]]
    tx.audit({
      action: 'logCall', ...recordOf(about.found?.task.id ?? null, made),
      payload: { before: null, after: { activity: made.activityId, outcome: said.outcome, ...said.outcome === 'talked' ? { talk_s: said.talkMinutes * 60, text: said.result } : {} } },
    })
    followTx(tx, made, taskIds)
    return { outcome: said.outcome, ...follows, taskVersion: about.found ? versionNow(tx.db, 'task', about.found.task.id) ?? null : null, made }
  })
  return result
}

/** The compensating command: by the same person, while the call, its note and the tasks stand as they left them. NOT_FOUND, FORBIDDEN, CONFLICT. */
export const undoCall = (session: Session, input: { commandId: string, undoOf: string }): Record<string, never> =>
  runCommand(session, { procedure: 'desk.undoCall', input, topics: taskTopics }, (tx) => {
    policyActorOf(tx)
    const command = one<{ actorId: number | null, result: string }>(tx.db, "SELECT actor_id AS actorId, result FROM command WHERE id = ? AND procedure = 'desk.logCall'", input.undoOf)
    if (!command) throw new PultError('NOT_FOUND', 'That command entered no call.', { undoOf: input.undoOf })
    if (command.actorId !== tx.actor.id) throw new PultError('FORBIDDEN', 'Only the person who entered it can undo it.', { undoOf: input.undoOf })
    const { made } = JSON.parse(command.result) as Kept
    const taskIds = undoTasksOfCommandTx(tx, input.undoOf)
    // A call that was taken back never was: kept, it would count. The audit has it.
    removeTx(tx, 'activity', made.activityId)
    if (made.noteId !== null) removeTx(tx, 'note', made.noteId)
    tx.audit({ action: 'undoCall', ...recordOf(taskIds[0] ?? null, made), payload: { activity: made.activityId } })
    followTx(tx, made, taskIds)
    return {}
  })

const aboutOf = (tx: Tx, on: On): About => {
  const actor = policyActorOf(tx)
  if ('taskId' in on) {
    const found = requireTask(tx, on, 'create_own')
    const { dealId, clientId, assigneeId } = found.task
    return { found, dealId, clientId: clientId ?? clientOfDeal(tx, dealId), assigneeId: actor.role === 'manager' ? actor.id : assigneeId ?? actor.id }
  }
  const subject = subjectOfDeal(tx.db, on.dealId)
  refuseUnlessMay(actor, 'work_deals', subject)
  return { found: null, dealId: on.dealId, clientId: clientOfDeal(tx, on.dealId), assigneeId: actor.role === 'manager' ? actor.id : subject.ownerId ?? actor.id }
}

const clientOfDeal = (tx: Tx, dealId: number | null): number | null =>
  dealId === null ? null : one<{ id: number | null }>(tx.db, 'SELECT client_id AS id FROM deal WHERE id = ?', dealId)?.id ?? null

const writeCallTx = (tx: Tx, { dealId, clientId }: About, { said, direction }: LogCallInput): MadeByCall => {
  const of = { source: 'pult', deal_id: dealId, client_id: clientId, created_at: tx.now }
  const activityId = insertRecordTx(tx.db, 'activity', {
    ...of, external_id: newUid(), manager_id: tx.actor.id, kind: 'call', direction, occurred_at: tx.now, outcome: said.outcome, talk_s: said.outcome === 'talked' ? said.talkMinutes * 60 : 0,
  })
  const words = said.outcome === 'talked' ? said.result : said.outcome === 'call_back' ? said.reason : null
  const noteId = words === null || (dealId === null && clientId === null) ? null : insertRecordTx(tx.db, 'note', { ...of, external_id: newUid(), author_id: tx.actor.id, text: words, pinned: 0 })
  return { activityId, noteId, dealId, clientId }
}

type Follows = Pick<LoggedCall, 'closed' | 'moved' | 'newTaskId'>

const followsTx = (tx: Tx, about: About, said: CallInput): Follows => {
  const nothing: Follows = { closed: false, moved: null, newTaskId: null }
  switch (said.outcome) {
    case 'no_answer': return nothing
    case 'wrong_number': return { ...nothing, newTaskId: planTaskTx(tx, about, { title: said.title, dueDay: said.dueDay }) }
    case 'talked': {
      if (about.found) closeTaskTx(tx, about.found.task, said.result)
      return { ...nothing, closed: about.found !== null, newTaskId: said.next ? planTaskTx(tx, about, said.next) : null }
    }
    case 'call_back': {
      if (!about.found) return { ...nothing, newTaskId: planTaskTx(tx, about, { title: said.reason, dueDay: said.dueDay, dueTime: said.dueTime }) }
      return { ...nothing, moved: moveOrAskTx(tx, about.found, dueOn(tx, said), { reason: said.reason }) === null ? 'at_once' : 'asked' }
    }
  }
}

const recordOf = (taskId: number | null, { dealId, clientId }: MadeByCall): { recordType: string | null, recordId: number | null } =>
  dealId !== null ? { recordType: 'deal', recordId: dealId } : taskId !== null ? { recordType: 'task', recordId: taskId } : { recordType: clientId === null ? null : 'client', recordId: clientId }

const removeTx = (tx: Tx, table: 'activity' | 'note', id: number): void => {
  if (statement(tx.db, `DELETE FROM ${table} WHERE id = ? AND version = 1`).run(id).changes === 0) throw changedSince(table)
}

/** A contact that names only a client counts for each of that client's deals. */
const followTx = (tx: Tx, { activityId, dealId, clientId }: MadeByCall, taskIds: readonly number[]): void => {
  deriveActivitiesTx(tx.db, [activityId])
  followTasksTx(tx, new Set(dealId !== null ? [dealId] : clientId !== null ? dealsOfClients(tx.db, [clientId]) : []), new Set(taskIds))
}
