import type { ReadDb } from '../db.ts'
import { all } from '../queries/rows.ts'

/** Ids of the people of these teams. */
export const peopleOfTeams = (db: ReadDb, teams: readonly string[]): ReadonlySet<number> =>
  new Set(all<{ id: number }>(db, 'SELECT id FROM person WHERE team IN (SELECT value FROM json_each(?))', JSON.stringify(teams)).map(person => person.id))

/** The team of everybody who has one. */
export const teamsOfPeople = (db: ReadDb): ReadonlyMap<number, string> =>
  new Map(all<{ id: number, team: string }>(db, 'SELECT id, team FROM person WHERE team IS NOT NULL').map(({ id, team }) => [id, team]))
