import { rmSync } from 'node:fs'
import { hostname } from 'node:os'
import Database from 'better-sqlite3'
import { PultError } from '../../../src/shared/errors.ts'

export interface LockOwner { pid: number, host: string, since: number }
export interface Lock { readonly release: () => void }

const waitMs = 250

/**
 * Makes this process the owner of the database at `path` (an absolute, real path), or refuses with PULT_IN_USE and who owns it.
 * The lock is SQLite's RESERVED lock on a sibling file: the operating system frees it when the process dies, however it dies,
 * and it lets others read who the owner is.
 */
export const takeLock = (path: string, now: number): Lock => {
  const file = `${path}-lock`
  try {
    return takeLockFile(file, path, now)
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (code !== 'SQLITE_NOTADB' && !code.startsWith('SQLITE_CORRUPT')) throw error
    // Not a lock file of ours, so nobody can be holding it.
    rmSync(file, { force: true })
    return takeLockFile(file, path, now)
  }
}

const takeLockFile = (file: string, path: string, now: number): Lock => {
  const sqlite = new Database(file, { timeout: waitMs })
  try {
    sqlite.pragma('journal_mode = DELETE')
    sqlite.exec('BEGIN IMMEDIATE')
    sqlite.exec('CREATE TABLE IF NOT EXISTS owner (pid INTEGER NOT NULL, host TEXT NOT NULL, since INTEGER NOT NULL) STRICT')
    sqlite.exec('DELETE FROM owner')
    sqlite.prepare('INSERT INTO owner (pid, host, since) VALUES (?, ?, ?)').run(process.pid, hostname(), now)
    sqlite.exec('COMMIT')
    // Whoever slips in between is the owner, and this refuses.
    sqlite.exec('BEGIN IMMEDIATE')
  } catch (error) {
    const busy = String((error as { code?: string }).code).startsWith('SQLITE_BUSY')
    const owner = busy ? readOwner(sqlite) : null
    sqlite.close()
    throw busy ? inUse(path, owner) : error
  }
  return { release: () => sqlite.close() }
}

const readOwner = (sqlite: Database.Database): LockOwner | null => {
  try {
    return (sqlite.prepare('SELECT pid, host, since FROM owner').get() as LockOwner | undefined) ?? null
  } catch {
    return null
  }
}

const inUse = (path: string, owner: LockOwner | null): PultError => {
  const who = owner ? ` by process ${owner.pid} on ${owner.host} since ${new Date(owner.since).toISOString()}` : ''
  return new PultError('PULT_IN_USE', `The workspace is in use${who}: ${path}. Close it there first.`, { path, ...owner })
}
