import { PultError } from '../../../src/shared/errors.ts'
import type { Role } from '../../../src/shared/vocabulary.ts'
import { may, type PolicyAction, type PolicyActor, type Subject } from '../domain/policy.ts'
import type { ReadDb } from '../store/db.ts'
import { all, one } from '../store/queries/rows.ts'
import type { Session } from './desk.ts'

/** The person at the desk as the policy sees them, read at every call: who stopped being head meanwhile decides nothing. FORBIDDEN for who works here no more. */
export const policyActorOf = ({ desk, actor }: Pick<Session, 'desk' | 'actor'>): PolicyActor => {
  const person = one<{ role: Role | null, team: string | null }>(desk.db, 'SELECT role, team FROM person WHERE id = ? AND active = 1 AND role_confirmed = 1', actor.id)
  if (!person?.role) throw new PultError('FORBIDDEN', 'You have no role in this workspace any more.', { role: null })
  return { id: actor.id, role: person.role, teams: person.team ? [person.team] : [] }
}

/** Whose deal it is; NOT_FOUND when there is none. */
export const subjectOfDeal = (db: ReadDb, dealId: number): Subject => {
  const subject = one<Subject>(db, 'SELECT deal.owner_id AS ownerId, person.team FROM deal LEFT JOIN person ON person.id = deal.owner_id WHERE deal.id = ?', dealId)
  if (!subject) throw new PultError('NOT_FOUND', 'There is no such deal.', { dealId })
  return subject
}

/** FORBIDDEN unless the policy allows it (domain.md, Who may do what). */
export const refuseUnlessMay = (actor: PolicyActor, action: PolicyAction, subject?: Subject): void => {
  if (!may(actor, action, subject)) throw new PultError('FORBIDDEN', 'Your role does not allow that.', { action, role: actor.role })
}

/** The policy's answer for the person at the desk. */
export const requireMay = (session: Session, action: PolicyAction, subject?: Subject): PolicyActor => {
  const actor = policyActorOf(session)
  refuseUnlessMay(actor, action, subject)
  return actor
}

/** Everybody who decides refusals: confirmed, active heads and supervisors. A role that nobody confirmed gives no right. */
export const readDeciders = (db: ReadDb): PolicyActor[] =>
  all<{ id: number, role: 'head' | 'supervisor', team: string | null }>(db, "SELECT id, role, team FROM person WHERE role IN ('head', 'supervisor') AND role_confirmed = 1 AND active = 1")
    .map(({ id, role, team }) => ({ id, role, teams: team ? [team] : [] }))

/** Is there somebody else who could decide on this deal's refusal? */
export const hasOtherDecider = (deciders: readonly PolicyActor[], actorId: number, subject: Subject): boolean =>
  deciders.some(decider => decider.id !== actorId && may(decider, 'decide_refusal', subject))
