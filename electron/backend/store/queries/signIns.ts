import { and, asc, count, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import type { ReadDb } from '../db.ts'
import { ormOf } from '../orm.ts'
import { invitation, person, session, signIn } from '../schema/index.ts'
import { one } from './rows.ts'

/** Sign-ins with a password, of people who work here; read at every call of a local desk. */
export const countSignIns = (db: ReadDb): { all: number, heads: number } =>
  one<{ all: number, heads: number }>(db, `SELECT count(*) AS "all", coalesce(sum(person.role = 'head'), 0) AS heads FROM sign_in
    JOIN person ON person.id = sign_in.person_id WHERE sign_in.password_hash IS NOT NULL AND person.active = 1 AND person.role_confirmed = 1`)!

export type SignInRow = NonNullable<ReturnType<typeof readSignIn>>
export const readSignIn = (db: ReadDb, personId: number) => ormOf(db).select().from(signIn).where(eq(signIn.personId, personId)).get()

/** The sign-in behind a login in its normal form, with its person. */
export const findSignIn = (db: ReadDb, login: string) =>
  ormOf(db).select({ signIn, person: { id: person.id, name: person.name, role: person.role, roleConfirmed: person.roleConfirmed, active: person.active } })
    .from(signIn).innerJoin(person, eq(person.id, signIn.personId)).where(eq(signIn.login, login)).get()

export interface SessionPlace { id: number, personId: number, name: string, role: string, door: 'local' | 'shared' | 'api', createdAt: number, lastSeenAt: number }

/** A session that nobody ended, of a person who may still enter. Hot: every call of a signed-in person asks. */
export const findSession = (db: ReadDb, tokenHash: string): SessionPlace | null =>
  one<SessionPlace>(db, `SELECT session.id, session.person_id AS personId, person.name, person.role, session.door, session.created_at AS createdAt, session.last_seen_at AS lastSeenAt
    FROM session JOIN person ON person.id = session.person_id
    WHERE session.token_hash = ? AND session.ended_at IS NULL AND person.active = 1 AND person.role_confirmed = 1 AND person.role IS NOT NULL`, tokenHash) ?? null

export const listSessions = (db: ReadDb, personId: number) =>
  ormOf(db).select().from(session).where(and(eq(session.personId, personId), isNull(session.endedAt))).orderBy(desc(session.lastSeenAt), desc(session.id)).all()

export const readSession = (db: ReadDb, id: number) => ormOf(db).select().from(session).where(eq(session.id, id)).get()

/** An invitation that can still be used. */
export const findInvitation = (db: ReadDb, tokenHash: string, now: number) =>
  ormOf(db).select({ id: invitation.id, personId: invitation.personId, kind: invitation.kind, expiresAt: invitation.expiresAt, name: person.name, login: signIn.login })
    .from(invitation).innerJoin(person, eq(person.id, invitation.personId)).innerJoin(signIn, eq(signIn.personId, invitation.personId))
    .where(and(eq(invitation.tokenHash, tokenHash), isNull(invitation.endedAt), gt(invitation.expiresAt, now), eq(person.active, 1), eq(person.roleConfirmed, 1))).get()

/** Everybody with what they have to enter by; who works here first. */
export const listSignIns = (db: ReadDb, now: number, seenAfter: { idle: number, whole: number }) => {
  const places = ormOf(db).select({ personId: session.personId, count: count().as('places') }).from(session)
    .where(and(isNull(session.endedAt), gt(session.lastSeenAt, seenAfter.idle), gt(session.createdAt, seenAfter.whole))).groupBy(session.personId).as('places')
  const invited = ormOf(db).select({ personId: invitation.personId, until: sql<number>`max(${invitation.expiresAt})`.as('until') }).from(invitation)
    .where(and(isNull(invitation.endedAt), gt(invitation.expiresAt, now))).groupBy(invitation.personId).as('invited')
  return ormOf(db).select({
    personId: person.id, name: person.name, role: person.role, roleConfirmed: person.roleConfirmed, active: person.active, team: person.team,
    login: signIn.login, hasPassword: sql<number>`${signIn.passwordHash} IS NOT NULL`, lockedUntil: signIn.lockedUntil, lastSignInAt: signIn.lastSignInAt,
    invitedUntil: invited.until, sessions: sql<number>`coalesce(${places.count}, 0)`,
  }).from(person).leftJoin(signIn, eq(signIn.personId, person.id)).leftJoin(places, eq(places.personId, person.id)).leftJoin(invited, eq(invited.personId, person.id))
    .orderBy(desc(person.active), asc(person.name), asc(person.id)).all()
}

export const isLoginTaken = (db: ReadDb, login: string, personId: number): boolean =>
  ormOf(db).select({ personId: signIn.personId }).from(signIn).where(and(eq(signIn.login, login), ne(signIn.personId, personId))).get() !== undefined
