import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from './columns.ts'

/**
 * The chain: hash = sha256(prevHash ‖ the row's own fields ‖ digest), digest = sha256(salt ‖ payload).
 * Triggers refuse UPDATE and DELETE here; the payload stands beside it and can be erased without breaking the chain.
 */
export const auditEntry = sqliteTable('audit_entry', {
  id: integer('id').primaryKey(),
  at: instant('at').notNull(),
  actorId: integer('actor_id'),
  action: text('action').notNull(),
  recordType: text('record_type'),
  recordId: integer('record_id'),
  batchId: integer('batch_id'),
  digest: text('digest').notNull(),
  prevHash: text('prev_hash').notNull(),
  hash: text('hash').notNull(),
}, table => [index('audit_record').on(table.recordType, table.recordId), index('audit_at').on(table.at)])

export const auditPayload = sqliteTable('audit_payload', {
  entryId: integer('entry_id').primaryKey().references(() => auditEntry.id),
  salt: text('salt').notNull(),
  /** JSON {before, after, ...}; null once erased. */
  payload: text('payload'),
  erasedAt: instant('erased_at'),
})
