import type { WriteDb } from '../db.ts'
import { lastIdOf } from './bulkInsert.ts'

/** Fewer rows are written as fast as the indexes are made anew. */
const fewestRows = 20_000
/** So many times more rows come than there are. */
const share = 4

/**
 * Before many rows come into a table that has few: lets go of its indexes and of the triggers that fill its search, and returns
 * what makes them anew over everything, in the same transaction. One index over sorted rows costs a third of as many single entries.
 * `rare`: indexes of so few rows that finding those afterwards, in the whole table, would cost more than it saves.
 */
export const beginBulkLoad = ({ sqlite }: WriteDb, table: string, expectedRows: number, rare: readonly string[] = []): () => void => {
  const present = sqlite.prepare(`SELECT count(*) FROM (SELECT 1 FROM ${table} LIMIT ?)`).pluck().get(fewestRows + expectedRows) as number
  if (expectedRows < fewestRows || expectedRows < present * share) return () => {}
  const parts = sqlite.prepare("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND (type = 'index' OR (type = 'trigger' AND name LIKE '%\\_insert' ESCAPE '\\')) AND name NOT IN (SELECT value FROM json_each(?))").all(table, JSON.stringify(rare)) as { type: 'index' | 'trigger', name: string, sql: string }[]
  const before = lastIdOf(sqlite, table)
  for (const { type, name } of parts) sqlite.exec(`DROP ${type} "${name}"`)
  return () => {
    for (const { type, sql } of parts) {
      if (type === 'trigger') sqlite.exec(fillOf(sql, table, before))
      sqlite.exec(sql)
    }
  }
}

/** KiB of pages kept in memory while a workspace is filled: with fewer, a third of them would be written twice. */
const roomForPages = 98_304

/**
 * The filling of a workspace that was empty: its connection's foreign keys are off, and more pages stay in memory. What each row points to is
 * looked up once, by `refuseBrokenKeys`, which the work itself calls before it commits; at every row it would cost half as much as writing it.
 * Has no effect inside a transaction: the work begins its own.
 */
export const whileFilling = async <Result>({ sqlite }: WriteDb, work: () => Promise<Result>): Promise<Result> => {
  const usualRoom = sqlite.pragma('cache_size', { simple: true }) as number
  sqlite.pragma('foreign_keys = OFF')
  sqlite.pragma(`cache_size = -${roomForPages}`)
  try {
    return await work()
  } finally {
    sqlite.pragma(`cache_size = ${usualRoom}`)
    sqlite.pragma('foreign_keys = ON')
  }
}

/** Throws when a row anywhere points to one that doesn't exist. */
export const refuseBrokenKeys = ({ sqlite }: WriteDb): void => {
  const [broken] = sqlite.pragma('foreign_key_check') as { table: string, rowid: number, parent: string }[]
  if (broken) throw new Error(`Row ${broken.rowid} of ${broken.table} points to a row of ${broken.parent} that doesn't exist.`)
}

/** What a trigger would have done for every row since, at once. */
const fillOf = (trigger: string, table: string, before: number): string => {
  const body = /\bBEGIN\s+(INSERT INTO [^;]+?)\s*\bVALUES\s*\(([^;]+)\)\s*;\s*END\s*$/i.exec(trigger)
  if (!body) throw new Error(`The trigger of ${table} isn't a plain insert: ${trigger}`)
  return `${body[1]} SELECT ${body[2]} FROM "${table}" AS NEW WHERE NEW.id > ${before}`
}
