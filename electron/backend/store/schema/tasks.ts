import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { client } from './clients.ts'
import { day, flag, instant } from './columns.ts'
import { deal } from './deals.ts'
import { person } from './people.ts'

export const task = sqliteTable('task', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  dealId: integer('deal_id').references(() => deal.id),
  clientId: integer('client_id').references(() => client.id),
  assigneeId: integer('assignee_id').references(() => person.id),
  kind: text('kind'),
  title: text('title'),
  createdAt: instant('created_at'),
  /** A due date alone is kept as the last millisecond of that local day, so overdue is `dueAt < now` for both. */
  dueAt: instant('due_at'),
  dueDayOnly: flag('due_day_only').notNull().default(0),
  doneAt: instant('done_at'),
  /** Set instead of `doneAt` when an approved refusal ends the deal. */
  cancelledAt: instant('cancelled_at'),
  result: text('result'),
  /** 1 = only a deal's «next task» column says so: one a deal, replaced by what the column says next. */
  inferred: flag('inferred').notNull().default(0),
  /** Derived: later moves without approval. */
  unapprovedMoves: integer('unapproved_moves').notNull().default(0),
  version: integer('version').notNull().default(1),
}, table => [
  uniqueIndex('task_source').on(table.source, table.externalId),
  index('task_deal').on(table.dealId),
  index('task_due').on(table.doneAt, table.dueAt),
  index('task_cancelled').on(table.dealId).where(sql`cancelled_at IS NOT NULL AND done_at IS NULL`),
  index('task_assignee').on(table.assigneeId, table.doneAt, table.dueAt),
])

export const taskMove = sqliteTable('task_move', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  taskId: integer('task_id').notNull().references(() => task.id),
  fromDueAt: instant('from_due_at'),
  fromDayOnly: flag('from_day_only').notNull().default(0),
  toDueAt: instant('to_due_at'),
  toDayOnly: flag('to_day_only').notNull().default(0),
  at: instant('at').notNull(),
  byId: integer('by_id').references(() => person.id),
  /** `import`, or who moved it here: `manager`, `head`, `supervisor`. */
  source: text('source').notNull(),
  /** 1 = to a later due date; only those can be a dragging. */
  later: flag('later').notNull(),
  approvedAt: instant('approved_at'),
  approvedBy: integer('approved_by').references(() => person.id),
}, table => [index('task_move_task').on(table.taskId, table.at)])

/** A wish to move a task later: allowed or denied by the head or a supervisor (domain.md, Tasks). */
export const taskMoveRequest = sqliteTable('task_move_request', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  taskId: integer('task_id').notNull().references(() => task.id),
  /** Whose wish it is; `enteredBy` when somebody else typed it. */
  askedBy: integer('asked_by').references(() => person.id),
  enteredBy: integer('entered_by').references(() => person.id),
  askedAt: instant('asked_at').notNull(),
  fromDueAt: instant('from_due_at'),
  fromDayOnly: flag('from_day_only').notNull().default(0),
  toDueAt: instant('to_due_at').notNull(),
  toDayOnly: flag('to_day_only').notNull().default(0),
  reason: text('reason').notNull(),
  state: text('state', { enum: ['pending', 'allowed', 'denied', 'withdrawn'] }).notNull(),
  decidedBy: integer('decided_by').references(() => person.id),
  decidedAt: instant('decided_at'),
  decisionComment: text('decision_comment'),
  /** The move that it became. */
  moveId: integer('move_id').references(() => taskMove.id),
  version: integer('version').notNull().default(1),
}, table => [
  uniqueIndex('task_move_request_pending').on(table.taskId).where(sql`state = 'pending'`),
  index('task_move_request_state').on(table.state, table.askedAt),
])

/** What a decision about tasks made and which values it found, for the undo. */
export const taskDecision = sqliteTable('task_decision', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  taskId: integer('task_id').notNull().references(() => task.id),
  kind: text('kind').notNull(),
  reason: text('reason'),
  made: text('made').notNull().default('{}'),
  commandId: text('command_id').notNull(),
  at: instant('at').notNull(),
  byId: integer('by_id').notNull().references(() => person.id),
  undoneAt: instant('undone_at'),
}, table => [index('task_decision_command').on(table.commandId), index('task_decision_task').on(table.taskId)])

/** The head's own list; never counted as a deal's or a manager's task. */
export const controlTask = sqliteTable('control_task', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind', { enum: ['dwell_limit', 'key_point', 'courtesy_call', 'other'] }).notNull(),
  dealId: integer('deal_id').references(() => deal.id),
  stay: integer('stay'),
  title: text('title'),
  raisedAt: instant('raised_at').notNull(),
  dueDay: day('due_day'),
  doneAt: instant('done_at'),
  doneBy: integer('done_by').references(() => person.id),
  /** 1 = closed by itself because the deal left the stage. */
  closedItself: flag('closed_itself').notNull().default(0),
  result: text('result'),
  version: integer('version').notNull().default(1),
}, table => [uniqueIndex('control_task_stay').on(table.kind, table.dealId, table.stay)])

/** A question to a manager, with the day by which it is to be answered. */
export const question = sqliteTable('question', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  toId: integer('to_id').notNull().references(() => person.id),
  dealId: integer('deal_id').references(() => deal.id),
  taskId: integer('task_id').references(() => task.id),
  findingId: integer('finding_id'),
  text: text('text').notNull(),
  answerDay: day('answer_day').notNull(),
  askedAt: instant('asked_at').notNull(),
  askedBy: integer('asked_by').references(() => person.id),
  answer: text('answer'),
  answeredAt: instant('answered_at'),
  withdrawnAt: instant('withdrawn_at'),
  version: integer('version').notNull().default(1),
}, table => [index('question_to').on(table.toId, table.answeredAt)])
