import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import { unansweredThen, type JamHistory } from '../../../src/shared/contract/jam.ts'
import { dealThen, type ReviewThen } from '../domain/review/dealThen.ts'
import { ageBucketOf } from '../domain/review/dealState.ts'
import { formatDay, type DayNumber } from '../domain/time/days.ts'
import { knownSince } from '../store/queries/loadTeamFacts.ts'
import { all } from '../store/queries/rows.ts'
import { loadThinkingHistories, type DealHistory } from '../store/queries/thinkingHistories.ts'
import { requireMay } from './access.ts'
import type { Desk, Session } from './desk.ts'
import { seenBy } from './jamOverview.ts'
import { whileUnchanged } from './whileUnchanged.ts'

/** The thinking jam at the end of each past day, from the facts as of then (domain.md, Time, money, knowledge; Stuck). */
export const jamHistory = (session: Session, { weeks, filter }: { weeks: number, filter: DealFilter }): JamHistory => {
  const actor = requireMay(session, 'see_deals')
  const { desk } = session
  const today = desk.settings().zone.dayOf(desk.clock())
  const days = Array.from({ length: weeks * 7 }, (_, index) => today - weeks * 7 + index)
  const seen = seenBy(actor)
  const points = whileUnchanged(desk, `jam history ${JSON.stringify([actor, today, weeks, filter])}`, () => countDays(desk, days, filter, from => loadThinkingHistories(desk.db, actor, filter, desk.settings(), from)))
  return {
    points: points.map(({ day, figure }) => ({ day, figure: figure && seen(figure) })),
    ignored: unansweredThen.filter(field => filter[field] !== undefined),
  }
}

interface Instant { day: DayNumber, at: number, count: number, amount: number, noRate: number }

/** One pass over the deals for all days, instead of an evaluation of the team for each. */
const countDays = (desk: Desk, days: readonly DayNumber[], filter: DealFilter, load: (from: number) => readonly DealHistory[]) => {
  const { zone } = desk.settings()
  const since = knownSince(desk.db)
  const instants = days.map((day): Instant => ({ day, at: zone.startOfDay(day + 1) - 1, count: 0, amount: 0, noRate: 0 }))
  const known = instants.filter(({ at }) => since === null || at >= since)
  const fits = makeFits(desk, filter)
  for (const deal of known[0] ? load(known[0].at) : []) {
    const then = makeThen(deal)
    for (const instant of known) {
      if (deal.createdAt !== null && deal.createdAt > instant.at) continue
      const { status, stageId, entry } = then(instant.at)
      if (status !== 'open' || !fits(stageId, () => ownerThen(deal, instant.at), () => Math.max(0, instant.day - zone.dayOf(entry().at)))) continue
      instant.count++
      instant.amount += deal.amountReporting ?? 0
      if (deal.amount !== null && deal.amountReporting === null) instant.noRate++
    }
  }
  return instants.map(instant => ({
    day: formatDay(instant.day), figure: since === null || instant.at >= since ? { count: instant.count, money: { amount: instant.amount, noRate: instant.noRate } } : null,
  }))
}

const makeThen = (deal: DealHistory) => {
  const lastMove = deal.moves.at(-1)?.at ?? -Infinity
  return (at: number) => dealThen(deal, reviewThen(deal, at), lastMove > at, () => deal.moves, at)
}

/** The request that waited then, else the first that was made later, as loadDealFacts reads them. */
const reviewThen = ({ reviews }: DealHistory, at: number): ReviewThen | undefined => {
  if (reviews.length === 0) return undefined
  const waiting = reviews.find(review => review.requestedAt <= at && (review.pending || (review.decidedAt !== null && review.decidedAt > at)))
  if (waiting) return { ...waiting, waiting: true }
  const later = reviews.find(review => review.requestedAt > at)
  return later && { ...later, waiting: false }
}

const ownerThen = ({ owners, ownerId }: DealHistory, at: number): number | null => {
  const change = owners.find(each => each.at > at)
  return change ? change.fromId : ownerId
}

/** What of the filter is asked of the history: the stage, the owner and the age of then. Teams are those of today. */
const makeFits = ({ db }: Desk, filter: DealFilter) => {
  const stages = new Set(all<{ id: number, pipelineId: number }>(db, "SELECT id, pipeline_id AS pipelineId FROM stage WHERE kind = 'thinking'")
    .filter(stage => (!filter.stageIds || filter.stageIds.includes(stage.id)) && (!filter.pipelineIds || filter.pipelineIds.includes(stage.pipelineId))).map(stage => stage.id))
  const team = filter.team === undefined ? null : new Set(all<{ id: number }>(db, 'SELECT id FROM person WHERE team = ?', filter.team).map(person => person.id))
  return (stageId: number, owner: () => number | null, age: () => number): boolean => {
    if (!stages.has(stageId)) return false
    if (filter.managerIds && !filter.managerIds.includes(owner() ?? 0)) return false
    if (team && !team.has(owner() ?? 0)) return false
    return !filter.buckets || filter.buckets.includes(ageBucketOf(age()))
  }
}
