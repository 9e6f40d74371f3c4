import { setImmediate } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { Progress } from '../../../src/shared/contract/common.ts'
import type { Topic } from '../../../src/shared/contract/live.ts'
import { isPultError } from '../../../src/shared/errors.ts'
import { openBesideOwner } from '../store/openDatabase.ts'
import type { Actor } from '../usecases/desk.ts'
import { startReading } from '../import/beside/stageBeside.ts'
import { importJobs, type ImportJob } from '../usecases/importJobs.ts'
import { makeDesk } from '../usecases/makeDesk.ts'
import type { ImportOptions } from '../usecases/runImport.ts'

/** One job for a thread: which, on whose workspace, and what can be copied of its options. */
export interface ThreadJob { job: ImportJob, path: string, actor: Actor, now: number, options: Record<string, unknown> }

export type FromThread =
  | { kind: 'started' }
  | { kind: 'progress', progress: Progress }
  | { kind: 'announce', topics: readonly Topic[], commandId: string | null }
  | { kind: 'done', result: unknown }
  | { kind: 'failed', error: { code: string | null, name: string, message: string, stack: string, details: unknown } }

/** The thread's side: does its one job on a connection of its own and ends. Any message means that the caller has given up. `readingThread`: the file of the thread that reads for it. */
export const serveImportThread = async (readingThread?: URL): Promise<void> => {
  const port = parentPort!
  const { job, path, actor, now, options } = workerData as ThreadJob
  const say = (message: FromThread): void => port.postMessage(message)
  const controller = new AbortController()
  port.on('message', () => controller.abort())
  say({ kind: 'started' })
  const reader = job === 'runImport' && readingThread ? startReading(readingThread, { path, files: (options as unknown as ImportOptions).files }) : null
  const { db, close } = openBesideOwner(path)
  try {
    const desk = makeDesk({ path, db, clock: () => now, announce: (topics, commandId) => say({ kind: 'announce', topics, commandId }) })
    const work = importJobs[job] as (session: object, options: object) => Promise<unknown>
    const result = await work({ desk, actor }, { ...options, signal: controller.signal, onProgress: (progress: Progress) => say({ kind: 'progress', progress }), pause: () => setImmediate(), reader })
    say({ kind: 'done', result })
  } catch (error) {
    const { name = 'Error', message = String(error), stack = '', code = null } = error instanceof Error ? error as Error & { code?: string } : {}
    say({ kind: 'failed', error: { code, name, message, stack, details: isPultError(error) ? error.details : null } })
  } finally {
    reader?.close()
    close()
    port.close()
  }
}
