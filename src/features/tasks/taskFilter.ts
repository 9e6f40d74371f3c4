import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import { taskListViews, type TaskFilter, type TaskListView } from '../../shared/contract/tasks.ts'

/** Which closed tasks are read. */
export const periods = ['since', 'today', 'yesterday'] as const
export type Period = (typeof periods)[number]

/** What the screen shows, as its address says it. */
export interface TaskPlace { view: TaskListView, managerId: number | null, text: string, period: Period }

const one = (value: LocationQuery[string] | undefined): string => typeof value === 'string' ? value : ''
const among = <Value extends string>(values: readonly Value[], said: string, usual: Value): Value => values.find(value => value === said) ?? usual

/** A value that nobody knows is passed over: an old link still opens. */
export const placeFromQuery = (query: LocationQuery): TaskPlace => ({
  view: among(taskListViews, one(query.view), 'overdue'), managerId: /^\d{1,9}$/.test(one(query.manager)) ? Number(query.manager) : null, text: one(query.text).trim().slice(0, 200), period: among(periods, one(query.period), 'since'),
})

export const placeToQuery = ({ view, managerId, text, period }: TaskPlace): Record<string, string> => ({
  ...(view === 'overdue' ? {} : { view }), ...(managerId === null ? {} : { manager: String(managerId) }), ...(text.trim() === '' ? {} : { text: text.trim() }), ...(period === 'since' || view !== 'closedToday' ? {} : { period }),
})

export const tasksAddress = (place: Partial<TaskPlace>): RouteLocationRaw => ({ path: '/tasks', query: placeToQuery({ view: 'overdue', managerId: null, text: '', period: 'since', ...place }) })

export const filterOf = ({ managerId, text, period }: TaskPlace, days: { today: string, yesterday: string }): TaskFilter => ({
  ...(managerId === null ? {} : { managerIds: [managerId] }), ...(text.trim() === '' ? {} : { text: text.trim() }), ...(period === 'since' ? {} : { day: days[period] }),
})
