import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { deal } from './deals.ts'
import { instant } from './columns.ts'
import { person } from './people.ts'
import { refusalReason } from './refusals.ts'
import { importBatch } from './workspace.ts'

/** What was decided here and the CRM doesn't show yet; kept by store/writes/syncOutbox.ts in the transaction of every change. */
export const outboxItem = sqliteTable('outbox_item', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind', { enum: ['owner', 'reopen', 'lose', 'stage', 'task_new', 'task_due', 'task_assignee', 'task_done', 'task_cancel', 'client_owner'] }).notNull(),
  recordType: text('record_type', { enum: ['deal', 'task', 'client'] }).notNull(),
  recordId: integer('record_id').notNull(),
  dealId: integer('deal_id').references(() => deal.id),
  /** What is to stand in the CRM, JSON. */
  value: text('value').notNull(),
  state: text('state', { enum: ['open', 'confirmed', 'withdrawn'] }).notNull().default('open'),
  decidedAt: instant('decided_at').notNull(),
  decidedBy: integer('decided_by').references(() => person.id),
  settledAt: instant('settled_at'),
  /** The import that showed it. */
  batchId: integer('batch_id').references(() => importBatch.id),
  /** The CRM's task that a raised one became. */
  enteredTaskId: integer('entered_task_id'),
}, table => [
  uniqueIndex('outbox_open').on(table.kind, table.recordType, table.recordId).where(sql`state = 'open'`),
  index('outbox_state').on(table.state, table.settledAt),
  index('outbox_deal').on(table.dealId),
])

/** A free text of refusals, without case, punctuation and spaces → the dictionary's reason; works for every later import. */
export const reasonText = sqliteTable('reason_text', {
  textKey: text('text_key').primaryKey(),
  reasonId: integer('reason_id').notNull().references(() => refusalReason.id),
  mappedAt: instant('mapped_at').notNull(),
  mappedBy: integer('mapped_by').references(() => person.id),
})
