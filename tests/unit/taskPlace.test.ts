import { expect, test } from 'vitest'
import { taskListViews } from '../../src/shared/contract/tasks.ts'
import { closedGridColumns, taskGridColumns } from '../../src/features/tasks/taskColumns.ts'
import { filterOf, firstPlace, taskPlaceFromQuery, taskPlaceToQuery, type TaskPlace } from '../../src/features/tasks/taskPlace.ts'
import { sortClosed } from '../../src/features/tasks/useClosed.ts'

test('an address says the view, the filter and the order, and gives them back; the usual place has none', () => {
  const place: TaskPlace = { view: 'closedToday', filter: { managerIds: [0, 7], teams: ['Север, юг', 'Офис'], text: 'кп' }, period: 'yesterday', sort: { by: 'done', descending: true } }
  expect(taskPlaceFromQuery(taskPlaceToQuery(place) as never)).toEqual(place)
  expect(taskPlaceToQuery(firstPlace)).toEqual({})
  expect(taskPlaceFromQuery({ manager: '7', view: 'closed', sort: '-overdueTasks' })).toEqual({ view: 'closed', filter: { managerIds: [7] }, period: 'since', sort: { by: 'overdueTasks', descending: true } })
})

test('what nobody knows is passed over: an old link still opens', () => {
  expect(taskPlaceFromQuery({ view: 'nonsense', manager: '1; drop', period: '?', sort: '-phone', team: '' })).toEqual(firstPlace)
  // An order of another view.
  expect(taskPlaceFromQuery({ view: 'closed', sort: 'late' }).sort).toEqual(firstPlace.sort)
})

test('a period is a day of the closed tasks alone', () => {
  const days = { today: '2026-11-20', yesterday: '2026-11-19' }
  expect(filterOf({ ...firstPlace, view: 'closedToday', filter: { text: 'кп' }, period: 'yesterday' }, days)).toEqual({ text: 'кп', day: '2026-11-19' })
  expect(filterOf({ ...firstPlace, view: 'closedToday', period: 'since' }, days)).toEqual({})
  expect(filterOf({ ...firstPlace, view: 'dragged', period: 'today' }, days)).toEqual({})
})

test('each view has the columns that it is read for, no wider than a window of 1024 px beside the views; on a phone two or three', () => {
  const widthOf = (columns: ReturnType<typeof closedGridColumns>): number => columns.filter(column => !column.hidden).reduce((sum, column) => sum + column.width, 0)
  for (const view of taskListViews) {
    // Sidebar, views, checkbox and edge.
    expect(48 + 224 + 32 + 12 + widthOf(taskGridColumns(view, false)), view).toBeLessThanOrEqual(1024)
    expect(32 + 12 + widthOf(taskGridColumns(view, true)), view).toBeLessThanOrEqual(390)
    expect(taskGridColumns(view, false).filter(column => !column.hidden).map(column => column.key)).toContain('manager')
  }
  expect(48 + 224 + 12 + 12 + widthOf(closedGridColumns(false))).toBeLessThanOrEqual(1024)
  expect(12 + 12 + widthOf(closedGridColumns(true))).toBeLessThanOrEqual(390)
})

test('managers are sorted by a column, those without a value last in both directions; the usual order is the backend’s', () => {
  const row = (id: number, name: string, overdueTasks: number, since: number | null) => ({ person: { id, name }, team: null, absent: false, overdueTasks, stuckDeals: 0, since })
  const rows = [row(1, 'Яна', 12, 5), row(2, 'Ёлкин', 40, null), row(3, 'Егоров', 20, 9)]
  const order = (by: string, descending: boolean): number[] => sortClosed(rows, { by, descending }, (a, b) => a.localeCompare(b, 'ru')).map(each => each.person.id)
  expect(order('usual', false)).toEqual([1, 2, 3])
  expect(order('manager', false)).toEqual([3, 2, 1])
  expect(order('overdueTasks', true)).toEqual([2, 3, 1])
  expect([order('since', false), order('since', true)]).toEqual([[1, 3, 2], [3, 1, 2]])
})
