import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { client } from './clients.ts'
import { day, flag, instant, minorUnits } from './columns.ts'
import { person } from './people.ts'
import { pipeline, stage } from './pipeline.ts'

export const deal = sqliteTable('deal', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  title: text('title'),
  clientId: integer('client_id').references(() => client.id),
  ownerId: integer('owner_id').references(() => person.id),
  pipelineId: integer('pipeline_id').notNull().references(() => pipeline.id),
  /** While a refusal waits, the stage that the deal comes from. */
  stageId: integer('stage_id').notNull().references(() => stage.id),
  status: text('status', { enum: ['open', 'refusal_review', 'won', 'lost'] }).notNull(),
  amount: minorUnits('amount'),
  currency: text('currency').notNull(),
  channel: text('channel'),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
  /** Entry into the present stage as the source gave it; moves win over it. */
  stageEnteredAt: instant('stage_entered_at'),
  expectedCloseDay: day('expected_close_day'),
  closedAt: instant('closed_at'),
  /** Free text, as the source or the manager wrote it. */
  refusalReason: text('refusal_reason'),
  /** As-of of the first import that saw the deal (or when it was made here). */
  firstSeenAt: instant('first_seen_at').notNull(),
  /** As-of of the first import that saw the deal in its present stage. */
  stageSeenAt: instant('stage_seen_at').notNull(),
  /** Counts the stays in stages; a control task belongs to one stay. */
  stay: integer('stay').notNull().default(1),
  /** 1 = was already over the limit when first seen: backlog, no control task for this stay. */
  overLimitWhenSeen: flag('over_limit_when_seen').notNull().default(0),
  version: integer('version').notNull().default(1),

  // Derived, kept in the same transaction (store/writes/derive.ts), recomputed by store/queries/checkDerived.ts.
  /** In the workspace's currency; null with an amount = no rate. */
  amountReporting: minorUnits('amount_reporting'),
  openTasks: integer('open_tasks').notNull().default(0),
  nextDueAt: instant('next_due_at'),
  /** Most unapproved later moves that one open task of the deal has. */
  taskMovesMax: integer('task_moves_max').notNull().default(0),
  /** Contacts that name the deal, or only its client. */
  lastContactAt: instant('last_contact_at'),
  /** The earliest day agreed in a checked call (its start) that no contact was on or after; over, it is the stuck reason `promise_missed`. */
  promisedAt: instant('promised_at'),
  enteredAt: instant('entered_at'),
  /** 1 = `enteredAt` is known; 0 = no later than that («≥ 12 d»). */
  enteredExact: flag('entered_exact').notNull().default(0),
  pinnedNotes: integer('pinned_notes').notNull().default(0),
}, table => [
  uniqueIndex('deal_source').on(table.source, table.externalId),
  index('deal_status_stage').on(table.status, table.stageId),
  index('deal_owner').on(table.ownerId, table.status),
  index('deal_client').on(table.clientId),
  // The grid's usual orders: a page of a million deals without sorting them.
  index('deal_amount').on(table.amountReporting),
  index('deal_created').on(table.createdAt),
])

/** Moves between stages. `inferred`: noticed by comparing imports, so `at` is no entry date. */
export const stageMove = sqliteTable('stage_move', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  dealId: integer('deal_id').notNull().references(() => deal.id),
  fromStageId: integer('from_stage_id').references(() => stage.id),
  toStageId: integer('to_stage_id').notNull().references(() => stage.id),
  at: instant('at').notNull(),
  byId: integer('by_id').references(() => person.id),
  source: text('source').notNull(),
  inferred: flag('inferred').notNull().default(0),
}, table => [
  uniqueIndex('stage_move_key').on(table.dealId, table.at).where(sql`inferred = 0`),
  index('stage_move_deal').on(table.dealId, table.at),
])

export const parking = sqliteTable('parking', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  dealId: integer('deal_id').notNull().references(() => deal.id),
  reason: text('reason').notNull(),
  untilDay: day('until_day').notNull(),
  at: instant('at').notNull(),
  byId: integer('by_id').references(() => person.id),
  endedAt: instant('ended_at'),
}, table => [index('parking_deal').on(table.dealId)])

/** Any change of owner of a deal or a client. `outside`: noticed by an import. */
export const transfer = sqliteTable('transfer', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  recordType: text('record_type', { enum: ['deal', 'client'] }).notNull(),
  recordId: integer('record_id').notNull(),
  fromId: integer('from_id').references(() => person.id),
  toId: integer('to_id').references(() => person.id),
  reason: text('reason').notNull(),
  /** JSON list of the conditions that held. */
  conditions: text('conditions').notNull().default('[]'),
  formerAccess: text('former_access', { enum: ['nothing', 'read', 'duties'] }).notNull().default('nothing'),
  outside: flag('outside').notNull().default(0),
  at: instant('at').notNull(),
  byId: integer('by_id').references(() => person.id),
}, table => [index('transfer_record').on(table.recordType, table.recordId, table.at)])

/** A decision on a deal outside the walk: what it made and which values it found, for the undo. */
export const dealDecision = sqliteTable('deal_decision', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  dealId: integer('deal_id').notNull().references(() => deal.id),
  kind: text('kind', { enum: ['question', 'task', 'park', 'unpark', 'reassign', 'spread', 'move'] }).notNull(),
  reason: text('reason'),
  made: text('made').notNull().default('{}'),
  commandId: text('command_id').notNull(),
  at: instant('at').notNull(),
  byId: integer('by_id').notNull().references(() => person.id),
  undoneAt: instant('undone_at'),
}, table => [index('deal_decision_command').on(table.commandId), index('deal_decision_deal').on(table.dealId)])
