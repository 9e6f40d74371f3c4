import { existsSync, renameSync } from 'node:fs'
import { resolve } from 'node:path'
import { PultError } from '../../../src/shared/errors.ts'
import { copyDatabase } from '../store/backup.ts'
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
 * Puts a verified copy of `from` in the place of `to`. A workspace that is there is kept beside it (`kept`) and must not be
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
  closeProperly(path, now)
  const kept = `${path}-before-restore-${new Date(now).toISOString().replace(/[:.]/g, '-')}.backup`
  refuseExisting(kept)
  renameSync(path, kept)
  return kept
}

/** A file that can't be opened is the very reason for a restore; only one that somebody uses stays. */
const closeProperly = (path: string, now: number): void => {
  try {
    openDatabase(path, { mode: 'write', now }).close()
  } catch (error) {
    if (error instanceof PultError && (error.code === 'PULT_IN_USE' || error.code === 'PULT_READ_ONLY' || error.code === 'PULT_NETWORK_SHARE')) throw error
  }
}

const refuseExisting = (path: string): void => {
  if (existsSync(path)) throw new PultError('PULT_EXISTS', `There is already a file: ${path}.`, { path })
}
