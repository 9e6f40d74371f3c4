import type { ReviewDocument } from '../../../src/shared/contract/review.ts'
import { may, reachOf } from '../domain/policy.ts'
import { reviewDocumentOf } from '../domain/review/document.ts'
import { evaluateTeam } from '../domain/review/evaluation.ts'
import { factsOfPeople } from '../domain/review/visible.ts'
import { loadTeamFacts, refuseUnknowablePast } from '../store/queries/loadTeamFacts.ts'
import { all } from '../store/queries/rows.ts'
import { requireMay } from './access.ts'
import { computeReview } from './computeReview.ts'
import type { Session } from './desk.ts'

/** The daily control at `asOf` within what the person may see: everything, their teams, their own (domain.md, Who may do what). FORBIDDEN for who sees no money. */
export const reviewOf = (session: Session, options: { asOf: number, ids: boolean }): ReviewDocument => {
  const { desk } = session
  const actor = requireMay(session, 'see_money')
  if (reachOf(actor, 'see_money') === 'all') return computeReview(desk, options)
  refuseUnknowablePast(desk.db, options.asOf)
  const teams = new Map(all<{ id: number, team: string | null }>(desk.db, 'SELECT id, team FROM person').map(person => [person.id, person.team]))
  const facts = factsOfPeople(loadTeamFacts(desk.db, desk.settings(), options.asOf), id => may(actor, 'see_money', { ownerId: id, team: id === null ? null : teams.get(id) ?? null }))
  return reviewDocumentOf(evaluateTeam(facts, desk.settings()), desk.workspace, desk.settings().zone, options.ids)
}
