import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stuckReasons } from '../../src/shared/vocabulary.ts'
import { ageBucketOf, type DealState } from '../../electron/backend/domain/review/dealState.ts'
import { boardMomentOf, conditionsOf, figureSql, makeBoard, reasonsOf, type FigureRow } from '../../electron/backend/store/queries/dealBoard.ts'
import { all, one } from '../../electron/backend/store/queries/rows.ts'
import { policyActorOf } from '../../electron/backend/usecases/access.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { filterArbitrary, holds, type KnownDeals, knownDealsOf } from './dealFilters.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import type { TestWorkspace } from './helpers.ts'

let team: TestWorkspace
let states: DealState[]
let known: KnownDeals
beforeAll(async () => {
  team = await makeGeneratedTeam()
  states = evaluateWorkspace(team.desk, team.desk.clock()).deals
  known = knownDealsOf(team.desk, states)
})
afterAll(() => team.cleanup())

const board = () => makeBoard(team.desk.db, policyActorOf(team.session), boardMomentOf(team.desk.settings(), team.desk.clock()))

test('every deal has the reasons, the bucket and the parking on the board that the rules give it', () => {
  const { from, parameters } = board()
  const rows = all<{ id: number, reasons: number, bucket: string, parked: number }>(team.desk.db, `SELECT deal.id, deal.reasons, deal.bucket, deal.parked AND deal.status = 'open' AS parked ${from} ORDER BY deal.id`, parameters)
  const expected = states.map(state => ({ id: state.deal.id, reasons: state.reasons, bucket: ageBucketOf(state.age.days), parked: state.parked })).sort((a, b) => a.id - b.id)
  expect(rows.map(row => ({ id: row.id, reasons: reasonsOf(row.reasons), bucket: row.bucket, parked: row.parked === 1 }))).toEqual(expected)
  expect(new Set(expected.flatMap(row => row.reasons))).toEqual(new Set(stuckReasons))
})

test('at any filter count and sum are those of the rules over the facts', () => {
  const { from, parameters } = board()
  fc.assert(fc.property(filterArbitrary(known), filter => {
    const condition = conditionsOf(filter, team.desk.settings())
    const figure = one<FigureRow>(team.desk.db, `SELECT ${figureSql} ${from} WHERE ${condition.where}`, { ...parameters, ...condition.parameters })
    const found = states.filter(state => holds(known, state, filter))
    expect(figure).toEqual({ count: found.length, amount: found.reduce((sum, state) => sum + (state.deal.amount ?? 0), 0), noRate: found.filter(state => state.deal.noRate).length })
  }), { numRuns: 300 })
})
