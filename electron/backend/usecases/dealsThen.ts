import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import type { DealStatus, StageKind, StuckReason } from '../../../src/shared/vocabulary.ts'
import { ageBucketOf } from '../domain/review/dealState.ts'
import type { PolicyActor } from '../domain/policy.ts'
import { followChanges, type Follower } from '../store/memory/followChanges.ts'
import type { BoardFilter } from '../store/queries/dealBoard.ts'
import { knownSince } from '../store/queries/loadTeamFacts.ts'
import { all } from '../store/queries/rows.ts'
import { makeStageChoice } from '../store/queries/stageChoice.ts'
import { dealsToday } from '../store/queries/thinkingHistories.ts'
import { dealsOfClients } from '../store/queries/taskBoard.ts'
import type { Desk, DeskSettings } from './desk.ts'
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
export const answeredThen = ({ latePoints: _late, ...filter }: DealFilter): BoardFilter => filter

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

/** The deals of a past day, by id: a decision of today changes little of it, and only its deals are looked at again. */
interface KeptDay { follower: Follower, key: string, settings: DeskSettings, deals: Map<number, PastDeal> }
const keptDays = new WeakMap<Desk, Map<number, KeptDay>>()
const mostDays = 3

/** What a past state depends on besides the followed facts: an import tells what is known, a stage its limit. */
export const pastKeyOf = (desk: Desk): string => JSON.stringify(all(desk.db, "SELECT id, pipeline_id, kind, position, dwell_limit_days FROM stage UNION ALL SELECT count(*), max(id), max(as_of), NULL, NULL FROM import_batch"))

const evaluate = (desk: Desk, asOf: number, dealIds?: readonly number[]): PastDeal[] => evaluateDeals(desk, asOf, dealIds).map(({ deal, age, reasons }): PastDeal => (
  { id: deal.id, stageId: deal.stageId, status: deal.status, ownerId: deal.ownerId, amount: deal.amount, noRate: deal.noRate, age, reasons }))

const byId = (deals: Iterable<PastDeal>): Map<number, PastDeal> => new Map([...deals].sort((a, b) => a.id - b.id).map(deal => [deal.id, deal]))

const allThen = (desk: Desk, asOf: number): Iterable<PastDeal> => {
  let days = keptDays.get(desk)
  if (!days) keptDays.set(desk, days = new Map())
  const [key, settings] = [pastKeyOf(desk), desk.settings()]
  const day = days.get(asOf) ?? { follower: followChanges(desk.db, ['deal', 'contact', 'clientContact', 'past']), key, settings, deals: new Map<number, PastDeal>() }
  days.delete(asOf)
  days.set(asOf, day)
  for (const [eldest, { follower }] of days) {
    if (days.size <= mostDays) break
    follower.stop()
    days.delete(eldest)
  }
  if (day.key !== key || day.settings !== settings) day.follower.forget()
  Object.assign(day, { key, settings })
  day.follower.catchUp(
    () => { day.deals = byId(evaluate(desk, asOf)) },
    ids => {
      const touched = [...new Set([...ids('deal'), ...ids('contact'), ...ids('past'), ...dealsOfClients(desk.db, ids('clientContact'))])]
      const now = new Map(evaluate(desk, asOf, touched).map(deal => [deal.id, deal]))
      for (const id of touched) if (!now.has(id)) day.deals.delete(id)
      const isNew = [...now.keys()].some(id => !day.deals.has(id))
      for (const [id, deal] of now) day.deals.set(id, deal)
      if (isNew) day.deals = byId(day.deals.values())
    },
  )
  return day.deals.values()
}

/** The deals under a filter as they stood at a past instant: what the funnel counts of that day, and the rows behind it. Whose deals one sees is asked of today. */
export const dealsThen = (desk: Desk, actor: PolicyActor, filter: BoardFilter, asOf: number): PastDeal[] => {
  const seen = dealsToday(desk.db, actor, filter, desk.settings())
  const fits = makeFitsThen(desk, filter)
  return [...allThen(desk, asOf)].filter(deal => (seen === null || seen.has(deal.id)) && fits(deal.stageId, () => deal.ownerId, () => deal.age.days))
}
