import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jamFilterOf, jamScopes } from '../../src/shared/contract/jam.ts'
import type { DealFilter } from '../../src/shared/contract/deals.ts'
import { taskListViews } from '../../src/shared/contract/tasks.ts'
import { countedStatus } from '../../electron/backend/domain/funnel.ts'
import { deriveAllTx } from '../../electron/backend/store/writes/derive.ts'
import { closedForNewLeads } from '../../electron/backend/usecases/closedForNewLeads.ts'
import { dealFacets } from '../../electron/backend/usecases/dealFacets.ts'
import { getFunnel } from '../../electron/backend/usecases/getFunnel.ts'
import { jamOverview, jamTotal } from '../../electron/backend/usecases/jamOverview.ts'
import { listDeals } from '../../electron/backend/usecases/listDeals.ts'
import { countTasksOf, listTasks, taskFacets } from '../../electron/backend/usecases/listTasks.ts'
import { managerLoads } from '../../electron/backend/usecases/managerLoads.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { filterArbitrary, knownDealsOf } from './dealFilters.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import type { TestWorkspace } from './helpers.ts'

/** Every look at the clock is some seconds later, as on a busy machine; tasks become due and deals are entered in the same minute. */
let team: TestWorkspace
beforeAll(async () => {
  team = await makeGeneratedTeam({ seed: 23 })
  const start = Math.ceil(team.desk.clock() / 60_000) * 60_000
  const { sqlite } = team.desk.db
  sqlite.prepare('UPDATE task SET due_at = ? + id % 55 * 1000, due_day_only = 0 WHERE id % 3 = 0 AND done_at IS NULL AND cancelled_at IS NULL').run(start)
  sqlite.prepare('UPDATE deal SET created_at = ? + id % 55 * 1000 WHERE id % 11 = 0').run(start)
  sqlite.transaction(() => deriveAllTx(team.desk.db))()
  let looks = 0
  Object.assign(team.desk, { clock: () => start + ++looks % 54 * 1000 })
})
afterAll(() => team.cleanup())

const bySum = { by: 'amount', descending: true } as const
const figureOf = (filter: DealFilter) => {
  const { total, money } = listDeals(team.session, { filter, sort: bySum, limit: 1 })
  return { count: total, money }
}
const plain = <Figure extends { count: number, money: unknown }>({ count, money }: Figure) => ({ count, money })

test('lists, facets, the jam and the funnel of one minute are of one instant, at any filter', () => {
  const known = knownDealsOf(team.desk, evaluateWorkspace(team.desk, team.desk.clock()).deals)
  const { session } = team
  fc.assert(fc.property(filterArbitrary(known), (filter) => {
    const facets = dealFacets(session, { filter })
    expect(plain(facets.all)).toEqual(figureOf(filter))
    const { stuck: _either, ...ofReasons } = filter
    for (const { reason, ...figure } of facets.reasons) expect(plain(figure)).toEqual(figureOf({ ...ofReasons, reasons: [reason] }))
    const { status: _status, stuck: _stuck, parked: _parked, ...ofJam } = filter
    for (const scope of jamScopes) {
      const jam = jamOverview(session, { scope, filter: ofJam })
      expect(plain(jam.all), scope).toEqual(figureOf(jamFilterOf(scope, ofJam)))
      for (const { reason, ...figure } of jam.reasons) expect(plain(figure), reason).toEqual(figureOf({ ...jamFilterOf(scope, ofJam), reasons: [reason] }))
    }
    const { managerIds, channels } = filter
    const ofFunnel = { ...managerIds && { managerIds }, ...channels && { channels } }
    for (const stage of getFunnel(session, { filter: ofFunnel, period: { from: '2026-01-01', to: '2026-01-02' } }).stages) {
      const status = countedStatus(stage.kind)
      expect(plain(stage), stage.stage).toEqual(figureOf({ ...ofFunnel, stageIds: [stage.stageId], status: [status] }))
      if (status === 'open') expect(stage.stuck).toBe(figureOf({ ...ofFunnel, stageIds: [stage.stageId], status: [status], stuck: true }).count)
    }
  }), { numRuns: 8 })
  expect(plain(jamTotal(session))).toEqual(figureOf({ status: ['open'], kinds: ['thinking'] }))
}, 60_000)

test('tasks too: counts, lists, facets, the loads of managers and who is closed for new leads', () => {
  const { session } = team
  const counts = countTasksOf(session, {})
  for (const view of taskListViews) {
    const { total, groups } = listTasks(session, { view, limit: 1 })
    expect(counts[view], view).toBe(total)
    expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(total)
    expect(taskFacets(session, { view }).managers).toEqual(groups)
  }
  const overdue = new Map(listTasks(session, { view: 'overdue', limit: 1 }).groups.map(group => [group.manager?.id, group.count]))
  const loads = managerLoads(session)
  for (const { person, overdueTasks, openDeals, stuckDeals } of loads) {
    expect(overdueTasks, person.name).toBe(overdue.get(person.id) ?? 0)
    expect(openDeals).toBe(figureOf({ status: ['open'], managerIds: [person.id] }).count)
    expect(stuckDeals).toBe(figureOf({ status: ['open'], managerIds: [person.id], stuck: true }).count)
  }
  const closed = closedForNewLeads(session)
  expect(closed.rows.map(row => [row.person.id, row.overdueTasks, row.stuckDeals]).sort()).toEqual(loads.filter(load => load.closedForNewLeads).map(load => [load.person.id, load.overdueTasks, load.stuckDeals]).sort())
  expect(counts.overdue).toBeGreaterThan(20)
})

test('what the jam calls unknown the facets and the tasks do too', () => {
  const { session, desk } = team
  const unknown = (rows: readonly { reason: string, known: boolean }[]): string[] => rows.filter(row => !row.known).map(row => row.reason)
  for (const inferred of [0, 1, 2]) {
    desk.db.sqlite.prepare("UPDATE knowledge SET inferred = ? WHERE kind IN ('tasks', 'activities')").run(inferred)
    const reasons = unknown(jamOverview(session, { scope: 'stuck', filter: {} }).reasons)
    expect(unknown(dealFacets(session, { filter: { status: ['open'] } }).reasons)).toEqual(reasons)
    expect(reasons.includes('no_task')).toBe(inferred === 2)
    expect(listTasks(session, { view: 'overdue', limit: 1 }).known).toBe(true)
  }
})
