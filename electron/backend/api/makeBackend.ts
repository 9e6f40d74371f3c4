import { realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { topics, type LiveEvent, type Topic } from '../../../src/shared/contract/live.ts'
import type { OpenWorkspace } from '../../../src/shared/contract/workspace.ts'
import { isPultError, type ErrorCode } from '../../../src/shared/errors.ts'
import { noteConcerned } from '../store/memory/concerned.ts'
import type { Statfs } from '../store/networkShare.ts'
import { sweepLeftovers } from '../store/sweepLeftovers.ts'
import { atLocalDesk, type Caller } from '../domain/account.ts'
import { describeWorkspace, openWorkspace, type OpenedWorkspace } from '../usecases/openWorkspace.ts'
import type { Backend } from './backend.ts'
import { makeImporter } from './importer.ts'
import { makeCopyCheck } from './copyCheck.ts'
import { makePeakMaker } from './peakMaker.ts'
import { makeRecentFiles } from './recentFiles.ts'
import { makeSubscribers } from './subscribers.ts'

export interface BackendOptions {
  /** Absolute path of the data folder. */
  folder: string
  /** Present moment in ms. */
  clock?: () => number
  /** List of recent files; `recent.json` of the folder unless said. */
  recentFile?: string
  statfs?: Statfs
  starts?: number
  /** The built file of the thread that imports run in (importer.ts); without it they run here. */
  importThread?: URL | null
  /** The same of the thread that decodes recordings (peakMaker.ts). */
  peaksThread?: URL | null
  /** The same of the thread that checks backups (copyCheck.ts). */
  copyCheckThread?: URL | null
}

/** A backend without an open workspace; the doors (desktop, web) put their calls to it. */
export const makeBackend = ({ folder, clock = Date.now, recentFile = join(folder, 'recent.json'), statfs, starts = 1, importThread = null, peaksThread = null, copyCheckThread = null }: BackendOptions): Backend => {
  const subscribers = makeSubscribers()
  sweepLeftovers(folder, clock())
  const recent = makeRecentFiles(recentFile, folder)
  // The start's moment grows with every start, also across processes.
  const generation = Date.now()
  let opened: OpenedWorkspace | null = null
  let failedOpening: { path: string, code: ErrorCode } | null = null
  const importer = makeImporter(importThread)
  const peaks = makePeakMaker(peaksThread)
  const checkCopy = makeCopyCheck(copyCheckThread)

  /** By this process's own monotonic clock: only how long ago is told. */
  let changedAt: number | null = null
  const announce = (changed: readonly Topic[], commandId: string | null, people?: readonly number[]): void => {
    changedAt = performance.now()
    subscribers.emit({ type: 'changed', topics: [...changed], commandId, ...people && { people: [...people] } })
  }
  const describe = (caller: Caller = atLocalDesk): OpenWorkspace | null => opened && describeWorkspace(opened.desk, caller)

  const openOrRemember = (path: string): OpenedWorkspace => {
    try {
      const next = openWorkspace({ path, clock, announce, statfs, checkCopy })
      failedOpening = null
      noteConcerned(next.desk.db)
      return next
    } catch (error) {
      const code = isPultError(error) && helpedByBackup.has(error.code) ? error.code : null
      failedOpening = code && { path: resolve(path), code }
      // A window on Welcome asks what can be done for it.
      if (code) announce(['backups'], null)
      throw error
    }
  }

  const open = (path: string, caller: Caller = atLocalDesk): OpenWorkspace => {
    if (opened && isSameFile(opened.desk.path, path)) return describeWorkspace(opened.desk, caller)
    const next = openOrRemember(path)
    let description: OpenWorkspace
    try {
      description = describeWorkspace(next.desk, caller)
    } catch (error) {
      next.close()
      throw error
    }
    importer.stop()
    peaks.stop()
    opened?.close()
    opened = next
    recent.remember({ path: description.path, name: description.name, openedAt: clock() })
    announce(topics, null)
    return description
  }

  const close = (): void => {
    if (!opened) return
    importer.stop()
    peaks.stop()
    opened.close()
    opened = null
    announce(topics, null)
  }

  const hello = (): LiveEvent => ({ type: 'hello', backend: 'ready', generation, ...changedAt === null ? {} : { quietMs: Math.floor(performance.now() - changedAt) } })
  return {
    clock, folder, starts, recent, importer, makePeaks: peaks.of, open, close, describe,
    desk: () => opened?.desk ?? null,
    failedOpening: () => failedOpening,
    describePath: () => opened?.desk.path ?? null,
    emit: subscribers.emit,
    subscribe: signal => subscribers.subscribe(hello(), signal),
  }
}

/** What is wrong with such a file, an earlier copy of it mends. */
const helpedByBackup: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['PULT_DAMAGED', 'PULT_NOT_FOUND', 'PULT_NOT_A_DATABASE', 'PULT_NOT_A_WORKSPACE', 'PULT_MIGRATION_FAILED'])

const isSameFile = (open: string, path: string): boolean => {
  try {
    return realpathSync(path) === open
  } catch {
    return false
  }
}
