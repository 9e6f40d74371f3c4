import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TaskFilter } from '../../src/shared/contract/tasks.ts'
import { isClosedForNewLeads } from '../../electron/backend/domain/transfer.ts'
import { closedForNewLeads } from '../../electron/backend/usecases/closedForNewLeads.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { dayReading } from '../../electron/backend/usecases/dayReading.ts'
import { countTasksOf, listTasks } from '../../electron/backend/usecases/listTasks.ts'
import { managerLoads } from '../../electron/backend/usecases/managerLoads.ts'
import { recycledTasks } from '../../electron/backend/usecases/recycledTasks.ts'
import { recycledOfDeal } from '../../electron/backend/usecases/taskView.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { all } from '../../electron/backend/store/queries/rows.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import type { TestWorkspace } from './helpers.ts'

let team: TestWorkspace
beforeAll(async () => { team = await makeGeneratedTeam({ deals: 500 }) })
afterAll(() => team.cleanup())

const now = () => team.desk.clock()
const idsOf = (view: Parameters<typeof listTasks>[1]['view'], filter: TaskFilter = {}, limit = 1000): number[] => {
  const ids: number[] = []
  for (let cursor: string | undefined; ;) {
    const page = listTasks(team.session, { view, filter, limit, cursor })
    ids.push(...page.rows.map(row => row.id))
    if (page.next === null) return ids
    cursor = page.next
  }
}
const sorted = (ids: Iterable<number>): number[] => [...ids].sort((a, b) => a - b)

test('overdue is check B, task by task, and its figures are those of all rows whatever the page', () => {
  const expected = evaluateWorkspace(team.desk, now()).overdue
  expect(expected.length).toBeGreaterThan(20)
  const { total, groups, rows } = listTasks(team.session, { view: 'overdue', limit: 7 })
  expect(rows).toHaveLength(7)
  expect(total).toBe(expected.length)
  expect(total).toBe(computeReview(team.desk, { asOf: now(), ids: false }).checks.B.count)
  expect(total).toBe(countTasksOf(team.session, {}).overdue)
  expect(sorted(idsOf('overdue', {}, 7))).toEqual(sorted(expected.map(({ task }) => task.id)))
  for (const group of groups) {
    const own = expected.filter(({ task }) => task.assigneeId === (group.manager?.id ?? null))
    expect({ count: group.count, oldest: group.oldestDays }).toEqual({ count: own.length, oldest: Math.max(...own.map(({ days }) => days)) })
  }
})

test('a task of nobody counts in the whole and stands in no manager’s row', () => {
  const { total, groups } = listTasks(team.session, { view: 'overdue', limit: 1 })
  const nobodys = evaluateWorkspace(team.desk, now()).overdue.filter(({ task }) => task.assigneeId === null).length
  expect(groups.filter(group => group.manager !== null).reduce((sum, group) => sum + group.count, 0)).toBe(total - nobodys)
  expect(listTasks(team.session, { view: 'overdue', filter: { managerIds: [0] } }).total).toBe(nobodys)
})

test('rows come manager by manager, oldest first, at any page size', () => {
  const { rows, groups } = listTasks(team.session, { view: 'overdue', limit: 1000 })
  expect([...new Set(rows.map(row => row.manager?.id ?? null))]).toEqual(groups.map(group => group.manager?.id ?? null))
  for (let index = 1; index < rows.length; index++) {
    if (rows[index]!.manager?.id === rows[index - 1]!.manager?.id) expect(rows[index]!.dueAt).toBeGreaterThanOrEqual(rows[index - 1]!.dueAt!)
  }
  expect(idsOf('overdue', {}, 3)).toEqual(rows.map(row => row.id))
})

test('dragged are the open tasks with as many unapproved later moves as the rule says', () => {
  const { rules } = team.desk.settings()
  const evaluation = evaluateWorkspace(team.desk, now())
  const expected = evaluation.facts.openTasks.filter(task => task.dragged >= rules.draggedMoves && task.dealStatus !== 'won' && task.dealStatus !== 'lost')
  expect(expected.length).toBeGreaterThan(0)
  expect(sorted(idsOf('dragged'))).toEqual(sorted(expected.map(task => task.id)))
})

test('recycled tasks of all deals at once are those that each deal’s own card says', () => {
  const { before, recycled } = recycledTasks(team.desk, now())
  const deals = all<{ id: number, source: string, clientId: number | null }>(team.desk.db, "SELECT id, source, client_id AS clientId FROM deal WHERE status IN ('open', 'refusal_review')")
  const expected = deals.map(deal => recycledOfDeal(team.desk, deal)!)
  expect(recycled.size).toBe(expected.reduce((sum, each) => sum + each.total, 0))
  expect(sorted(before.keys())).toEqual(sorted(expected.flatMap(each => [...each.before.keys()])))
  expect(listTasks(team.session, { view: 'recycled' }).total).toBe(countTasksOf(team.session, {}).recycled)
})

test('closed today reads what check E reads, and one day reads that day', () => {
  const reading = dayReading(team.session, { what: 'results', limit: 500 })
  const list = listTasks(team.session, { view: 'closedToday', limit: 1000 })
  expect(list.total).toBe(reading.total)
  const day = team.desk.db.sqlite.prepare('SELECT max(done_at) FROM task WHERE cancelled_at IS NULL AND done_at <= ?').pluck().get(now()) as number
  const ofDay = listTasks(team.session, { view: 'closedToday', limit: 1000, filter: { day: team.desk.settings().zone.format(day).slice(0, 10) } })
  expect(ofDay.total).toBeGreaterThan(0)
  expect(ofDay.groups.reduce((sum, group) => sum + group.short, 0)).toBe(ofDay.rows.filter(row => row.short).length)
})

test('closed for new leads are the managers whom a transfer would refuse', () => {
  const { rules } = team.desk.settings()
  const expected = managerLoads(team.session).filter(load => isClosedForNewLeads(load, rules))
  const { rows } = closedForNewLeads(team.session)
  expect(rows.map(row => [row.person.id, row.overdueTasks, row.stuckDeals]).sort()).toEqual(expected.map(load => [load.person.id, load.overdueTasks, load.stuckDeals]).sort())
  for (const row of rows) expect(row.since === null).toBe(row.overdueTasks <= rules.newLeadsOverdueLimit)
})

test('a filter by text finds Cyrillic in any case, and its groups are of what it found', () => {
  const [row] = listTasks(team.session, { view: 'overdue', limit: 1000 }).rows.filter(each => each.deal !== null && /[а-яё]{4}/i.test(each.deal.title))
  if (!row) return
  const text = row.deal!.title.slice(0, 5).toUpperCase()
  const found = listTasks(team.session, { view: 'overdue', filter: { text }, limit: 1000 })
  expect(found.rows.map(each => each.id)).toContain(row.id)
  expect(found.groups.reduce((sum, group) => sum + group.count, 0)).toBe(found.rows.length)
})
