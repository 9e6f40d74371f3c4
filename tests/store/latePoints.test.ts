import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyPoints, type KeyPoint } from '../../src/shared/vocabulary.ts'
import type { DealState } from '../../electron/backend/domain/review/dealState.ts'
import { dealFacets } from '../../electron/backend/usecases/dealFacets.ts'
import { dealView } from '../../electron/backend/usecases/dealView.ts'
import { dutiesOf } from '../../electron/backend/usecases/duties.ts'
import { jamOverview } from '../../electron/backend/usecases/jamOverview.ts'
import { jamHistory } from '../../electron/backend/usecases/jamHistory.ts'
import { dealRange } from '../../electron/backend/usecases/listDeals.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { filterArbitrary, holds, knownDealsOf, type KnownDeals } from './dealFilters.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import type { TestWorkspace } from './helpers.ts'

/** Late key points as a column, a filter and a facet of deals: the same as the rule says of each deal, and as Today counts. */
let team: TestWorkspace
let states: DealState[]
let known: KnownDeals
let late: Map<number, { point: KeyPoint, dueDay: string, lateDays: number }>
beforeAll(async () => {
  team = await makeGeneratedTeam({ seed: 5, deals: 250 })
  team.desk.db.sqlite.exec(`
    UPDATE activity SET kind = CASE id % 5 WHEN 0 THEN 'presentation' WHEN 1 THEN 'proposal' WHEN 2 THEN 'contract' WHEN 3 THEN 'invoice' ELSE 'payment' END WHERE id % 3 = 0;
    UPDATE stage SET key_point = 'proposal' WHERE position = (SELECT min(position) + 1 FROM stage)`)
  states = evaluateWorkspace(team.desk, team.desk.clock()).deals
  known = knownDealsOf(team.desk, states)
  late = new Map(states.filter(({ deal }) => deal.status === 'open').flatMap(({ deal: { id } }) =>
    dealView(team.session, { dealId: id }).keyPoints.flatMap(view => view.state === 'late' ? [[id, { point: view.point, dueDay: view.dueDay!, lateDays: view.lateDays! }] as const] : [])))
})
afterAll(() => team.cleanup())
const bySum = { by: 'amount', descending: true } as const

test('the column says of every deal what its card says', () => {
  const { rows } = dealRange(team.session, { filter: {}, sort: bySum, offset: 0, limit: 1000 })
  expect(rows).toHaveLength(states.length)
  expect(new Map(rows.flatMap(row => row.latePoint ? [[row.id, row.latePoint] as const] : []))).toEqual(late)
  expect(new Set([...late.values()].map(({ point }) => point)).size).toBeGreaterThan(3)
})

test('all of them are those that Today counts', () => {
  const { current, backlog } = dutiesOf(team.session, 'key_point')
  expect(dealRange(team.session, { filter: { latePoints: [...keyPoints] }, sort: bySum, offset: 0, limit: 1 }).total).toBe(current.count + backlog.count)
})

test('at any filter beside, list, facet and jam count the same deals', () => {
  const points = fc.subarray([...keyPoints], { minLength: 1 })
  fc.assert(fc.property(filterArbitrary(known), fc.option(points, { nil: undefined }), (others, latePoints) => {
    const under = (asked: readonly KeyPoint[] | undefined): DealState[] => states.filter(state => holds(known, state, others) && (!asked || asked.includes(late.get(state.deal.id)?.point as KeyPoint)))
    const filter = { ...others, latePoints }
    const page = dealRange(team.session, { filter, sort: bySum, offset: 0, limit: 1000 })
    expect(new Set(page.rows.map(row => row.id))).toEqual(new Set(under(latePoints).map(state => state.deal.id)))
    expect(page.total).toBe(page.rows.length)
    const facets = dealFacets(team.session, { filter })
    expect(facets.all.count).toBe(page.total)
    expect(facets.latePoints.map(row => [row.point, row.count, row.known])).toEqual(keyPoints.map(point => [point, under([point]).length, true]))
    // The scope of the jam says these itself.
    const { status: _status, kinds: _kinds, stuck: _stuck, parked: _parked, ...narrowed } = others
    const thinking = states.filter(state => holds(known, state, { ...narrowed, status: ['open'], kinds: ['thinking'] }) && (!latePoints || latePoints.includes(late.get(state.deal.id)?.point as KeyPoint)))
    expect(jamOverview(team.session, { scope: 'thinking', filter: { ...narrowed, latePoints } }).all.count).toBe(thinking.length)
  }), { numRuns: 60 })
})

test('of past days nobody knows it: the line of the jam passes it over and says so', () => {
  const asked = jamHistory(team.session, { weeks: 2, filter: { latePoints: ['payment'] } })
  expect(asked.ignored).toEqual(['latePoints'])
  expect(asked.points).toEqual(jamHistory(team.session, { weeks: 2, filter: {} }).points)
})
