import { PultError } from '../../../src/shared/errors.ts'
import { one } from '../store/queries/rows.ts'
import { assignTaskTx } from './assignTask.ts'
import type { Session } from './desk.ts'
import { runCommand } from './runCommand.ts'
import { eachTaskTx, keepTaskDecisionTx, requireTask, taskTopics, type TaskBulkResult, type TaskItem } from './taskCommand.ts'

export interface ReassignTasksInput { commandId: string, items: readonly TaskItem[], toId: number, reason?: string }

/** Gives tasks to somebody, without their deals. Item codes: REFUSED_BY_RULE `same_assignee`; the whole is refused with `assignee_inactive`. */
export const reassignTasks = (session: Session, input: ReassignTasksInput): TaskBulkResult =>
  runCommand(session, { procedure: 'tasks.assign', input, topics: taskTopics }, (tx) => {
    const person = one<{ active: number }>(tx.db, 'SELECT active FROM person WHERE id = ?', input.toId)
    if (!person) throw new PultError('NOT_FOUND', 'There is no such person.', { personId: input.toId })
    if (person.active === 0) throw new PultError('REFUSED_BY_RULE', 'The task needs somebody who works here.', { rule: 'assignee_inactive', personId: input.toId })
    return eachTaskTx(tx, input.items, item => item.taskId, (itemTx, item) => {
      const { task } = requireTask(itemTx, item, 'assign')
      if (task.assigneeId === input.toId) throw new PultError('REFUSED_BY_RULE', 'The task is theirs already.', { rule: 'same_assignee', taskId: task.id })
      keepTaskDecisionTx(itemTx, task.id, 'assign', input.reason ?? null, { assignee: assignTaskTx(itemTx, task.id, task.assigneeId, input.toId) })
      return { taskId: task.id, dealId: task.dealId }
    })
  })
