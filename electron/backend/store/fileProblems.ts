import { isPultError, PultError } from '../../../src/shared/errors.ts'

interface CodedError { code: string, message: string }

/** The error of SQLite or of the file system inside `error`, however deep it was wrapped. */
const codedErrorOf = (error: unknown): CodedError | null => {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    const { code } = current as Error & { code?: unknown }
    if (typeof code === 'string') return { code, message: current.message }
  }
  return null
}

/**
 * What went wrong with the workspace's file, as an error that can be said to a person; null when it isn't about the file.
 * `path` is named in the sentence.
 */
export const asPultError = (error: unknown, path?: string): PultError | null => {
  if (isPultError(error)) return error
  const coded = codedErrorOf(error)
  if (!coded) return null
  const file = path ?? 'the workspace'
  const details = path === undefined ? {} : { path }
  const { code } = coded
  if (code === 'SQLITE_NOTADB') return new PultError('PULT_NOT_A_DATABASE', `This file is not a database: ${file}.`, details)
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_SHORT_READ') return damaged(path, coded.message)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new PultError('PULT_DISK_FULL', `There is no room left on the disk for ${file}; nothing was changed.`, details)
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM' || code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return readOnly(path)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new PultError('PULT_IN_USE', `Another program is writing to ${file} right now.`, details)
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') return notFound(path)
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return new PultError('PULT_READ_ONLY', `The file can't be opened, most likely because its folder can't be written to: ${file}.`, details)
  }
  return null
}

/** Runs `work`; a problem with the file comes out as a PultError, anything else as it was. */
export const withFileProblems = <Result>(path: string, work: () => Result): Result => {
  try {
    return work()
  } catch (error) {
    throw asPultError(error, path) ?? error
  }
}

export const notFound = (path = 'the workspace'): PultError => new PultError('PULT_NOT_FOUND', `There is no such file or folder: ${path}.`, { path })

export const readOnly = (path = 'the workspace'): PultError =>
  new PultError('PULT_READ_ONLY', `The file or its folder can't be written to: ${path}.`, { path })

/** `what` is SQLite's own finding: names of tables and pages, never contents. */
export const damaged = (path = 'the workspace', what: string): PultError =>
  new PultError('PULT_DAMAGED', `The file is damaged: ${path}. Restore a backup of it.`, { path, what })
