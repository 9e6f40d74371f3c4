import { isBackupDue } from '../domain/backups.ts'
import type { Backup } from '../../../src/shared/contract/backups.ts'
import { listBackups } from '../store/backupFiles.ts'
import { backUp } from '../usecases/backups.ts'
import type { Desk } from '../usecases/desk.ts'

export interface BackupJob {
  /** Called by a timer (a minute is enough). Null while nothing is due. */
  run: (now?: number) => Promise<Backup | null>
}

const minute = 60_000
/** The first minutes belong to whoever opened the file; a disk that refused is asked again after a while. */
const settleMs = minute
const retryMs = 10 * minute

/** A copy every hour in which something was written (domain/backups.ts says how long it stays). */
export const makeBackupJob = (desk: Desk): BackupJob => {
  const openedAt = desk.clock()
  let copied: string | null = null
  let failedAt: number | null = null
  let running = false
  const within = (since: number | null, ms: number, now: number): boolean => since !== null && now >= since && now - since < ms
  return {
    run: async (now = desk.clock()) => {
      if (running || desk.workspace.isDemo || within(openedAt, settleMs, now) || within(failedAt, retryMs, now)) return null
      if (!isBackupDue(listBackups(desk.path), now)) return null
      const state = stateOf(desk)
      if (state === copied) return null
      running = true
      try {
        const backup = await backUp(desk, 'auto')
        copied = state
        failedAt = null
        return backup
      } catch (error) {
        failedAt = now
        throw error
      } finally {
        running = false
      }
    },
  }
}

/** Changes with every write, of this connection and of others. */
const stateOf = ({ db: { sqlite } }: Desk): string => `${String(sqlite.prepare('SELECT total_changes()').pluck().get())} ${String(sqlite.pragma('data_version', { simple: true }))}`
