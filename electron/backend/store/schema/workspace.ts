import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, flag, instant } from './columns.ts'

/** One row: what never changes after `init`. */
export const workspace = sqliteTable('workspace', {
  id: integer('id').primaryKey(),
  uid: text('uid').notNull(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  currency: text('currency').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** Only what differs from the defaults in domain/rules.ts; values are JSON. */
export const setting = sqliteTable('setting', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
  changedAt: instant('changed_at').notNull(),
  changedBy: integer('changed_by'),
})

/** Days that differ from the week's pattern. */
export const calendarDay = sqliteTable('calendar_day', {
  day: day('day').primaryKey(),
  kind: text('kind', { enum: ['holiday', 'workday', 'short'] }).notNull(),
  name: text('name'),
  origin: text('origin').notNull(),
})

/** Units of the reporting currency for one unit of `currency`, as a decimal text. */
export const rate = sqliteTable('rate', {
  currency: text('currency').primaryKey(),
  rate: text('rate').notNull(),
  enteredAt: instant('entered_at').notNull(),
  enteredBy: integer('entered_by'),
})

export const importBatch = sqliteTable('import_batch', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  uid: text('uid').notNull().unique(),
  source: text('source').notNull(),
  format: text('format').notNull(),
  asOf: instant('as_of').notNull(),
  appliedAt: instant('applied_at').notNull(),
  appliedBy: integer('applied_by'),
  /** The report of `import --json`, as it was answered. */
  report: text('report').notNull(),
})

/** Which kinds of fact a source has ever brought. What is absent here is unknown, not none. */
export const knowledge = sqliteTable('knowledge', {
  source: text('source').notNull(),
  kind: text('kind', { enum: ['people', 'stages', 'clients', 'deals', 'stageMoves', 'tasks', 'activities', 'notes', 'adCosts'] }).notNull(),
  since: instant('since').notNull(),
  /** 1 = only columns such as «next task» speak of it: enough to see that there is none, not to know them all. 2 = what came names no deal: of a deal it says nothing. */
  inferred: flag('inferred').notNull().default(0),
}, table => [primaryKey({ columns: [table.source, table.kind] })])

/** How the files with one set of headers are read: applied by itself when they come again. */
export const importMapping = sqliteTable('import_mapping', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** Hash of the sorted headers. */
  headerHash: text('header_hash').notNull(),
  name: text('name').notNull(),
  source: text('source').notNull(),
  /** A mapping document with one file, and its headers, as JSON. */
  mapping: text('mapping').notNull(),
  headers: text('headers').notNull(),
  usedAt: instant('used_at').notNull(),
  version: integer('version').notNull().default(1),
}, table => [uniqueIndex('import_mapping_headers').on(table.headerHash)])

/** Answers of commands, so that a repeated one is answered as the first time. */
export const command = sqliteTable('command', {
  id: text('id').primaryKey(),
  procedure: text('procedure').notNull(),
  actorId: integer('actor_id'),
  inputHash: text('input_hash').notNull(),
  result: text('result').notNull(),
  at: instant('at').notNull(),
})

/** Versions that count as no change: an undone decision had raised them, or its undo did (store/writes/versions.ts). */
export const undoneVersion = sqliteTable('undone_version', {
  recordType: text('record_type').notNull(),
  recordId: integer('record_id').notNull(),
  version: integer('version').notNull(),
}, table => [primaryKey({ columns: [table.recordType, table.recordId, table.version] })])

/** The migrations that this file has seen; `user_version` holds the count. */
export const migration = sqliteTable('migration', {
  tag: text('tag').primaryKey(),
  hash: text('hash').notNull(),
  appliedAt: instant('applied_at').notNull(),
})

/** A grid as somebody keeps it: filter, sort, columns and widths as JSON, written by the screen. */
export const savedView = sqliteTable('saved_view', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  screen: text('screen').notNull(),
  name: text('name').notNull(),
  settings: text('settings').notNull(),
  ownerId: integer('owner_id').notNull(),
  createdAt: instant('created_at').notNull(),
  version: integer('version').notNull().default(1),
}, table => [uniqueIndex('saved_view_name').on(table.screen, table.ownerId, table.name)])
