import type Database from 'better-sqlite3'

/** A database that may be read. Store functions say by their parameter what they need; typed queries: `ormOf` in orm.ts. */
export interface ReadDb { readonly sqlite: Database.Database }
/** A database that may be written; functions whose name ends in `Tx` join the caller's transaction. */
export interface WriteDb extends ReadDb { readonly writable: true }

export const makeReadDb = (sqlite: Database.Database): ReadDb => ({ sqlite })
export const makeWriteDb = (sqlite: Database.Database): WriteDb => ({ sqlite, writable: true })
