import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { client } from './clients.ts'
import { day, flag, instant, minorUnits } from './columns.ts'
import { deal } from './deals.ts'
import { person } from './people.ts'

export const activity = sqliteTable('activity', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  dealId: integer('deal_id').references(() => deal.id),
  clientId: integer('client_id').references(() => client.id),
  managerId: integer('manager_id').references(() => person.id),
  kind: text('kind', { enum: ['call', 'meeting', 'email', 'message', 'presentation', 'proposal', 'contract', 'invoice', 'payment'] }).notNull(),
  /** Matters only for meetings; null means planned. */
  state: text('state', { enum: ['planned', 'held', 'cancelled'] }),
  direction: text('direction', { enum: ['in', 'out'] }),
  createdAt: instant('created_at'),
  occurredAt: instant('occurred_at'),
  durationS: integer('duration_s'),
  talkS: integer('talk_s'),
  recording: text('recording'),
  subject: text('subject'),
  /** What a manager said of a call that they entered themselves; null for what an import brought. */
  outcome: text('outcome', { enum: ['talked', 'no_answer', 'call_back', 'wrong_number'] }),
  /** 1 = only a deal's «last activity» column says so: what it was is unknown. */
  inferred: flag('inferred').notNull().default(0),
  /** 1 = a listener judged it voicemail, wrong number or no talk. */
  judgedFake: flag('judged_fake').notNull().default(0),
  /** What a listener judged the call to be; `judged_fake` follows it. */
  verdict: text('verdict', { enum: ['conversation', 'voicemail', 'wrong_number', 'no_talk'] }),
  /** Derived: occurred, else entered, when it counts as a contact; else null. */
  contactAt: instant('contact_at'),
  version: integer('version').notNull().default(1),
}, table => [
  uniqueIndex('activity_source').on(table.source, table.externalId),
  index('activity_deal').on(table.dealId, table.contactAt),
  index('activity_client').on(table.clientId, table.contactAt).where(sql`client_id IS NOT NULL`),
  index('activity_contact').on(table.contactAt),
  // A person's own day without reading everybody's.
  index('activity_manager').on(table.managerId, table.occurredAt, table.createdAt),
  // The calls of a day or a month, with all that the quota asks of them.
  index('activity_call').on(table.occurredAt, table.createdAt, table.managerId, table.talkS, table.durationS, sql`recording IS NOT NULL`).where(sql`kind = 'call'`),
  // Key points of all deals without reading every call (store/queries/duties.ts).
  index('activity_key_point').on(table.dealId, table.kind, table.occurredAt, table.createdAt).where(sql`kind IN ('presentation', 'proposal', 'contract', 'invoice', 'payment')`),
])

export const note = sqliteTable('note', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  dealId: integer('deal_id').references(() => deal.id),
  clientId: integer('client_id').references(() => client.id),
  authorId: integer('author_id').references(() => person.id),
  createdAt: instant('created_at'),
  text: text('text'),
  pinned: flag('pinned').notNull().default(0),
  version: integer('version').notNull().default(1),
}, table => [
  uniqueIndex('note_source').on(table.source, table.externalId),
  index('note_deal').on(table.dealId, table.createdAt),
  index('note_client').on(table.clientId, table.createdAt).where(sql`client_id IS NOT NULL`),
])

export const adCost = sqliteTable('ad_cost', {
  source: text('source').notNull(),
  channel: text('channel').notNull(),
  day: day('day').notNull(),
  amount: minorUnits('amount').notNull(),
  currency: text('currency').notNull(),
}, table => [primaryKey({ columns: [table.source, table.channel, table.day] })])
