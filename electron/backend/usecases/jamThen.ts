import { dealThen, type ReviewThen } from '../domain/review/dealThen.ts'
import type { PolicyActor } from '../domain/policy.ts'
import type { DayNumber } from '../domain/time/days.ts'
import type { BoardFilter } from '../store/queries/dealBoard.ts'
import { loadThinkingHistories, type DealHistory } from '../store/queries/thinkingHistories.ts'
import { makeFitsThen } from './dealsThen.ts'
import type { Desk } from './desk.ts'

export interface JamInstant { day: DayNumber, at: number }
/** A deal in the jam at an instant. */
export interface InJam { deal: DealHistory, stageId: number, ownerId: number | null, age: { days: number, exact: boolean } }

/** The end of a local day. */
export const endOf = (desk: Desk, day: DayNumber): JamInstant => ({ day, at: desk.settings().zone.startOfDay(day + 1) - 1 })

/**
 * Names every deal that was in the thinking jam at each instant, oldest first: one pass over the histories, instead of an evaluation of the
 * team for each. Its counts are the line of the jam, its deals the rows behind a point.
 */
export const eachInJam = <Instant extends JamInstant>(desk: Desk, actor: PolicyActor, filter: BoardFilter, instants: readonly Instant[], visit: (instant: Instant, inJam: InJam) => void): void => {
  const [first] = instants
  if (!first) return
  const { zone } = desk.settings()
  const fits = makeFitsThen(desk, { ...filter, kinds: ['thinking'] })
  for (const deal of loadThinkingHistories(desk.db, actor, filter, desk.settings(), first.at)) {
    const then = makeThen(deal)
    for (const instant of instants) {
      if (deal.createdAt !== null && deal.createdAt > instant.at) continue
      const { status, stageId, entry } = then(instant.at)
      const days = (): number => Math.max(0, instant.day - zone.dayOf(entry().at))
      if (status !== 'open' || !fits(stageId, () => ownerThen(deal, instant.at), days)) continue
      visit(instant, { deal, stageId, get ownerId() { return ownerThen(deal, instant.at) }, get age() { return { days: days(), exact: entry().exact } } })
    }
  }
}

/** How a deal stood at an instant. */
export const makeThen = (deal: DealHistory) => {
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

export const ownerThen = ({ owners, ownerId }: DealHistory, at: number): number | null => {
  const change = owners.find(each => each.at > at)
  return change ? change.fromId : ownerId
}
