// Tasks as of an instant.

import { existsAt } from './deals.ts'
import type { Due, Task } from './records.ts'
import { groupBy } from './text.ts'
import { localDay } from './time.ts'
import type { KnownTask, Workspace } from './workspace.ts'

export function isDoneAt(task: Task, asOf: number): boolean {
  return task.doneAt !== null && task.doneAt <= asOf
}

export function openTasksAt(workspace: Workspace, asOf: number): KnownTask[] {
  return [...workspace.tasks.values()].filter(({ task }) => existsAt(task, asOf) && !isDoneAt(task, asOf))
}

export function openTasksOfDeals(open: readonly KnownTask[]): Map<string, KnownTask[]> {
  return groupBy(open, ({ task }) => task.dealId)
}

export function isOverdue(due: Due | null, asOf: number, timezone: string): boolean {
  if (due === null) return false
  return due.kind === 'instant' ? due.at < asOf : due.day < localDay(asOf, timezone)
}

export function dueDay(due: Due, timezone: string): string {
  return due.kind === 'day' ? due.day : localDay(due.at, timezone)
}

/** The day of the deal's next task: the earliest due of its open ones. */
export function nextTaskDay(tasks: readonly KnownTask[], timezone: string): string | null {
  const days = tasks.flatMap(({ task }) => (task.due === null ? [] : [dueDay(task.due, timezone)])).sort()
  return days[0] ?? null
}

export function tasksDoneOn(workspace: Workspace, day: string, asOf: number): Task[] {
  return [...workspace.tasks.values()].map(({ task }) => task).filter((task) =>
    existsAt(task, asOf) && isDoneAt(task, asOf) && task.doneAt !== null
    && localDay(task.doneAt, workspace.settings.timezone) === day)
}
