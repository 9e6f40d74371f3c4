import type { TaskFilter, TaskListView, TaskSort } from '../../../src/shared/contract/tasks.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { isCheckKnown } from '../domain/knowledge.ts'
import { byCodePoint } from '../domain/text.ts'
import { parseDay } from '../domain/time/days.ts'
import { absentOn, personNames } from '../store/queries/controlDays.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { one } from '../store/queries/rows.ts'
import { orderedTaskIds, taskGroups, usualTaskIds, type TaskBoardInput, type TaskGroupRow } from '../store/queries/taskBoard.ts'
import { fitsMemory, groupsInMemory, usualOrderInMemory, type IdOrder } from '../store/memory/taskViews.ts'
import { boardOf, type SeenBoard } from './boardOf.ts'
import { todayOf } from './controlDay.ts'
import type { Desk, Session } from './desk.ts'
import { recycledTasks } from './recycledTasks.ts'

/** A view of tasks under a filter, as a person sees it now: every page, count and file of one minute is of the same moment. */
export interface SeenTasks {
  readonly desk: Desk
  readonly seen: SeenBoard
  readonly view: TaskListView
  readonly filter: TaskFilter
  readonly input: TaskBoardInput
}

export const seenTasks = (session: Session, view: TaskListView, filter: TaskFilter = {}): SeenTasks => {
  const { desk } = session
  const seen = boardOf(session)
  const { now } = seen.moment
  const { rules } = desk.settings()
  return {
    desk, seen, view, filter,
    input: {
      view, actor: seen.actor, filter, now, draggedMoves: rules.draggedMoves, resultLength: rules.taskResultLength,
      closed: closedBetween(desk, now, filter.day), recycled: view === 'recycled' ? recycledTasks(desk, now).ends : [],
    },
  }
}

/** Since the last signed control, none yet: today (domain.md, Daily control, E); or one local day. */
const closedBetween = (desk: Desk, now: number, day: string | undefined): { from: number, to: number } => {
  const { zone } = desk.settings()
  if (day === undefined) {
    const signed = one<{ asOf: number | null }>(desk.db, 'SELECT max(as_of) AS asOf FROM control_day WHERE signed_at IS NOT NULL AND signed_at <= ?', now)!.asOf
    return { from: signed === null ? zone.startOfDay(zone.dayOf(now)) : signed + 1, to: now }
  }
  const number = parseDay(day)
  if (number === null) throw new PultError('BAD_INPUT', `There is no day ${day}.`, { field: 'day', value: day })
  return { from: zone.startOfDay(number), to: Math.min(now, zone.startOfDay(number + 1) - 1) }
}

/** Unknown is not none: as check B. */
export const tasksKnown = ({ db }: Desk): boolean => isCheckKnown.B(loadKnowledge(db))

/** Managers by the place that they have in a list: the most rows first, absent ones and nobody's last. */
export const groupsOf = ({ desk, seen, view, filter, input }: SeenTasks): TaskGroupRow[] => seen.keep(`task groups ${view} ${JSON.stringify(filter)}`, () => {
  const names = personNames(desk.db)
  const absent = absentOn(desk.db, todayOf(desk, input.now))
  return (fitsMemory(input) ? groupsInMemory(desk.db, input) : taskGroups(desk.db, input)).sort((a, b) => byPlace(a, b, names, absent))
})

const byPlace = (a: TaskGroupRow, b: TaskGroupRow, names: ReadonlyMap<number, string>, absent: ReadonlyMap<number, string>): number => {
  const last = ({ managerId }: TaskGroupRow): number => managerId === null ? 2 : absent.has(managerId) ? 1 : 0
  return last(a) - last(b) || b.count - a.count || byCodePoint(names.get(a.managerId ?? 0) ?? '', names.get(b.managerId ?? 0) ?? '') || (a.managerId ?? 0) - (b.managerId ?? 0)
}

/** Orders that are kept at a time: a grid that jumps asks for one of them again and again. */
const mostOrders = 8

/** Ids of a view in its order, once while nothing changes: every page of it is then a slice. */
export const taskOrderOf = (tasks: SeenTasks, sort: TaskSort): IdOrder => {
  const orders = tasks.seen.keep('task orders', () => new Map<string, IdOrder>())
  const key = JSON.stringify([tasks.view, tasks.filter, sort])
  const order = orders.get(key) ?? readOrder(tasks, sort)
  orders.delete(key)
  orders.set(key, order)
  for (const oldest of orders.keys()) if (orders.size > mostOrders) orders.delete(oldest)
  return order
}

const readOrder = (tasks: SeenTasks, { by, descending }: TaskSort): IdOrder => {
  const { desk, input } = tasks
  if (by === 'usual') return usualOrder(tasks)
  if (by !== 'recycled') return orderedTaskIds(desk.db, input, { by, descending })
  const { before } = recycledTasks(desk, input.now)
  const times = (id: number): number => before.get(id) ?? 0
  const usual = usualOrder(tasks)
  return usual.slice(0, usual.length).toSorted((a, b) => (descending ? times(b) - times(a) : times(a) - times(b)) || a - b)
}

const usualOrder = (tasks: SeenTasks): IdOrder => {
  const { desk: { db }, input } = tasks
  const managers = groupsOf(tasks).map(group => group.managerId)
  return fitsMemory(input) ? usualOrderInMemory(db, input, managers) : usualTaskIds(db, input, managers)
}
