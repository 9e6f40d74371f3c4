import type Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import * as schema from './schema/index.ts'

export type Orm = BetterSQLite3Database<typeof schema>

/** A database that may be read. Store functions say by their parameter what they need. */
export interface ReadDb { readonly sqlite: Database.Database, readonly orm: Orm }
/** A database that may be written; functions whose name ends in `Tx` join the caller's transaction. */
export interface WriteDb extends ReadDb { readonly writable: true }

export const makeReadDb = (sqlite: Database.Database): ReadDb => ({ sqlite, orm: drizzle(sqlite, { schema }) })
export const makeWriteDb = (sqlite: Database.Database): WriteDb => ({ ...makeReadDb(sqlite), writable: true })
