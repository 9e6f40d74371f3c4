import type { ReadDb } from '../db.ts'
import { all, one } from './rows.ts'

export type OutsideTable = 'deal' | 'task' | 'person' | 'client' | 'activity'

/** Records that the outside calls so; several when two sources use one id. */
export const findByOutsideId = (db: ReadDb, table: OutsideTable, externalId: string): { id: number, source: string }[] =>
  all(db, `SELECT id, source FROM ${table} WHERE external_id = ? ORDER BY id`, externalId)

export const outsideIdOf = (db: ReadDb, table: OutsideTable, id: number): string | null =>
  one<{ externalId: string }>(db, `SELECT external_id AS externalId FROM ${table} WHERE id = ?`, id)?.externalId ?? null

/** The last round of a deal's refusals. */
export const lastRefusalOf = (db: ReadDb, dealId: number): { id: number } | undefined => one(db, 'SELECT id FROM refusal WHERE deal_id = ? ORDER BY round DESC, id DESC LIMIT 1', dealId)
