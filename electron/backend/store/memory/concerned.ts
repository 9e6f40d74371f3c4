import type Database from 'better-sqlite3'
import type { ReadDb } from '../db.ts'
import { onEveryRow } from './rowTriggers.ts'

const dealOwner = (row: string): string => `(SELECT owner_id FROM deal WHERE id = ${row}.deal_id)`
const clientOwner = (row: string): string => `(SELECT owner_id FROM client WHERE id = ${row}.client_id)`
/** Everybody with a deal of a client sees that client. */
const ownersOf = (client: string): string => `SELECT pult_concerns(owner_id) FROM deal WHERE client_id = ${client}`

/** Whose a change of a row is: columns of people, and others of whom the row is. `also`: statements of their own. */
const tables: readonly { table: string, people: (row: string) => string[], also?: (row: string) => string }[] = [
  { table: 'deal', people: row => [`${row}.owner_id`] },
  { table: 'task', people: row => [`${row}.assignee_id`, dealOwner(row), clientOwner(row)] },
  { table: 'task_move_request', people: row => [`${row}.asked_by`, `${row}.entered_by`, `(SELECT assignee_id FROM task WHERE id = ${row}.task_id)`, `(SELECT deal.owner_id FROM task JOIN deal ON deal.id = task.deal_id WHERE task.id = ${row}.task_id)`] },
  { table: 'refusal', people: row => [`${row}.requested_by`, `${row}.entered_by`, `${row}.new_owner_id`, dealOwner(row)] },
  { table: 'question', people: row => [`${row}.to_id`, `${row}.asked_by`, dealOwner(row)] },
  { table: 'note', people: row => [`${row}.author_id`, dealOwner(row), clientOwner(row)], also: row => ownersOf(`${row}.client_id`) },
  { table: 'activity', people: row => [`${row}.manager_id`, dealOwner(row), clientOwner(row)], also: row => ownersOf(`${row}.client_id`) },
  { table: 'client', people: row => [`${row}.owner_id`], also: row => ownersOf(`${row}.id`) },
  { table: 'parking', people: row => [dealOwner(row)] },
  { table: 'stage_move', people: row => [dealOwner(row)] },
  { table: 'transfer', people: row => [`${row}.from_id`, `${row}.to_id`] },
]

const logs = new WeakMap<Database.Database, Set<number>>()

/**
 * Notes from now on whose records this connection writes: the people who see them as theirs. Of what is taken back too; one more to whom a
 * change is told asks in vain, one less would not see it.
 */
export const noteConcerned = ({ sqlite }: ReadDb): void => {
  if (logs.has(sqlite)) return
  const people = new Set<number>()
  logs.set(sqlite, people)
  sqlite.function('pult_concerns', id => {
    if (typeof id === 'number') people.add(id)
    return null
  })
  for (const { table, people: of, also } of tables) {
    onEveryRow(sqlite, 'pult_concerns', table, row => [`SELECT ${of(row).map(person => `pult_concerns(${person})`).join(', ')}`, ...also ? [also(row)] : []])
  }
}

/** Who was concerned since the last time; null where nobody notes it. */
export const takeConcerned = ({ sqlite }: ReadDb): Set<number> | null => {
  const people = logs.get(sqlite)
  if (!people) return null
  const taken = new Set(people)
  people.clear()
  return taken
}
