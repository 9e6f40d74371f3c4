import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { client } from './clients.ts'
import { day, flag, instant } from './columns.ts'
import { deal } from './deals.ts'
import { person } from './people.ts'
import { stage } from './pipeline.ts'
import { task } from './tasks.ts'

export const refusalReason = sqliteTable('refusal_reason', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** A message key for the shipped ones, so that they follow the language; null for the team's own. */
  key: text('key'),
  name: text('name'),
  class: text('class', { enum: ['not_a_deal', 'lost_by_us', 'lost_by_client'] }).notNull(),
  active: flag('active').notNull().default(1),
  position: integer('position').notNull(),
  version: integer('version').notNull().default(1),
})

/** One row a round: asked, then decided once; a reopened round keeps both. */
export const refusal = sqliteTable('refusal', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  dealId: integer('deal_id').notNull().references(() => deal.id),
  round: integer('round').notNull(),
  origin: text('origin', { enum: ['asked', 'closed_outside', 'closed_directly'] }).notNull(),
  /** Whose request it is; null when an import found the deal closed and it has no owner. */
  requestedBy: integer('requested_by').references(() => person.id),
  /** Who entered it, when that is somebody else. */
  enteredBy: integer('entered_by').references(() => person.id),
  requestedAt: instant('requested_at').notNull(),
  reasonId: integer('reason_id').references(() => refusalReason.id),
  /** The source's own words, when there is no dictionary entry yet. */
  reasonText: text('reason_text'),
  comment: text('comment'),
  fromStageId: integer('from_stage_id').notNull().references(() => stage.id),
  state: text('state', { enum: ['pending', 'approved', 'returned', 'reassigned', 'withdrawn'] }).notNull(),
  decidedBy: integer('decided_by').references(() => person.id),
  decidedAt: instant('decided_at'),
  /** The head's reason, beside the manager's. */
  decidedReasonId: integer('decided_reason_id').references(() => refusalReason.id),
  decisionComment: text('decision_comment'),
  instruction: text('instruction'),
  instructionDueDay: day('instruction_due_day'),
  /** The task that the instruction became. */
  taskId: integer('task_id').references(() => task.id),
  newOwnerId: integer('new_owner_id').references(() => person.id),
  reopenedAt: instant('reopened_at'),
  reopenedBy: integer('reopened_by').references(() => person.id),
  reopenReason: text('reopen_reason'),
  version: integer('version').notNull().default(1),
}, table => [
  uniqueIndex('refusal_round').on(table.dealId, table.round),
  uniqueIndex('refusal_pending').on(table.dealId).where(sql`state = 'pending'`),
  index('refusal_state').on(table.state, table.requestedAt),
])

/** Clients handed to marketing after an approved refusal. */
export const nurture = sqliteTable('nurture', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  clientId: integer('client_id').references(() => client.id),
  dealId: integer('deal_id').notNull().references(() => deal.id),
  refusalId: integer('refusal_id').notNull().references(() => refusal.id),
  reasonId: integer('reason_id').references(() => refusalReason.id),
  day: day('day').notNull(),
  /** Set when the decision is reopened. */
  leftAt: instant('left_at'),
}, table => [index('nurture_day').on(table.day)])
