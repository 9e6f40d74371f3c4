import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

export interface TaskRow {
  id: number, title: string | null, kind: string | null, assigneeId: number | null, createdAt: number | null, dueAt: number | null, dueDayOnly: number
  doneAt: number | null, cancelledAt: number | null, result: string | null, unapprovedMoves: number, version: number, dealId: number | null, clientId: number | null, inferred: number
}
export interface TaskMoveRow { id: number, taskId: number, fromDueAt: number | null, toDueAt: number | null, at: number, byId: number | null, source: string, later: number, approvedAt: number | null, approvedBy: number | null }

const columns = `id, title, kind, assignee_id AS assigneeId, created_at AS createdAt, due_at AS dueAt, due_day_only AS dueDayOnly,
  done_at AS doneAt, cancelled_at AS cancelledAt, result, unapproved_moves AS unapprovedMoves, version, deal_id AS dealId, client_id AS clientId, inferred`

export const readTask = (db: ReadDb, id: number): TaskRow | undefined => all<TaskRow>(db, `SELECT ${columns} FROM task WHERE id = ?`, id)[0]

/** A deal's tasks, what happened last first. */
export const tasksOfDeal = (db: ReadDb, dealId: number, limit: number): TaskRow[] => all<TaskRow>(db, `
  SELECT ${columns} FROM task WHERE deal_id = ? ORDER BY coalesce(done_at, cancelled_at, created_at, due_at, 0) DESC, id DESC LIMIT ?`, dealId, limit)

/** The open ones, the next due first; those without a date last. */
export const openTasksOfDeal = (db: ReadDb, dealId: number): TaskRow[] => all<TaskRow>(db, `
  SELECT ${columns} FROM task WHERE deal_id = ? AND done_at IS NULL AND cancelled_at IS NULL ORDER BY due_at IS NULL, due_at, id`, dealId)

/** What the rule of recycled tasks reads; the cancelled are none. */
export const closableTasksOf = (db: ReadDb, dealId: number): { id: number, kind: string | null, createdAt: number | null, doneAt: number | null }[] =>
  all(db, 'SELECT id, kind, created_at AS createdAt, done_at AS doneAt FROM task WHERE deal_id = ? AND cancelled_at IS NULL', dealId)

/** Every change of the due dates of these tasks, in order. */
export const movesOfTasks = (db: ReadDb, taskIds: readonly number[]): Map<number, TaskMoveRow[]> => {
  const moves = new Map<number, TaskMoveRow[]>()
  if (taskIds.length === 0) return moves
  const rows = all<TaskMoveRow>(db, `
    SELECT id, task_id AS taskId, from_due_at AS fromDueAt, to_due_at AS toDueAt, at, by_id AS byId, source, later, approved_at AS approvedAt, approved_by AS approvedBy
    FROM task_move WHERE task_id IN (SELECT value FROM json_each(?)) ORDER BY at, id`, JSON.stringify(taskIds))
  for (const row of rows) {
    const known = moves.get(row.taskId)
    if (known) known.push(row)
    else moves.set(row.taskId, [row])
  }
  return moves
}

/** Is this task's deal won or lost? Then nobody waits for it (domain.md, B). */
export const isDealClosed = (db: ReadDb, dealId: number | null): boolean => dealId !== null && all(db, "SELECT 1 FROM deal WHERE id = ? AND status IN ('won', 'lost')", dealId).length > 0
