import type { LiveEvent } from '../../../src/shared/contract/live.ts'
import type { OpenWorkspace } from '../../../src/shared/contract/workspace.ts'
import type { Session } from '../usecases/desk.ts'
import type { RecentFiles } from './recentFiles.ts'

/** The running backend: at most one open workspace, and the windows that listen. */
export interface Backend {
  readonly session: () => Session | null
  readonly clock: () => number
  /** Folder for new workspaces, the list of recent ones, uploads. */
  readonly folder: string
  /** How often the host has started it: 1 = never died. */
  readonly starts: number
  readonly recent: RecentFiles
  /** Opens a file (closing the present one only when that succeeded). Throws a PultError with the reason. */
  readonly open: (path: string) => OpenWorkspace
  readonly describe: () => OpenWorkspace | null
  /** Path of the open file. */
  readonly describePath: () => string | null
  readonly close: () => void
  readonly emit: (event: LiveEvent) => void
  /** What changes from now on, after a `hello`; ends with the signal. */
  readonly subscribe: (signal: AbortSignal) => AsyncIterable<LiveEvent>
}
