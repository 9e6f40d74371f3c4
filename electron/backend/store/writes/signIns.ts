import { and, eq, isNull, ne } from 'drizzle-orm'
import type { WriteDb } from '../db.ts'
import { ormOf } from '../orm.ts'
import { invitation, session, signIn } from '../schema/index.ts'

export const putSignInTx = (db: WriteDb, row: typeof signIn.$inferInsert): void => {
  const { personId: _personId, createdAt: _createdAt, ...changed } = row
  ormOf(db).insert(signIn).values(row).onConflictDoUpdate({ target: signIn.personId, set: changed }).run()
}
export const changeSignInTx = (db: WriteDb, personId: number, values: Partial<typeof signIn.$inferInsert>): void => {
  ormOf(db).update(signIn).set(values).where(eq(signIn.personId, personId)).run()
}
export const removeSignInTx = (db: WriteDb, personId: number): void => {
  ormOf(db).delete(signIn).where(eq(signIn.personId, personId)).run()
}

export const addInvitationTx = (db: WriteDb, row: typeof invitation.$inferInsert): number => ormOf(db).insert(invitation).values(row).returning({ id: invitation.id }).get().id
export const endInvitationsTx = (db: WriteDb, personId: number, at: number): void => {
  ormOf(db).update(invitation).set({ endedAt: at }).where(and(eq(invitation.personId, personId), isNull(invitation.endedAt))).run()
}

export const addSessionTx = (db: WriteDb, row: typeof session.$inferInsert): number => ormOf(db).insert(session).values(row).returning({ id: session.id }).get().id
export const endSessionTx = (db: WriteDb, id: number, at: number): void => {
  ormOf(db).update(session).set({ endedAt: at }).where(and(eq(session.id, id), isNull(session.endedAt))).run()
}
/** Ends a person's places, but `except`; returns how many. */
export const endSessionsTx = (db: WriteDb, personId: number, at: number, except: number | null = null): number =>
  ormOf(db).update(session).set({ endedAt: at }).where(and(eq(session.personId, personId), isNull(session.endedAt), ...(except === null ? [] : [ne(session.id, except)]))).run().changes
export const keepSeenTx = (db: WriteDb, id: number, at: number): void => {
  ormOf(db).update(session).set({ lastSeenAt: at }).where(eq(session.id, id)).run()
}
