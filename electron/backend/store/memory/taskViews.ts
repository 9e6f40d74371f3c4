import type { ReadDb } from '../db.ts'
import type { TaskBoardInput, TaskGroupRow } from '../queries/taskBoard.ts'
import { flagsOfPeople, peopleOfTeams, seenPeople } from './people.ts'
import { taskColumns, tasksOfPeople, type TaskColumns } from './taskColumns.ts'
import { flagsOf } from './typedColumns.ts'

/** The views of tasks counted in memory: the same rules as in SQL (store/queries/taskBoard.ts), which tests hold beside these. A text is searched there. */
export type MemoryInput = TaskBoardInput & { filter: Omit<TaskBoardInput['filter'], 'text'> & { text?: undefined } }
export const fitsMemory = (input: TaskBoardInput): input is MemoryInput => !input.filter.text

type Test = (id: number) => boolean

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

/** null = no condition. */
const filterOf = (db: ReadDb, { filter }: TaskBoardInput, { assignee, size }: TaskColumns): Test | null => {
  if (!filter.managerIds && !filter.teams && !filter.ids) return null
  const managers = filter.managerIds && flagsOfPeople(db, filter.managerIds)
  const teams = filter.teams && flagsOfPeople(db, peopleOfTeams(db, filter.teams))
  const ids = filter.ids && flagsOf(filter.ids, size)
  return id => (!managers || managers[assignee[id]!] === 1) && (!teams || teams[assignee[id]!] === 1) && (!ids || ids[id] === 1)
}

/** Visits the tasks of a view. A person sees their own and those of their deals; a deal that isn't made yet is none. */
const eachTask = (db: ReadDb, input: MemoryInput, columns: TaskColumns, visit: (id: number) => void): void => {
  const { exists, size, assignee, owner, dealCreated } = columns
  const { now } = input
  const seen = seenPeople(db, input.actor)
  const fitsView = viewOf(input, columns)
  const fitsFilter = filterOf(db, input, columns)
  // null = all of them.
  const ids = input.view === 'recycled' ? input.recycled : seen && tasksOfPeople(db, seen)
  const count = ids ? ids.length : size
  for (let at = 0; at < count; at++) {
    const id = ids ? ids[at]! : at
    if (exists[id] === 1 && (seen === null || seen[assignee[id]!] === 1 || (seen[owner[id]!] === 1 && !(dealCreated[id]! > now))) && fitsView(id) && (fitsFilter === null || fitsFilter(id))) visit(id)
  }
}

/** Open tasks of a person that are due before an instant, the earliest first; those of won and lost deals left out (domain.md, B). */
export const ownTasksDue = (db: ReadDb, personId: number, before: number): { id: number, dueAt: number }[] => {
  const { assignee, due, done, cancelled, dealClosed } = taskColumns(db)
  const found: { id: number, dueAt: number }[] = []
  for (const id of tasksOfPeople(db, flagsOfPeople(db, [personId]))) {
    if (assignee[id] === personId && due[id]! < before && Number.isNaN(done[id]!) && Number.isNaN(cancelled[id]!) && dealClosed[id] === 0) found.push({ id, dueAt: due[id]! })
  }
  return found.sort((a, b) => a.dueAt - b.dueAt || a.id - b.id)
}

/** Over all rows of the view; `short` only of closed tasks. */
export const groupsInMemory = (db: ReadDb, input: MemoryInput): TaskGroupRow[] => {
  const columns = taskColumns(db)
  const { assignee, resultLength } = columns
  const { resultLength: least } = input
  // By the manager's id, 0 for nobody's.
  const groups: (TaskGroupRow | undefined)[] = []
  const oldest = oldestOf(input, columns)
  const closed = input.view === 'closedToday'
  eachTask(db, input, columns, id => {
    const managerId = assignee[id]!
    const group = groups[managerId] ??= { managerId: managerId === 0 ? null : managerId, count: 0, oldestAt: null, short: 0 }
    group.count++
    if (closed && resultLength[id]! < least) group.short++
    if (oldest === null) return
    const at = oldest(id)
    if (!Number.isNaN(at) && (group.oldestAt === null || at < group.oldestAt)) group.oldestAt = at
  })
  return groups.filter(group => group !== undefined)
}

const oldestOf = ({ view, now }: TaskBoardInput, { due, asked }: TaskColumns): ((id: number) => number) | null => {
  switch (view) {
    case 'overdue': return id => due[id]!
    case 'dragged': return id => due[id]! < now ? due[id]! : NaN
    case 'requests': return id => asked[id]!
    default: return null
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
  /** By the manager's id; of the dates the eldest alone, in order. */
  const managers: ({ count: number, dates: number[] } | undefined)[] = []
  for (let id = 1; id < size; id++) {
    if (!(due[id]! < now) || exists[id] === 0 || assignee[id] === 0 || !isOverdue(id)) continue
    const of = managers[assignee[id]!] ??= { count: 0, dates: [] }
    of.count++
    const { dates } = of
    if (dates.length === take && due[id]! >= dates[take - 1]!) continue
    if (dates.length === take) dates.pop()
    const place = dates.findIndex(date => date > due[id]!)
    dates.splice(place < 0 ? dates.length : place, 0, due[id]!)
  }
  return managers.flatMap((of, managerId) => of ? [{ managerId, count: of.count, nthDueAt: of.dates[take - 1] ?? null }] : [])
}
