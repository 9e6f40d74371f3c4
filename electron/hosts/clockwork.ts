import type { Backend } from '../backend/api/backend.ts'
import { makeBackupJob, type BackupJob } from '../backend/jobs/backUpHourly.ts'
import { makeRecordingsJob, type RecordingsJob } from '../backend/jobs/recordings.ts'
import { makeJobs, type Jobs } from '../backend/jobs/runJobs.ts'
import { makeWarmUp, type WarmUp } from '../backend/jobs/warmUp.ts'
import type { Desk } from '../backend/usecases/desk.ts'

/** The next minute tries again; a person's calls say their own errors. */
const say = (error: unknown): void => console.error(error instanceof Error ? error.stack : error)

/** Runs what is due by the clock for whichever workspace is open; call it every minute and after another one was opened. */
export const makeClockwork = (backend: Backend): () => void => {
  let running: { desk: Desk, jobs: Jobs, backups: BackupJob, recordings: RecordingsJob, warmUp: WarmUp } | null = null
  return () => {
    const desk = backend.desk()
    if (running?.desk !== desk) running = desk && { desk, jobs: makeJobs(desk), backups: makeBackupJob(desk), recordings: makeRecordingsJob(desk), warmUp: makeWarmUp(desk) }
    try {
      running?.jobs.run()
      running?.recordings.deleteOld()
    } catch (error) {
      say(error)
    }
    running?.warmUp.run(() => backend.desk() === desk).catch(say)
    running?.backups.run().catch(say)
    running?.recordings.fetchNew().catch(say)
    running?.recordings.link().catch(say)
  }
}
