import type { MessagePort } from 'node:worker_threads'
import type { Progress } from '../../../../src/shared/contract/common.ts'
import type { FactKind } from '../../../../src/shared/vocabulary.ts'
import type { Rejection } from '../native/cells.ts'
import type { NamedFile } from '../native/files.ts'
import type { Staged } from '../native/staged.ts'
import type { PackedRows } from './packRows.ts'

/** What the reading thread is started with. `turns` counts the slices that were said and taken: places `said` and `taken`. */
export interface ReadingJob {
  path: string
  files: readonly NamedFile[]
  turns: SharedArrayBuffer
  port: MessagePort
}

export const said = 0
export const taken = 1
/** Slices that may lie ready: enough for the reading to go on while the other side makes a table's indexes, few enough to take little room. */
export const mostReady = 60
/** With so many slices ready the reading thread has time to read phones too. */
export const idleFrom = 3

export interface ReadError { name: string, code: string | null, message: string, details: unknown }

/** The first word, by which the reading thread shows that it is there. `knownAt` marks the state of the workspace whose records the rows may refer to: the audit's last entry. */
export type Opened = { kind: 'opened', knownAt: number, files: Staged['files'], parts: { of: FactKind, expected: number, columns: string[] }[] } | { kind: 'failed', error: ReadError }

export type FromReader =
  /** `phonesRead`: clients' phones are read already; else that is left to the other side. */
  | { kind: 'rows', of: FactKind, rows: PackedRows, phonesRead: boolean, rejected: Rejection[], rejectedCount: number, fileRows: number, progress: Progress | null }
  | { kind: 'end', of: FactKind }
  | { kind: 'failed', error: ReadError }
