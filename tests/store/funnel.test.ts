import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAges, type Age } from '../../electron/backend/domain/funnel.ts'
import { formatDay, parseDay } from '../../electron/backend/domain/time/days.ts'
import type { FunnelFilter } from '../../src/shared/contract/funnel.ts'
import type { DealState } from '../../electron/backend/domain/review/dealState.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { funnelBeside, getFunnel } from '../../electron/backend/usecases/getFunnel.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam } from './salesTeam.ts'

const medianAge = (ages: readonly Age[]): Age | null => {
  const counted = makeAges()
  for (const { days, exact } of ages) counted.add(days, exact)
  return counted.median()
}

const day = 86_400_000
let team: TestWorkspace
const teamOf = new Map<number, string | null>()
const channelOf = new Map<number, string | null>()
beforeAll(async () => {
  team = await makeGeneratedTeam({ seed: 23 })
  const { sqlite } = team.desk.db
  sqlite.exec("UPDATE person SET team = CASE id % 3 WHEN 0 THEN 'Север' WHEN 1 THEN 'Юг' END")
  for (const { id, team: name } of sqlite.prepare('SELECT id, team FROM person').all() as { id: number, team: string | null }[]) teamOf.set(id, name)
  for (const { id, channel } of sqlite.prepare('SELECT id, channel FROM deal').all() as { id: number, channel: string | null }[]) channelOf.set(id, channel)
})
afterAll(() => team.cleanup())

const period = { from: '2026-01-01', to: '2026-12-31' }
const present = (filter: FunnelFilter = {}) => getFunnel(team.session, { filter, period })

test('the present without a filter is the funnel of the review', () => {
  const review = computeReview(team.desk, { asOf: team.desk.clock(), ids: false })
  const rows = present().stages.map(({ pipeline, stage, kind, count, money, stuck, inReview }) => ({ pipeline, stage, kind, count, amount: money?.amount, noRate: money?.noRate, stuck, inReview }))
  const key = (row: { pipeline: string, stage: string }): string => `${row.pipeline}\n${row.stage}`
  const sorted = <Row extends { pipeline: string, stage: string }>(list: Row[]): Row[] => list.toSorted((a, b) => key(a) < key(b) ? -1 : 1)
  expect(sorted(rows)).toEqual(sorted(review.funnel))
  expect(rows.some(row => row.inReview > 0)).toBe(true)
  // In the order of each pipeline.
  for (const pipeline of new Set(rows.map(row => row.pipeline))) expect(rows.filter(row => row.pipeline === pipeline).map(row => row.stage)).toEqual(review.funnel.filter(row => row.pipeline === pipeline).map(row => row.stage))
})

const figuresOf = (states: readonly DealState[], stageId: number) => {
  const ofStage = states.filter(state => state.stage.id === stageId)
  const kind = ofStage[0]?.stage.kind
  const counted = ofStage.filter(state => state.deal.status === (kind === 'thinking' ? 'open' : kind))
  return {
    count: counted.length, money: { amount: counted.reduce((sum, state) => sum + (state.deal.amount ?? 0), 0), noRate: counted.filter(state => state.deal.noRate).length },
    stuck: counted.filter(state => state.reasons.length > 0).length, inReview: ofStage.filter(state => state.deal.status === 'refusal_review').length,
    medianAge: kind === 'won' || kind === 'lost' ? null : medianAge(counted.map(state => state.age)),
  }
}
const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 })

test('at any filter the present and a past day are what the rules say of those deals', () => {
  const { zone } = team.desk.settings()
  const now = evaluateWorkspace(team.desk, team.desk.clock()).deals
  const besideDay = zone.dayOf(team.desk.clock()) - 15
  const then = evaluateWorkspace(team.desk, zone.startOfDay(besideDay + 1) - 1).deals
  fc.assert(fc.property(fc.record({
    pipelineIds: some([...new Set(now.map(state => state.stage.pipelineId))]), managerIds: some([...new Set(now.map(state => state.deal.ownerId ?? 0))]), teams: some(['Север', 'Юг']),
    channels: some([...new Set([...channelOf.values()].map(channel => channel ?? ''))]),
  }, { requiredKeys: [] }), filter => {
    const fits = (state: DealState): boolean => (!filter.managerIds || filter.managerIds.includes(state.deal.ownerId ?? 0)) && (!filter.teams || filter.teams.includes(teamOf.get(state.deal.ownerId ?? 0) ?? ''))
      && (!filter.channels || filter.channels.includes(channelOf.get(state.deal.id) ?? ''))
    const funnel = present(filter)
    const beside = funnelBeside(team.session, { filter, period, day: formatDay(besideDay) })
    for (const { stageId, pipelineId, stage: _stage, pipeline: _pipeline, kind: _kind, dwellLimitDays: _limit, entered: _entered, movedOn: _movedOn, ...figures } of funnel.stages) {
      expect(figures).toEqual(figuresOf(now.filter(fits), stageId))
      if (filter.pipelineIds) expect(filter.pipelineIds).toContain(pipelineId)
    }
    for (const { stageId, entered: _entered, movedOn: _movedOn, ...figures } of beside.stages!) expect(figures).toEqual(figuresOf(then.filter(fits), stageId))
  }), { numRuns: 60 })
})

test.each([
  [[], null],
  [[[3, true]], { days: 3, exact: true }],
  [[[9, true], [1, true]], { days: 5, exact: true }],
  [[[4, true], [1, true]], { days: 2.5, exact: true }],
  // One that may be older than the middle makes it a bound; one that is older anyway doesn't.
  [[[1, false], [2, true], [3, true]], { days: 2, exact: false }],
  [[[1, true], [2, true], [3, false]], { days: 2, exact: true }],
] as const)('the middle age of %j', (ages, middle) => {
  expect(medianAge(ages.map(([days, exact]) => ({ days, exact })))).toEqual(middle)
})

test('conversion: of the deals that entered a stage in the period, those that moved on to a later order or won', async () => {
  const workspace = await makeTestWorkspace()
  try {
    const { desk, session } = workspace
    const { person, deal, insert, stages, know } = makeTeam(desk)
    const owner = person('Ковалёв')
    const dayText = (days: number): string => formatDay(parseDay('2026-11-20')! - days)
    const rates = (from: number, to: number, beside?: number) => {
      const asked = { filter: {}, period: { from: dayText(from), to: dayText(to) } }
      const funnel = getFunnel(session, asked)
      const past = beside === undefined ? null : funnelBeside(session, { ...asked, day: dayText(beside) })
      const of = (id: number, list = funnel.stages.map(each => ({ ...each }))) => list.filter(stage => stage.stageId === id).map(stage => [stage.entered, stage.movedOn])[0]
      return { first: of(stages.first), talks: of(stages.talks), thinking: of(stages.thinking), won: of(stages.won), beside: past?.stages?.filter(stage => stage.stageId === stages.talks).map(stage => [stage.entered, stage.movedOn])[0] }
    }
    expect(rates(10, 0)).toMatchObject({ first: [null, null], talks: [null, null] })

    know('stageMoves')
    const move = (dealId: number, from: number | null, to: number, days: number, inferred = 0): number => insert('stage_move', { deal_id: dealId, from_stage_id: from, to_stage_id: to, at: testNow - days * day, source: 'crm', inferred })
    const at = (days: number): number => testNow - days * day
    // Entered talks and went on to thinking.
    const on = deal({ owner_id: owner, stage_id: stages.thinking, created_at: at(9) })
    move(on, stages.first, stages.talks, 8)
    move(on, stages.talks, stages.thinking, 4)
    // Entered talks twice, and went back: counted once, not moved on.
    const back = deal({ owner_id: owner, stage_id: stages.first, created_at: at(9) })
    move(back, stages.first, stages.talks, 7)
    move(back, stages.talks, stages.first, 6)
    move(back, stages.first, stages.talks, 5)
    move(back, stages.talks, stages.first, 4)
    // Lost from talks: a later order, and yet not moved on.
    const lost = deal({ owner_id: owner, stage_id: stages.lost, status: 'lost', created_at: at(40), closed_at: at(2) })
    move(lost, stages.first, stages.talks, 6)
    move(lost, stages.talks, stages.lost, 2)
    // Won without a further move: the status decides.
    const won = deal({ owner_id: owner, stage_id: stages.talks, status: 'won', created_at: at(40), closed_at: at(1) })
    move(won, stages.first, stages.talks, 3)
    // Noticed by comparing imports: nobody knows when it entered.
    const noticed = deal({ owner_id: owner, stage_id: stages.talks, created_at: at(40) })
    move(noticed, stages.first, stages.talks, 3, 1)
    // Before the period.
    const early = deal({ owner_id: owner, stage_id: stages.thinking, created_at: at(40) })
    move(early, stages.first, stages.talks, 30)
    move(early, stages.talks, stages.thinking, 5)
    // Made in its first stage, and still there.
    deal({ owner_id: owner, stage_id: stages.first, created_at: at(2) })

    expect(rates(10, 0)).toEqual({ first: [3, 2], talks: [4, 2], thinking: [2, 0], won: [null, null], beside: undefined })
    // The period moved back by four days, as of then: the last of them had not been won yet, and `on` had just moved on.
    expect(rates(10, 0, 4).beside).toEqual([3, 1])
    expect(rates(31, 29)).toMatchObject({ talks: [1, 1] })
  } finally {
    workspace.cleanup()
  }
})

test('a day before the first import without a history is unknown; a period that ends before it begins and a future day are refused', () => {
  const { sqlite } = team.desk.db
  sqlite.exec("DELETE FROM knowledge WHERE kind = 'stageMoves'")
  const beside = (day: string) => funnelBeside(team.session, { filter: {}, period, day })
  const funnel = present()
  expect(beside('2001-01-01')).toMatchObject({ day: '2001-01-01', stages: null })
  expect(funnel.historyKnown).toBe(false)
  expect(funnel.stages.every(stage => stage.entered === null)).toBe(true)
  expect(() => getFunnel(team.session, { filter: {}, period: { from: '2026-02-01', to: '2026-01-01' } })).toThrow(/before it begins/)
  expect(() => beside('2030-01-01')).toThrow(/past day/)
})
