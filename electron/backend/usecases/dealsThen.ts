import { setTimeout } from 'node:timers/promises'
import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import type { DealStatus, StageKind, StuckReason } from '../../../src/shared/vocabulary.ts'
import { ageBucketOf } from '../domain/review/dealState.ts'
import type { BoardFilter } from '../store/queries/dealBoard.ts'
import { knownSince } from '../store/queries/loadTeamFacts.ts'
import { all } from '../store/queries/rows.ts'
import { makeStageChoice } from '../store/queries/stageChoice.ts'
import { thenFields } from '../store/queries/thinkingHistories.ts'
import { withoutLatePoints, type SeenBoard } from './boardOf.ts'
import type { Desk } from './desk.ts'
import { keepByDeal, workspaceKeyOf, type Asked, type ByDeal } from './keepByDeal.ts'
import { evaluateDeals } from './teamEvaluation.ts'

/** A deal as it stood at a past instant; its amount is that of today, for amounts have no history. */
export interface PastDeal {
  id: number, stageId: number, status: DealStatus, ownerId: number | null
  /** Reporting currency. */
  amount: number | null, noRate: boolean
  age: { days: number, exact: boolean }, reasons: readonly StuckReason[]
}

/** Is the past of an instant known at all (domain.md, Time, money, knowledge)? */
export const makeIsKnown = ({ db }: Desk): ((asOf: number) => boolean) => {
  const since = knownSince(db)
  return asOf => since === null || asOf >= since
}

/** What nobody knows of a past day is passed over; the answer says so (`unansweredThen`). */
export const answeredThen = withoutLatePoints

type OfThen = Pick<DealFilter, 'managerIds' | 'teams' | 'stageIds' | 'pipelineIds' | 'kinds' | 'buckets'>

/** What of a filter is asked of the past: the stage, the owner and the age of then. Teams are those of today. */
export const makeFitsThen = ({ db }: Desk, filter: OfThen) => {
  const known = all<{ id: number, pipelineId: number, kind: StageKind }>(db, 'SELECT id, pipeline_id AS pipelineId, kind FROM stage')
  const isChosen = makeStageChoice(filter, new Map(known.map(stage => [stage.id, stage.pipelineId])))
  const stages = new Set(known.filter(stage => isChosen(stage.id) && (!filter.kinds || filter.kinds.includes(stage.kind))).map(stage => stage.id))
  const managers = filter.managerIds && new Set(filter.managerIds)
  const team = filter.teams && new Set(all<{ id: number }>(db, 'SELECT id FROM person WHERE team IN (SELECT value FROM json_each(?))', JSON.stringify(filter.teams)).map(person => person.id))
  return (stageId: number, owner: () => number | null, age: () => number): boolean => {
    if (!stages.has(stageId)) return false
    if (managers && !managers.has(owner() ?? 0)) return false
    if (team && !team.has(owner() ?? 0)) return false
    return !filter.buckets || filter.buckets.includes(ageBucketOf(age()))
  }
}

/** The deals of a past day: a decision of today changes little of it, and only its deals are looked at again. */
const keep = keepByDeal<PastDeal>(3, ['deal', 'contact', 'clientContact', 'past'])

const asked = (desk: Desk, asOf: number): Asked<PastDeal> => ({
  name: `${asOf}`, key: workspaceKeyOf(desk), now: asOf,
  read: (deals, only) => {
    for (const { deal, age, reasons } of evaluateDeals(desk, asOf, only ?? undefined)) deals[deal.id] = { id: deal.id, stageId: deal.stageId, status: deal.status, ownerId: deal.ownerId, amount: deal.amount, noRate: deal.noRate, age, reasons }
    return null
  },
})
const allThen = (desk: Desk, asOf: number): ByDeal<PastDeal> => keep(desk, asked(desk, asOf))

/** So many deals are looked at without a pause: some fifteen milliseconds. */
const sliceDeals = 1000
const [moment, mostTurns] = [2, 20]
/**
 * Long enough for a host to hand on the next call while one's answer is on its way; again, while there was one. With no time at all a whole slice
 * went between two calls of one screen.
 */
const letOthersIn = async (): Promise<void> => {
  for (let turn = 0; turn < mostTurns; turn++) {
    const began = performance.now()
    await setTimeout(moment)
    if (performance.now() - began < 2 * moment) return
  }
}
function* slicesOfDeals(desk: Desk, most: number): Generator<number[]> {
  const ids = all<{ id: number }>(desk.db, 'SELECT id FROM deal ORDER BY id').map(({ id }) => id)
  for (let at = 0; at < ids.length; at += most) yield ids.slice(at, at + most)
}
/** Before somebody asks of a past instant: nobody else waits while all the deals are looked at for the first time. */
export const thenAhead = (desk: Desk, asOf: number, pause: () => Promise<void> = letOthersIn, most = sliceDeals): Promise<void> =>
  keep.ahead(desk, asked(desk, asOf), slicesOfDeals(desk, most), pause)

/** Visits the deals under a filter as they stood at a past instant: what the funnel counts of that day, and the rows behind it. Whose deals one sees is asked of today. */
export const eachThen = (desk: Desk, { views }: SeenBoard, filter: BoardFilter, asOf: number, visit: (deal: PastDeal) => void): void => {
  const deals = allThen(desk, asOf)
  const fits = makeFitsThen(desk, filter)
  views.each(filter, id => {
    const deal = deals[id]
    if (deal && fits(deal.stageId, () => deal.ownerId, () => deal.age.days)) visit(deal)
  }, thenFields)
}
