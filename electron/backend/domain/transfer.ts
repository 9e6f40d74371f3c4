import type { Rules } from '../../../src/shared/contract/settings.ts'

/** What a manager carries: overdue tasks and stuck deals. */
export interface ManagerLoad { overdueTasks: number, stuckDeals: number }

/** A manager with too many overdue tasks or stuck deals is closed for new leads (domain.md, Tasks). */
export const isClosedForNewLeads = (load: ManagerLoad, rules: Pick<Rules, 'newLeadsOverdueLimit' | 'newLeadsStuckLimit'>): boolean =>
  load.overdueTasks > rules.newLeadsOverdueLimit || load.stuckDeals > rules.newLeadsStuckLimit

/** What a transfer meets: nothing, a warning, a refusal, or a refusal that the head overrode with a text. */
export type TransferRuling = 'free' | 'warned' | 'refused' | 'overridden'

/** Giving a deal in a first stage to a closed manager is refused unless overridden; other transfers to them warn. */
export const rulingOf = (facts: { closed: boolean, firstStage: boolean, override: string | undefined }): TransferRuling => {
  if (!facts.closed) return 'free'
  if (!facts.firstStage) return 'warned'
  return facts.override?.trim() ? 'overridden' : 'refused'
}
