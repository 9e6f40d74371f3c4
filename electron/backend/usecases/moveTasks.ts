import { PultError } from '../../../src/shared/errors.ts'
import { isLaterDue, isSameDue, type Due } from '../domain/due.ts'
import { mayAny } from '../domain/policy.ts'
import { pendingRequestOf, type MoveRequestRow } from '../store/queries/moveRequests.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { one, statement } from '../store/queries/rows.ts'
import { isDealClosed, type TaskRow } from '../store/queries/taskViews.ts'
import { changeRecordTx, insertRecordTx, keepFieldDecisionTx, readFieldDecision } from '../store/writes/changeRecord.ts'
import { touchRecordTx } from '../store/writes/versions.ts'
import { endOfDueDay } from './createTask.ts'
import type { Session } from './desk.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { eachTaskTx, keepTaskDecisionTx, requireTask, taskTopics, type MadeOnTask, type TaskBulkResult, type TaskItem } from './taskCommand.ts'

export interface MoveTasksInput { commandId: string, items: readonly TaskItem[], dueDay?: string, dueAt?: number, reason: string, onBehalfOf?: number }

/**
 * Moves tasks (domain.md, Tasks): earlier for whoever may ask; later for head and supervisor, an approved move; for a manager, and for whom a
 * decider asks in the name of one, a request. Item codes: CONFLICT (changed, or a wish waits already), REFUSED_BY_RULE `same_due`, `past_day`, `task_not_open`, `deal_closed`.
 */
export const moveTasks = (session: Session, input: MoveTasksInput): TaskBulkResult =>
  runCommand(session, { procedure: 'tasks.move', input, topics: taskTopics }, (tx) => {
    const to = dueAsked(tx, input)
    return eachTaskTx(tx, input.items, item => item.taskId, (itemTx, item) => {
      const found = requireTask(itemTx, item, 'move')
      return { taskId: found.task.id, dealId: found.task.dealId, requestId: moveOrAskTx(itemTx, found, to, input) }
    })
  })

/** Moves one task, or asks for it where the rule wants that; the request's id then, else null. */
export const moveOrAskTx = (tx: Tx, { task, actor, subjects }: ReturnType<typeof requireTask>, to: Due, { reason, onBehalfOf }: Pick<MoveTasksInput, 'reason' | 'onBehalfOf'>): number | null => {
  const from = dueOf(task)
  const { zone } = tx.desk.settings()
  if (isSameDue(from, to, zone.dayOf)) throw new PultError('REFUSED_BY_RULE', 'The task is due then already.', { rule: 'same_due', taskId: task.id })
  const decides = mayAny(actor, 'decide_task_move', subjects)
  const askedBy = requesterOf(tx, onBehalfOf, decides)
  const later = isLaterDue(from, to, zone.dayOf)
  if (later && (!decides || askedBy !== actor.id)) return askTx(tx, task, { to, reason, askedBy })
  const made: MadeOnTask = moveTaskTx(tx, task, to, { source: actor.role, approved: later })
  // What waited is answered by the date itself.
  const waiting = pendingRequestOf(tx.db, task.id)
  if (waiting) made.request = settleTx(tx, waiting, isSameDue({ at: waiting.toDueAt, dayOnly: waiting.toDayOnly === 1 }, to, zone.dayOf) ? 'allowed' : 'withdrawn', null, made.moveId ?? null)
  keepTaskDecisionTx(tx, task.id, 'move', reason, made)
  return null
}

export const dueOf = (task: Pick<TaskRow, 'dueAt' | 'dueDayOnly'>): Due => ({ at: task.dueAt, dayOnly: task.dueDayOnly === 1 })

/** A day alone is kept as its last millisecond; REFUSED_BY_RULE `past_day` for what is over. */
const dueAsked = (tx: Tx, { dueDay, dueAt }: Pick<MoveTasksInput, 'dueDay' | 'dueAt'>): Due => {
  if ((dueDay === undefined) === (dueAt === undefined)) throw new PultError('BAD_INPUT', 'Say a day or an instant, one of them.', { field: 'dueDay' })
  if (dueDay !== undefined) return { at: endOfDueDay(tx, dueDay), dayOnly: true }
  if (dueAt! < tx.now) throw new PultError('REFUSED_BY_RULE', 'That moment is over.', { rule: 'past_day', dueAt })
  return { at: dueAt!, dayOnly: false }
}

/** Whose wish it is: only a decider may ask for somebody else, and then names them. */
const requesterOf = (tx: Tx, onBehalfOf: number | undefined, decides: boolean): number => {
  if (onBehalfOf === undefined || onBehalfOf === tx.actor.id) return tx.actor.id
  if (!decides) throw new PultError('FORBIDDEN', 'Only who decides moves can ask in the name of somebody else.', { onBehalfOf })
  const person = one<{ active: number }>(tx.db, 'SELECT active FROM person WHERE id = ?', onBehalfOf)
  if (!person) throw new PultError('NOT_FOUND', 'There is no such person.', { personId: onBehalfOf })
  if (person.active === 0) throw new PultError('REFUSED_BY_RULE', 'Who no longer works here asks for nothing.', { rule: 'requester_inactive', personId: onBehalfOf })
  return onBehalfOf
}

const askTx = (tx: Tx, task: TaskRow, { to, reason, askedBy }: { to: Due, reason: string, askedBy: number }): number => {
  if (isDealClosed(tx.db, task.dealId)) throw new PultError('REFUSED_BY_RULE', 'The deal is closed: its tasks are asked about no more.', { rule: 'deal_closed', taskId: task.id, dealId: task.dealId })
  const waiting = pendingRequestOf(tx.db, task.id)
  if (waiting) {
    const who = waiting.askedBy === null ? null : personNames(tx.db).get(waiting.askedBy) ?? null
    throw new PultError('CONFLICT', 'Moving this task was asked already.', { who, whoId: waiting.askedBy, when: waiting.askedAt, what: 'pending', requestId: waiting.id, version: waiting.version })
  }
  const values = {
    task_id: task.id, asked_by: askedBy, entered_by: askedBy === tx.actor.id ? null : tx.actor.id, asked_at: tx.now,
    from_due_at: task.dueAt, from_day_only: task.dueDayOnly, to_due_at: to.at, to_day_only: to.dayOnly ? 1 : 0, reason, state: 'pending',
  }
  const id = insertRecordTx(tx.db, 'task_move_request', values)
  tx.audit({ action: 'askTaskMove', recordType: 'task', recordId: task.id, payload: { request: id, before: { due_at: task.dueAt }, after: { due_at: to.at, requested_by: askedBy, entered_by: values.entered_by, reason } } })
  keepTaskDecisionTx(tx, task.id, 'ask_move', reason, { asked: { id, version: 1 }, touched: touchRecordTx(tx.db, 'task', task.id) })
  return id
}

/** The one place where Pult changes a due date: the move, the decision against imports, the audit entry. `approved` = it can't count as dragged. */
export const moveTaskTx = (tx: Tx, task: TaskRow, to: Due, { source, approved }: { source: string, approved: boolean }): MadeOnTask => {
  const from = dueOf(task)
  const later = isLaterDue(from, to, tx.desk.settings().zone.dayOf)
  const decided = readFieldDecision(tx.db, 'task', task.id, 'due_at')
  const { before, version } = changeRecordTx(tx.db, 'task', task.id, { due_at: to.at, due_day_only: to.dayOnly ? 1 : 0 })
  const moveId = insertRecordTx(tx.db, 'task_move', {
    task_id: task.id, from_due_at: from.at, from_day_only: from.dayOnly ? 1 : 0, to_due_at: to.at, to_day_only: to.dayOnly ? 1 : 0, at: tx.now, by_id: tx.actor.id, source, later: later ? 1 : 0,
    approved_at: approved ? tx.now : null, approved_by: approved ? tx.actor.id : null,
  })
  keepFieldDecisionTx(tx.db, 'task', task.id, 'due_at', { at: tx.now, by: tx.actor.id })
  tx.audit({ action: 'moveTask', recordType: 'task', recordId: task.id, payload: { before, after: { due_at: to.at, due_day_only: to.dayOnly ? 1 : 0 }, approved } })
  return { version, before, fields: [{ field: 'due_at', before: decided }], moveId }
}

const settledAs = { allowed: 'allowedTaskMove', denied: 'deniedTaskMove', withdrawn: 'withdrawnTaskMove' } as const

/** Ends a waiting wish; returns it for the undo. */
export const settleTx = (tx: Tx, request: MoveRequestRow, state: 'allowed' | 'denied' | 'withdrawn', comment: string | null, moveId: number | null): NonNullable<MadeOnTask['request']> => {
  statement(tx.db, 'UPDATE task_move_request SET state = ?, decided_by = ?, decided_at = ?, decision_comment = ?, move_id = ?, version = version + 1 WHERE id = ?').run(state, tx.actor.id, tx.now, comment, moveId, request.id)
  tx.audit({ action: settledAs[state], recordType: 'task', recordId: request.taskId, payload: { request: request.id, after: { decision_comment: comment } } })
  return { id: request.id, version: request.version + 1 }
}
