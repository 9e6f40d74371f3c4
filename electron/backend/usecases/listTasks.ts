import type { MoveRequest, TaskFilter, TaskGroup, TaskListRow, TaskListView } from '../../../src/shared/contract/tasks.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { allowedOnTask, may, type PolicyActor } from '../domain/policy.ts'
import { byCodePoint, trimmedLength } from '../domain/text.ts'
import { isOverdue } from '../domain/review/dealState.ts'
import { parseDay } from '../domain/time/days.ts'
import { absentOn, knownFacts, personNames } from '../store/queries/controlDays.ts'
import { moveRequestsById, type MoveRequestRow } from '../store/queries/moveRequests.ts'
import { all, one } from '../store/queries/rows.ts'
import { countTasks, taskGroups, taskRows, type TaskBoardInput, type TaskBoardRow, type TaskGroupRow } from '../store/queries/taskBoard.ts'
import { hasOtherMoveDecider, readDeciders, requireMay, subjectsOf } from './access.ts'
import { todayOf } from './controlDay.ts'
import type { Desk, Session } from './desk.ts'
import { recycledTasks } from './recycledTasks.ts'
import { personOf } from './taskView.ts'

export interface ListTasksInput { view: TaskListView, filter?: TaskFilter, cursor?: string, limit?: number }
export interface TaskList { rows: TaskListRow[], next: string | null, total: number, groups: TaskGroup[], known: boolean, since: number | null }

/** Tasks by manager, oldest first, with the figures of all rows (domain.md, Tasks). BAD_INPUT for a cursor that isn't one. */
export const listTasks = (session: Session, { view, filter = {}, cursor, limit = 200 }: ListTasksInput): TaskList => {
  const actor = requireMay(session, 'see_deals')
  const { desk } = session
  const now = desk.clock()
  const input = boardInput(desk, actor, view, filter, now)
  const offset = readOffset(cursor)
  const names = personNames(desk.db)
  const absent = absentOn(desk.db, todayOf(desk, now))
  const groups = taskGroups(desk.db, input).sort((a, b) => byPlace(a, b, names, absent))
  const found = taskRows(desk.db, input, groups.map(group => group.managerId), offset, limit + 1)
  const { zone } = desk.settings()
  const today = zone.dayOf(now)
  return {
    rows: viewsOf(desk, actor, found.slice(0, limit), { now, names, absent, recycled: view === 'recycled' ? recycledTasks(desk, now).before : null }),
    next: found.length > limit ? String(offset + limit) : null,
    total: groups.reduce((sum, group) => sum + group.count, 0),
    groups: groups.map(({ managerId, count, oldestAt, short }) => ({
      manager: personOf(names, managerId), absent: managerId !== null && absent.has(managerId), count, oldestDays: oldestAt === null ? null : Math.max(0, today - zone.dayOf(oldestAt)), short: view === 'closedToday' ? short : 0,
    })),
    known: tasksKnown(desk),
    since: view === 'closedToday' ? input.closed.from : null,
  }
}

export interface TaskCounts extends Record<TaskListView, number> { short: number, known: boolean, teams: string[] }

export const countTasksOf = (session: Session, { filter = {} }: { filter?: TaskFilter }): TaskCounts => {
  const actor = requireMay(session, 'see_deals')
  const { desk } = session
  const now = desk.clock()
  const of = (view: TaskListView) => countTasks(desk.db, boardInput(desk, actor, view, filter, now))
  const closed = of('closedToday')
  return {
    overdue: of('overdue').count, dragged: of('dragged').count, recycled: of('recycled').count, closedToday: closed.count, requests: of('requests').count, short: closed.short, known: tasksKnown(desk),
    teams: all<{ team: string }>(desk.db, "SELECT DISTINCT team FROM person WHERE active = 1 AND team IS NOT NULL AND trim(team) <> '' ORDER BY team").map(row => row.team),
  }
}

/** Unknown is not none: no import has ever brought tasks. A team that works alone knows its own. */
const tasksKnown = ({ db }: Desk): boolean => {
  const known = knownFacts(db)
  return known.size === 0 || known.has('tasks')
}

const boardInput = (desk: Desk, actor: PolicyActor, view: TaskListView, filter: TaskFilter, now: number): TaskBoardInput => {
  const { rules } = desk.settings()
  return {
    view, actor, filter, now, draggedMoves: rules.draggedMoves, resultLength: rules.taskResultLength,
    closed: closedBetween(desk, now, filter.day), recycled: view === 'recycled' ? recycledTasks(desk, now).ends : [],
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

const byPlace = (a: TaskGroupRow, b: TaskGroupRow, names: ReadonlyMap<number, string>, absent: ReadonlyMap<number, string>): number => {
  const last = ({ managerId }: TaskGroupRow): number => managerId === null ? 2 : absent.has(managerId) ? 1 : 0
  return last(a) - last(b) || b.count - a.count || byCodePoint(names.get(a.managerId ?? 0) ?? '', names.get(b.managerId ?? 0) ?? '') || (a.managerId ?? 0) - (b.managerId ?? 0)
}

const readOffset = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0
  if (!/^\d{1,9}$/.test(cursor)) throw new PultError('BAD_INPUT', 'That is no place in this list.', { field: 'cursor' })
  return Number(cursor)
}

export const viewOfRequest = (row: MoveRequestRow, names: ReadonlyMap<number, string>): MoveRequest => ({
  id: row.id, version: row.version, state: row.state, askedBy: personOf(names, row.askedBy), enteredBy: personOf(names, row.enteredBy), askedAt: row.askedAt,
  from: { dueAt: row.fromDueAt, dueDayOnly: row.fromDayOnly === 1 }, to: { dueAt: row.toDueAt, dueDayOnly: row.toDayOnly === 1 },
  reason: row.reason, decidedBy: personOf(names, row.decidedBy), decidedAt: row.decidedAt, comment: row.comment,
})

interface ViewMoment { now: number, names: ReadonlyMap<number, string>, absent: ReadonlyMap<number, string>, recycled: ReadonlyMap<number, number> | null }

const viewsOf = (desk: Desk, actor: PolicyActor, rows: readonly TaskBoardRow[], { now, names, absent, recycled }: ViewMoment): TaskListRow[] => {
  const { zone, rules } = desk.settings()
  const today = zone.dayOf(now)
  const deciders = readDeciders(desk.db)
  const requests = moveRequestsById(desk.db, rows.flatMap(row => row.requestId ?? []))
  return rows.map((row) => {
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
      request: request ? viewOfRequest(request, names) : null,
      allowedActions: allowedOnTask(actor, subjects, { open, done: row.doneAt !== null && row.cancelledAt === null, moves: row.moves, dealClosed: row.dealStatus === 'won' || row.dealStatus === 'lost', request: request ? { askedBy: request.askedBy, otherDecider: hasOtherMoveDecider(deciders, actor.id, subjects) } : null }),
    }
  })
}
