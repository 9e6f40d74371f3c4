import type Database from 'better-sqlite3'
import { isPultError, PultError } from '../../../src/shared/errors.ts'
import { copyDatabase } from './backup.ts'
import { newBackupPath } from './backupFiles.ts'
import { asPultError } from './fileProblems.ts'
import type { Migration } from './migrations.ts'

/**
 * Migrations that the file still lacks. Refuses a file of a newer program (PULT_NEWER_SCHEMA), and one whose past
 * differs from this program's: an applied migration that was changed, or one that was left out (PULT_MIGRATION_FAILED).
 */
export const pendingMigrations = (sqlite: Database.Database, path: string, migrations: readonly Migration[]): readonly Migration[] => {
  const userVersion = sqlite.pragma('user_version', { simple: true }) as number
  const applied = appliedMigrations(sqlite)
  const known = new Map(migrations.map(migration => [migration.tag, migration]))
  if (userVersion > migrations.length || applied.some(({ tag }) => !known.has(tag))) {
    throw new PultError('PULT_NEWER_SCHEMA', `The file was written by a newer version of Pult: ${path}. Update Pult to open it.`, { path, fileVersion: userVersion, ownVersion: migrations.length })
  }
  if (userVersion !== applied.length) throw refused(path, 'count', `it counts ${userVersion} migrations but lists ${applied.length}`)
  for (const { tag, hash } of applied) {
    if (known.get(tag)!.hash !== hash) throw refused(path, 'changed', `migration ${tag} was applied to it with another content`)
  }
  const missing = migrations.slice(0, applied.length).find(({ tag }) => !applied.some(row => row.tag === tag))
  if (missing) throw refused(path, 'out_of_order', `migration ${missing.tag} was left out before later ones`)
  return migrations.slice(applied.length)
}

/**
 * Brings the file up to date in one transaction, or leaves it exactly as it was (PULT_MIGRATION_FAILED, PULT_DISK_FULL).
 * A file with contents is copied to its backups first. Returns the copy's path, or null when nothing had to be done or the file is new.
 */
export const applyMigrations = (sqlite: Database.Database, path: string, migrations: readonly Migration[], now: number): string | null => {
  const pending = pendingMigrations(sqlite, path, migrations)
  if (pending.length === 0) return null
  const appliedBefore = migrations.length - pending.length
  const backup = appliedBefore === 0 ? null : newBackupPath(path, now, 'before_migration')
  if (backup) copyDatabase(sqlite, backup)

  // Has no effect inside a transaction, and rebuilding a table with it on would delete the rows that point to it.
  sqlite.pragma('foreign_keys = OFF')
  try {
    sqlite.transaction(() => {
      for (const migration of pending) runMigration(sqlite, path, migration, now)
      const broken = sqlite.pragma('foreign_key_check') as { table: string, parent: string }[]
      if (broken.length > 0) throw failed(path, pending.at(-1)!.tag, `${broken.length} rows of ${broken[0]!.table} would point to rows of ${broken[0]!.parent} that don't exist`)
      sqlite.pragma(`user_version = ${migrations.length}`)
    }).immediate()
  } finally {
    sqlite.pragma('foreign_keys = ON')
  }
  return backup
}

const runMigration = (sqlite: Database.Database, path: string, migration: Migration, now: number): void => {
  for (const statement of migration.sql.split('--> statement-breakpoint')) {
    try {
      sqlite.exec(statement)
    } catch (error) {
      const problem = asPultError(error, path)
      if (problem && isPultError(problem)) throw problem
      throw failed(path, migration.tag, error instanceof Error ? error.message : String(error))
    }
  }
  sqlite.prepare('INSERT INTO migration (tag, hash, applied_at) VALUES (?, ?, ?)').run(migration.tag, migration.hash, now)
}

const appliedMigrations = (sqlite: Database.Database): { tag: string, hash: string }[] => {
  const table = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'").get()
  return table ? sqlite.prepare('SELECT tag, hash FROM migration ORDER BY tag').all() as { tag: string, hash: string }[] : []
}

const refused = (path: string, reason: string, what: string): PultError =>
  new PultError('PULT_MIGRATION_FAILED', `The file can't be brought up to date, because ${what}: ${path}. It was not changed.`, { path, reason })

const failed = (path: string, tag: string, what: string): PultError =>
  new PultError('PULT_MIGRATION_FAILED', `The file could not be brought up to date (${tag}): ${path}. It is as it was before.`, { path, tag, what, reason: 'failed' })
