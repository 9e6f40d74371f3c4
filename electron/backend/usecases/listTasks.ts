import type { MoveRequest, TaskFilter, TaskGroup, TaskListRow, TaskListView, TaskSort } from '../../../src/shared/contract/tasks.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { allowedOnTask, may } from '../domain/policy.ts'
import { isOverdue } from '../domain/review/dealState.ts'
import { byCodePoint, trimmedLength } from '../domain/text.ts'
import { absentOn, personNames } from '../store/queries/controlDays.ts'
import { moveRequestsById, type MoveRequestRow } from '../store/queries/moveRequests.ts'
import { all } from '../store/queries/rows.ts'
import type { IdOrder } from '../store/memory/taskViews.ts'
import { taskRows, type TaskBoardRow } from '../store/queries/taskBoard.ts'
import { hasOtherMoveDecider, readDeciders, subjectsOf } from './access.ts'
import { todayOf } from './controlDay.ts'
import type { Session } from './desk.ts'
import { recycledTasks } from './recycledTasks.ts'
import { groupsOf, seenTasks, taskOrderOf, tasksKnown, type SeenTasks } from './taskBoard.ts'
import { personOf } from './taskView.ts'

const usual: TaskSort = { by: 'usual', descending: false }

export interface ListTasksInput { view: TaskListView, filter?: TaskFilter, cursor?: string, limit?: number }
export interface TaskPage { rows: TaskListRow[], total: number, known: boolean, since: number | null }
export interface TaskList extends TaskPage { next: string | null, groups: TaskGroup[] }

/** Tasks by manager, oldest first, with the figures of all rows (domain.md, Tasks). BAD_INPUT for a cursor that isn't one. */
export const listTasks = (session: Session, { view, filter, cursor, limit = 200 }: ListTasksInput): TaskList => {
  const tasks = seenTasks(session, view, filter)
  const offset = readOffset(cursor)
  const page = pageOf(tasks, taskOrderOf(tasks, usual), offset, limit)
  return { ...page, next: offset + limit < page.total ? String(offset + limit) : null, groups: viewsOfGroups(tasks) }
}

/** `limit` rows from the place `offset` of a view's order. */
export const taskRange = (session: Session, { view, filter, sort = usual, offset, limit = 200 }: { view: TaskListView, filter?: TaskFilter, sort?: TaskSort, offset: number, limit?: number }): TaskPage => {
  const tasks = seenTasks(session, view, filter)
  return pageOf(tasks, taskOrderOf(tasks, sort), offset, limit)
}

const pageOf = (tasks: SeenTasks, order: IdOrder, offset: number, limit: number): TaskPage => ({
  rows: taskViews(tasks, order.slice(offset, offset + limit)), total: order.length, known: tasksKnown(tasks.desk), since: tasks.view === 'closedToday' ? tasks.input.closed.from : null,
})

const mostIds = 5000
export interface TaskIds { items: { id: number, version: number, request: { id: number, version: number } | null }[], total: number, allowedActions: string[] }

/** For «select all» and what is decided on it: at most 5 000 of `total`, in the view's order, and what each of them allows. */
export const taskIds = (session: Session, { view, filter, sort = usual }: { view: TaskListView, filter?: TaskFilter, sort?: TaskSort }): TaskIds => {
  const tasks = seenTasks(session, view, filter)
  const order = taskOrderOf(tasks, sort)
  const rows = taskViews(tasks, order.slice(0, mostIds))
  const [first, ...others] = rows
  return {
    items: rows.map(({ id, version, request }) => ({ id, version, request: request && { id: request.id, version: request.version } })), total: order.length,
    allowedActions: first?.allowedActions.filter(action => others.every(row => row.allowedActions.includes(action))) ?? [],
  }
}

export interface TaskFacets { managers: TaskGroup[], teams: { team: string, count: number }[] }

/** What a view could be narrowed to: managers under everything but their own choice, teams under everything but theirs. */
export const taskFacets = (session: Session, { view, filter = {} }: { view: TaskListView, filter?: TaskFilter }): TaskFacets => {
  const { managerIds: _managers, ...others } = filter
  const { teams: _teams, ...ofTeams } = filter
  const tasks = seenTasks(session, view, ofTeams)
  const teamOf = new Map(all<{ id: number, team: string }>(tasks.desk.db, "SELECT id, team FROM person WHERE team IS NOT NULL AND trim(team) <> ''").map(row => [row.id, row.team]))
  const counts = new Map<string, number>()
  for (const { managerId, count } of groupsOf(tasks)) {
    const team = managerId === null ? undefined : teamOf.get(managerId)
    if (team !== undefined) counts.set(team, (counts.get(team) ?? 0) + count)
  }
  return { managers: viewsOfGroups(seenTasks(session, view, others)), teams: [...counts].map(([team, count]) => ({ team, count })).sort((a, b) => b.count - a.count || byCodePoint(a.team, b.team)) }
}

export interface TaskCounts extends Record<TaskListView, number> { short: number, known: boolean, teams: string[] }

export const countTasksOf = (session: Session, { filter = {} }: { filter?: TaskFilter }): TaskCounts => {
  const { desk } = session
  // By the groups that the list itself is ordered by: they are kept, so that badges cost nothing beside it.
  const of = (view: TaskListView): { count: number, short: number } => {
    const groups = groupsOf(seenTasks(session, view, filter))
    return { count: groups.reduce((sum, group) => sum + group.count, 0), short: groups.reduce((sum, group) => sum + group.short, 0) }
  }
  const closed = of('closedToday')
  return {
    overdue: of('overdue').count, dragged: of('dragged').count, recycled: of('recycled').count, closedToday: closed.count, requests: of('requests').count, short: closed.short, known: tasksKnown(desk),
    teams: all<{ team: string }>(desk.db, "SELECT DISTINCT team FROM person WHERE active = 1 AND team IS NOT NULL AND trim(team) <> '' ORDER BY team").map(row => row.team),
  }
}

const readOffset = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0
  if (!/^\d{1,9}$/.test(cursor)) throw new PultError('BAD_INPUT', 'That is no place in this list.', { field: 'cursor' })
  return Number(cursor)
}

const viewsOfGroups = (tasks: SeenTasks): TaskGroup[] => {
  const { desk, input, view } = tasks
  const { zone } = desk.settings()
  const names = personNames(desk.db)
  const absent = absentOn(desk.db, todayOf(desk, input.now))
  const today = zone.dayOf(input.now)
  return groupsOf(tasks).map(({ managerId, count, oldestAt, short }) => ({
    manager: personOf(names, managerId), absent: managerId !== null && absent.has(managerId), count, oldestDays: oldestAt === null ? null : Math.max(0, today - zone.dayOf(oldestAt)), short: view === 'closedToday' ? short : 0,
  }))
}

export const viewOfRequest = (row: MoveRequestRow, names: ReadonlyMap<number, string>): MoveRequest => ({
  id: row.id, version: row.version, state: row.state, askedBy: personOf(names, row.askedBy), enteredBy: personOf(names, row.enteredBy), askedAt: row.askedAt,
  from: { dueAt: row.fromDueAt, dueDayOnly: row.fromDayOnly === 1 }, to: { dueAt: row.toDueAt, dueDayOnly: row.toDayOnly === 1 },
  reason: row.reason, decidedBy: personOf(names, row.decidedBy), decidedAt: row.decidedAt, comment: row.comment,
})

/** The rows of a grid, in the order of `ids`. */
export const taskViews = ({ desk, seen, view, input }: SeenTasks, ids: Iterable<number>): TaskListRow[] => {
  const { now, actor } = input
  const { zone, rules } = desk.settings()
  const today = zone.dayOf(now)
  const names = seen.keep('names', () => personNames(desk.db))
  const absent = absentOn(desk.db, todayOf(desk, now))
  const deciders = readDeciders(desk)
  const recycled = view === 'recycled' ? recycledTasks(desk, now).before : null
  const rows = taskRows(desk.db, ids)
  const requests = moveRequestsById(desk.db, rows.flatMap(row => row.requestId ?? []))
  return rows.map((row: TaskBoardRow) => {
    const subjects = subjectsOf(row)
    const open = row.doneAt === null && row.cancelledAt === null
    const request = row.requestId === null ? undefined : requests.get(row.requestId)
    // The sum is the deal's: who only has a task on it doesn't see it.
    const money = row.dealId !== null && may(actor, 'see_money', { ownerId: row.ownerId, team: row.ownerTeam })
    return {
      id: row.id, version: row.version, title: row.title, kind: row.kind, source: row.source, externalId: row.externalId,
      manager: personOf(names, row.assigneeId), managerAbsent: row.assigneeId !== null && absent.has(row.assigneeId),
      deal: row.dealId === null ? null : { id: row.dealId, title: row.dealTitle ?? '', status: row.dealStatus ?? 'open' }, clientId: row.clientId, clientName: row.clientName,
      amount: money ? row.amount : null, currency: money ? row.currency : null,
      createdAt: row.createdAt, dueAt: row.dueAt, dueDayOnly: row.dueDayOnly === 1, doneAt: row.doneAt, overdueDays: open && isOverdue(row, now) ? today - zone.dayOf(row.dueAt!) : 0,
      result: row.result, short: !open && trimmedLength(row.result) < rules.taskResultLength,
      moves: row.moves, recycled: recycled?.get(row.id) ?? 0,
      request: request ? viewOfRequest(request, names) : null, inferred: row.inferred === 1,
      allowedActions: allowedOnTask(actor, subjects, { open, done: row.doneAt !== null && row.cancelledAt === null, moves: row.moves, dealClosed: row.dealStatus === 'won' || row.dealStatus === 'lost', request: request ? { askedBy: request.askedBy, otherDecider: hasOtherMoveDecider(deciders, actor.id, subjects) } : null }),
    }
  })
}
