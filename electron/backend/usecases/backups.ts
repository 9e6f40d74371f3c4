import { basename } from 'node:path'
import type { Backup, BackupFailure, BackupKind } from '../../../src/shared/contract/backups.ts'
import { isPultError, PultError } from '../../../src/shared/errors.ts'
import { expiredBackups } from '../domain/backups.ts'
import { copyOnline, verifyCopy } from '../store/backup.ts'
import { backupFailures, backupOf, backupPath, keepBackupFailure, listBackups, newBackupPath, removeBackups, sweepParts } from '../store/backupFiles.ts'
import { asPultError } from '../store/fileProblems.ts'
import { appendAuditTx } from '../store/writes/appendAudit.ts'
import { requireMay } from './access.ts'
import { restoreWorkspace } from './backupWorkspace.ts'
import type { Desk, Session } from './desk.ts'

export interface BackupList { folder: string, isDemo: boolean, rows: Backup[], failures: BackupFailure[] }

/** Copies one after the other: two at once would read the same pages twice for one state. */
const last = new WeakMap<Desk, Promise<unknown>>()

/** Copies the open workspace, verified, and lets expired copies go. A failure is kept in the list of attempts. */
export const backUp = (desk: Desk, kind: BackupKind): Promise<Backup> => {
  const work = (last.get(desk) ?? Promise.resolve()).then(() => backUpNow(desk, kind))
  last.set(desk, work.catch(() => {}))
  return work
}

const backUpNow = async (desk: Desk, kind: BackupKind): Promise<Backup> => {
  const { path } = desk
  const at = desk.clock()
  try {
    sweepParts(path)
    const target = newBackupPath(path, at, kind)
    await copyOnline(desk.db.sqlite, target, desk.checkCopy)
    removeBackups(path, expiredBackups(listBackups(path), at, desk.settings().zone.dayOf))
    return backupOf(path, basename(target))!
  } catch (error) {
    if (!desk.db.sqlite.open) throw new PultError('CANCELLED', 'The workspace was closed while it was copied.')
    const said = asPultError(error, path)
    keepBackupFailure(path, { at, kind, code: said?.code ?? 'INTERNAL' })
    throw said ?? error
  } finally {
    desk.announce(['backups'], null)
  }
}

/** Before what changes much at once; a demo team is made anew instead. */
export const backUpBefore = async (desk: Desk, kind: 'before_import'): Promise<void> => {
  if (!desk.workspace.isDemo) await backUp(desk, kind)
}

export const backupList = (session: Session, folder: (path: string) => string): BackupList => {
  requireMay(session, 'manage_backups')
  const { path, workspace } = session.desk
  return { folder: folder(path), isDemo: workspace.isDemo, rows: listBackups(path), failures: backupFailures(path) }
}

export const makeBackup = (session: Session): Promise<Backup> => {
  requireMay(session, 'manage_backups')
  return backUp(session.desk, 'manual')
}

/** What restoring needs of the process that has the file open. */
export interface FileOwner { readonly open: (path: string) => unknown, readonly close: () => void, readonly desk: () => Desk | null, readonly clock: () => number }

/** Puts a copy in the place of the open workspace, which becomes a copy itself; opens it and says in its audit who did that. */
export const restoreBackup = (owner: FileOwner, session: Session, name: string): { kept: Backup | null } => {
  requireMay(session, 'manage_backups')
  const { path } = session.desk
  const from = soundBackup(path, name)
  owner.close()
  try {
    return { kept: putBack(owner, path, from, session.actor.id) }
  } catch (error) {
    owner.open(path)
    throw error
  }
}

const putBack = (owner: FileOwner, path: string, from: Backup, actorId: number | null): Backup | null => {
  const { kept } = restoreWorkspace(backupPath(path, from.name), path, owner.clock)
  owner.open(path)
  const keptAs = kept === null ? null : backupOf(path, basename(kept))
  const desk = owner.desk()!
  desk.db.sqlite.transaction(() => appendAuditTx(desk.db, [{
    at: owner.clock(), actorId, action: 'restoreBackup', payload: { before: keptAs && { kept: keptAs.name }, after: { backup: from.name, of: new Date(from.at).toISOString() } },
  }])).immediate()
  return keptAs
}

/** The newest copy that SQLite finds nothing wrong with. */
export const lastSoundBackup = (path: string): Backup | null => listBackups(path).find(({ name, kind }) => kind !== 'damaged' && isSound(backupPath(path, name))) ?? null

/** For a file that can't be opened, so that nobody can be asked who they are: the owner of the machine decides. */
export const rescueWorkspace = (owner: FileOwner, path: string, name: string): void => { putBack(owner, path, soundBackup(path, name), null) }

const soundBackup = (path: string, name: string): Backup => {
  const backup = backupOf(path, name)
  if (!backup || backup.kind === 'damaged') throw new PultError('NOT_FOUND', 'There is no such backup.', { name })
  try {
    verifyCopy(backupPath(path, name))
  } catch (error) {
    throw asPultError(error, backupPath(path, name)) ?? error
  }
  return backup
}

const isSound = (path: string): boolean => {
  try {
    verifyCopy(path)
    return true
  } catch (error) {
    if (isPultError(error) || asPultError(error)) return false
    throw error
  }
}
