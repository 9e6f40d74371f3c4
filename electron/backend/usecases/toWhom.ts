import type { Topic } from '../../../src/shared/contract/live.ts'
import { may, reachOf, type PolicyAction } from '../domain/policy.ts'
import { takeConcerned } from '../store/memory/concerned.ts'
import { teamsOfPeople } from '../store/memory/people.ts'
import { all } from '../store/queries/rows.ts'
import type { Role } from '../../../src/shared/vocabulary.ts'
import { deputyships, teamsOf } from './access.ts'
import type { Desk, Session } from './desk.ts'

/** Of these a person sees their own, their teams' or all; whatever else changes, everybody may see. */
const ofRecords: ReadonlySet<Topic> = new Set<Topic>(['deals', 'tasks', 'refusals', 'day'])

/**
 * To whom a command's change is told: those who may see a record that it wrote (domain.md, Who may do what). A hundred managers don't ask
 * again for what one of them did on a deal of their own. undefined = everybody.
 */
export const toWhom = (desk: Desk, topics: readonly Topic[]): number[] | undefined => {
  const concerned = takeConcerned(desk.db)
  if (concerned === null || !topics.every(topic => ofRecords.has(topic))) return undefined
  const teams = teamsOfPeople(desk.db)
  const concernedTeams = new Set([...concerned].flatMap(id => teams.get(id) ?? []))
  const standIns = deputyships(desk)
  return all<{ id: number, role: Role | null, team: string | null }>(desk.db, 'SELECT id, role, team FROM person WHERE active = 1')
    .filter(({ id, role, team }) => {
      if (concerned.has(id) || role === null) return true
      const reach = reachOf({ id, role, teams: [] }, 'see_deals')
      // Who sees no deals sees clients, which have no teams.
      if (reach !== 'own' && reach !== 'teams') return true
      return reach === 'teams' && teamsOf({ team }, standIns.filter(row => row.deputyId === id)).some(each => concernedTeams.has(each))
    })
    .map(({ id }) => id)
}

/** Everybody else who can sign in and may do this: for what the actor's own window knows already. */
export const othersWho = ({ desk, actor }: Pick<Session, 'desk' | 'actor'>, action: PolicyAction): number[] => all<{ id: number, role: Role | null }>(desk.db, 'SELECT id, role FROM person WHERE active = 1 AND id <> ? AND id IN (SELECT person_id FROM sign_in)', actor.id)
  .filter(({ id, role }) => role === null || may({ id, role, teams: [] }, action)).map(({ id }) => id)
