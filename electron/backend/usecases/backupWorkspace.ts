import { existsSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { PultError } from '../../../src/shared/errors.ts'
import { copyDatabase } from '../store/backup.ts'
import { newBackupPath } from '../store/backupFiles.ts'
import { withFileProblems } from '../store/fileProblems.ts'
import { openDatabase, publishDatabase, removeDatabase } from '../store/openDatabase.ts'
import { headOf } from './makeDesk.ts'
import { openWorkspaceToRead } from './openWorkspace.ts'

/** Copies a workspace, also while another process has it open, into a new file; returns its path. PULT_EXISTS when there is one. */
export const backupWorkspace = (from: string, to: string, clock: () => number): string => {
  const target = resolve(to)
  refuseExisting(target)
  const source = openWorkspaceToRead({ path: from, clock })
  try {
    withFileProblems(target, () => copyDatabase(source.db.sqlite, target))
  } finally {
    source.close()
  }
  return target
}

/**
 * Puts a verified copy of `from` in the place of `to`. A workspace that is there is kept among its backups (`kept`) and must not be
 * in use (PULT_IN_USE). Until the copy has been verified nothing is touched.
 */
export const restoreWorkspace = (from: string, to: string, clock: () => number): { db: string, kept: string | null } => {
  const target = resolve(to)
  const arriving = `${target}-restoring-${process.pid}`
  const source = openWorkspaceToRead({ path: from, clock })
  try {
    headOf(source.db, source.path)
    return withFileProblems(target, () => {
      copyDatabase(source.db.sqlite, arriving)
      const kept = existsSync(target) ? setAside(target, clock()) : null
      if (!kept) for (const ending of ['-wal', '-shm']) rmSync(target + ending, { force: true })
      try {
        publishDatabase(arriving, target)
      } catch (error) {
        if (kept) renameSync(kept, target)
        throw error
      }
      return { db: target, kept }
    })
  } finally {
    source.close()
    removeDatabase(arriving)
  }
}

/** Renames the present file after it was closed properly, so that nothing of it is left in a log beside it. */
const setAside = (path: string, now: number): string => {
  const isSound = closeProperly(path, now)
  const kept = newBackupPath(path, now, isSound ? 'before_restore' : 'damaged')
  renameSync(path, kept)
  // A damaged file's log goes along: beside the restored one SQLite would write its pages into that.
  if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${kept}-wal`)
  rmSync(`${path}-shm`, { force: true })
  return kept
}

/** A file that can't be opened is the very reason for a restore (false); only one that somebody uses stays. */
const closeProperly = (path: string, now: number): boolean => {
  try {
    openDatabase(path, { mode: 'write', now }).close()
    return true
  } catch (error) {
    if (error instanceof PultError && (error.code === 'PULT_IN_USE' || error.code === 'PULT_READ_ONLY' || error.code === 'PULT_NETWORK_SHARE')) throw error
    return false
  }
}

const refuseExisting = (path: string): void => {
  if (existsSync(path)) throw new PultError('PULT_EXISTS', `There is already a file: ${path}.`, { path })
}
