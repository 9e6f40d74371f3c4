import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, flag, instant } from './columns.ts'

export const person = sqliteTable('person', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** `pult` for those made here; `externalId` is what the outside calls them. */
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  name: text('name').notNull(),
  role: text('role', { enum: ['head', 'supervisor', 'qa', 'operator', 'manager'] }),
  /** 1 once the head has confirmed the role; a role that an import brings is a proposal. */
  roleConfirmed: flag('role_confirmed').notNull().default(0),
  team: text('team'),
  email: text('email'),
  phone: text('phone'),
  active: flag('active').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  version: integer('version').notNull().default(1),
}, table => [uniqueIndex('person_source').on(table.source, table.externalId)])

export const absence = sqliteTable('absence', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  personId: integer('person_id').notNull().references(() => person.id),
  fromDay: day('from_day').notNull(),
  toDay: day('to_day').notNull(),
  reason: text('reason'),
  /** Who decides for an absent supervisor in those days. */
  deputyId: integer('deputy_id').references(() => person.id),
}, table => [index('absence_person').on(table.personId, table.toDay)])
