import { createHash } from 'node:crypto'
import type { ReadDb } from '../../electron/backend/store/db.ts'

/** What differs between two equal runs: random ids and salts, and the end of the audit's chain among the settings. These tables are counted, not read. */
const withRandom = new Set(['audit_entry', 'audit_payload', 'command', 'import_batch', 'setting'])

/** Every table as text, by name. With `counted`, tables that hold random ids are only counted. */
export const digestTables = ({ sqlite }: ReadDb, counted: boolean): Record<string, string> => {
  // Of full text only the tables that it is made from: triggers keep it in the same transaction.
  const names = sqlite.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all() as string[]
  return Object.fromEntries(names.map((name) => {
    if (counted && withRandom.has(name)) return [name, String(sqlite.prepare(`SELECT count(*) FROM "${name}"`).pluck().get())]
    const hash = createHash('sha256')
    for (const row of sqlite.prepare(`SELECT * FROM "${name}" ORDER BY rowid`).raw().iterate()) hash.update(JSON.stringify(row))
    return [name, hash.digest('hex')]
  }))
}
