import { PultError } from '../../../src/shared/errors.ts'
import { trimmedLength } from '../domain/text.ts'
import { pendingRequestOf } from '../store/queries/moveRequests.ts'
import { changeRecordTx, keepFieldDecisionTx, readFieldDecision } from '../store/writes/changeRecord.ts'
import type { Session } from './desk.ts'
import { settleTx } from './moveTasks.ts'
import { runCommand } from './runCommand.ts'
import { eachTaskTx, keepTaskDecisionTx, requireTask, taskTopics, type MadeOnTask, type TaskBulkResult, type TaskItem } from './taskCommand.ts'

export interface CloseTasksInput { commandId: string, items: readonly TaskItem[], result: string }

/** Closes tasks with a result that says something (domain.md, Tasks); REFUSED_BY_RULE `result_too_short`. What is closed here stays so in imports. */
export const closeTasks = (session: Session, input: CloseTasksInput): TaskBulkResult => {
  const needed = session.desk.settings().rules.taskResultLength
  const length = trimmedLength(input.result)
  if (length < needed) throw new PultError('REFUSED_BY_RULE', `The result needs at least ${needed} characters, this one has ${length}.`, { rule: 'result_too_short', needed, length })
  return runCommand(session, { procedure: 'tasks.close', input, topics: taskTopics }, tx => eachTaskTx(tx, input.items, item => item.taskId, (itemTx, item) => {
    const { task } = requireTask(itemTx, item, 'close')
    const fields = ['done_at', 'result'].map(field => ({ field, before: readFieldDecision(itemTx.db, 'task', task.id, field) }))
    const { before, version } = changeRecordTx(itemTx.db, 'task', task.id, { done_at: tx.now, result: input.result })
    for (const { field } of fields) keepFieldDecisionTx(itemTx.db, 'task', task.id, field, { at: tx.now, by: tx.actor.id })
    itemTx.audit({ action: 'closeTask', recordType: 'task', recordId: task.id, payload: { before, after: { done_at: tx.now, result: input.result } } })
    const made: MadeOnTask = { version, before, fields }
    const waiting = pendingRequestOf(itemTx.db, task.id)
    if (waiting) made.request = settleTx(itemTx, waiting, 'withdrawn', null, null)
    keepTaskDecisionTx(itemTx, task.id, 'close', null, made)
    return { taskId: task.id, dealId: task.dealId }
  }))
}
