import { reachOf, type PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { all } from '../queries/rows.ts'

/** Ids of the people of these teams. */
export const peopleOfTeams = (db: ReadDb, teams: readonly string[]): ReadonlySet<number> =>
  new Set(all<{ id: number }>(db, 'SELECT id FROM person WHERE team IN (SELECT value FROM json_each(?))', JSON.stringify(teams)).map(person => person.id))

/** The team of everybody who has one. */
export const teamsOfPeople = (db: ReadDb): ReadonlyMap<number, string> =>
  new Map(all<{ id: number, team: string }>(db, 'SELECT id, team FROM person WHERE team IS NOT NULL').map(({ id, team }) => [id, team]))

/** Is what belongs to this person (0 = nobody) among the deals, clients or tasks that somebody sees? As `dealScope` in SQL (store/queries/dealScope.ts). */
export const seesThoseOf = (db: ReadDb, actor: PolicyActor): ((personId: number) => boolean) => {
  switch (reachOf(actor, 'see_deals')) {
    case 'all': return () => true
    case 'none': return () => false
    case 'own': return id => id === actor.id
    case 'teams': {
      const people = peopleOfTeams(db, actor.teams)
      return id => people.has(id)
    }
  }
}
