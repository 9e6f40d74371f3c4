import type { WriteDb } from '../db.ts'
import { one, statement } from '../queries/rows.ts'
import type { VersionedTable } from './changeRecord.ts'

/** Whatever an undo looks at before it takes something back. */
export type UndoneTable = Extract<VersionedTable, 'deal' | 'task' | 'refusal' | 'client' | 'person' | 'stage'> | 'finding' | 'task_move_request'

/** A version that a decision left, and how many it raised (one unless said). */
export interface LeftVersion { table: UndoneTable, id: number, version: number, raised?: number }

export const versionNow = (db: WriteDb, table: UndoneTable, id: number): number | undefined =>
  one<{ version: number }>(db, `SELECT version FROM ${table} WHERE id = ?`, id)?.version

export type TouchedVersion = LeftVersion & { table: 'deal' | 'task' }

/** Raises the version of a record whose decision is written beside it. */
export const touchRecordTx = (db: WriteDb, table: TouchedVersion['table'], id: number): TouchedVersion =>
  ({ table, id, version: (statement(db, `UPDATE ${table} SET version = version + 1 WHERE id = ? RETURNING version`).get(id) as { version: number }).version })

/**
 * Has nobody changed the record since a decision left it, and wasn't that decision undone already? What was decided later and undone again
 * is no change: several decisions on one record are taken back one after another.
 */
export const isUnchangedSince = (db: WriteDb, { table, id, version }: LeftVersion): boolean => {
  const now = versionNow(db, table, id)
  if (now === undefined || now < version) return false
  const undone = one<{ first: number | null, count: number }>(db, 'SELECT min(version) AS first, count(*) AS count FROM undone_version WHERE record_type = ? AND record_id = ? AND version BETWEEN ? AND ?', table, id, version, now)!
  return undone.first !== version && undone.count === now - version
}

/** Runs an undo: neither the versions that the decision had raised nor those that taking it back raises count as a change any more. */
export const undoneTx = <Result>(db: WriteDb, left: readonly LeftVersion[], work: () => Result): Result => {
  const before = left.map(({ table, id }) => versionNow(db, table, id) ?? 0)
  const result = work()
  const keep = statement(db, 'INSERT OR IGNORE INTO undone_version (record_type, record_id, version) VALUES (?, ?, ?)')
  for (const [index, { table, id, version, raised = 1 }] of left.entries()) {
    for (let each = version - raised + 1; each <= version; each++) keep.run(table, id, each)
    for (let each = before[index]! + 1; each <= (versionNow(db, table, id) ?? 0); each++) keep.run(table, id, each)
  }
  return result
}
