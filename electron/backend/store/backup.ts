import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
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
