import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { damaged } from './fileProblems.ts'

/**
 * Copies an open database into one file at `target`, verified, over an older copy there only when it is complete.
 * Synchronous and one snapshot: other connections may read and write meanwhile.
 */
export const copyDatabase = (sqlite: Database.Database, target: string): void => {
  const temporary = `${target}-part`
  rmSync(temporary, { force: true })
  // A connection that only reads may still copy, but SQLite counts the copy as a write.
  const queryOnly = sqlite.pragma('query_only', { simple: true }) as number
  try {
    sqlite.pragma('query_only = OFF')
    sqlite.prepare('VACUUM INTO ?').run(temporary)
    verifyCopy(temporary)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  } finally {
    sqlite.pragma(`query_only = ${queryOnly}`)
  }
  syncFolder(dirname(target))
}

const pagesAtOnce = 256

/** Reads a whole copy and gives what SQLite finds wrong with it, or null. */
export type CheckCopy = (path: string) => Promise<string | null>

/**
 * The same while the backend goes on answering: some pages at a time, and `check` elsewhere (api/copyCheck.ts). What this connection writes meanwhile is
 * in the copy; it is one state, the last one.
 */
export const copyOnline = async (sqlite: Database.Database, target: string, check: CheckCopy = checkInSlices): Promise<void> => {
  const temporary = `${target}-part`
  rmSync(temporary, { force: true })
  try {
    await sqlite.backup(temporary, { progress: () => pagesAtOnce })
    const finding = await check(temporary)
    if (finding) throw damaged(temporary, finding)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(dirname(target))
}

/** Table after table of a copy that is made one file for itself first: a log beside it would be lost when somebody takes the copy along. */
function* findingsOf(path: string): Generator<string | null> {
  const copy = new Database(path, { fileMustExist: true })
  try {
    copy.pragma('journal_mode = DELETE')
    const tables = copy.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'").pluck().all() as string[]
    for (const table of ['sqlite_schema', ...tables]) {
      const finding = copy.pragma(`integrity_check("${table.replaceAll('"', '""')}")`, { simple: true }) as string
      yield finding === 'ok' ? null : finding
    }
  } finally {
    copy.close()
  }
}

/** At once: of a hundred thousand deals one table takes seconds, so this is for a thread of its own. */
export const checkWhole = (path: string): string | null => {
  for (const finding of findingsOf(path)) if (finding) return finding
  return null
}

const checkInSlices: CheckCopy = async path => {
  for (const finding of findingsOf(path)) {
    if (finding) return finding
    await setImmediate()
  }
  return null
}

/** Refuses (PULT_DAMAGED) a copy that SQLite finds anything wrong with. */
export const verifyCopy = (path: string): void => {
  const copy = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const finding = quickCheck(copy)
    if (finding) throw damaged(path, finding)
  } finally {
    copy.close()
  }
}

/** SQLite's first finding about the file's structure, or null when it is sound. */
export const quickCheck = (sqlite: Database.Database): string | null => {
  const finding = sqlite.pragma('quick_check(1)', { simple: true }) as string
  return finding === 'ok' ? null : finding
}

/** A rename is durable only once its folder is; where folders can't be synced (Windows), the system does it itself. */
export const syncFolder = (folder: string): void => {
  try {
    const descriptor = openSync(folder, 'r')
    fsyncSync(descriptor)
    closeSync(descriptor)
  } catch {
    // Not supported here.
  }
}
