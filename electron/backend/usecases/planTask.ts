import { PultError } from '../../../src/shared/errors.ts'
import type { Due } from '../domain/due.ts'
import { parseDay } from '../domain/time/days.ts'
import { isDealClosed } from '../store/queries/taskViews.ts'
import { touchRecordTx } from '../store/writes/versions.ts'
import { requireMay, subjectOfDeal } from './access.ts'
import { controlTimeMs } from './controlDay.ts'
import { createTaskTx, endOfDueDay } from './createTask.ts'
import type { Session } from './desk.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { followTasksTx, keepTaskDecisionTx, taskTopics } from './taskCommand.ts'

/** A local day, or an hour of it. */
export interface DueInput { dueDay: string, dueTime?: string }
export interface PlanTaskInput extends DueInput { commandId: string, dealId: number, title: string }

/** The next step on one's own deal; taken back as any decision on a task. NOT_FOUND, FORBIDDEN, REFUSED_BY_RULE `past_day`, `deal_closed`. */
export const planTask = (session: Session, input: PlanTaskInput): { taskId: number } => {
  const { dealId } = input
  const subject = subjectOfDeal(session.desk.db, dealId)
  const actor = requireMay(session, 'work_deals', subject)
  return runCommand(session, { procedure: 'desk.planTask', input, topics: taskTopics }, (tx) => {
    const taskId = planTaskTx(tx, { dealId, clientId: null, assigneeId: actor.role === 'manager' ? actor.id : subject.ownerId ?? actor.id }, input)
    followTasksTx(tx, new Set([dealId]), new Set([taskId]))
    return { taskId }
  })
}

/** One next task inside a command; what follows is the caller's. */
export const planTaskTx = (tx: Tx, { dealId, clientId, assigneeId }: { dealId: number | null, clientId: number | null, assigneeId: number }, { title, ...due }: DueInput & { title: string }): number => {
  if (isDealClosed(tx.db, dealId)) throw new PultError('REFUSED_BY_RULE', 'The deal is closed: it takes no new tasks.', { rule: 'deal_closed', dealId })
  const { at, dayOnly } = dueOn(tx, due)
  const taskId = createTaskTx(tx, { dealId, clientId, assigneeId, title, dueDay: due.dueDay, ...dayOnly ? {} : { dueAt: at } })
  keepTaskDecisionTx(tx, taskId, 'create_own', title, { version: 1, created: true, ...dealId === null ? {} : { touched: touchRecordTx(tx.db, 'deal', dealId) } })
  return taskId
}

/** That day, or an hour of it; REFUSED_BY_RULE `past_day` for what is over. */
export const dueOn = (tx: Tx, { dueDay, dueTime }: DueInput): Due & { at: number } => {
  const end = endOfDueDay(tx, dueDay)
  if (dueTime === undefined) return { at: end, dayOnly: true }
  const at = tx.desk.settings().zone.instantOf(parseDay(dueDay)!, controlTimeMs(dueTime))
  if (at < tx.now) throw new PultError('REFUSED_BY_RULE', 'That moment is over.', { rule: 'past_day', dueAt: at })
  return { at, dayOnly: false }
}
