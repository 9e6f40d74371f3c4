import { integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const pipeline = sqliteTable('pipeline', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  source: text('source').notNull(),
  name: text('name').notNull(),
}, table => [uniqueIndex('pipeline_name').on(table.source, table.name)])

export const stage = sqliteTable('stage', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  pipelineId: integer('pipeline_id').notNull().references(() => pipeline.id),
  name: text('name').notNull(),
  /** `order` in the files; the lowest of its pipeline is the first stage. */
  position: integer('position').notNull(),
  kind: text('kind', { enum: ['open', 'thinking', 'won', 'lost'] }).notNull(),
  /** Days a deal may stay; null = no limit. */
  dwellLimitDays: integer('dwell_limit_days'),
  /** 0..1 */
  probability: real('probability'),
  keyPoint: text('key_point', { enum: ['presentation', 'proposal', 'contract', 'invoice', 'payment'] }),
  version: integer('version').notNull().default(1),
}, table => [uniqueIndex('stage_name').on(table.pipelineId, table.name)])
