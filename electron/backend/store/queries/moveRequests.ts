import type { ReadDb } from '../db.ts'
import { all, one } from './rows.ts'

export interface MoveRequestRow {
  id: number, version: number, taskId: number, state: 'pending' | 'allowed' | 'denied' | 'withdrawn', askedBy: number | null, enteredBy: number | null, askedAt: number
  fromDueAt: number | null, fromDayOnly: number, toDueAt: number, toDayOnly: number, reason: string, decidedBy: number | null, decidedAt: number | null, comment: string | null, moveId: number | null
}

const columns = `id, version, task_id AS taskId, state, asked_by AS askedBy, entered_by AS enteredBy, asked_at AS askedAt, from_due_at AS fromDueAt, from_day_only AS fromDayOnly,
  to_due_at AS toDueAt, to_day_only AS toDayOnly, reason, decided_by AS decidedBy, decided_at AS decidedAt, decision_comment AS comment, move_id AS moveId`

export const readMoveRequest = (db: ReadDb, id: number): MoveRequestRow | undefined => one(db, `SELECT ${columns} FROM task_move_request WHERE id = ?`, id)
export const moveRequestsById = (db: ReadDb, ids: readonly number[]): Map<number, MoveRequestRow> =>
  new Map(all<MoveRequestRow>(db, `SELECT ${columns} FROM task_move_request WHERE id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids)).map(row => [row.id, row]))
export const pendingRequestOf = (db: ReadDb, taskId: number): MoveRequestRow | undefined => one(db, `SELECT ${columns} FROM task_move_request WHERE task_id = ? AND state = 'pending'`, taskId)
export const requestsOfTask = (db: ReadDb, taskId: number): MoveRequestRow[] => all(db, `SELECT ${columns} FROM task_move_request WHERE task_id = ? ORDER BY asked_at, id`, taskId)

/** Of one deal or task alone, or of all. */
export interface ClosedTasksScope { dealId?: number, taskId?: number }

/** Waiting requests whose task is over, or whose deal is won or lost. */
export const requestsOfClosedTasks = (db: ReadDb, { dealId, taskId }: ClosedTasksScope = {}): { id: number, taskId: number, version: number }[] => all(db, `
  SELECT request.id, request.task_id AS taskId, request.version FROM task JOIN task_move_request AS request ON request.task_id = task.id AND request.state = 'pending' LEFT JOIN deal ON deal.id = task.deal_id
  WHERE (task.done_at IS NOT NULL OR task.cancelled_at IS NOT NULL OR deal.status IN ('won', 'lost'))
    ${dealId === undefined ? '' : 'AND task.deal_id = $dealId'} ${taskId === undefined ? '' : 'AND task.id = $taskId'} ORDER BY request.id`, { ...dealId !== undefined && { dealId }, ...taskId !== undefined && { taskId } })
