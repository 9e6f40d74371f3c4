import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DealDecision } from '../../src/shared/contract/deals.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { dealFacets } from '../../electron/backend/usecases/dealFacets.ts'
import { dealView } from '../../electron/backend/usecases/dealView.ts'
import { decideDeals } from '../../electron/backend/usecases/decideDeals.ts'
import { dealIds, listDeals } from '../../electron/backend/usecases/listDeals.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { undoDealDecisions } from '../../electron/backend/usecases/undoDealDecisions.ts'
import { filterArbitrary, holds, knownDealsOf } from './dealFilters.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import { makeTestWorkspace } from './helpers.ts'
import { importRows, smallTeam, value, withDeal } from './importFiles.ts'

test('an import keeps a stage that was decided here until the source shows the same', async () => {
  const workspace = await makeTestWorkspace()
  await importRows(workspace, smallTeam(), '2026-11-19T18:00:00+03:00')
  const dealId = value<number>(workspace, "SELECT id FROM deal WHERE external_id = 'd1'")
  const first = value<number>(workspace, "SELECT id FROM stage WHERE name = 'Новая'")
  const { results } = decideDeals(workspace.session, { commandId: randomUUID(), items: [{ dealId, expectedVersion: value(workspace, 'SELECT version FROM deal') }], decision: { kind: 'move', stageId: first } })
  expect(results).toMatchObject([{ ok: true }])
  const next = Date.parse('2026-11-21T19:00:00+03:00')
  workspace.setNow(next)
  // The source says something else about the deal, and still the old stage.
  await importRows(workspace, withDeal({ amount: '160000.00' }), '2026-11-21T18:00:00+03:00')
  expect(dealView(workspace.session, { dealId })).toMatchObject({ stage: { name: 'Новая' }, amount: 16_000_000, age: { days: 1, exact: true }, divergences: [{ field: 'stage_id', ours: 'Новая', theirs: 'КП' }] })
  await importRows(workspace, withDeal({ stage: 'Новая', stage_entered_at: '2026-11-21T12:00:00+03:00' }), '2026-11-21T18:30:00+03:00')
  expect(dealView(workspace.session, { dealId })).toMatchObject({ stage: { name: 'Новая' }, age: { days: 1, exact: true }, divergences: [] })
  expect(value(workspace, 'SELECT count(*) FROM field_decision')).toBe(0)
  expect(checkWorkspace(workspace.desk.db).ok).toBe(true)
  workspace.cleanup()
})

test('after any decisions and undos lists, facets and the rules agree, and the file is sound', async () => {
  const team = await makeGeneratedTeam({ seed: 5, deals: 150 })
  const { session, desk } = team
  const people = desk.db.sqlite.prepare("SELECT id FROM person WHERE active = 1 AND role = 'manager' ORDER BY id").pluck().all() as number[]
  const stages = desk.db.sqlite.prepare("SELECT id FROM stage WHERE kind IN ('open', 'thinking') ORDER BY id").pluck().all() as number[]
  const later = (days: number): string => new Date(desk.clock() + days * 86_400_000).toISOString().slice(0, 10)
  const decision: fc.Arbitrary<DealDecision> = fc.oneof(
    fc.constant({ kind: 'question' as const, text: 'Что дальше?', answerDay: later(2) }),
    fc.constant({ kind: 'task' as const, title: 'Позвонить', dueDay: later(1) }),
    fc.constant({ kind: 'park' as const, reason: 'Отпуск', untilDay: later(5) }),
    fc.constant({ kind: 'unpark' as const }),
    fc.constantFrom(...people).map(newOwnerId => ({ kind: 'reassign' as const, newOwnerId, reason: 'Передача' })),
    fc.subarray(people, { minLength: 2, maxLength: 4 }).map(toIds => ({ kind: 'spread' as const, toIds, reason: 'Разгрузка' })),
    fc.constantFrom(...stages).map(stageId => ({ kind: 'move' as const, stageId })),
  )
  const made: string[] = []
  let applied = 0
  const step = fc.oneof({ weight: 3, arbitrary: fc.tuple(decision, fc.nat(), fc.integer({ min: 1, max: 40 })) }, { weight: 1, arbitrary: fc.nat() })
  for (const [index, what] of fc.sample(step, { numRuns: 60, seed: 3 }).entries()) {
    team.setNow(desk.clock() + 60_000)
    if (typeof what === 'number') {
      const undoOf = made[what % Math.max(1, made.length)]
      if (undoOf !== undefined) undoDealDecisions(session, { commandId: randomUUID(), undoOf })
    } else {
      const [chosen, offset, count] = what
      const { items } = dealIds(session, { filter: offset % 3 === 0 ? { stuck: true } : { status: ['open'] }, sort: { by: 'age', descending: true } })
      const from = offset % Math.max(1, items.length - count)
      const commandId = randomUUID()
      const result = decideDeals(session, { commandId, items: items.slice(from, from + count).map(item => ({ dealId: item.id, expectedVersion: item.version })), decision: chosen })
      applied += result.applied
      if (result.applied > 0) made.push(commandId)
    }
    if (index % 10 !== 9) continue
    const states = evaluateWorkspace(desk, desk.clock()).deals
    const known = knownDealsOf(desk, states)
    for (const filter of fc.sample(filterArbitrary(known), { numRuns: 12, seed: index })) {
      const found = states.filter(state => holds(known, state, filter))
      const figure = { count: found.length, money: { amount: found.reduce((sum, state) => sum + (state.deal.amount ?? 0), 0), noRate: found.filter(state => state.deal.noRate).length } }
      const list = listDeals(session, { filter, sort: { by: 'amount', descending: true }, limit: 1 })
      expect({ count: list.total, money: list.money }).toEqual(figure)
      expect(dealFacets(session, { filter }).all).toEqual(figure)
    }
  }
  expect(applied).toBeGreaterThan(200)
  expect(checkWorkspace(desk.db)).toMatchObject({ ok: true })
  team.cleanup()
}, 60_000)
