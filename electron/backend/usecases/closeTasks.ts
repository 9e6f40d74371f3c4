import { PultError } from '../../../src/shared/errors.ts'
import { trimmedLength } from '../domain/text.ts'
import { pendingRequestOf } from '../store/queries/moveRequests.ts'
import type { TaskRow } from '../store/queries/taskViews.ts'
import { changeRecordTx, keepFieldDecisionTx, readFieldDecision } from '../store/writes/changeRecord.ts'
import type { Desk, Session } from './desk.ts'
import { settleTx } from './moveTasks.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { eachTaskTx, keepTaskDecisionTx, requireTask, taskTopics, type MadeOnTask, type TaskBulkResult, type TaskItem } from './taskCommand.ts'

export interface CloseTasksInput { commandId: string, items: readonly TaskItem[], result: string }

/** Closes tasks with a result that says something (domain.md, Tasks); REFUSED_BY_RULE `result_too_short`. What is closed here stays so in imports. */
export const closeTasks = (session: Session, input: CloseTasksInput): TaskBulkResult => {
  requireResult(session.desk, input.result)
  return runCommand(session, { procedure: 'tasks.close', input, topics: taskTopics }, tx => eachTaskTx(tx, input.items, item => item.taskId, (itemTx, item) => {
    const { task } = requireTask(itemTx, item, 'close')
    closeTaskTx(itemTx, task, input.result)
    return { taskId: task.id, dealId: task.dealId }
  }))
}

/** REFUSED_BY_RULE `result_too_short`. */
export const requireResult = (desk: Pick<Desk, 'settings'>, result: string): void => {
  const needed = desk.settings().rules.taskResultLength
  const length = trimmedLength(result)
  if (length < needed) throw new PultError('REFUSED_BY_RULE', `The result needs at least ${needed} characters, this one has ${length}.`, { rule: 'result_too_short', needed, length })
}

/** Closes one open task inside a command; what waited for a move is withdrawn. */
export const closeTaskTx = (tx: Tx, task: TaskRow, result: string): void => {
  const fields = ['done_at', 'result'].map(field => ({ field, before: readFieldDecision(tx.db, 'task', task.id, field) }))
  const { before, version } = changeRecordTx(tx.db, 'task', task.id, { done_at: tx.now, result })
  for (const { field } of fields) keepFieldDecisionTx(tx.db, 'task', task.id, field, { at: tx.now, by: tx.actor.id })
  tx.audit({ action: 'closeTask', recordType: 'task', recordId: task.id, payload: { before, after: { done_at: tx.now, result } } })
  const made: MadeOnTask = { version, before, fields }
  const waiting = pendingRequestOf(tx.db, task.id)
  if (waiting) made.request = settleTx(tx, waiting, 'withdrawn', null, null)
  keepTaskDecisionTx(tx, task.id, 'close', null, made)
}
