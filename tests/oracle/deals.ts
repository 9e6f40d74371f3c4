// A deal as of an instant: whether it exists, its status, its stage, its age there, its money.

import type { Deal, Stage, StageMove } from './records.ts'
import { pairKey } from './text.ts'
import { daysBetween, localDay } from './time.ts'
import type { KnownDeal, Workspace } from './workspace.ts'

export type StatusNow = 'open' | 'won' | 'lost' | 'refusal_review'

export function existsAt(record: { createdAt: number | null }, asOf: number): boolean {
  return record.createdAt === null || record.createdAt <= asOf
}

export function dealStatusAt(known: KnownDeal, asOf: number): StatusNow {
  if (known.refusal !== null) return 'refusal_review'
  const { status, closedAt } = known.deal
  if (status !== 'open' && closedAt !== null && closedAt > asOf) return 'open'
  return status
}

/** The latest move of the deal that exists at the instant. */
export function lastMoveAt(workspace: Workspace, deal: Deal, asOf: number): StageMove | null {
  let last: StageMove | null = null
  for (const move of workspace.movesOfDeal.get(deal.id)?.values() ?? []) {
    if (move.at <= asOf && (last === null || move.at > last.at)) last = move
  }
  return last
}

/** The present stage; for a deal that is closed only later, the one that its moves give. */
export function dealStageAt(workspace: Workspace, known: KnownDeal, asOf: number): { pipeline: string; stage: string } {
  const { deal, refusal } = known
  if (refusal !== null) return { pipeline: refusal.fromPipeline, stage: refusal.fromStage }
  const closedLater = deal.status !== 'open' && dealStatusAt(known, asOf) === 'open'
  const move = closedLater ? lastMoveAt(workspace, deal, asOf) : null
  return { pipeline: deal.pipeline, stage: move?.toStage ?? deal.stage }
}

/** When the deal came into its stage, or no later than which it did. */
export function stageEntryAt(workspace: Workspace, known: KnownDeal, asOf: number): number {
  const { deal } = known
  const { stage } = dealStageAt(workspace, known, asOf)
  const move = lastMoveAt(workspace, deal, asOf)
  if (move !== null && move.toStage === stage) return move.at
  if (deal.stageEnteredAt !== null && deal.stageEnteredAt <= asOf) return deal.stageEnteredAt
  if (deal.updatedAt !== null && deal.updatedAt <= asOf) return Math.min(deal.updatedAt, known.seenInStageSince)
  return known.seenInStageSince
}

export interface DealView {
  id: string
  deal: Deal
  status: StatusNow
  stage: Stage
  entryDay: string
  ageInStage: number
  isPastFirstStage: boolean
}

/** Every deal that exists at the instant. */
export function viewDeals(workspace: Workspace, asOf: number): DealView[] {
  const { timezone } = workspace.settings
  const today = localDay(asOf, timezone)
  const lowestOrder = new Map<string, number>()
  for (const stage of workspace.stages.values()) {
    lowestOrder.set(stage.pipeline, Math.min(stage.order, lowestOrder.get(stage.pipeline) ?? Infinity))
  }
  const views: DealView[] = []
  for (const known of workspace.deals.values()) {
    if (!existsAt(known.deal, asOf)) continue
    const place = dealStageAt(workspace, known, asOf)
    const stage = workspace.stages.get(pairKey(place.pipeline, place.stage))
    if (stage === undefined) throw new Error(`No stage ${place.stage} of ${place.pipeline}`)
    const entryDay = localDay(stageEntryAt(workspace, known, asOf), timezone)
    views.push({
      id: known.deal.id, deal: known.deal, status: dealStatusAt(known, asOf), stage, entryDay,
      ageInStage: daysBetween(entryDay, today),
      isPastFirstStage: stage.order > (lowestOrder.get(stage.pipeline) ?? stage.order),
    })
  }
  return views
}

/** The sum in the reporting currency; what has an amount in another is counted beside it. */
export function sumOf(views: readonly DealView[], currency: string): { amount: number; noRate: number } {
  let amount = 0
  let noRate = 0
  for (const { deal } of views) {
    if (deal.amount === null) continue
    if (deal.amount.currency === currency) amount += deal.amount.minorUnits
    else noRate += 1
  }
  return { amount, noRate }
}
