import { parentPort, Worker, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { checkWhole, type CheckCopy } from '../store/backup.ts'

type Checked = { finding: string | null } | { message: string, code: string | null }

/** Checks a finished copy in a thread of its own: nobody's call waits for it. Without the thread's file (tests) it is done here, in parts. */
export const makeCopyCheck = (threadFile: URL | null): CheckCopy | undefined => threadFile === null ? undefined : path => new Promise((resolve, reject) => {
  const worker = new Worker(threadFile, { workerData: path })
  worker.once('message', (checked: Checked) => {
    if ('finding' in checked) resolve(checked.finding)
    // A full disk and the like keep their code, by which they are said.
    else reject(checked.code === null ? new Error(checked.message) : new Database.SqliteError(checked.message, checked.code))
  })
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error(`The check of ${path} ended without an answer.`)))
})

/** The thread's side. */
export const serveCopyCheck = (): void => {
  const said = (): Checked => {
    try {
      return { finding: checkWhole(workerData as string) }
    } catch (error) {
      return { message: error instanceof Error ? error.message : String(error), code: error instanceof Database.SqliteError ? error.code : null }
    }
  }
  parentPort!.postMessage(said())
}
