import type { Desk } from '../usecases/desk.ts'
import { deleteOldRecordings } from '../usecases/recordings/deleteOldRecordings.ts'
import { linkRecordings } from '../usecases/recordings/linkRecordings.ts'
import { readRecordingSettings } from '../usecases/recordings/recordingSettings.ts'
import { one } from '../store/queries/rows.ts'
import { fetchRecordings, type Fetched, type FetchOptions } from '../usecases/recordings/fetchRecordings.ts'

export interface RecordingsJob {
  /** Once a local day, and after an opening: recordings whose time is over go. Returns how many calls lost theirs. */
  deleteOld: (now?: number) => number
  /** Every time it is called, unless the last one still runs: addresses of an import are asked for before they expire. */
  fetchNew: (options?: FetchOptions) => Promise<Fetched | null>
  /** After an import, another folder, and every hour, since files may come later than the log: calls without a recording whose file lies there. */
  link: () => Promise<number>
}

const againMs = 3_600_000
const stateOf = ({ db }: Desk): string => `${one<{ id: number | null }>(db, 'SELECT max(id) AS id FROM import_batch')?.id ?? 0} ${readRecordingSettings(db).folder ?? ''}`

export const makeRecordingsJob = (desk: Desk): RecordingsJob => {
  let last: number | null = null
  let fetching = false
  let linked: { state: string, at: number } | null = null
  return {
    deleteOld: (now = desk.clock()) => {
      const day = desk.settings().zone.dayOf(now)
      if (day === last) return 0
      const deleted = deleteOldRecordings(desk, now)
      last = day
      return deleted
    },
    link: async () => {
      const [state, now] = [stateOf(desk), desk.clock()]
      if (linked?.state === state && now - linked.at < againMs) return 0
      linked = { state, at: now }
      return linkRecordings(desk)
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
