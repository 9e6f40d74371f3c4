import { PultError } from '../../../src/shared/errors.ts'
import { isSameDue, type Due } from '../domain/due.ts'
import { isOwnRequest } from '../domain/policy.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { readMoveRequest, type MoveRequestRow } from '../store/queries/moveRequests.ts'
import { all, statement } from '../store/queries/rows.ts'
import { readTask, type TaskRow } from '../store/queries/taskViews.ts'
import { changeRecordTx } from '../store/writes/changeRecord.ts'
import { touchRecordTx } from '../store/writes/versions.ts'
import { hasOtherMoveDecider, policyActorOf, readDeciders, refuseUnlessMayAny, subjectsOfTask } from './access.ts'
import type { Session } from './desk.ts'
import { dueOf, moveTaskTx, settleTx } from './moveTasks.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { eachTaskTx, keepTaskDecisionTx, requireTask, taskRights, taskTopics, type MadeOnTask, type TaskBulkResult, type TaskItem } from './taskCommand.ts'

export interface DecideMovesInput { commandId: string, items: readonly { requestId: number, expectedVersion: number }[], decision: 'allow' | 'deny', comment?: string }

/**
 * Decides wishes to move tasks later (domain.md, Tasks): allowed, the date changes, is kept as approved and stands against imports; denied, it stays.
 * Item codes: CONFLICT with who decided what and when (or that the task was closed), REFUSED_BY_RULE `own_request`, `past_day`, FORBIDDEN, NOT_FOUND.
 */
export const decideMoves = (session: Session, input: DecideMovesInput): TaskBulkResult =>
  runCommand(session, { procedure: 'tasks.decideMoves', input, topics: taskTopics }, (tx) => {
    const taskOf = new Map(input.items.map(({ requestId }) => [requestId, readMoveRequest(tx.db, requestId)?.taskId]))
    // A request that isn't there has no task to name.
    return eachTaskTx(tx, input.items, item => taskOf.get(item.requestId) ?? item.requestId, (itemTx, item) => {
      const { request, task } = requireWaiting(itemTx, item)
      const made: MadeOnTask = input.decision === 'allow' ? allowTx(itemTx, request, task) : { touched: touchRecordTx(itemTx.db, 'task', task.id) }
      made.request = settleTx(itemTx, request, input.decision === 'allow' ? 'allowed' : 'denied', input.comment ?? null, made.moveId ?? null)
      keepTaskDecisionTx(itemTx, task.id, input.decision === 'allow' ? 'allow_move' : 'deny_move', input.comment ?? null, made)
      return { taskId: task.id, dealId: task.dealId, requestId: request.id }
    })
  })

const requireWaiting = (tx: Tx, { requestId, expectedVersion }: { requestId: number, expectedVersion: number }): { request: MoveRequestRow, task: TaskRow } => {
  const request = readMoveRequest(tx.db, requestId)
  if (!request) throw new PultError('NOT_FOUND', 'There is no such request.', { requestId })
  const actor = policyActorOf(tx)
  const subjects = subjectsOfTask(tx.db, request.taskId)
  refuseUnlessMayAny(actor, taskRights.allow_move, subjects)
  if (request.state !== 'pending' || request.version !== expectedVersion) {
    const who = request.decidedBy === null ? null : personNames(tx.db).get(request.decidedBy) ?? null
    throw new PultError('CONFLICT', `This request was decided meanwhile: ${request.state}.`, { who, whoId: request.decidedBy, when: request.decidedAt, what: request.state, version: request.version, requestId })
  }
  const task = readTask(tx.db, request.taskId)!
  if (task.doneAt !== null || task.cancelledAt !== null) throw new PultError('CONFLICT', 'The task was closed meanwhile.', { who: null, whoId: null, when: task.doneAt ?? task.cancelledAt, what: 'task_closed', requestId })
  if (isOwnRequest(actor, request.askedBy, hasOtherMoveDecider(readDeciders(tx.desk), actor.id, subjects))) {
    throw new PultError('REFUSED_BY_RULE', 'Nobody decides on their own request while somebody else can.', { rule: 'own_request', requestId })
  }
  return { request, task }
}

const allowTx = (tx: Tx, request: MoveRequestRow, task: TaskRow): MadeOnTask => {
  const { zone } = tx.desk.settings()
  const to = { at: request.toDueAt, dayOnly: request.toDayOnly === 1 }
  // An import that was faster has moved it there already, without leave: that move is what is allowed.
  if (isSameDue(dueOf(task), to, zone.dayOf)) return approveImportsTx(tx, task, to)
  if (to.dayOnly ? zone.dayOf(to.at) < zone.dayOf(tx.now) : to.at < tx.now) throw new PultError('REFUSED_BY_RULE', 'The date asked for is over.', { rule: 'past_day', requestId: request.id })
  return moveTaskTx(tx, task, to, { source: policyActorOf(tx).role, approved: true })
}

export interface ApproveMovesInput { commandId: string, items: readonly TaskItem[], comment?: string }

/** Allows the later moves of a task that imports found: they count as dragging no more. Item code REFUSED_BY_RULE `no_moves` when none is left. */
export const approveMoves = (session: Session, input: ApproveMovesInput): TaskBulkResult =>
  runCommand(session, { procedure: 'tasks.approveMoves', input, topics: taskTopics }, tx => eachTaskTx(tx, input.items, item => item.taskId, (itemTx, item) => {
    const { task } = requireTask(itemTx, item, 'allow_import')
    const made = approveImportsTx(itemTx, task)
    if (made.approved?.length === 0) throw new PultError('REFUSED_BY_RULE', 'No later move of this task waits for leave.', { rule: 'no_moves', taskId: task.id })
    keepTaskDecisionTx(itemTx, task.id, 'allow_import', input.comment ?? null, made)
    return { taskId: task.id, dealId: task.dealId }
  }))

/** `to`: only those that lead there. */
const approveImportsTx = (tx: Tx, task: TaskRow, to?: Due): MadeOnTask => {
  const { zone } = tx.desk.settings()
  const approved = all<{ id: number, at: number | null, dayOnly: number }>(tx.db, 'SELECT id, to_due_at AS at, to_day_only AS dayOnly FROM task_move WHERE task_id = ? AND later = 1 AND approved_at IS NULL ORDER BY id', task.id)
    .filter(move => to === undefined || isSameDue({ at: move.at, dayOnly: move.dayOnly === 1 }, to, zone.dayOf)).map(move => move.id)
  for (const id of approved) statement(tx.db, 'UPDATE task_move SET approved_at = ?, approved_by = ? WHERE id = ?').run(tx.now, tx.actor.id, id)
  // The date stays; the version tells others that something was decided.
  const { version } = changeRecordTx(tx.db, 'task', task.id, { due_at: task.dueAt })
  if (approved.length > 0) tx.audit({ action: 'allowTaskMoves', recordType: 'task', recordId: task.id, payload: { moves: approved } })
  return { version, approved }
}
