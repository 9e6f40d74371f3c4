import { PultError } from '../../../src/shared/errors.ts'
import { formatDay, parseDay } from '../domain/time/days.ts'
import { all, one } from '../store/queries/rows.ts'
import { changeRecordTx, insertRecordTx } from '../store/writes/changeRecord.ts'
import { newUid } from './newUid.ts'
import type { Tx } from './runCommand.ts'

export interface NewTask {
  dealId: number | null
  clientId?: number | null
  assigneeId: number | null
  title: string
  kind?: string | null
  /** Due by the end of that local day. */
  dueDay: string
  /** Or at that instant of it, ms. */
  dueAt?: number
}

/** Last millisecond of a local day, today or later; BAD_INPUT for a day that isn't one or is over. */
export const endOfDueDay = ({ desk, now }: Pick<Tx, 'desk' | 'now'>, dueDay: string): number => {
  const { zone } = desk.settings()
  const day = parseDay(dueDay)
  if (day === null) throw new PultError('BAD_INPUT', `There is no day ${dueDay}.`, { field: 'dueDay', value: dueDay })
  if (day < zone.dayOf(now)) throw new PultError('REFUSED_BY_RULE', `${dueDay} is over.`, { rule: 'past_day', day: dueDay, today: formatDay(zone.dayOf(now)) })
  return zone.startOfDay(day + 1) - 1
}

/** The one place where Pult makes a task for a manager. Returns its id; the caller brings the deal's derived columns up to date. */
export const createTaskTx = (tx: Tx, task: NewTask): number => {
  const dueAt = task.dueAt ?? endOfDueDay(tx, task.dueDay)
  if (task.assigneeId !== null && !one(tx.db, 'SELECT 1 FROM person WHERE id = ? AND active = 1', task.assigneeId)) {
    throw new PultError('REFUSED_BY_RULE', 'The task needs somebody who works here.', { rule: 'assignee_inactive', personId: task.assigneeId })
  }
  const clientId = task.clientId ?? (task.dealId === null ? null : one<{ clientId: number | null }>(tx.db, 'SELECT client_id AS clientId FROM deal WHERE id = ?', task.dealId)?.clientId ?? null)
  const values = {
    source: 'pult', external_id: newUid(), deal_id: task.dealId, client_id: clientId, assignee_id: task.assigneeId, kind: task.kind ?? null,
    title: task.title, created_at: tx.now, due_at: dueAt, due_day_only: task.dueAt === undefined ? 1 : 0,
  }
  const id = insertRecordTx(tx.db, 'task', values)
  tx.audit({ action: 'createTask', recordType: 'task', recordId: id, payload: { before: null, after: values } })
  return id
}

/** A cancelled task: its version tells an undo whether somebody has touched it since. */
export interface CancelledTask { id: number, version: number }

/** The one place where Pult cancels tasks: those of the list that are still open. The caller brings derived columns up to date. */
export const cancelTasksTx = (tx: Tx, taskIds: readonly number[], reason: string): CancelledTask[] => {
  const open = all<{ id: number }>(tx.db, 'SELECT id FROM task WHERE id IN (SELECT value FROM json_each(?)) AND +done_at IS NULL AND cancelled_at IS NULL ORDER BY id', JSON.stringify(taskIds))
  return open.map(({ id }) => {
    const { version } = changeRecordTx(tx.db, 'task', id, { cancelled_at: tx.now })
    tx.audit({ action: 'cancelTask', recordType: 'task', recordId: id, payload: { before: { cancelled_at: null }, after: { cancelled_at: tx.now, reason } } })
    return { id, version }
  })
}

/** The open tasks of a deal. */
export const openTasksOf = (tx: Pick<Tx, 'db'>, dealId: number): number[] =>
  all<{ id: number }>(tx.db, 'SELECT id FROM task WHERE deal_id = ? AND +done_at IS NULL AND cancelled_at IS NULL ORDER BY id', dealId).map(row => row.id)
