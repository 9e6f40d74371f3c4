import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { instant } from './columns.ts'

/** What the source last said of a record, JSON of field → value: the base of the comparison with the next import. */
export const sourceValue = sqliteTable('source_value', {
  recordType: text('record_type', { enum: ['deal', 'task', 'client', 'person', 'stage'] }).notNull(),
  recordId: integer('record_id').notNull(),
  fields: text('fields').notNull(),
}, table => [primaryKey({ columns: [table.recordType, table.recordId] })])

/** A field decided in Pult keeps its value against imports until the source shows the same. */
export const fieldDecision = sqliteTable('field_decision', {
  recordType: text('record_type', { enum: ['deal', 'task', 'client', 'person', 'stage'] }).notNull(),
  recordId: integer('record_id').notNull(),
  field: text('field').notNull(),
  decidedAt: instant('decided_at').notNull(),
  decidedBy: integer('decided_by'),
}, table => [primaryKey({ columns: [table.recordType, table.recordId, table.field] })])

/** Where the source and a decision differ; values as JSON. */
export const divergence = sqliteTable('divergence', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  recordType: text('record_type', { enum: ['deal', 'task', 'client', 'person', 'stage'] }).notNull(),
  recordId: integer('record_id').notNull(),
  field: text('field').notNull(),
  ours: text('ours'),
  theirs: text('theirs'),
  batchId: integer('batch_id').notNull(),
  seenAt: instant('seen_at').notNull(),
  resolvedAt: instant('resolved_at'),
  resolution: text('resolution', { enum: ['confirmed', 'took_theirs', 'kept_ours'] }),
}, table => [uniqueIndex('divergence_open').on(table.recordType, table.recordId, table.field, table.batchId), index('divergence_record').on(table.recordType, table.recordId)])
