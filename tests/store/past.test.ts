import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DealFilter } from '../../src/shared/contract/deals.ts'
import { pastParts, pastSorts, type PastFigure, type PastSort } from '../../src/shared/contract/past.ts'
import { ageBuckets } from '../../src/shared/vocabulary.ts'
import { formatDay, parseDay } from '../../electron/backend/domain/time/days.ts'
import { exportPast } from '../../electron/backend/usecases/exportPast.ts'
import { funnelBeside, getFunnel } from '../../electron/backend/usecases/getFunnel.ts'
import { jamHistory } from '../../electron/backend/usecases/jamHistory.ts'
import { pastRange, type PastPage } from '../../electron/backend/usecases/pastDeals.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { fileOf } from './exportText.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, sessionAs } from './salesTeam.ts'

const day = 86_400_000
let team: TestWorkspace
let managers: number[]
let channels: string[]
let pipelines: number[]
beforeAll(async () => {
  team = await makeGeneratedTeam({ seed: 31 })
  const { sqlite } = team.desk.db
  sqlite.exec("UPDATE person SET team = CASE id % 3 WHEN 0 THEN 'Север' WHEN 1 THEN 'Юг' END")
  managers = sqlite.prepare('SELECT DISTINCT coalesce(owner_id, 0) FROM deal').pluck().all() as number[]
  channels = sqlite.prepare("SELECT DISTINCT coalesce(channel, '') FROM deal").pluck().all() as string[]
  pipelines = sqlite.prepare('SELECT id FROM pipeline').pluck().all() as number[]
})
afterAll(() => team.cleanup())

const today = (): number => team.desk.settings().zone.dayOf(team.desk.clock())
const bySum: PastSort = { by: 'amount', descending: true }
const all = (figure: PastFigure, filter: DealFilter, sort = bySum): PastPage => pastRange(team.session, { figure, filter, sort, offset: 0, limit: 1000 })
const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 })
const filters = () => fc.record({ managerIds: some(managers), teams: some(['Север', 'Юг']), channels: some(channels), pipelineIds: some(pipelines) }, { requiredKeys: [] })
/** The rows are the figure: as many, with the same sum, once each. */
const expectRows = (page: PastPage, figure: { count: number, money?: unknown }): void => {
  expect({ total: page.total, rows: page.rows.length, once: new Set(page.rows.map(row => row.id)).size }).toEqual({ total: figure.count, rows: figure.count, once: figure.count })
  if (figure.money) expect(page.money).toEqual(figure.money)
}

test('every figure of a past day in the funnel opens as many rows as it says, whatever the filter', () => {
  const seen = { stages: 0, moved: 0 }
  fc.assert(fc.property(filters(), fc.constantFrom(1, 8, 15, 45), (filter, ago) => {
    const text = formatDay(today() - ago)
    const period = { from: formatDay(today() - 40), to: formatDay(today()) }
    const { stages, period: then } = funnelBeside(team.session, { filter, period, day: text })
    for (const stage of stages!) {
      const { stageId } = stage
      const of = (part: 'counted' | 'inReview' | 'stuck') => all({ of: 'stage', day: text, stageId, part }, filter)
      expectRows(of('counted'), stage)
      expectRows(of('inReview'), { count: stage.inReview })
      expectRows(of('stuck'), { count: stage.stuck })
      expect(of('counted').parts).toEqual([{ part: 'counted', count: stage.count }, { part: 'inReview', count: stage.inReview }, { part: 'stuck', count: stage.stuck }])
      seen.stages += stage.count
      if (stage.entered === null) continue
      expectRows(all({ of: 'conversion', stageId, ...then, asOf: text, part: 'entered' }, filter), { count: stage.entered })
      expectRows(all({ of: 'conversion', stageId, ...then, asOf: text, part: 'movedOn' }, filter), { count: stage.movedOn! })
      seen.moved += stage.movedOn!
    }
  }), { numRuns: 10 })
  expect(seen.stages).toBeGreaterThan(100)
  expect(seen.moved).toBeGreaterThan(10)
}, 60_000)

test('a conversion opens who passed and who did not', () => {
  fc.assert(fc.property(filters(), fc.integer({ min: 5, max: 200 }), (filter, days) => {
    const period = { from: formatDay(today() - days), to: formatDay(today()) }
    for (const { stageId, entered, movedOn } of getFunnel(team.session, { filter, period }).stages) {
      if (entered === null) continue
      const of = (part: 'entered' | 'movedOn' | 'stayed') => all({ of: 'conversion', stageId, ...period, part }, filter)
      expectRows(of('entered'), { count: entered })
      expectRows(of('movedOn'), { count: movedOn! })
      expectRows(of('stayed'), { count: entered - movedOn! })
      expect(of('movedOn').rows.every(row => row.passage?.movedOn)).toBe(true)
      expect(of('stayed').rows.every(row => row.passage?.movedOn === false && row.passage.movedAt === null)).toBe(true)
    }
  }), { numRuns: 8 })
}, 60_000)

test('every point of the jam\'s line opens the deals that the rules find there at the end of that day', () => {
  const { zone } = team.desk.settings()
  fc.assert(fc.property(fc.record({ managerIds: some(managers), teams: some(['Север', 'Юг']), channels: some(channels), buckets: some(ageBuckets), reasons: some(['dwell', 'silent'] as const) }, { requiredKeys: [] }), filter => {
    for (const { day: text, figure } of jamHistory(team.session, { weeks: 3, filter }).points) {
      const page = all({ of: 'jam', day: text, part: 'all' }, filter)
      expectRows(page, figure!)
      expect(page.ignored).toEqual(filter.reasons ? ['reasons'] : [])
    }
  }), { numRuns: 15 })
  const text = formatDay(today() - 12)
  const states = evaluateWorkspace(team.desk, zone.startOfDay(today() - 11) - 1).deals.filter(({ deal, stage }) => deal.status === 'open' && stage.kind === 'thinking')
  const rows = new Map(all({ of: 'jam', day: text, part: 'all' }, {}).rows.map(row => [row.id, row.then]))
  expect(states.length).toBeGreaterThan(5)
  expect([...rows.keys()].sort()).toEqual(states.map(({ deal }) => deal.id).sort())
  for (const { deal, stage, age } of states) expect(rows.get(deal.id)).toMatchObject({ stage: stage.name, age, status: 'open' })
})

test('any order has every row once, its pages one after another, what has no value last', () => {
  const figures: PastFigure[] = [
    { of: 'jam', day: formatDay(today() - 9), part: 'all' }, { of: 'conversion', stageId: getFunnel(team.session, { filter: {}, period: { from: formatDay(today() - 200), to: formatDay(today()) } }).stages.find(stage => (stage.entered ?? 0) > 3)!.stageId, from: formatDay(today() - 200), to: formatDay(today()), part: 'entered' },
  ]
  for (const figure of figures) for (const by of pastSorts) for (const descending of [false, true]) {
    const whole = all(figure, {}, { by, descending })
    const paged = Array.from({ length: Math.ceil(whole.total / 7) }, (_, page) => pastRange(team.session, { figure, filter: {}, sort: { by, descending }, offset: page * 7, limit: 7 }).rows.map(row => row.id)).flat()
    expect(paged).toEqual(whole.rows.map(row => row.id))
    expect(new Set(paged).size).toBe(whole.total)
    if (by === 'moved') {
      const times = whole.rows.map(row => row.passage?.movedAt ?? null)
      const known = times.filter(at => at !== null)
      expect(times).toEqual([...known.toSorted((a, b) => descending ? b - a : a - b), ...times.slice(known.length).map(() => null)])
    }
  }
})

test('the file has the rows of the screen, as they stood then and as they are today', async () => {
  const workspace = await makeTestWorkspace()
  try {
    const { desk, session } = workspace
    const { person, deal, insert, stages, know } = makeTeam(desk)
    know('stageMoves')
    const [old, young] = [person('Ковалёв'), person('Лебедева')]
    const ago = (days: number): number => testNow - days * day
    const moved = deal({ owner_id: young, stage_id: stages.won, status: 'won', created_at: ago(20), closed_at: ago(1), title: 'Склад' })
    insert('stage_move', { deal_id: moved, from_stage_id: stages.talks, to_stage_id: stages.thinking, at: ago(9), source: 'crm' })
    insert('stage_move', { deal_id: moved, from_stage_id: stages.thinking, to_stage_id: stages.won, at: ago(1), source: 'crm' })
    insert('transfer', { record_type: 'deal', record_id: moved, from_id: old, to_id: young, reason: 'Отпуск', at: ago(2), by_id: 1 })
    const figure: PastFigure = { of: 'jam', day: formatDay(parseDay('2026-11-20')! - 4), part: 'all' }
    const columns = (['title', 'stage', 'age', 'manager', 'nowStage', 'nowStatus', 'nowManager'] as const).map(key => ({ key, label: key }))
    const { lines } = await fileOf(exportPast(session, { figure, filter: {}, sort: bySum, format: 'csv', decimal: ',', columns, words: { 'status.won': 'выиграна' } }))
    expect(lines.at(-1)).toBe('Склад;Думают;5;Ковалёв;Успех;выиграна;Лебедева')
    // Given away meanwhile: the former manager sees neither the figure nor the row.
    const [former, present] = [sessionAs(session, old, 'Ковалёв', 'manager'), sessionAs(session, young, 'Лебедева', 'manager')]
    const rowsOf = (asked: typeof session) => pastRange(asked, { figure, filter: {}, sort: bySum, offset: 0, limit: 10 }).total
    expect([rowsOf(former), rowsOf(present)]).toEqual([0, 1])
    expect(() => pastRange(session, { figure: { of: 'stage', day: '2026-11-01', stageId: 999, part: 'counted' }, filter: {}, sort: bySum, offset: 0, limit: 1 })).toThrow(/no such stage/)
    expect(() => pastRange(session, { figure: { of: 'jam', day: '2026-11-20', part: 'all' }, filter: {}, sort: bySum, offset: 0, limit: 1 })).toThrow(/past day/)
    expect(Object.keys(pastParts)).toEqual(['jam', 'stage', 'conversion'])
  } finally {
    workspace.cleanup()
  }
})

test('a day that nobody knows has no rows and says so', () => {
  team.desk.db.sqlite.exec("DELETE FROM knowledge WHERE kind = 'stageMoves'")
  expect(all({ of: 'jam', day: '2001-01-01', part: 'all' }, {})).toMatchObject({ known: false, total: 0, rows: [] })
  const { stages } = getFunnel(team.session, { filter: {}, period: { from: '2026-01-01', to: '2026-12-31' } })
  expect(all({ of: 'conversion', stageId: stages[0]!.stageId, from: '2026-01-01', to: '2026-12-31', part: 'entered' }, {})).toMatchObject({ known: false, total: 0 })
})
