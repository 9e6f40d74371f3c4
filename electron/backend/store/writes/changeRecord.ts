import type { WriteDb } from '../db.ts'
import { one, statement } from '../queries/rows.ts'

export type Cell = string | number | null
/** Column → value. */
export type Columns = Record<string, Cell>
export type VersionedTable = 'deal' | 'task' | 'refusal' | 'refusal_reason' | 'person' | 'stage' | 'client'
export type DecidedType = 'deal' | 'task' | 'client' | 'person' | 'stage'

/** Writes columns (named by code, never by input) and raises the version. Returns what stood there before and the new version. */
export const changeRecordTx = (db: WriteDb, table: VersionedTable, id: number, values: Columns): { before: Columns, version: number } => {
  const names = Object.keys(values)
  const before = one<Columns>(db, `SELECT ${names.join(', ')} FROM ${table} WHERE id = ?`, id)!
  const row = statement(db, `UPDATE ${table} SET ${names.map(name => `${name} = ?`).join(', ')}, version = version + 1 WHERE id = ? RETURNING version`)
    .get(...Object.values(values), id) as { version: number }
  return { before, version: row.version }
}

export const insertRecordTx = (db: WriteDb, table: string, values: Columns): number => {
  const names = Object.keys(values)
  return Number(statement(db, `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...Object.values(values)).lastInsertRowid)
}

export interface KeptDecision { at: number, by: number | null }

/** What was decided about a field before, or null. */
export const readFieldDecision = (db: WriteDb, type: DecidedType, id: number, field: string): KeptDecision | null =>
  one<KeptDecision>(db, 'SELECT decided_at AS at, decided_by AS by FROM field_decision WHERE record_type = ? AND record_id = ? AND field = ?', type, id, field) ?? null

/** A field decided in Pult keeps its value against imports; `field` is the table's column. null takes the decision back. */
export const keepFieldDecisionTx = (db: WriteDb, type: DecidedType, id: number, field: string, decision: KeptDecision | null): void => {
  if (decision === null) {
    statement(db, 'DELETE FROM field_decision WHERE record_type = ? AND record_id = ? AND field = ?').run(type, id, field)
    return
  }
  statement(db, `INSERT INTO field_decision (record_type, record_id, field, decided_at, decided_by) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (record_type, record_id, field) DO UPDATE SET decided_at = excluded.decided_at, decided_by = excluded.decided_by`).run(type, id, field, decision.at, decision.by)
}
