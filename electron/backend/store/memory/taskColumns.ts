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

/** The tasks of some people (flags by their ids): those that are theirs, and those of their deals; no order. */
interface OwnTasks { readonly people: Uint8Array, readonly ids: number[] }
/** As many people look at their tasks at a time. */
const mostOwn = 64

interface Kept { readonly follower: Follower, columns: TaskColumns, readonly own: Map<string, OwnTasks> }
const kept = new WeakMap<ReadDb, Kept>()

const isOf = (people: Uint8Array, { exists, assignee, owner }: TaskColumns, id: number): boolean => exists[id] === 1 && (people[assignee[id]!] === 1 || people[owner[id]!] === 1)

/** The columns as they stand now; within a transaction with what that has written. */
export const taskColumns = (db: ReadDb): TaskColumns => keptTasks(db).columns

/** Ids of the tasks of these people, each once, in no order: most people see few of all tasks, and pass over the others in nobody's list. */
export const tasksOfPeople = (db: ReadDb, people: Uint8Array): readonly number[] => {
  const { columns, own } = keptTasks(db)
  const key = [...people.keys()].filter(id => people[id] === 1).join()
  let list = own.get(key)
  if (list === undefined) {
    list = { people, ids: [] }
    for (let id = 1; id < columns.size; id++) if (isOf(people, columns, id)) list.ids.push(id)
  }
  own.delete(key)
  own.set(key, list)
  for (const eldest of own.keys()) if (own.size > mostOwn) own.delete(eldest)
  return list.ids
}

const keptTasks = (db: ReadDb): Kept => {
  let known = kept.get(db)
  if (!known) kept.set(db, known = { follower: followChanges(db, ['task', 'deal']), columns: makeColumns(0), own: new Map() })
  const tasks = known
  tasks.follower.catchUp(
    () => {
      tasks.columns = makeColumns(sizeOfTable(db, 'task'))
      tasks.own.clear()
      for (const row of statement(db, rowSql('task')).raw().iterate() as Iterable<Row>) put(tasks.columns, row)
    },
    ids => {
      const touched = ids('task')
      const read = statement(db, `${rowSql('json_each($tasks) AS asked CROSS JOIN task ON task.id = asked.value')} UNION ${rowSql('json_each($deals) AS asked CROSS JOIN task ON task.deal_id = asked.value')}`)
      putAgain(tasks, touched, read.raw().all({ tasks: JSON.stringify(touched), deals: JSON.stringify(ids('deal')) }) as Row[])
    },
  )
  return tasks
}

/** What was touched as it is now. Whose list gets one has it behind the others; a list that loses one is made anew. */
const putAgain = (tasks: Kept, touched: readonly number[], rows: readonly Row[]): void => {
  const ids = new Set([...touched, ...rows.map(([id]) => id)])
  tasks.columns = withRoomFor(tasks.columns, [...ids], makeColumns)
  const before = [...tasks.own].map(([key, { people }]) => ({ key, had: new Set([...ids].filter(id => isOf(people, tasks.columns, id))) }))
  for (const id of touched) tasks.columns.exists[id] = 0
  for (const row of rows) put(tasks.columns, row)
  for (const { key, had } of before) {
    const list = tasks.own.get(key)!
    const has = [...ids].filter(id => isOf(list.people, tasks.columns, id))
    if ([...had].some(id => !isOf(list.people, tasks.columns, id))) tasks.own.delete(key)
    else list.ids.push(...has.filter(id => !had.has(id)))
  }
}
