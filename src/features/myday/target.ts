import type { TaskListRow } from '../../shared/contract/tasks.ts'

/** What a decision of the day falls on: a task, a deal, or a task with its deal. */
export interface Target {
  /** Another subject, another dialog. */
  key: string
  title: string
  /** Said under a dialog's title. */
  about: string
  task: TaskListRow | null
  dealId: number | null
  /** What the backend offers on it. */
  actions: ReadonlySet<string>
}

export const targetOfTask = (task: TaskListRow, untitled: string): Target => {
  const title = task.title ?? untitled
  return { key: `task-${task.id}`, title, about: [title, task.deal?.title ?? task.clientName].filter(Boolean).join(' · '), task, dealId: task.deal?.id ?? null, actions: new Set([...task.allowedActions, ...task.deal?.status === 'open' ? ['request_refusal', 'plan_task'] : []]) }
}
