import type { ReadDb } from '../db.ts'
import { resultLengthSql } from '../queries/taskBoard.ts'
import { statement } from '../queries/rows.ts'
import { followChanges, type Follower } from './followChanges.ts'
import { sizeOfTable, withRoomFor } from './typedColumns.ts'

/**
 * What the lists of tasks count and order by, of every task, by its id: a pass over all of them takes a few milliseconds where SQL takes
 * hundreds, and after a decision only the rows that it touched are read again. Moments in ms, NaN for none; people 0 for nobody.
 */
export interface TaskColumns {
  /** Ids go up to `size - 1`; `exists` says which of them there are. */
  size: number
  exists: Uint8Array
  assignee: Int32Array, owner: Int32Array
  due: Float64Array, done: Float64Array, cancelled: Float64Array, created: Float64Array, asked: Float64Array, dealCreated: Float64Array
  moves: Int32Array, resultLength: Int32Array
  /** Of a won or lost deal. */
  dealClosed: Uint8Array
}

const rowSql = (from: string): string => `
  SELECT task.id, coalesce(task.assignee_id, 0), coalesce(deal.owner_id, 0), task.due_at, task.done_at, task.cancelled_at, task.created_at,
    (SELECT asked_at FROM task_move_request WHERE task_id = task.id AND state = 'pending'), deal.created_at, task.unapproved_moves, iif(task.done_at IS NULL, 0, ${resultLengthSql}), coalesce(deal.status IN ('won', 'lost'), 0)
  FROM ${from} LEFT JOIN deal ON deal.id = task.deal_id`
type Row = [number, number, number, number | null, number | null, number | null, number | null, number | null, number | null, number, number, number]

const makeColumns = (size: number): TaskColumns => ({
  size, exists: new Uint8Array(size), assignee: new Int32Array(size), owner: new Int32Array(size),
  due: new Float64Array(size), done: new Float64Array(size), cancelled: new Float64Array(size), created: new Float64Array(size), asked: new Float64Array(size), dealCreated: new Float64Array(size),
  moves: new Int32Array(size), resultLength: new Int32Array(size), dealClosed: new Uint8Array(size),
})

const put = (columns: TaskColumns, row: Row): void => {
  const [id] = row
  columns.exists[id] = 1
  columns.assignee[id] = row[1]
  columns.owner[id] = row[2]
  columns.due[id] = row[3] ?? NaN
  columns.done[id] = row[4] ?? NaN
  columns.cancelled[id] = row[5] ?? NaN
  columns.created[id] = row[6] ?? NaN
  columns.asked[id] = row[7] ?? NaN
  columns.dealCreated[id] = row[8] ?? NaN
  columns.moves[id] = row[9]
  columns.resultLength[id] = row[10]
  columns.dealClosed[id] = row[11]
}

const kept = new WeakMap<ReadDb, { follower: Follower, columns: TaskColumns }>()

/** The columns as they stand now; within a transaction with what that has written. */
export const taskColumns = (db: ReadDb): TaskColumns => {
  let known = kept.get(db)
  if (!known) kept.set(db, known = { follower: followChanges(db, ['task', 'deal']), columns: makeColumns(0) })
  const keeper = known
  keeper.follower.catchUp(
    () => {
      keeper.columns = makeColumns(sizeOfTable(db, 'task'))
      for (const row of statement(db, rowSql('task')).raw().iterate() as Iterable<Row>) put(keeper.columns, row)
    },
    ids => {
      const touched = ids('task')
      keeper.columns = withRoomFor(keeper.columns, touched, makeColumns)
      for (const id of touched) keeper.columns.exists[id] = 0
      const rows = statement(db, `${rowSql('json_each($tasks) AS asked CROSS JOIN task ON task.id = asked.value')} UNION ${rowSql('json_each($deals) AS asked CROSS JOIN task ON task.deal_id = asked.value')}`)
      for (const row of rows.raw().all({ tasks: JSON.stringify(touched), deals: JSON.stringify(ids('deal')) }) as Row[]) put(keeper.columns, row)
    },
  )
  return keeper.columns
}
