import { createHash, randomBytes } from 'node:crypto'
import type { WriteDb } from '../db.ts'

export interface AuditInput {
  at: number
  actorId: number | null
  /** Verb and noun, the use case's name: `approveRefusal`. */
  action: string
  recordType?: string | null
  recordId?: number | null
  batchId?: number | null
  /** What was before and after; stands beside the chain and can be erased. */
  payload: unknown
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const auditDigest = (salt: string, payload: string): string => sha256(`${salt}\n${payload}`)

/** The chained text of an entry; `pult check` computes it again. */
export const auditHash = (entry: { id: number, at: number, actorId: number | null, action: string, recordType: string | null, recordId: number | null, batchId: number | null, digest: string, prevHash: string }): string =>
  sha256([entry.prevHash, entry.id, entry.at, entry.actorId ?? '', entry.action, entry.recordType ?? '', entry.recordId ?? '', entry.batchId ?? '', entry.digest].join('\n'))

/** Setting that keeps the chain's end, `{id, hash}`: without it nobody would see that the last entries were cut off. */
export const auditEndKey = 'auditEnd'

/** Adds entries to the end of the chain, in order, inside the caller's transaction. Returns the last id. */
export const appendAuditTx = (db: WriteDb, inputs: Iterable<AuditInput>): number => {
  const last = db.sqlite.prepare('SELECT id, hash FROM audit_entry ORDER BY id DESC LIMIT 1').get() as { id: number, hash: string } | undefined
  const insertEntry = db.sqlite.prepare('INSERT INTO audit_entry (id, at, actor_id, action, record_type, record_id, batch_id, digest, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const insertPayload = db.sqlite.prepare('INSERT INTO audit_payload (entry_id, salt, payload) VALUES (?, ?, ?)')
  let id = last?.id ?? 0
  let prevHash = last?.hash ?? ''
  let at = 0
  for (const input of inputs) {
    id++
    const payload = JSON.stringify(input.payload ?? null)
    const salt = randomBytes(16).toString('hex')
    const digest = auditDigest(salt, payload)
    const entry = { id, at: input.at, actorId: input.actorId, action: input.action, recordType: input.recordType ?? null, recordId: input.recordId ?? null, batchId: input.batchId ?? null, digest, prevHash }
    const hash = auditHash(entry)
    insertEntry.run(id, entry.at, entry.actorId, entry.action, entry.recordType, entry.recordId, entry.batchId, digest, prevHash, hash)
    insertPayload.run(id, salt, payload)
    prevHash = hash
    at = entry.at
  }
  if (id !== last?.id && id > 0) {
    db.sqlite.prepare(`INSERT INTO setting (key, value, changed_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`)
      .run(auditEndKey, JSON.stringify({ id, hash: prevHash }), at)
  }
  return id
}
