import type { LiveEvent } from '../../../src/shared/contract/live.ts'
import type { OpenWorkspace } from '../../../src/shared/contract/workspace.ts'
import type { ErrorCode } from '../../../src/shared/errors.ts'
import type { Caller } from '../domain/account.ts'
import type { Desk } from '../usecases/desk.ts'
import type { Importer } from './importer.ts'
import type { PeakMaker } from './peakMaker.ts'
import type { RecentFiles } from './recentFiles.ts'

/** The running backend: at most one open workspace, and the windows that listen. */
export interface Backend {
  readonly desk: () => Desk | null
  readonly clock: () => number
  /** Folder for new workspaces, the list of recent ones, uploads. */
  readonly folder: string
  /** How often the host has started it: 1 = never died. */
  readonly starts: number
  readonly recent: RecentFiles
  readonly importer: Importer
  /** How loud a recording is over its time, computed aside of the calls. */
  readonly makePeaks: PeakMaker['of']
  /** Opens a file (closing the present one only when that succeeded). Throws a PultError with the reason. */
  readonly open: (path: string, caller?: Caller) => OpenWorkspace
  /** The open workspace as this caller may see it; `me` is null for who must sign in first. */
  readonly describe: (caller?: Caller) => OpenWorkspace | null
  /** Path of the open file. */
  readonly describePath: () => string | null
  readonly close: () => void
  /** The file that could not be opened last, until one was; null when none failed or a copy of it would be no help. */
  readonly failedOpening: () => { path: string, code: ErrorCode } | null
  readonly emit: (event: LiveEvent) => void
  /** What changes from now on, after a `hello`; ends with the signal. */
  readonly subscribe: (signal: AbortSignal) => AsyncIterable<LiveEvent>
}
