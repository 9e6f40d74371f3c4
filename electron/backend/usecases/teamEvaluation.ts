import { evaluateTeam, type TeamEvaluation } from '../domain/review/evaluation.ts'
import type { DealState } from '../domain/review/dealState.ts'
import type { ReadDb } from '../store/db.ts'
import { loadTeamFacts, type FactScope } from '../store/queries/loadTeamFacts.ts'
import type { DeskSettings } from './desk.ts'

/** What an evaluation needs of a workspace; a Desk is one, and so is a read-only opened file. */
export interface ReviewSource {
  readonly db: ReadDb
  readonly workspace: { readonly timeZone: string, readonly currency: string }
  readonly settings: () => DeskSettings
}

/** The rule book applied to the workspace as of an instant; `scope` narrows it to some deals and tasks. Throws PULT_AS_OF where the history is missing. */
export const evaluateWorkspace = (source: ReviewSource, asOf: number, scope?: FactScope): TeamEvaluation => {
  const settings = source.settings()
  return evaluateTeam(loadTeamFacts(source.db, settings, asOf, scope), settings)
}

/** The state of one deal now: age, stuck reasons, parking. */
export const evaluateDeal = (source: ReviewSource, dealId: number, now: number): DealState | null =>
  evaluateWorkspace(source, now, { dealIds: [dealId] }).deals[0] ?? null

/** Stuck open deals by owner (domain.md, Tasks: a manager with too many is closed for new leads). */
export const stuckCounts = (source: ReviewSource, now: number): Map<number, number> => {
  const counts = new Map<number, number>()
  for (const { deal, reasons } of evaluateWorkspace(source, now).deals) {
    if (reasons.length > 0 && deal.ownerId !== null) counts.set(deal.ownerId, (counts.get(deal.ownerId) ?? 0) + 1)
  }
  return counts
}
