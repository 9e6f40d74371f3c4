import { Worker } from 'node:worker_threads'
import { computePeaks, type PeaksResult } from '../audio/computePeaks.ts'

export interface PeakMaker {
  readonly of: (path: string) => Promise<PeaksResult>
  readonly stop: () => void
}

export interface PeaksJob { id: number, path: string }
export type PeaksDone = { id: number, result: PeaksResult } | { id: number, error: string }

/** An idle thread and its decoders are let go after this long, ms. */
const idleMs = 30_000

/**
 * Decodes recordings in a thread of its own, one after another: an hour of audio takes seconds, in which nobody's call may wait. The one
 * asked for last goes first, since somebody has just opened it. Without the thread's file (tests) it is done here.
 */
export const makePeakMaker = (threadFile: URL | null): PeakMaker => {
  interface Waiting { readonly path: string, readonly promise: Promise<PeaksResult>, readonly resolve: (result: PeaksResult) => void, readonly reject: (error: Error) => void }
  const waiting: Waiting[] = []
  let running: Waiting | null = null
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | null = null
  let last = 0

  const finish = (settle: (job: Waiting) => void): void => {
    const job = running
    running = null
    if (job) settle(job)
    next()
  }
  const letGo = (): void => {
    const gone = worker
    worker = null
    void gone?.terminate()
  }
  const start = (file: URL): Worker => {
    const made = new Worker(file)
    made.unref()
    made.on('message', (done: PeaksDone) => { if (done.id === last) finish(job => 'error' in done ? job.reject(new Error(done.error)) : job.resolve(done.result)) })
    // A file that breaks the decoder breaks its thread alone.
    const broken = (): void => {
      if (worker !== made) return
      worker = null
      finish(job => job.resolve({ kind: 'damaged' }))
    }
    made.on('error', broken)
    made.on('exit', broken)
    return made
  }
  const next = (): void => {
    if (idle) clearTimeout(idle)
    idle = null
    if (running) return
    const job = waiting.pop()
    if (!job) {
      if (worker) idle = setTimeout(letGo, idleMs).unref()
      return
    }
    running = job
    if (threadFile) (worker ??= start(threadFile)).postMessage({ id: ++last, path: job.path } satisfies PeaksJob)
    else computePeaks(job.path).then(result => finish(() => job.resolve(result)), (error: Error) => finish(() => job.reject(error)))
  }

  return {
    of: path => {
      const known = running?.path === path ? running : waiting.find(job => job.path === path)
      if (known) return known.promise
      const { promise, resolve, reject } = Promise.withResolvers<PeaksResult>()
      waiting.push({ path, promise, resolve, reject })
      next()
      return promise
    },
    stop: () => {
      for (const job of [...waiting.splice(0), ...running ? [running] : []]) job.resolve({ kind: 'unknown' })
      running = null
      if (idle) clearTimeout(idle)
      letGo()
    },
  }
}
