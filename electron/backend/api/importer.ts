import { Worker } from 'node:worker_threads'
import { PultError, errorCodes } from '../../../src/shared/errors.ts'
import type { Session } from '../usecases/desk.ts'
import { importJobs, type ImportJob, type JobOptions, type JobResult } from '../usecases/importJobs.ts'
import type { FromThread, ThreadJob } from './importThread.ts'

export interface Importer {
  run: <Job extends ImportJob>(job: Job, session: Session, options: JobOptions<Job>) => Promise<JobResult<Job>>
  /** Ends with the job that holds the file at this moment; null when none does. */
  busy: () => Promise<void> | null
  /** The workspace is being closed: what is not written yet never will be. */
  stop: () => void
}

const waitForLockMs = 5000

/**
 * Does the long work on files in a thread with a connection of its own, one job after another: half a million rows must not keep
 * anybody's call waiting. While it writes, nobody else can; the calls that want to wait for it (errors.ts). Without the
 * thread's file (tests) or where no thread can be had, the work is done here.
 */
export const makeImporter = (threadFile: URL | null): Importer => {
  let last: Promise<unknown> = Promise.resolve()
  let holding: Promise<void> | null = null
  let running: Worker | null = null

  const here = <Job extends ImportJob>(job: Job, session: Session, options: JobOptions<Job>): Promise<JobResult<Job>> =>
    (importJobs[job] as unknown as (session: Session, options: JobOptions<Job>) => Promise<JobResult<Job>>)(session, options)

  const inThread = async <Job extends ImportJob>(file: URL, job: Job, session: Session, options: JobOptions<Job>): Promise<JobResult<Job> | null> => {
    const { sqlite } = session.desk.db
    // Who wants to write is told at once that somebody does, instead of standing still for it.
    sqlite.pragma('busy_timeout = 0')
    try {
      return await startThread(file, job, session, options)
    } finally {
      running = null
      if (sqlite.open) {
        sqlite.pragma(`busy_timeout = ${waitForLockMs}`)
        session.desk.reloadSettings()
      }
    }
  }

  /** null = no thread could be had. */
  const startThread = <Job extends ImportJob>(file: URL, job: Job, { desk, actor }: Session, options: JobOptions<Job>): Promise<JobResult<Job> | null> => new Promise((resolve, reject) => {
    const { signal, onProgress, ...plain } = options
    const data: ThreadJob = { job, path: desk.path, actor, now: desk.clock(), options: plain }
    let begun = false
    let worker: Worker
    try {
      worker = new Worker(file, { workerData: data })
    } catch {
      return resolve(null)
    }
    running = worker
    const giveUp = (): void => worker.postMessage('stop')
    signal?.addEventListener('abort', giveUp, { once: true })
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'started') {
        begun = true
        if (signal?.aborted) giveUp()
      } else if (message.kind === 'progress') {
        onProgress?.(message.progress)
      } else if (message.kind === 'announce') {
        desk.announce(message.topics, message.commandId)
      } else if (message.kind === 'done') {
        resolve(message.result as JobResult<Job>)
      } else {
        reject(errorOf(message.error))
      }
    })
    worker.on('error', error => begun ? reject(error) : resolve(null))
    worker.on('exit', () => {
      signal?.removeEventListener('abort', giveUp)
      // Ended from outside, without a word: by the closing of the workspace.
      reject(new PultError('CANCELLED', 'The import was cancelled. Nothing was changed.'))
    })
  })

  return {
    run: <Job extends ImportJob>(job: Job, session: Session, options: JobOptions<Job>): Promise<JobResult<Job>> => {
      if (!threadFile) return here(job, session, options)
      const work = last.then(async (): Promise<JobResult<Job>> => {
        const result: JobResult<Job> | null = await inThread(threadFile, job, session, options)
        return result ?? here(job, session, options)
      })
      const over = work.then(() => {}, () => {})
      last = over
      holding = over
      void over.then(() => { if (holding === over) holding = null })
      return work
    },
    busy: () => holding,
    stop: () => { void running?.terminate() },
  }
}

const errorOf = ({ code, name, message, stack, details }: Extract<FromThread, { kind: 'failed' }>['error']): Error => {
  if (name === 'PultError' || (code !== null && code in errorCodes)) return new PultError(code as keyof typeof errorCodes, message, (details ?? undefined) as Record<string, unknown> | undefined)
  return Object.assign(new Error(message), { name, stack, ...code === null ? {} : { code } })
}
