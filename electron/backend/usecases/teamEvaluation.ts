import { evaluateTeam, statesOfDeals, type TeamEvaluation } from '../domain/review/evaluation.ts'
import type { DealState } from '../domain/review/dealState.ts'
import type { ReadDb } from '../store/db.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { loadStateFacts, loadTeamFacts, type FactScope } from '../store/queries/loadTeamFacts.ts'
import type { DeskSettings } from './desk.ts'

/** What an evaluation needs of a workspace; a Desk is one, and so is a read-only opened file. */
export interface ReviewSource {
  readonly db: ReadDb
  readonly workspace: { readonly timeZone: string, readonly currency: string }
  readonly settings: () => DeskSettings
}

/** The rule book applied to the workspace as of an instant; `scope` narrows it to some deals and tasks. */
export const evaluateWorkspace = (source: ReviewSource, asOf: number, scope?: FactScope): TeamEvaluation => {
  const settings = source.settings()
  return evaluateTeam(loadTeamFacts(source.db, settings, asOf, scope), settings)
}

/** The deals alone (all, or these) as of an instant, a good half cheaper than all of the evaluation. */
export const evaluateDeals = (source: ReviewSource, asOf: number, dealIds?: readonly number[]): DealState[] =>
  statesOfDeals(dealIds ? loadStateFacts(source.db, asOf, loadKnowledge(source.db), JSON.stringify(dealIds), '[]') : loadStateFacts(source.db, asOf), source.settings())

/** The state of one deal now: age, stuck reasons, parking. */
export const evaluateDeal = (source: ReviewSource, dealId: number, now: number): DealState | null =>
  evaluateDeals(source, now, [dealId])[0] ?? null
