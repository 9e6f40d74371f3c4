import { PultError } from '../../../src/shared/errors.ts'
import { one } from '../store/queries/rows.ts'
import { insertRecordTx } from '../store/writes/changeRecord.ts'
import { touchRecordTx } from '../store/writes/versions.ts'
import { endOfDueDay } from './createTask.ts'
import type { Session } from './desk.ts'
import { runCommand } from './runCommand.ts'
import { eachTaskTx, keepTaskDecisionTx, requireTask, taskTopics, type TaskBulkResult, type TaskItem } from './taskCommand.ts'

export interface AskAboutTasksInput { commandId: string, items: readonly TaskItem[], text: string, answerDay: string }

/** Puts a question to each task's assignee, with a day for the answer. Item code REFUSED_BY_RULE `no_manager`; `past_day` for the whole. */
export const askAboutTasks = (session: Session, input: AskAboutTasksInput): TaskBulkResult =>
  runCommand(session, { procedure: 'tasks.ask', input, topics: taskTopics }, (tx) => {
    endOfDueDay(tx, input.answerDay)
    return eachTaskTx(tx, input.items, item => item.taskId, (itemTx, item) => {
      const { task } = requireTask(itemTx, item, 'question', { closed: true })
      if (task.assigneeId === null) throw new PultError('REFUSED_BY_RULE', 'Nobody can be asked: this task has no manager.', { rule: 'no_manager' })
      const finding = one<{ id: number }>(itemTx.db, "SELECT id FROM finding WHERE kind = 'overdue' AND record_type = 'task' AND record_id = ? AND present = 1", task.id)
      const questionId = insertRecordTx(itemTx.db, 'question', {
        to_id: task.assigneeId, deal_id: task.dealId, task_id: task.id, finding_id: finding?.id ?? null, text: input.text, answer_day: input.answerDay, asked_at: tx.now, asked_by: tx.actor.id,
      })
      itemTx.audit({ action: 'askAboutTask', recordType: 'task', recordId: task.id, payload: { question: questionId, after: { untilDay: input.answerDay, reason: input.text } } })
      keepTaskDecisionTx(itemTx, task.id, 'question', input.text, { questionId, touched: touchRecordTx(itemTx.db, 'task', task.id) })
      return { taskId: task.id, dealId: task.dealId }
    })
  })
