import { reachOf, type PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { all, one } from '../queries/rows.ts'
import { flagsOf } from './typedColumns.ts'

/** Ids of the people of these teams. */
export const peopleOfTeams = (db: ReadDb, teams: readonly string[]): ReadonlySet<number> =>
  new Set(all<{ id: number }>(db, 'SELECT id FROM person WHERE team IN (SELECT value FROM json_each(?))', JSON.stringify(teams)).map(person => person.id))

/** The team of everybody who has one. */
export const teamsOfPeople = (db: ReadDb): ReadonlyMap<number, string> =>
  new Map(all<{ id: number, team: string }>(db, 'SELECT id, team FROM person WHERE team IS NOT NULL').map(({ id, team }) => [id, team]))

/** Flags of people (typedColumns.ts): everybody's id is below their length. */
export const flagsOfPeople = (db: ReadDb, people: Iterable<number>): Uint8Array => flagsOf(people, one<{ last: number }>(db, 'SELECT coalesce(max(id), 0) AS last FROM person')!.last + 1)

/** Whose deals, clients and tasks somebody sees, by the person's id (at 0: what is nobody's); null = everybody's. As `dealScope` in SQL (store/queries/dealScope.ts). */
export const seenPeople = (db: ReadDb, actor: PolicyActor): Uint8Array | null => {
  switch (reachOf(actor, 'see_deals')) {
    case 'all': return null
    case 'none': return flagsOfPeople(db, [])
    case 'own': return flagsOfPeople(db, [actor.id])
    case 'teams': return flagsOfPeople(db, peopleOfTeams(db, actor.teams))
  }
}
