// The stuck rule and the checks A, B, C, E and F.

import { contactsAt, contactsWithoutNote, dealsWithPinnedNote, lastContactFinder, shortestText } from './contacts.ts'
import { sumOf, type DealView } from './deals.ts'
import type { ManagerOverdue, ReviewDocument, StuckReasons } from './document.ts'
import { dueDay, isOverdue, nextTaskDay, openTasksAt, openTasksOfDeals, tasksDoneOn } from './tasks.ts'
import { compareCodePoints, groupBy, sortedIds, trimmedLength } from './text.ts'
import { addDays, daysBetween, localDay, workDayAfter } from './time.ts'
import type { Workspace } from './workspace.ts'

const silentDays = 14
const draggedTimes = 2

type Checks = ReviewDocument['checks']

/** The deals that are stuck, each with every reason that holds. */
export function stuckDeals(workspace: Workspace, views: readonly DealView[], asOf: number): Map<string, (keyof StuckReasons)[]> {
  const { timezone } = workspace.settings
  const today = localDay(asOf, timezone)
  const tasksKnown = workspace.brought.has('tasks')
  const contactsKnown = workspace.brought.has('activities')
  const tasksOfDeal = openTasksOfDeals(openTasksAt(workspace, asOf))
  const lastContact = lastContactFinder(contactsAt(workspace, asOf))
  const daysSince = (instant: number): number => daysBetween(localDay(instant, timezone), today)
  const stuck = new Map<string, (keyof StuckReasons)[]>()
  for (const view of views) {
    if (view.status !== 'open') continue
    const reasons: (keyof StuckReasons)[] = []
    const limit = view.stage.dwellLimitDays
    if (limit !== null && view.ageInStage > limit) reasons.push('dwell')
    if (contactsKnown) {
      const last = lastContact(view.id, view.deal.clientId)
      const isOlder = view.deal.createdAt !== null && daysSince(view.deal.createdAt) > silentDays
      if (isOlder && (last === null || daysSince(last) > silentDays)) reasons.push('silent')
    }
    if (tasksKnown) {
      const tasks = tasksOfDeal.get(view.id) ?? []
      if (tasks.length === 0) reasons.push('no_task')
      if (tasks.some(({ task }) => isOverdue(task.due, asOf, timezone))) reasons.push('overdue_task')
      if (tasks.some(({ laterMoves }) => laterMoves >= draggedTimes)) reasons.push('dragged')
    }
    if (reasons.length > 0) stuck.set(view.id, reasons)
  }
  return stuck
}

export function checkA(workspace: Workspace, views: readonly DealView[], asOf: number): Checks['A'] {
  if (!workspace.brought.has('tasks')) return { known: false, count: 0, amount: 0, noRate: 0, far: 0, ids: [] }
  const tasksOfDeal = openTasksOfDeals(openTasksAt(workspace, asOf))
  const open = views.filter((view) => view.status === 'open')
  const without = open.filter((view) => !tasksOfDeal.has(view.id))
  const far = open.filter((view) => {
    const next = nextTaskDay(tasksOfDeal.get(view.id) ?? [], workspace.settings.timezone)
    const limit = view.stage.dwellLimitDays
    return next !== null && limit !== null && next > addDays(view.entryDay, limit)
  })
  return {
    known: true, count: without.length, ...sumOf(without, workspace.settings.currency), far: far.length,
    ids: sortedIds(without.map((view) => view.id)),
  }
}

export function checkB(workspace: Workspace, views: readonly DealView[], asOf: number): Checks['B'] {
  if (!workspace.brought.has('tasks')) return { known: false, count: 0, ids: [], byManager: [] }
  const { timezone } = workspace.settings
  const today = localDay(asOf, timezone)
  const closed = new Set(views.filter((view) => view.status === 'won' || view.status === 'lost').map((view) => view.id))
  const overdue = openTasksAt(workspace, asOf).map(({ task }) => task)
    .filter((task) => isOverdue(task.due, asOf, timezone) && (task.dealId === null || !closed.has(task.dealId)))
  const byManager: ManagerOverdue[] = []
  for (const [manager, tasks] of groupBy(overdue, (task) => task.assigneeId)) {
    const days = tasks.map((task) => (task.due === null ? 0 : daysBetween(dueDay(task.due, timezone), today)))
    byManager.push({ manager, count: tasks.length, oldestDays: Math.max(...days) })
  }
  byManager.sort((left, right) => compareCodePoints(left.manager, right.manager))
  return { known: true, count: overdue.length, ids: sortedIds(overdue.map((task) => task.id)), byManager }
}

export function checkC(workspace: Workspace, views: readonly DealView[], asOf: number): Checks['C'] {
  const none = { count: 0, ids: [] }
  if (!workspace.brought.has('notes') || !workspace.brought.has('activities')) {
    return { known: false, contactsWithoutNote: none, dealsWithoutPinnedNote: none }
  }
  const contacts = contactsWithoutNote(workspace, contactsAt(workspace, asOf), asOf)
  const pinned = dealsWithPinnedNote(workspace, asOf)
  const deals = views.filter((view) => view.status === 'open' && view.isPastFirstStage && !pinned.has(view.id))
  return {
    known: true,
    contactsWithoutNote: { count: contacts.length, ids: sortedIds(contacts.map((contact) => contact.activityId)) },
    dealsWithoutPinnedNote: { count: deals.length, ids: sortedIds(deals.map((view) => view.id)) },
  }
}

/** No control has ever been signed: "closed since the last one" is the local day of the review. */
export function checkE(workspace: Workspace, asOf: number): Checks['E'] {
  if (!workspace.brought.has('tasks')) return { known: false, count: 0, ids: [] }
  const today = localDay(asOf, workspace.settings.timezone)
  const poor = tasksDoneOn(workspace, today, asOf).filter((task) => trimmedLength(task.result) < shortestText)
  return { known: true, count: poor.length, ids: sortedIds(poor.map((task) => task.id)) }
}

export function checkF(workspace: Workspace, views: readonly DealView[], asOf: number): Checks['F'] {
  const { timezone, holidays } = workspace.settings
  const today = localDay(asOf, timezone)
  const waiting = views.filter((view) => view.status === 'refusal_review')
  const late = waiting.filter((view) => {
    const askedAt = workspace.deals.get(view.id)?.refusal?.askedAt
    return askedAt !== undefined && today >= workDayAfter(localDay(askedAt, timezone), 2, holidays ?? [])
  })
  return { count: waiting.length, late: late.length, ids: sortedIds(waiting.map((view) => view.id)) }
}
