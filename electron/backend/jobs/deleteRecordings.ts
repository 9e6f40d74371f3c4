import type { Desk } from '../usecases/desk.ts'
import { deleteOldRecordings } from '../usecases/recordings/deleteOldRecordings.ts'

/** Once a local day, and after an opening: recordings whose time is over go. */
export const makeRecordingsJob = (desk: Desk): { run: (now?: number) => number } => {
  let last: number | null = null
  return {
    run: (now = desk.clock()) => {
      const day = desk.settings().zone.dayOf(now)
      if (day === last) return 0
      const deleted = deleteOldRecordings(desk, now)
      last = day
      return deleted
    },
  }
}
