import type Database from 'better-sqlite3'
import type { ReadDb } from '../db.ts'
import { onEveryRow } from './rowTriggers.ts'

/** What a change can touch: `contact` is a deal with an activity, `clientContact` a client with one, `past` a deal whose history says more than its row, `controlTask` a deal with one. */
export type Touched = 'task' | 'deal' | 'contact' | 'clientContact' | 'past' | 'controlTask' | 'finding' | 'client'

/** Tables whose rows are followed, and whose ids their rows say. */
const followed: readonly { table: string, says: readonly [Touched, string][] }[] = [
  { table: 'task', says: [['task', 'id'], ['deal', 'deal_id']] },
  { table: 'task_move_request', says: [['task', 'task_id']] },
  { table: 'deal', says: [['deal', 'id']] },
  { table: 'stage_move', says: [['past', 'deal_id']] },
  { table: 'refusal', says: [['past', 'deal_id']] },
  { table: 'parking', says: [['past', 'deal_id']] },
  { table: 'transfer', says: [['past', 'record_id']] },
  { table: 'client', says: [['client', 'id']] },
  { table: 'finding', says: [['finding', 'id']] },
  { table: 'finding_decision', says: [['finding', 'finding_id']] },
  { table: 'control_task', says: [['controlTask', 'deal_id']] },
  { table: 'activity', says: [['contact', 'deal_id'], ['clientContact', 'client_id']] },
]

/** More are read faster as the whole. */
const mostTouched = 5000

export interface Follower {
  /**
   * Brings what is kept up to date: `whole` where nothing was kept, or nobody can say what changed; else the ids that were touched
   * since the last time. Within a transaction they are touched the next time too: it may yet be taken back.
   */
  readonly catchUp: (whole: () => void, some: (ids: (what: Touched) => readonly number[]) => void) => void
  /** The whole would be asked for now. */
  readonly isBehind: () => boolean
  /** The whole is asked for the next time. */
  readonly forget: () => void
  readonly stop: () => void
}

interface Log { ids: Map<Touched, Set<number>>, tooMany: boolean }
const logs = new WeakMap<Database.Database, Set<Log>>()

const logsOf = ({ sqlite }: ReadDb): Set<Log> => {
  const known = logs.get(sqlite)
  if (known) return known
  const made = new Set<Log>()
  logs.set(sqlite, made)
  sqlite.function('pult_touched', (what, id) => {
    if (typeof id !== 'number') return null
    for (const log of made) {
      const ids = log.ids.get(what as Touched)
      ids?.add(id)
      if (ids && ids.size > mostTouched) {
        log.tooMany = true
        ids.clear()
      }
    }
    return null
  })
  for (const { table, says } of followed) onEveryRow(sqlite, 'pult_follows', table, row => [`SELECT ${says.map(([what, column]) => `pult_touched('${what}', ${row}.${column})`).join(', ')}`])
  return made
}

/** Tells what was written since the last look: by this connection row by row, by another one (an import's) only that something was. */
export const followChanges = (db: ReadDb, what: readonly Touched[]): Follower => {
  const { sqlite } = db
  const log: Log = { ids: new Map(what.map(each => [each, new Set<number>()])), tooMany: true }
  logsOf(db).add(log)
  const version = sqlite.prepare('PRAGMA data_version').pluck()
  let seen: unknown = null
  return {
    isBehind: () => log.tooMany || version.get() !== seen,
    forget: () => { log.tooMany = true },
    stop: () => { logsOf(db).delete(log) },
    catchUp: (whole, some) => {
      const now = version.get()
      if (log.tooMany || now !== seen) whole()
      else if ([...log.ids.values()].some(ids => ids.size > 0)) some(each => [...log.ids.get(each) ?? []])
      if (sqlite.inTransaction) {
        // What was read as a whole holds rows that may be taken back, and nobody would say which.
        log.tooMany ||= now !== seen
        return
      }
      for (const ids of log.ids.values()) ids.clear()
      log.tooMany = false
      seen = now
    },
  }
}
