import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DealFilter } from '../../src/shared/contract/deals.ts'
import { ageBuckets, dealStatuses, stageKinds, stuckReasons } from '../../src/shared/vocabulary.ts'
import { ageBucketOf, type DealState } from '../../electron/backend/domain/review/dealState.ts'
import { boardMomentOf, conditionsOf, figureSql, makeBoard, reasonsOf, type FigureRow } from '../../electron/backend/store/queries/dealBoard.ts'
import { all, one } from '../../electron/backend/store/queries/rows.ts'
import { policyActorOf } from '../../electron/backend/usecases/access.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import type { TestWorkspace } from './helpers.ts'

let team: TestWorkspace
let states: DealState[]
beforeAll(async () => {
  team = await makeGeneratedTeam()
  states = evaluateWorkspace(team.desk, team.desk.clock()).deals
})
afterAll(() => team.cleanup())

const board = () => makeBoard(team.desk.db, policyActorOf(team.session), boardMomentOf(team.desk.settings(), team.desk.clock()))

test('every deal has the reasons, the bucket and the parking on the board that the rules give it', () => {
  const { from, parameters } = board()
  const rows = all<{ id: number, reasons: number, bucket: string, parked: number }>(team.desk.db, `SELECT deal.id, deal.reasons, deal.bucket, deal.parked AND deal.status = 'open' AS parked ${from} ORDER BY deal.id`, parameters)
  const expected = states.map(state => ({ id: state.deal.id, reasons: state.reasons, bucket: ageBucketOf(state.age.days), parked: state.parked })).sort((a, b) => a.id - b.id)
  expect(rows.map(row => ({ id: row.id, reasons: reasonsOf(row.reasons), bucket: row.bucket, parked: row.parked === 1 }))).toEqual(expected)
  expect(new Set(expected.flatMap(row => row.reasons))).toEqual(new Set(stuckReasons.filter(reason => reason !== 'promise_missed')))
})

const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 })
const holds = (state: DealState, filter: DealFilter): boolean => {
  const open = state.deal.status === 'open'
  return (!filter.status || filter.status.includes(state.deal.status))
    && (!filter.kinds || filter.kinds.includes(state.stage.kind))
    && (!filter.stageIds || filter.stageIds.includes(state.stage.id))
    && (!filter.managerIds || filter.managerIds.includes(state.deal.ownerId ?? 0))
    && (!filter.reasons || filter.reasons.some(reason => state.reasons.includes(reason)))
    && (filter.stuck === undefined || filter.stuck === state.reasons.length > 0)
    && (!filter.buckets || filter.buckets.includes(ageBucketOf(state.age.days)))
    && (filter.parked === undefined || filter.parked === (open && state.parked))
}

test('at any filter count and sum are those of the rules over the facts', () => {
  const { from, parameters } = board()
  const stageIds = [...new Set(states.map(state => state.stage.id))]
  const managerIds = [...new Set(states.map(state => state.deal.ownerId ?? 0))]
  fc.assert(fc.property(fc.record({
    status: some(dealStatuses), kinds: some(stageKinds), stageIds: some(stageIds), managerIds: some(managerIds), reasons: some(stuckReasons), stuck: fc.boolean(), buckets: some(ageBuckets), parked: fc.boolean(),
  }, { requiredKeys: [] }), filter => {
    const condition = conditionsOf(filter, team.desk.settings())
    const figure = one<FigureRow>(team.desk.db, `SELECT ${figureSql} ${from} WHERE ${condition.where}`, { ...parameters, ...condition.parameters })
    const found = states.filter(state => holds(state, filter))
    expect(figure).toEqual({ count: found.length, amount: found.reduce((sum, state) => sum + (state.deal.amount ?? 0), 0), noRate: found.filter(state => state.deal.noRate).length })
  }), { numRuns: 300 })
})
