import type Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { ReadDb } from './db.ts'

const made = new WeakMap<Database.Database, BetterSQLite3Database>()

/**
 * The query builder over the same connection, for ordinary reads and writes: results have the schema's types, and it joins
 * the transaction that is open. Hot and bulk paths keep prepared SQL; commands that need neither never load this file.
 */
export const ormOf = ({ sqlite }: ReadDb): BetterSQLite3Database => {
  let orm = made.get(sqlite)
  if (!orm) made.set(sqlite, orm = drizzle(sqlite))
  return orm
}
