import { accessSync, constants, existsSync, linkSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { PultError } from '../../../src/shared/errors.ts'
import { foldText } from '../domain/text.ts'
import { applyMigrations, pendingMigrations } from './applyMigrations.ts'
import { quickCheck, syncFolder } from './backup.ts'
import { makeReadDb, makeWriteDb, type ReadDb, type WriteDb } from './db.ts'
import { damaged, notFound, readOnly, withFileProblems } from './fileProblems.ts'
import { takeLock } from './lock.ts'
import { migrations as shippedMigrations, type Migration } from './migrations.ts'
import { refuseNetworkShare, type Statfs } from './networkShare.ts'

/** «PULT»: marks a workspace's file in SQLite's application_id. */
export const applicationId = 0x50554c54

export interface OpenOptions {
  /** Present moment in ms: the lock's and the migrations' date. */
  now?: number
  statfs?: Statfs
  /** Other migrations than the shipped ones; for tests. */
  migrations?: readonly Migration[]
}

export interface OpenDatabase<Db extends ReadDb> {
  readonly db: Db
  readonly path: string
  /** Copy made before migrating, if that was needed. */
  readonly backup: string | null
  /** Writes everything back into the one file and lets go of it. */
  readonly close: () => void
}

const busyTimeoutMs = 5000
// Structure is checked at every opening of a file up to this size; above it by `pult check` and the backups.
const quickCheckUpTo = 512 * 1024 * 1024

export function openDatabase(path: string, options: OpenOptions & { mode: 'write' }): OpenDatabase<WriteDb>
export function openDatabase(path: string, options: OpenOptions & { mode: 'read' }): OpenDatabase<ReadDb>
/**
 * Opens a workspace's file. `write` makes this process its owner and brings the schema up to date; `read` needs no lock
 * and works beside an owner. Throws a PultError for whatever may be wrong with the file, and then has changed nothing.
 */
export function openDatabase(path: string, options: OpenOptions & { mode: 'read' | 'write' }): OpenDatabase<ReadDb> | OpenDatabase<WriteDb> {
  const file = findFile(path, options)
  return withFileProblems(file, () => options.mode === 'write' ? openForWriting(file, options) : openForReading(file, options))
}

const openForWriting = (file: string, options: OpenOptions): OpenDatabase<WriteDb> => {
  refuseReadOnly(file)
  const sqlite = new Database(file, { fileMustExist: true, timeout: busyTimeoutMs })
  const closing: (() => void)[] = [() => sqlite.close()]
  const close = () => closing.splice(0).forEach(step => step())
  try {
    refuseForeign(sqlite, file)
    const now = options.now ?? Date.now()
    const lock = takeLock(file, now)
    // The connection goes first: while it is open, this process owns the file.
    closing.push(lock.release)
    refuseDamaged(sqlite, file)
    prepareConnection(sqlite)
    sqlite.pragma('journal_mode = WAL')
    // A decision that was acknowledged is on the disk, also when the power fails.
    sqlite.pragma('synchronous = FULL')
    const backup = applyMigrations(sqlite, file, options.migrations ?? shippedMigrations, now)
    return { db: makeWriteDb(sqlite), path: file, backup, close }
  } catch (error) {
    close()
    throw error
  }
}

/** A second connection of the process that owns the file already, for work beside its calls. */
export const openBesideOwner = (file: string): { readonly db: WriteDb, readonly close: () => void } => withFileProblems(file, () => {
  const sqlite = new Database(file, { fileMustExist: true, timeout: busyTimeoutMs })
  prepareConnection(sqlite)
  sqlite.pragma('synchronous = FULL')
  return { db: makeWriteDb(sqlite), close: () => sqlite.close() }
})

const openForReading = (file: string, options: OpenOptions): OpenDatabase<ReadDb> => {
  const sqlite = connectForReading(file)
  try {
    refuseForeign(sqlite, file)
    refuseDamaged(sqlite, file)
    prepareConnection(sqlite)
    if (pendingMigrations(sqlite, file, options.migrations ?? shippedMigrations).length === 0) {
      return { db: makeReadDb(sqlite), path: file, backup: null, close: () => sqlite.close() }
    }
  } catch (error) {
    sqlite.close()
    throw error
  }
  // An older schema can't be read: bring it up to date as its owner, then read.
  sqlite.close()
  const { backup, close } = openForWriting(file, options)
  close()
  return { ...openForReading(file, options), backup }
}

const connectForReading = (file: string): Database.Database => {
  const isOpenSomewhere = existsSync(`${file}-wal`)
  if (!isOpenSomewhere && canWrite(dirname(file)) && canWrite(file)) {
    // A connection that could write takes its index away again when it closes; a read-only one leaves it lying there.
    const sqlite = new Database(file, { fileMustExist: true, timeout: busyTimeoutMs })
    sqlite.pragma('query_only = ON')
    return sqlite
  }
  if (isOpenSomewhere || canWrite(dirname(file))) return new Database(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs })
  // SQLite can't read a WAL file where it can make no index beside it. Without a log nobody has it open, so its bytes
  // are the whole of it: read them into memory, marked (bytes 18 and 19) as a file without a log.
  const bytes = readFileSync(file)
  if (bytes.length >= 100 && bytes[18] === 2) bytes.fill(1, 18, 20)
  return new Database(bytes, { readonly: true })
}

/**
 * Makes a new file at `path`, filled by `fill`; refuses an existing one (PULT_EXISTS). It is built beside under another
 * name and appears complete or not at all. Returns its absolute path.
 */
export const createDatabase = (path: string, options: OpenOptions, fill: (db: WriteDb) => void): string => {
  const folder = realFolder(path)
  const file = join(folder, basename(resolve(path)))
  refuseNetworkShare(folder, options.statfs)
  if (existsSync(file)) throw exists(file)
  const temporary = `${file}-new-${process.pid}`
  return withFileProblems(file, () => {
    try {
      removeDatabase(temporary)
      const sqlite = new Database(temporary, { timeout: busyTimeoutMs })
      try {
        sqlite.pragma(`application_id = ${applicationId}`)
        prepareConnection(sqlite)
        sqlite.pragma('journal_mode = WAL')
        sqlite.pragma('synchronous = FULL')
        applyMigrations(sqlite, temporary, options.migrations ?? shippedMigrations, options.now ?? Date.now())
        fill(makeWriteDb(sqlite))
      } finally {
        sqlite.close()
      }
      publishDatabase(temporary, file)
    } finally {
      removeDatabase(temporary)
    }
    return file
  })
}

/** Removes a database with what SQLite and the lock keep beside it. */
export const removeDatabase = (path: string): void => {
  for (const ending of ['', '-wal', '-shm', '-journal', '-lock']) rmSync(path + ending, { force: true })
}

const prepareConnection = (sqlite: Database.Database): void => {
  // For sorting: SQLite's own order knows no case outside ASCII.
  sqlite.function('fold', { deterministic: true }, text => typeof text === 'string' ? foldText(text) : null)
  sqlite.pragma('foreign_keys = ON')
  // A file from somebody else may carry views and triggers: they may call nothing but harmless functions.
  sqlite.pragma('trusted_schema = OFF')
  sqlite.pragma('cell_size_check = ON')
  sqlite.pragma('temp_store = MEMORY')
  sqlite.pragma('cache_size = -32768')
}

const findFile = (path: string, options: OpenOptions): string => {
  const folder = realFolder(path)
  refuseNetworkShare(folder, options.statfs)
  const named = join(folder, basename(resolve(path)))
  if (!existsSync(named)) throw notFound(named)
  const file = realpathSync(named)
  if (file !== named) refuseNetworkShare(dirname(file), options.statfs)
  if (!statSync(file).isFile()) throw new PultError('PULT_NOT_A_DATABASE', `This is not a file: ${file}.`, { path: file })
  return file
}

const realFolder = (path: string): string => {
  const folder = dirname(resolve(path))
  return withFileProblems(folder, () => realpathSync(folder))
}

const refuseReadOnly = (file: string): void => {
  if (!canWrite(file) || !canWrite(dirname(file))) throw readOnly(file)
}

const canWrite = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const refuseForeign = (sqlite: Database.Database, file: string): void => {
  if (sqlite.pragma('application_id', { simple: true }) === applicationId) return
  throw new PultError('PULT_NOT_A_WORKSPACE', `This database was not made by Pult: ${file}.`, { path: file })
}

const refuseDamaged = (sqlite: Database.Database, file: string): void => {
  if (statSync(file).size > quickCheckUpTo) return
  const finding = quickCheck(sqlite)
  if (finding) throw damaged(file, finding)
}

/** Gives a finished, closed database its name; refuses when there is a file already (PULT_EXISTS). */
export const publishDatabase = (temporary: string, file: string): void => {
  try {
    // Unlike a rename, a link never replaces a file that somebody made meanwhile.
    linkSync(temporary, file)
    rmSync(temporary)
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST' || existsSync(file)) throw exists(file)
    renameSync(temporary, file)
  }
  syncFolder(dirname(file))
}

const exists = (file: string): PultError => new PultError('PULT_EXISTS', `There is already a file: ${file}.`, { path: file })
