import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, flag, instant, minorUnits } from './columns.ts'
import { deal } from './deals.ts'
import { person } from './people.ts'

/** One row a day on which the control was begun. `report` is frozen by signing. */
export const controlDay = sqliteTable('control_day', {
  day: day('day').primaryKey(),
  openedAt: instant('opened_at').notNull(),
  /** The moment the findings were last brought up to date. */
  asOf: instant('as_of').notNull(),
  /** Notes drawn for reading and other things kept for the day, JSON. */
  drawn: text('drawn').notNull().default('{}'),
  signedAt: instant('signed_at'),
  signedBy: integer('signed_by').references(() => person.id),
  /** JSON; people by id, never by name. */
  report: text('report'),
  reportHash: text('report_hash'),
  /** Findings of the backlog still open at the end of that day. */
  backlogLeft: integer('backlog_left'),
  version: integer('version').notNull().default(1),
})

/**
 * What a check found about one record, from the day it was first seen until it no longer holds.
 * A finding that comes back after it was gone is a new row.
 */
export const finding = sqliteTable('finding', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind', { enum: ['no_task', 'far_task', 'overdue', 'contact_without_note', 'no_pinned_note', 'poor_result', 'refusal', 'unparked', 'not_in_crm', 'not_as_agreed'] }).notNull(),
  recordType: text('record_type', { enum: ['deal', 'task', 'activity', 'refusal'] }).notNull(),
  recordId: integer('record_id').notNull(),
  dealId: integer('deal_id').references(() => deal.id),
  managerId: integer('manager_id').references(() => person.id),
  /** The deal's amount in the reporting currency; null = no amount or no rate. */
  amount: minorUnits('amount'),
  noRate: flag('no_rate').notNull().default(0),
  /** The day since when it holds (due day, contact day, request day ...); sorts oldest first. */
  sinceDay: day('since_day'),
  firstSeenAt: instant('first_seen_at').notNull(),
  firstSeenDay: day('first_seen_day').notNull(),
  /** 1 = was there when the team's data first came. */
  backlog: flag('backlog').notNull().default(0),
  /** The last day on which the backlog's finding was put into the walk. */
  walkDay: day('walk_day'),
  /** 1 while the rule holds; then `goneAt` says when it stopped. */
  present: flag('present').notNull().default(1),
  goneAt: instant('gone_at'),
  /** The standing decision, if any. */
  decisionId: integer('decision_id'),
  /** The decision stands before that day; null = as long as the finding holds. */
  decidedUntilDay: day('decided_until_day'),
  version: integer('version').notNull().default(1),
}, table => [
  uniqueIndex('finding_present').on(table.kind, table.recordType, table.recordId).where(sql`present = 1`),
  index('finding_walk').on(table.present, table.kind, table.managerId),
  index('finding_deal').on(table.dealId),
])

export const findingDecision = sqliteTable('finding_decision', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  findingId: integer('finding_id').notNull().references(() => finding.id),
  day: day('day').notNull(),
  kind: text('kind', { enum: ['question', 'allow', 'reassign', 'task', 'park', 'skip', 'spread', 'refusal'] }).notNull(),
  reason: text('reason'),
  /** JSON: what the decision made (task, transfer, parking, question ids and the values before), for the undo. */
  made: text('made').notNull().default('{}'),
  commandId: text('command_id').notNull(),
  at: instant('at').notNull(),
  byId: integer('by_id').notNull().references(() => person.id),
  undoneAt: instant('undone_at'),
}, table => [index('finding_decision_finding').on(table.findingId), index('finding_decision_day').on(table.day), index('finding_decision_command').on(table.commandId)])
