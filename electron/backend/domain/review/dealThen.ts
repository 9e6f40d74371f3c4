import type { DealStatus } from '../../../../src/shared/vocabulary.ts'

/** What a deal's row says now of its stay. Instants in ms. */
export interface DealNow {
  status: DealStatus, stageId: number, closedAt: number | null, updatedAt: number | null, stageEnteredAt: number | null, stageSeenAt: number
  /** The kept columns: entry into the present stage, 1 = exactly known. */
  enteredAt: number | null, enteredExact: number
}
/** `inferred`: noticed by comparing imports, so `at` is no entry date. */
export interface DealMove { fromStageId: number | null, toStageId: number, at: number, inferred: number }
/** A request for refusal that waited at T, or that was made only after it. */
export interface ReviewThen { fromStageId: number, requestedAt: number, waiting: boolean }
export interface DealThen { status: DealStatus, stageId: number, entry: () => { at: number, exact: boolean } }

/**
 * Status, stage and entry of a deal at instant T from its history (domain.md, Time, money, knowledge). `moves` in the order in which they
 * happened, asked for only where something is dated after T; `movedSince`: whether a move is.
 */
export const dealThen = (deal: DealNow, review: ReviewThen | undefined, movedSince: boolean, moves: () => readonly DealMove[], asOf: number): DealThen => {
  const closedLater = (deal.status === 'won' || deal.status === 'lost') && deal.closedAt !== null && deal.closedAt > asOf
  // Asked, closed or decided only after T: then it was open, or still waited.
  const status: DealStatus = review?.waiting ? 'refusal_review' : closedLater || (review && deal.status !== 'won') ? 'open' : deal.status
  const closed = status === 'won' || status === 'lost'
  const changedSince = !closed && (movedSince || closedLater)
  // Asked later, it stood where it was asked to be closed from, unless it came there only after T.
  const cameLater = !!review && !review.waiting && movedSince && moves().some(move => move.at > asOf && move.at <= review.requestedAt && move.toStageId === review.fromStageId)
  const stageId = review && !cameLater ? review.fromStageId : changedSince ? stageThen(deal, moves(), asOf, closedLater) : deal.stageId
  // The kept columns hold unless something about the stay is dated after T.
  const kept = !changedSince && stageId === deal.stageId && deal.enteredAt !== null && deal.enteredAt <= asOf
  return { status, stageId, entry: () => kept ? { at: deal.enteredAt!, exact: deal.enteredExact === 1 } : entryThen(deal, stageId, moves(), asOf) }
}

/** The stage at T that the moves give, else the present one. */
const stageThen = (deal: DealNow, moves: readonly DealMove[], asOf: number, closedLater: boolean): number => {
  const before = moves.findLast(move => move.at <= asOf)
  const after = moves.find(move => move.at > asOf)
  if (!after && !closedLater) return deal.stageId
  return before?.toStageId ?? after?.fromStageId ?? deal.stageId
}

/** Entry into the stage as it was known at T; without history a lower bound of the age (domain.md, Age in the stage). */
const entryThen = (deal: DealNow, stageId: number, moves: readonly DealMove[], asOf: number): { at: number, exact: boolean } => {
  const last = moves.findLast(move => move.inferred === 0 && move.at <= asOf)
  if (last?.toStageId === stageId) return { at: last.at, exact: true }
  if (stageId === deal.stageId && deal.stageEnteredAt !== null && deal.stageEnteredAt <= asOf) return { at: deal.stageEnteredAt, exact: true }
  const bounds = [deal.updatedAt, stageId === deal.stageId ? deal.stageSeenAt : null].filter(at => at !== null && at <= asOf) as number[]
  return { at: bounds.length > 0 ? Math.min(...bounds) : asOf, exact: false }
}
