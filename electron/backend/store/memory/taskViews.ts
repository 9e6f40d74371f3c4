import type { ReadDb } from '../db.ts'
import type { TaskBoardInput, TaskGroupRow } from '../queries/taskBoard.ts'
import { peopleOfTeams, seesThoseOf } from './people.ts'
import { taskColumns, type TaskColumns } from './taskColumns.ts'

/** The views of tasks counted in memory: the same rules as in SQL (store/queries/taskBoard.ts), which tests hold beside these. A text is searched there. */
export type MemoryInput = TaskBoardInput & { filter: Omit<TaskBoardInput['filter'], 'text'> & { text?: undefined } }
export const fitsMemory = (input: TaskBoardInput): input is MemoryInput => !input.filter.text

type Test = (id: number) => boolean

/** Whose tasks a person sees: their own and those of their deals. A deal that isn't made yet is none. */
const scopeOf = (db: ReadDb, { actor, now }: TaskBoardInput, { assignee, owner, dealCreated }: TaskColumns): Test => {
  const sees = seesThoseOf(db, actor)
  return id => sees(assignee[id]!) || sees(dealCreated[id]! > now ? 0 : owner[id]!)
}

// Comparisons with NaN are false: what has no date is neither before nor after.
const viewOf = (input: Pick<TaskBoardInput, 'view' | 'now' | 'draggedMoves' | 'closed'>, { due, done, cancelled, created, asked, dealCreated, dealClosed, moves }: TaskColumns): Test => {
  const { now, draggedMoves, closed } = input
  const isOpen: Test = id => !(done[id]! <= now) && !(cancelled[id]! <= now) && !(created[id]! > now) && (dealClosed[id] === 0 || dealCreated[id]! > now)
  switch (input.view) {
    case 'overdue': return id => due[id]! < now && isOpen(id)
    case 'dragged': return id => moves[id]! >= draggedMoves && isOpen(id)
    case 'requests': return id => asked[id]! > -Infinity && isOpen(id)
    case 'closedToday': return id => done[id]! >= closed.from && done[id]! <= closed.to && Number.isNaN(cancelled[id]!) && !(created[id]! > now)
    case 'recycled': return () => true
  }
}

const filterOf = (db: ReadDb, { filter }: TaskBoardInput, { assignee }: TaskColumns): Test => {
  const managers = filter.managerIds && new Set(filter.managerIds)
  const teams = filter.teams && peopleOfTeams(db, filter.teams)
  const ids = filter.ids && new Set(filter.ids)
  return id => (!managers || managers.has(assignee[id]!)) && (!teams || teams.has(assignee[id]!)) && (!ids || ids.has(id))
}

/** Visits the tasks of a view, by id. */
const eachTask = (db: ReadDb, input: MemoryInput, columns: TaskColumns, visit: (id: number) => void): void => {
  const { exists, size } = columns
  const fitsView = viewOf(input, columns)
  const isSeen = scopeOf(db, input, columns)
  const fitsFilter = filterOf(db, input, columns)
  const consider = (id: number): void => { if (exists[id] === 1 && fitsView(id) && isSeen(id) && fitsFilter(id)) visit(id) }
  if (input.view === 'recycled') for (const id of input.recycled.toSorted((a, b) => a - b)) consider(id)
  else for (let id = 1; id < size; id++) consider(id)
}

/** Over all rows of the view; `short` only of closed tasks. */
export const groupsInMemory = (db: ReadDb, input: MemoryInput): TaskGroupRow[] => {
  const columns = taskColumns(db)
  const groups = new Map<number, TaskGroupRow>()
  const oldest = oldestOf(input, columns)
  eachTask(db, input, columns, id => {
    const managerId = columns.assignee[id]!
    let group = groups.get(managerId)
    if (!group) groups.set(managerId, group = { managerId: managerId === 0 ? null : managerId, count: 0, oldestAt: null, short: 0 })
    group.count++
    const at = oldest(id)
    if (!Number.isNaN(at) && (group.oldestAt === null || at < group.oldestAt)) group.oldestAt = at
    if (input.view === 'closedToday' && columns.resultLength[id]! < input.resultLength) group.short++
  })
  return [...groups.values()]
}

const oldestOf = ({ view, now }: TaskBoardInput, { due, asked }: TaskColumns): ((id: number) => number) => {
  switch (view) {
    case 'overdue': return id => due[id]!
    case 'dragged': return id => due[id]! < now ? due[id]! : NaN
    case 'requests': return id => asked[id]!
    default: return () => NaN
  }
}

/** What «oldest first» goes by, then the id; what has no date comes first, as in SQL. */
const orderOf = ({ view }: TaskBoardInput, { due, done, created, asked, moves }: TaskColumns): ((a: number, b: number) => number) => {
  const by = (at: (id: number) => number) => (a: number, b: number): number => {
    const left = at(a)
    const right = at(b)
    if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(right)) - Number(Number.isNaN(left))
    return left - right
  }
  const dueFirst = by(id => due[id]!)
  const first = {
    overdue: dueFirst, dragged: (a: number, b: number) => moves[b]! - moves[a]! || dueFirst(a, b), recycled: by(id => -created[id]!), closedToday: by(id => done[id]!), requests: by(id => asked[id]!),
  }[view]
  return (a, b) => first(a, b) || a - b
}

/** Ids in an order; of one that is known whole, or of one that is sorted as far as it is asked for. */
export interface IdOrder { readonly length: number, /** As `slice` of an array. */ readonly slice: (from: number, to: number) => Uint32Array }

/**
 * Ids of a view, manager after manager in the given order, as «oldest first» goes. A page is of one manager or a few: theirs alone are sorted,
 * for after every decision the order is another one.
 */
export const usualOrderInMemory = (db: ReadDb, input: MemoryInput, managers: readonly (number | null)[]): IdOrder => {
  const columns = taskColumns(db)
  const of = new Map<number, number[]>(managers.map(id => [id ?? 0, []]))
  eachTask(db, input, columns, id => of.get(columns.assignee[id]!)?.push(id))
  const compare = orderOf(input, columns)
  const [ids, groups] = [new Uint32Array([...of.values()].reduce((sum, own) => sum + own.length, 0)), [] as { from: number, to: number, sorted: boolean }[]]
  let at = 0
  for (const own of of.values()) {
    ids.set(own, at)
    groups.push({ from: at, to: at += own.length, sorted: false })
  }
  return {
    length: ids.length,
    slice: (from, to) => {
      for (const group of groups) {
        if (group.sorted || group.to <= from || group.from >= to) continue
        ids.subarray(group.from, group.to).sort(compare)
        group.sorted = true
      }
      return ids.slice(from, to)
    },
  }
}

/** Overdue tasks of each manager (check B): how many, and the due date of the `take`-th of them, the eldest first; null where there are fewer. */
export const overdueOfManagers = (db: ReadDb, now: number, take: number): { managerId: number, count: number, nthDueAt: number | null }[] => {
  const columns = taskColumns(db)
  const { size, exists, assignee, due } = columns
  const isOverdue = viewOf({ view: 'overdue', now, draggedMoves: 0, closed: { from: 0, to: 0 } }, columns)
  const of = new Map<number, number[]>()
  for (let id = 1; id < size; id++) {
    if (exists[id] === 0 || assignee[id] === 0 || !isOverdue(id)) continue
    const dates = of.get(assignee[id]!)
    if (dates) dates.push(due[id]!)
    else of.set(assignee[id]!, [due[id]!])
  }
  return [...of].map(([managerId, dates]) => ({ managerId, count: dates.length, nthDueAt: Float64Array.from(dates).sort()[take - 1] ?? null }))
}
