import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DealFilter } from '../../src/shared/contract/deals.ts'
import { jamFilterOf, jamScopes, type JamScope } from '../../src/shared/contract/jam.ts'
import { ageBuckets, stuckReasons, type StageKind } from '../../src/shared/vocabulary.ts'
import { ageBucketOf, type DealState } from '../../electron/backend/domain/review/dealState.ts'
import { formatDay, parseDay } from '../../electron/backend/domain/time/days.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { jamHistory } from '../../electron/backend/usecases/jamHistory.ts'
import { jamOverview, jamTotal } from '../../electron/backend/usecases/jamOverview.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { inStages } from './dealFilters.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, sessionAs } from './salesTeam.ts'

const day = 86_400_000
let team: TestWorkspace
let states: DealState[]
const teamOf = new Map<number, string | null>()
const channelOf = new Map<number, string | null>()
beforeAll(async () => {
  team = await makeGeneratedTeam()
  states = evaluateWorkspace(team.desk, team.desk.clock()).deals
  const { sqlite } = team.desk.db
  sqlite.exec("UPDATE person SET team = CASE id % 3 WHEN 0 THEN 'Север' WHEN 1 THEN 'Юг' END")
  for (const { id, team: name } of sqlite.prepare('SELECT id, team FROM person').all() as { id: number, team: string | null }[]) teamOf.set(id, name)
  for (const { id, channel } of sqlite.prepare('SELECT id, channel FROM deal').all() as { id: number, channel: string | null }[]) channelOf.set(id, channel)
})
afterAll(() => team.cleanup())

const sumOf = (some: readonly DealState[]) =>
  ({ count: some.length, money: { amount: some.reduce((sum, state) => sum + (state.deal.amount ?? 0), 0), noRate: some.filter(state => state.deal.noRate).length } })
const figureIn = ({ count, money }: { count: number, money: unknown }) => ({ count, money })
/** What a filter says, asked of the rules' own states. */
const holds = (filter: DealFilter) => (state: DealState): boolean => (!filter.status || filter.status.includes(state.deal.status))
  && (!filter.kinds || filter.kinds.includes(state.stage.kind)) && inStages(filter, state.stage, id => states.find(other => other.stage.id === id)?.stage.pipelineId)
  && (!filter.managerIds || filter.managerIds.includes(state.deal.ownerId ?? 0)) && (!filter.teams || filter.teams.includes(teamOf.get(state.deal.ownerId ?? 0) ?? ''))
  && (!filter.channels || filter.channels.includes(channelOf.get(state.deal.id) ?? '')) && (!filter.reasons || filter.reasons.some(reason => state.reasons.includes(reason)))
  && (filter.stuck === undefined || filter.stuck === state.reasons.length > 0) && (filter.parked === undefined || filter.parked === state.parked) && (!filter.buckets || filter.buckets.includes(ageBucketOf(state.age.days)))

const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 })
const filters = () => fc.record({
  pipelineIds: some([...new Set(states.map(state => state.stage.pipelineId))]), stageIds: some([...new Set(states.map(state => state.stage.id))]), managerIds: some([...new Set(states.map(state => state.deal.ownerId ?? 0))]),
  teams: some(['Север', 'Юг']), channels: some([...new Set([...channelOf.values()].map(channel => channel ?? ''))]), reasons: some(stuckReasons), buckets: some(ageBuckets),
}, { requiredKeys: [] })

// A bar whose figure isn't the list's that it opens.
test('at any filter every bar, chip and tab has the count and sum of the rows that it opens', () => {
  fc.assert(fc.property(fc.constantFrom(...jamScopes), filters(), (scope: JamScope, filter) => {
    const shown = jamOverview(team.session, { scope, filter })
    const rows = (more: DealFilter, as: JamScope = scope) => sumOf(states.filter(holds(jamFilterOf(as, { ...filter, ...more }))))
    expect(shown.all).toEqual(rows({}))
    for (const each of jamScopes) expect(shown.scopes[each]).toEqual(rows({}, each))
    for (const bar of shown.buckets) expect(figureIn(bar)).toEqual(rows({ buckets: [bar.bucket] }))
    for (const bar of shown.managers) {
      expect(figureIn(bar)).toEqual(rows({ managerIds: [bar.manager?.id ?? 0] }))
      expect(bar.buckets.reduce((sum, part) => sum + part.count, 0)).toBe(bar.count)
    }
    for (const bar of shown.stages) expect(figureIn(bar)).toEqual(rows({ stageIds: [bar.stageId], pipelineIds: undefined }))
    for (const chip of shown.reasons) expect(figureIn(chip)).toEqual(rows({ reasons: [chip.reason] }))
  }), { numRuns: 150 })
})

test('without a filter it is the review: jam, stuck deals, their reasons, the parked', () => {
  const review = computeReview(team.desk, { asOf: team.desk.clock(), ids: false })
  const stuck = jamOverview(team.session, { scope: 'stuck', filter: {} })
  expect(stuck.all).toEqual({ count: review.stuck.count, money: { amount: review.stuck.amount, noRate: review.stuck.noRate } })
  expect(Object.fromEntries(stuck.reasons.map(({ reason, count }) => [reason, count]))).toEqual(review.stuck.reasons)
  expect(stuck.scopes.parked.count).toBe(review.stuck.parked)
  const thinking = jamOverview(team.session, { scope: 'thinking', filter: {} })
  expect(thinking.all).toEqual({ count: review.thinking.count, money: { amount: review.thinking.amount, noRate: review.thinking.noRate } })
  expect(Object.fromEntries(thinking.buckets.map(({ bucket, count }) => [bucket, count]))).toEqual(review.thinking.buckets)
  expect(jamTotal(team.session)).toEqual(thinking.all)
  expect(thinking.all.count).toBeGreaterThan(0)
})

// The one pass over the histories against an evaluation at each instant.
test('the history of the jam is the evaluation at the end of each of those days, whatever the filter', () => {
  const { zone } = team.desk.settings()
  const weeks = 6
  const evaluated = new Map(jamHistory(team.session, { weeks, filter: {} }).points.map(point => {
    const at = zone.startOfDay(parseDay(point.day)! + 1) - 1
    return [point.day, evaluateWorkspace(team.desk, at).deals] as const
  }))
  expect(evaluated.size).toBe(weeks * 7)
  fc.assert(fc.property(filters(), filter => {
    const { points, ignored } = jamHistory(team.session, { weeks, filter })
    expect(ignored).toEqual(filter.reasons ? ['reasons'] : [])
    for (const { day, figure } of points) expect({ day, figure }).toEqual({ day, figure: sumOf(evaluated.get(day)!.filter(holds(jamFilterOf('thinking', { ...filter, reasons: undefined })))) })
  }), { numRuns: 25 })
  const counts = [...evaluated.values()].map(deals => deals.filter(holds(jamFilterOf('thinking', {}))).length)
  expect(new Set(counts).size).toBeGreaterThan(1)
})

test('days that nobody knows are unknown, not zero', () => {
  const { sqlite } = team.desk.db
  sqlite.exec("DELETE FROM knowledge WHERE kind = 'stageMoves'")
  const first = formatDay(team.desk.settings().zone.dayOf(sqlite.prepare('SELECT min(as_of) FROM import_batch').pluck().get() as number))
  const { points } = jamHistory(team.session, { weeks: 26, filter: {} })
  expect(points.filter(point => point.figure === null).map(point => point.day)).toEqual(points.map(point => point.day).filter(each => each < first))
  expect(points[0]?.figure).toBeNull()
  expect(points.at(-1)?.figure?.count).toBeGreaterThan(0)
})

test('a deal is in the jam while it stood there, with its owner of then: moved, closed, asked to be closed, given away', async () => {
  const workspace = await makeTestWorkspace()
  try {
    const { desk, session } = workspace
    const { person, deal, insert, stages, derive, know } = makeTeam(desk)
    know('stageMoves')
    const [old, young] = [person('Ковалёв'), person('Лебедева')]
    const ago = (days: number): number => testNow - days * day
    const move = (dealId: number, from: number, to: number, days: number): number => insert('stage_move', { deal_id: dealId, from_stage_id: from, to_stage_id: to, at: ago(days), source: 'crm' })
    // In the jam from 6 days ago to 3 days ago, then won.
    const won = deal({ owner_id: old, stage_id: stages.won, status: 'won', created_at: ago(20), closed_at: ago(2), amount: 100 })
    move(won, stages.talks, stages.thinking, 6)
    move(won, stages.thinking, stages.won, 2)
    // There since 5 days; asked to be closed yesterday; given away 3 days ago.
    const asked = deal({ owner_id: young, stage_id: stages.thinking, status: 'refusal_review', created_at: ago(20), amount: 50 })
    move(asked, stages.talks, stages.thinking, 5)
    insert('refusal', { deal_id: asked, round: 1, origin: 'asked', requested_by: young, requested_at: ago(1), from_stage_id: stages.thinking, state: 'pending' })
    insert('transfer', { record_type: 'deal', record_id: asked, from_id: old, to_id: young, reason: 'Отпуск', at: ago(3), by_id: 1 })
    derive(won, asked)
    const counts = (filter: DealFilter = {}) => jamHistory(session, { weeks: 1, filter }).points.map(point => point.figure?.count)
    const kinds: StageKind[] = ['thinking']
    expect(counts()).toEqual([0, 1, 2, 2, 2, 1, 0])
    expect(counts({ managerIds: [old], kinds })).toEqual([0, 1, 2, 2, 1, 0, 0])
    expect(counts({ managerIds: [young] })).toEqual([0, 0, 0, 0, 1, 1, 0])
    expect(jamHistory(session, { weeks: 1, filter: {} }).points[3]?.figure?.money).toEqual({ amount: 150, noRate: 0 })
  } finally {
    workspace.cleanup()
  }
})

test('QA sees the deals and no money; a manager sees their own', async () => {
  const workspace = await makeTestWorkspace()
  try {
    const { desk, session } = workspace
    const { person, deal, stages } = makeTeam(desk)
    const [qa, mine, other] = [person('Ольга', 'qa'), person('Ковалёв'), person('Лебедева')]
    deal({ owner_id: mine, stage_id: stages.thinking })
    deal({ owner_id: other, stage_id: stages.thinking })
    expect(jamTotal(sessionAs(session, qa, 'Ольга', 'qa'))).toEqual({ count: 2, money: null })
    const own = jamOverview(sessionAs(session, mine, 'Ковалёв', 'manager'), { scope: 'thinking', filter: {} })
    expect(own.all.count).toBe(1)
    expect(own.managers.map(row => row.manager?.id)).toEqual([mine])
    expect(jamHistory(sessionAs(session, mine, 'Ковалёв', 'manager'), { weeks: 1, filter: {} }).points.at(-1)?.figure?.count).toBe(1)
  } finally {
    workspace.cleanup()
  }
})
