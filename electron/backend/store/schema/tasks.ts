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
  /** Derived: later moves without approval. */
  unapprovedMoves: integer('unapproved_moves').notNull().default(0),
  version: integer('version').notNull().default(1),
}, table => [
  uniqueIndex('task_source').on(table.source, table.externalId),
  index('task_deal').on(table.dealId),
  index('task_due').on(table.doneAt, table.dueAt),
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
