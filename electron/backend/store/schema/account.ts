import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { instant } from './columns.ts'
import { person } from './people.ts'

/** How a person enters. Without a hash nobody can: the invitation is still open. */
export const signIn = sqliteTable('sign_in', {
  personId: integer('person_id').primaryKey().references(() => person.id),
  /** In its normal form (domain/account.ts). */
  login: text('login').notNull(),
  /** argon2id, as a PHC string. */
  passwordHash: text('password_hash'),
  failures: integer('failures').notNull().default(0),
  lastFailureAt: instant('last_failure_at'),
  lockedUntil: instant('locked_until'),
  createdAt: instant('created_at').notNull(),
  passwordAt: instant('password_at'),
  lastSignInAt: instant('last_sign_in_at'),
}, table => [uniqueIndex('sign_in_login').on(table.login)])

/** A link that lets its person choose a password once. */
export const invitation = sqliteTable('invitation', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  personId: integer('person_id').notNull().references(() => person.id),
  kind: text('kind', { enum: ['invite', 'reset'] }).notNull(),
  /** sha256 of the token, which is kept nowhere. */
  tokenHash: text('token_hash').notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: integer('created_by').references(() => person.id),
  expiresAt: instant('expires_at').notNull(),
  /** Used, or withdrawn by a later one. */
  endedAt: instant('ended_at'),
}, table => [uniqueIndex('invitation_token').on(table.tokenHash), index('invitation_person').on(table.personId)])

/** One place at which a person is signed in. */
export const session = sqliteTable('session', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  personId: integer('person_id').notNull().references(() => person.id),
  tokenHash: text('token_hash').notNull(),
  door: text('door', { enum: ['local', 'shared', 'api'] }).notNull(),
  client: text('client'),
  address: text('address'),
  createdAt: instant('created_at').notNull(),
  /** Written now and then, not at every call (usecases/sessions.ts). */
  lastSeenAt: instant('last_seen_at').notNull(),
  endedAt: instant('ended_at'),
}, table => [uniqueIndex('session_token').on(table.tokenHash), index('session_person').on(table.personId, table.endedAt)])
