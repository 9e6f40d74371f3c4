import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { backupKinds, type Backup, type BackupFailure, type BackupKind } from '../../../src/shared/contract/backups.ts'

/** Copies of a workspace lie in one folder beside it: they go along when the folder above is moved or copied elsewhere. */
export const backupFolder = (path: string): string => `${path}-backups`

const pattern = new RegExp(`^(\\d{4}-\\d\\d-\\d\\dT\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d{3}Z)-(${backupKinds.join('|')})(?:-\\d+)?\\.backup$`)

/** Path of a new copy; makes its folder. */
export const newBackupPath = (path: string, at: number, kind: BackupKind): string => {
  const folder = backupFolder(path)
  mkdirSync(folder, { recursive: true })
  const name = `${new Date(at).toISOString().replace(/[:.]/g, '-')}-${kind}`
  for (let number = 1; ; number++) {
    const target = join(folder, `${name}${number === 1 ? '' : `-${number}`}.backup`)
    if (!existsSync(target)) return target
  }
}

/** A file of the folder as a backup; null for anything else that lies there. */
export const backupOf = (path: string, name: string): Backup | null => {
  const [, hour, minute, second, ms, kind] = pattern.exec(name) ?? []
  const size = hour === undefined ? undefined : statSync(join(backupFolder(path), name), { throwIfNoEntry: false })?.size
  return size !== undefined ? { name, at: Date.parse(`${hour}:${minute}:${second}.${ms}`), kind: kind as BackupKind, bytes: size } : null
}

/** Newest first. */
export const listBackups = (path: string): Backup[] => namesIn(backupFolder(path))
  .map(name => backupOf(path, name)).filter(backup => backup !== null)
  .sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1))

export const backupPath = (path: string, name: string): string => join(backupFolder(path), name)

export const removeBackups = (path: string, names: readonly string[]): void => {
  for (const name of names) rmSync(backupPath(path, name), { force: true })
}

/** Removes what a copy that was cut off left behind. One process owns the workspace, and it copies once at a time. */
export const sweepParts = (path: string): void => removeBackups(path, namesIn(backupFolder(path)).filter(name => /\.backup-part(-\w+)?$/.test(name)))

const journal = (path: string): string => backupPath(path, 'failures.json')
const mostFailures = 50

/** Attempts that left no copy, newest first. */
export const backupFailures = (path: string): BackupFailure[] => {
  try {
    return JSON.parse(readFileSync(journal(path), 'utf8')) as BackupFailure[]
  } catch {
    return []
  }
}

export const keepBackupFailure = (path: string, failure: BackupFailure): void => {
  const failures = [failure, ...backupFailures(path)].slice(0, mostFailures)
  try {
    mkdirSync(backupFolder(path), { recursive: true })
    writeFileSync(journal(path), JSON.stringify(failures))
  } catch {
    // The very disk that refused the copy.
  }
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
