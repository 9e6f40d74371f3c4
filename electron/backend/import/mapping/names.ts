import type { Scratch } from '../../store/scratch.ts'
import { foldText } from '../values/text.ts'

/** Records by name; a name that two bear names none of them. */
export interface Names { add: (name: string | null, key: string) => void, get: (name: string) => string | undefined }

export const makeNames = (): Names => {
  const keys = new Map<string, string | null>()
  return {
    add: (name, key) => {
      if (!name) return
      const folded = foldText(name)
      const known = keys.get(folded)
      if (known !== key) keys.set(folded, known === undefined ? key : null)
    },
    get: name => keys.get(foldText(name)) ?? undefined,
  }
}

/** The same for as many as an export has. */
export const makeManyNames = ({ sqlite }: Scratch, table: string): Names => {
  sqlite.exec(`CREATE TABLE "${table}" (name TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID`)
  const find = sqlite.prepare(`SELECT key FROM "${table}" WHERE name = ?`).pluck()
  const insert = sqlite.prepare(`INSERT INTO "${table}" (name, key) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET key = NULL WHERE key IS NOT excluded.key`)
  return {
    add: (name, key) => { if (name) insert.run(foldText(name), key) },
    get: name => find.get(foldText(name)) as string | null | undefined ?? undefined,
  }
}
