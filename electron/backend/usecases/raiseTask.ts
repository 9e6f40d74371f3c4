import { PultError } from '../../../src/shared/errors.ts'
import { one } from '../store/queries/rows.ts'
import { touchRecordTx } from '../store/writes/versions.ts'
import { requireMay } from './access.ts'
import { createTaskTx } from './createTask.ts'
import type { Session } from './desk.ts'
import { runCommand } from './runCommand.ts'
import { followTasksTx, keepTaskDecisionTx, taskRights, taskTopics } from './taskCommand.ts'

export interface RaiseTaskInput { commandId: string, dealId: number | null, clientId?: number | null, assigneeId: number, title: string, kind?: string, dueDay: string }

/** Raises a task for a manager. NOT_FOUND for a deal that isn't there, REFUSED_BY_RULE `past_day`, `assignee_inactive`. */
export const raiseTask = (session: Session, input: RaiseTaskInput): { taskId: number } => {
  requireMay(session, taskRights.create)
  return runCommand(session, { procedure: 'tasks.create', input, topics: taskTopics }, (tx) => {
    if (input.dealId !== null && !one(tx.db, 'SELECT 1 FROM deal WHERE id = ?', input.dealId)) throw new PultError('NOT_FOUND', 'There is no such deal.', { dealId: input.dealId })
    const { commandId: _commandId, ...task } = input
    const taskId = createTaskTx(tx, task)
    if (input.dealId !== null) tx.audit({ action: 'decideDeal', recordType: 'deal', recordId: input.dealId, payload: { before: null, after: { decision: 'task', reason: input.title } } })
    keepTaskDecisionTx(tx, taskId, 'create', input.title, { version: 1, created: true, ...input.dealId === null ? {} : { touched: touchRecordTx(tx.db, 'deal', input.dealId) } })
    followTasksTx(tx, new Set(input.dealId === null ? [] : [input.dealId]), new Set([taskId]))
    return { taskId }
  })
}
