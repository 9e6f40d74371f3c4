import { PultError } from '../../../src/shared/errors.ts'
import type { Role } from '../../../src/shared/vocabulary.ts'
import { may, mayAny, type PolicyAction, type PolicyActor, type Subject } from '../domain/policy.ts'
import type { ReadDb } from '../store/db.ts'
import { all, one } from '../store/queries/rows.ts'
import { formatDay } from '../domain/time/days.ts'
import type { Desk, Session } from './desk.ts'

/** The person at the desk as the policy sees them, read at every call: who stopped being head meanwhile decides nothing. FORBIDDEN for who works here no more. */
export const policyActorOf = ({ desk, actor }: Pick<Session, 'desk' | 'actor'>): PolicyActor => {
  const person = one<{ role: Role | null, team: string | null }>(desk.db, 'SELECT role, team FROM person WHERE id = ? AND active = 1 AND role_confirmed = 1', actor.id)
  if (!person?.role) throw new PultError('FORBIDDEN', 'You have no role in this workspace any more.', { role: null })
  return { id: actor.id, role: person.role, teams: teamsOf(person, person.role === 'supervisor' ? deputyships(desk).filter(row => row.deputyId === actor.id) : []) }
}

/** A supervisor who is away today, and who decides for them in these days. */
export interface Deputyship { supervisorId: number, team: string | null, deputyId: number, toDay: string }

export const deputyships = ({ db, clock, settings }: Pick<Desk, 'db' | 'clock' | 'settings'>): Deputyship[] => all<Deputyship>(db, `
  SELECT away.id AS supervisorId, away.team, absence.deputy_id AS deputyId, absence.to_day AS toDay FROM absence JOIN person AS away ON away.id = absence.person_id
  WHERE absence.deputy_id IS NOT NULL AND absence.from_day <= $day AND absence.to_day >= $day AND away.role = 'supervisor' AND away.role_confirmed = 1 AND away.active = 1
  ORDER BY absence.to_day, absence.id`, { day: formatDay(settings().zone.dayOf(clock())) })

/** The own team, and in these days those of whom one stands in for. */
export const teamsOf = ({ team }: { team: string | null }, standsIn: readonly Deputyship[]): string[] => [...new Set([team, ...standsIn.map(row => row.team)].filter(each => each !== null && each !== ''))] as string[]

/** Whose deal it is; NOT_FOUND when there is none. */
export const subjectOfDeal = (db: ReadDb, dealId: number): Subject => {
  const subject = one<Subject>(db, 'SELECT deal.owner_id AS ownerId, person.team FROM deal LEFT JOIN person ON person.id = deal.owner_id WHERE deal.id = ?', dealId)
  if (!subject) throw new PultError('NOT_FOUND', 'There is no such deal.', { dealId })
  return subject
}

/** Whose client it is; NOT_FOUND when there is none. */
export const subjectOfClient = (db: ReadDb, clientId: number): Subject => {
  const subject = one<Subject>(db, 'SELECT client.owner_id AS ownerId, person.team FROM client LEFT JOIN person ON person.id = client.owner_id WHERE client.id = ?', clientId)
  if (!subject) throw new PultError('NOT_FOUND', 'There is no such client.', { clientId })
  return subject
}

/** Whose records are a person's: for an undo, which gives back to who had them; nobody's for null. */
export const subjectOfPerson = (db: ReadDb, personId: number | null): Subject =>
  (personId === null ? undefined : one<Subject>(db, 'SELECT id AS ownerId, team FROM person WHERE id = ?', personId)) ?? { ownerId: null, team: null }

/** Whose task it is: its assignee's, and its deal's owner's. Empty for a task that doesn't exist. */
export const subjectsOfTask = (db: ReadDb, taskId: number): Subject[] => {
  const row = one<TaskOwners>(db, `SELECT task.assignee_id AS assigneeId, assignee.team AS assigneeTeam, task.deal_id AS dealId, deal.owner_id AS ownerId, owner.team AS ownerTeam
    FROM task LEFT JOIN person AS assignee ON assignee.id = task.assignee_id LEFT JOIN deal ON deal.id = task.deal_id LEFT JOIN person AS owner ON owner.id = deal.owner_id WHERE task.id = ?`, taskId)
  return row ? subjectsOf(row) : []
}
export interface TaskOwners { assigneeId: number | null, assigneeTeam: string | null, dealId: number | null, ownerId: number | null, ownerTeam: string | null }
export const subjectsOf = ({ assigneeId, assigneeTeam, dealId, ownerId, ownerTeam }: TaskOwners): Subject[] =>
  [{ ownerId: assigneeId, team: assigneeTeam }, ...(dealId === null ? [] : [{ ownerId, team: ownerTeam }])]

/** FORBIDDEN unless the policy allows it for one of these. */
export const refuseUnlessMayAny = (actor: PolicyActor, action: PolicyAction, subjects: readonly Subject[]): void => {
  if (!mayAny(actor, action, subjects)) throw new PultError('FORBIDDEN', 'Your role does not allow that.', { action, role: actor.role })
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
export const readDeciders = (desk: Pick<Desk, 'db' | 'clock' | 'settings'>): PolicyActor[] => {
  const standIns = deputyships(desk)
  return all<{ id: number, role: 'head' | 'supervisor', team: string | null }>(desk.db, "SELECT id, role, team FROM person WHERE role IN ('head', 'supervisor') AND role_confirmed = 1 AND active = 1")
    .map(({ id, role, team }) => ({ id, role, teams: teamsOf({ team }, role === 'supervisor' ? standIns.filter(row => row.deputyId === id) : []) }))
}

/** Is there somebody else who could decide on this deal's refusal? */
export const hasOtherDecider = (deciders: readonly PolicyActor[], actorId: number, subject: Subject): boolean =>
  deciders.some(decider => decider.id !== actorId && may(decider, 'decide_refusal', subject))

/** Is there somebody else who could decide on moving this task? */
export const hasOtherMoveDecider = (deciders: readonly PolicyActor[], actorId: number, subjects: readonly Subject[]): boolean =>
  deciders.some(decider => decider.id !== actorId && mayAny(decider, 'decide_task_move', subjects))
