import type { LocationQuery, LocationQueryRaw, RouteLocationRaw } from 'vue-router'
import { closedColumns, taskListViews, taskSorts, type TaskFilter, type TaskListView } from '../../shared/contract/tasks.ts'
import type { GridSort } from '../../ui/gridTypes.ts'

/** The lists of tasks, then the managers who are closed for new leads. */
export const taskViews = [...taskListViews, 'closed'] as const
export type TaskView = (typeof taskViews)[number]
/** Which closed tasks are read. */
export const periods = ['since', 'today', 'yesterday'] as const
export type Period = (typeof periods)[number]
export type Narrowed = Pick<TaskFilter, 'managerIds' | 'teams' | 'text'>

/** What the screen shows, as its address and a saved view say it. */
export interface TaskPlace { view: TaskView, filter: Narrowed, period: Period, sort: GridSort }

export const isListView = (view: TaskView): view is TaskListView => view !== 'closed'
export const usualSort: GridSort = { by: 'usual', descending: false }
export const firstPlace: TaskPlace = { view: 'overdue', filter: {}, period: 'since', sort: usualSort }

type Query = LocationQuery | LocationQueryRaw
const textsOf = (value: Query[string]): string[] => (Array.isArray(value) ? value : [value]).flatMap(each => typeof each === 'string' ? [each] : [])
const among = <Value extends string>(values: readonly Value[], said: Query[string], usual: Value): Value => values.find(value => value === said) ?? usual
const sortsOf = (view: TaskView): readonly string[] => isListView(view) ? taskSorts : closedColumns

/** Without what doesn't narrow: the same choice is the same text. */
export const onlyGiven = ({ managerIds, teams, text }: Narrowed): Narrowed => ({
  ...(managerIds?.length ? { managerIds } : {}), ...(teams?.length ? { teams } : {}), ...(text?.trim() ? { text: text.trim().slice(0, 200) } : {}),
})

/** A value that nobody knows is passed over: an old link still opens. */
export const taskPlaceFromQuery = (query: Query): TaskPlace => {
  const view = among(taskViews, query.view, 'overdue')
  const said = textsOf(query.sort)[0] ?? ''
  const by = said.replace(/^-/, '')
  return {
    view, period: view === 'closedToday' ? among(periods, query.period, 'since') : 'since', sort: sortsOf(view).includes(by) ? { by, descending: said.startsWith('-') } : usualSort,
    filter: onlyGiven({
      managerIds: textsOf(query.manager).flatMap(text => text.split(',')).filter(text => /^\d{1,9}$/.test(text)).map(Number),
      teams: textsOf(query.team).filter(team => team.length > 0 && team.length <= 120), text: textsOf(query.text)[0] ?? '',
    }),
  }
}

export const taskPlaceToQuery = ({ view, filter, period, sort }: TaskPlace): LocationQueryRaw => {
  const { managerIds, teams, text } = onlyGiven(filter)
  return {
    ...(view === 'overdue' ? {} : { view }), ...(managerIds ? { manager: managerIds.join(',') } : {}), ...(teams ? { team: teams } : {}), ...(text ? { text } : {}),
    ...(period === 'since' || view !== 'closedToday' ? {} : { period }), ...(sort.by === 'usual' ? {} : { sort: `${sort.descending ? '-' : ''}${sort.by}` }),
  }
}

/** `taskId`: the row that is active. */
export const tasksAddress = (place: Partial<TaskPlace>, taskId: number | null = null): RouteLocationRaw => ({ path: taskId === null ? '/tasks' : `/tasks/${taskId}`, query: taskPlaceToQuery({ ...firstPlace, ...place }) })

/** The contract's filter: a period is a day. */
export const filterOf = ({ view, filter, period }: TaskPlace, days: { today: string, yesterday: string }): TaskFilter =>
  ({ ...filter, ...(view !== 'closedToday' || period === 'since' ? {} : { day: days[period] }) })
