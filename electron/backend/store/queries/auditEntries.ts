import type { ReadDb } from '../db.ts'
import { all, one } from './rows.ts'

export interface AuditRow {
  id: number, at: number, actorId: number | null, actor: string | null, action: string, recordType: string | null, recordId: number | null, batchId: number | null
  digest: string, prevHash: string, hash: string, salt: string, /** null once erased. */ payload: string | null
}

const select = `SELECT audit_entry.id, audit_entry.at, audit_entry.actor_id AS actorId, person.name AS actor, action, record_type AS recordType, record_id AS recordId, batch_id AS batchId,
  digest, prev_hash AS prevHash, hash, salt, payload FROM audit_entry JOIN audit_payload ON audit_payload.entry_id = audit_entry.id LEFT JOIN person ON person.id = audit_entry.actor_id`

/** Entries of the chain after an id, in its order. */
export const auditAfter = (db: ReadDb, after: number, limit: number): AuditRow[] => all<AuditRow>(db, `${select} WHERE audit_entry.id > ? ORDER BY audit_entry.id LIMIT ?`, after, limit)

/** The last entry's number: while it stays, no record has changed. 0 when there is none. */
export const lastAuditId = (db: ReadDb): number => one<{ id: number }>(db, 'SELECT coalesce(max(id), 0) AS id FROM audit_entry')!.id
