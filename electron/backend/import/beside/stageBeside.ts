import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import type { Progress } from '../../../../src/shared/contract/common.ts'
import { PultError, type ErrorCode } from '../../../../src/shared/errors.ts'
import type { FactKind } from '../../../../src/shared/vocabulary.ts'
import { checkCancelled } from '../cancel.ts'
import type { PhoneReader } from '../normalise.ts'
import type { Rejection } from '../native/cells.ts'
import { beginsNative, nativeKindOf, statOf, type NamedFile } from '../native/files.ts'
import { rejectedShown, type Staged } from '../native/staged.ts'
import type { NativeRows } from '../native/rows.ts'
import { said, taken, type FromReader, type Opened, type ReadError, type ReadingJob } from './messages.ts'
import { unpackRows } from './packRows.ts'

/** Below so many bytes a thread costs more than it saves. */
const fewestBytes = 4_000_000
/** Nearly everything that it makes is let go of with its slice: room enough for that to happen cheaply. */
const maxYoungGenerationSizeMb = 32
/** How long a slice is waited for before other work is let through. */
const waitMs = 20

export interface BesideOptions {
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
  onRejected?: (rejection: Rejection) => void
  /** For phones that the thread had no time for: they are a third of what clients cost, and this side waits for clients first. */
  readPhone: PhoneReader
}

/** A thread that has begun to read; `close` ends it, whatever became of it. */
export interface Reader {
  readonly files: readonly NamedFile[]
  /** Its first word; null when no thread could be had. */
  readonly opened: Promise<Opened | null>
  readonly isOver: () => boolean
  readonly port: MessagePort
  readonly counts: Int32Array
  readonly close: () => void
}

/** Native files big enough for a thread to save more than it costs. */
const isWorthAThread = (files: readonly NamedFile[]): boolean =>
  files.every(beginsNative) && files.reduce((sum, file) => sum + (statOf(file.path)?.size ?? 0), 0) >= fewestBytes

/** Begins to read native files in a thread of their own, before anything else is known of them; null for files that are not worth it. */
export const startReading = (thread: URL, { path, files }: Pick<ReadingJob, 'path' | 'files'>): Reader | null => {
  if (!isWorthAThread(files)) return null
  const turns = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)
  const { port1: port, port2 } = new MessageChannel()
  const workerData: ReadingJob = { path, files, turns, port: port2 }
  let worker: Worker
  try {
    worker = new Worker(thread, { workerData, transferList: [port2], resourceLimits: { maxYoungGenerationSizeMb } })
  } catch {
    return null
  }
  let isOver = false
  const opened = new Promise<Opened | null>(resolve => {
    worker.once('message', resolve)
    worker.on('error', () => resolve(null))
    worker.once('exit', () => {
      isOver = true
      resolve(null)
    })
  })
  return { files, opened, isOver: () => isOver, port, counts: new Int32Array(turns), close: () => { void worker.terminate() } }
}

/**
 * As `stageFolder`, but the rows come from a thread that reads some slices ahead of the comparison: only for work that pauses between
 * its steps. A slice without rows means that none is ready yet. null when the thread isn't there, or says that the files can't be read:
 * then they are read here, which finds the words for it.
 */
export const stageBeside = async ({ opened: opening, isOver, port, counts, close }: Reader, { signal, onProgress, onRejected, readPhone }: BesideOptions): Promise<{ knownAt: number, staged: Staged } | null> => {
  const opened = await opening
  if (opened === null || opened.kind === 'failed') return null
  const staged: Staged = { folder: {}, files: opened.files, rejected: [], rejectedCount: 0, close }
  const receive = (): FromReader | null => {
    const received = receiveMessageOnPort(port) as { message: FromReader } | undefined
    if (!received) return null
    Atomics.add(counts, taken, 1)
    Atomics.notify(counts, taken)
    return received.message
  }
  const next = (): FromReader | null => {
    const before = Atomics.load(counts, said)
    const ready = receive()
    if (ready || isOver()) return ready
    Atomics.wait(counts, said, before, waitMs)
    return receive()
  }
  function* slicesOf<Kind extends FactKind>(of: Kind): Generator<NativeRows[Kind][], void, void> {
    for (;;) {
      checkCancelled(signal)
      const message = next()
      if (message === null) {
        if (isOver()) throw new Error('The thread that reads the files ended in the middle of them.')
        yield []
      } else if (message.kind === 'failed') {
        throw errorOf(message.error)
      } else if (message.kind === 'end') {
        return
      } else {
        for (const rejection of message.rejected) onRejected?.(rejection)
        staged.rejected.push(...message.rejected.slice(0, rejectedShown - staged.rejected.length))
        staged.rejectedCount = message.rejectedCount
        staged.files.find(file => nativeKindOf(file.name) === of)!.rows = message.fileRows
        if (message.progress) onProgress?.(message.progress)
        const rows = unpackRows<NativeRows[Kind]>(message.rows)
        if (of === 'clients' && !message.phonesRead) for (const row of rows as NativeRows['clients'][]) row.phoneE164 = readPhone(row.phone)
        yield rows
      }
    }
  }
  for (const { of, expected, columns } of opened.parts) Object.assign(staged.folder, { [of]: { slices: slicesOf(of), expected, columns: new Set(columns) } })
  return { knownAt: opened.knownAt, staged }
}

const errorOf = ({ name, code, message, details }: ReadError): Error =>
  name === 'PultError' ? new PultError(code as ErrorCode, message, (details ?? undefined) as Record<string, unknown> | undefined) : Object.assign(new Error(message), { name })
