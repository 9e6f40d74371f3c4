import type { Desk } from '../usecases/desk.ts'
import { deleteOldRecordings } from '../usecases/recordings/deleteOldRecordings.ts'
import { fetchRecordings, type Fetched, type FetchOptions } from '../usecases/recordings/fetchRecordings.ts'

export interface RecordingsJob {
  /** Once a local day, and after an opening: recordings whose time is over go. Returns how many calls lost theirs. */
  deleteOld: (now?: number) => number
  /** Every time it is called, unless the last one still runs: addresses of an import are asked for before they expire. */
  fetchNew: (options?: FetchOptions) => Promise<Fetched | null>
}

export const makeRecordingsJob = (desk: Desk): RecordingsJob => {
  let last: number | null = null
  let fetching = false
  return {
    deleteOld: (now = desk.clock()) => {
      const day = desk.settings().zone.dayOf(now)
      if (day === last) return 0
      const deleted = deleteOldRecordings(desk, now)
      last = day
      return deleted
    },
    fetchNew: async options => {
      if (fetching) return null
      fetching = true
      try {
        return await fetchRecordings(desk, options)
      } finally {
        fetching = false
      }
    },
  }
}
