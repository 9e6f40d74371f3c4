import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { instant } from './columns.ts'
import { person } from './people.ts'

export const client = sqliteTable('client', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  name: text('name'),
  kind: text('kind', { enum: ['company', 'person'] }),
  phone: text('phone'),
  /** `phone` as E.164, null when it isn't a valid number. */
  phoneE164: text('phone_e164'),
  email: text('email'),
  /** `email` trimmed and lower-cased, null when it isn't an address. */
  emailKey: text('email_key'),
  ownerId: integer('owner_id').references(() => person.id),
  createdAt: instant('created_at'),
  createdBy: integer('created_by').references(() => person.id),
  channel: text('channel'),
  /** When who it was was erased on request; an import doesn't bring it back. */
  erasedAt: instant('erased_at'),
  version: integer('version').notNull().default(1),
}, table => [
  uniqueIndex('client_source').on(table.source, table.externalId),
  index('client_phone').on(table.phoneE164),
  index('client_created').on(table.createdAt),
  index('client_email').on(table.emailKey),
])
