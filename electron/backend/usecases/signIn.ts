import type { Entered, Me, SignInSession } from '../../../src/shared/contract/account.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { rightsOf } from '../domain/policy.ts'
import { afterFailure, isLocked, normalLogin, sessionEnd, type Failures, type Caller } from '../domain/account.ts'
import { findInvitation, findSignIn, isLoginTaken, listSessions, readSession, readSignIn, type SignInRow } from '../store/queries/signIns.ts'
import { appendAuditTx } from '../store/writes/appendAudit.ts'
import { policyActorOf } from './access.ts'
import { addSessionTx, changeSignInTx, endInvitationsTx, endSessionsTx, endSessionTx, putSignInTx } from '../store/writes/signIns.ts'
import type { Desk, Session } from './desk.ts'
import { asksToSignIn, lastCallOf, sessionIfAny } from './enter.ts'
import { digestOf, hashPassword, newSecret, requireGoodPassword, verifyPassword } from './passwords.ts'
import { runCommand } from './runCommand.ts'

const wrong = (): PultError => new PultError('SIGN_IN', 'Login or password is wrong.', { reason: 'wrong' })
const locked = (until: number): PultError => new PultError('TOO_MANY', 'Too many wrong passwords. Try again later, or ask the head of sales to unlock you.', { reason: 'locked', until })

/** What the window asks before anything else. */
export const accountState = (desk: Desk, caller: Caller) => {
  const session = sessionIfAny(desk, caller)
  const me = session && meOf(session)
  return {
    workspace: desk.workspace.name, door: caller.door, needsSignIn: asksToSignIn(desk, caller), me,
    login: me && (readSignIn(desk.db, me.id)?.login ?? null), allowedActions: session ? rightsOf(policyActorOf(session)) : [],
  }
}

export const meOf = ({ actor: { id, name, role } }: Session): Me => ({ id, name, role })

/** Opens a place for a person inside the caller's transaction; the token is said here and never again. */
const openPlaceTx = (desk: Desk, caller: Caller, person: Me, client: string | null, action: 'signIn' | 'acceptInvitation'): Entered => {
  const token = newSecret()
  const now = desk.clock()
  const id = addSessionTx(desk.db, { personId: person.id, tokenHash: digestOf(token), door: caller.door, client, address: caller.address, createdAt: now, lastSeenAt: now })
  changeSignInTx(desk.db, person.id, { failures: 0, lastFailureAt: null, lockedUntil: null, lastSignInAt: now })
  appendAuditTx(desk.db, [{ at: now, actorId: person.id, action, recordType: 'person', recordId: person.id, payload: { session: id, door: caller.door, client, address: caller.address } }])
  return { token, expiresAt: sessionEnd({ createdAt: now, lastSeenAt: now }), me: person }
}

const failuresOf = (row: SignInRow) => ({ count: row.failures, lastAt: row.lastFailureAt, lockedUntil: row.lockedUntil })

/** Wrong tries of logins that don't exist: they lock as others do, or a lock would tell which ones there are. */
const strangers = new WeakMap<Desk, Map<string, Failures>>()
const mostStrangers = 1000

const failuresOfStranger = (desk: Desk, login: string): Failures => strangers.get(desk)?.get(login) ?? { count: 0, lastAt: null, lockedUntil: null }
const keepStranger = (desk: Desk, login: string): void => {
  let known = strangers.get(desk)
  if (!known) strangers.set(desk, known = new Map())
  const next = afterFailure(failuresOfStranger(desk, login), desk.clock())
  known.delete(login)
  known.set(login, next)
  for (const oldest of known.keys()) if (known.size > mostStrangers) known.delete(oldest)
}

/** Lets a person in. SIGN_IN for a wrong login or password, TOO_MANY while the sign-in is locked (domain/account.ts). */
export const signIn = async (desk: Desk, caller: Caller, input: { login: string, password: string, client?: string }): Promise<Entered> => {
  const login = normalLogin(input.login)
  const found = findSignIn(desk.db, login)
  const before = found ? failuresOf(found.signIn) : failuresOfStranger(desk, login)
  if (isLocked(before, desk.clock())) throw locked(before.lockedUntil!)
  const fits = await verifyPassword(found?.signIn.passwordHash ?? null, input.password)
  // A refusal is a value here: thrown inside, it would take the count of the wrong tries back.
  const outcome = desk.db.sqlite.transaction(() => enterTx(desk, caller, { ...input, login }, fits && found ? found.signIn.passwordHash : null)).immediate()
  if (outcome instanceof PultError) throw outcome
  return outcome
}

/** `fitting`: the hash that the password was found to fit; null when it fitted none. */
const enterTx = (desk: Desk, caller: Caller, input: { login: string, client?: string }, fitting: string | null): Entered | PultError => {
  // Read again: somebody may have changed the password, or been locked, while it was computed.
  const found = findSignIn(desk.db, input.login)
  if (!found) {
    keepStranger(desk, input.login)
    return wrong()
  }
  const now = desk.clock()
  const failures = failuresOf(found.signIn)
  if (isLocked(failures, now)) return locked(failures.lockedUntil!)
  const { id, name, role, roleConfirmed, active } = found.person
  if (fitting !== null && fitting === found.signIn.passwordHash && active === 1 && roleConfirmed === 1 && role !== null) {
    return openPlaceTx(desk, caller, { id, name, role }, input.client ?? null, 'signIn')
  }
  const next = afterFailure(failures, now)
  changeSignInTx(desk.db, id, { failures: next.count, lastFailureAt: next.lastAt, lockedUntil: next.lockedUntil })
  if (next.lockedUntil !== null) {
    appendAuditTx(desk.db, [{ at: now, actorId: null, action: 'lockSignIn', recordType: 'person', recordId: id, payload: { until: next.lockedUntil, door: caller.door, address: caller.address } }])
  }
  return wrong()
}

/** Ends the place of this call; nothing to do at a local desk without passwords. */
export const signOut = ({ desk, actor, sessionId }: Session): void => {
  if (sessionId == null) return
  desk.db.sqlite.transaction(() => {
    const now = desk.clock()
    endSessionTx(desk.db, sessionId, now)
    appendAuditTx(desk.db, [{ at: now, actorId: actor.id, action: 'signOut', recordType: 'person', recordId: actor.id, payload: { session: sessionId } }])
  }).immediate()
  // Other doors follow it: a stream of events of this place ends.
  desk.announce(['people'], null)
}

export const mySessions = ({ desk, actor, sessionId }: Session): SignInSession[] =>
  listSessions(desk.db, actor.id).map(row => ({ ...row, lastSeenAt: lastCallOf(desk, row.id, row.lastSeenAt) }))
    .map(({ id, door, client, address, createdAt, lastSeenAt }) => ({ id, present: id === sessionId, door, client, address, createdAt, lastSeenAt, expiresAt: sessionEnd({ createdAt, lastSeenAt }) }))
    .filter(({ expiresAt }) => expiresAt > desk.clock())

/** One's own place, or with the head's right anybody's (manageSignIns.ts). NOT_FOUND for somebody else's. */
export const endMySession = (session: Session, input: { commandId: string, sessionId: number }): Record<string, never> =>
  runCommand(session, { procedure: 'account.endSession', input, topics: ['people'] }, tx => {
    const place = readSession(tx.db, input.sessionId)
    if (!place || place.personId !== session.actor.id) throw new PultError('NOT_FOUND', 'There is no such signed-in place.', { sessionId: input.sessionId })
    endSessionTx(tx.db, place.id, tx.now)
    tx.audit({ action: 'endSession', recordType: 'person', recordId: session.actor.id, payload: { session: place.id } })
    return {}
  })

export const signOutEverywhere = (session: Session, input: { commandId: string, here: boolean }): { ended: number } =>
  runCommand(session, { procedure: 'account.signOutEverywhere', input, topics: ['people'] }, tx => {
    const ended = endSessionsTx(tx.db, session.actor.id, tx.now, input.here ? null : session.sessionId ?? null)
    tx.audit({ action: 'endSessions', recordType: 'person', recordId: session.actor.id, payload: { ended } })
    return { ended }
  })

/**
 * A new password for oneself; the other places are signed out. At a local desk without passwords the head sets the first one,
 * with a login. SIGN_IN for a wrong present one, BAD_INPUT for a poor new one, CONFLICT for a login that is taken.
 */
export const changePassword = async (session: Session, input: { commandId: string, login?: string, present: string | null, next: string }): Promise<Record<string, never>> => {
  const { desk, actor } = session
  const before = readSignIn(desk.db, actor.id)
  const login = normalLogin(input.login ?? before?.login ?? '')
  if (login === '') throw new PultError('BAD_INPUT', 'Choose a login.', { field: 'login' })
  await requireGoodPassword(input.next, login)
  if (before?.passwordHash && !await verifyPassword(before.passwordHash, input.present ?? '')) {
    throw new PultError('SIGN_IN', 'The present password is wrong.', { reason: 'present', field: 'present' })
  }
  const passwordHash = await hashPassword(input.next)
  // A password never becomes part of what is kept about a command, not even as a digest that could be guessed at.
  return runCommand(session, { procedure: 'account.changePassword', input: { commandId: input.commandId, login }, topics: ['people'] }, tx => {
    if (readSignIn(tx.db, actor.id)?.passwordHash !== before?.passwordHash) throw new PultError('CONFLICT', 'The password was changed meanwhile.', { reason: 'password' })
    if (isLoginTaken(tx.db, login, actor.id)) throw new PultError('CONFLICT', 'Somebody else has this login.', { reason: 'login', field: 'login' })
    putSignInTx(tx.db, { personId: actor.id, login, passwordHash, createdAt: before?.createdAt ?? tx.now, passwordAt: tx.now, failures: 0, lastFailureAt: null, lockedUntil: null })
    const ended = endSessionsTx(tx.db, actor.id, tx.now, session.sessionId ?? null)
    endInvitationsTx(tx.db, actor.id, tx.now)
    tx.audit({ action: 'changePassword', recordType: 'person', recordId: actor.id, payload: { login, ended } })
    return {}
  })
}

const unusable = (): PultError => new PultError('NOT_FOUND', 'This link was used already, withdrawn, or is over. Ask the head of sales for a new one.', { reason: 'invitation' })

export const readInvitation = (desk: Desk, token: string) => {
  const found = findInvitation(desk.db, digestOf(token), desk.clock())
  if (!found) throw unusable()
  return { workspace: desk.workspace.name, name: found.name, login: found.login, kind: found.kind, expiresAt: found.expiresAt }
}

/** The first password, or a new one, by a link; it works once. Every earlier place of the person is signed out. */
export const acceptInvitation = async (desk: Desk, caller: Caller, input: { token: string, password: string, client?: string }): Promise<Entered> => {
  const invited = readInvitation(desk, input.token)
  await requireGoodPassword(input.password, invited.login)
  const passwordHash = await hashPassword(input.password)
  return desk.db.sqlite.transaction(() => {
    const now = desk.clock()
    const found = findInvitation(desk.db, digestOf(input.token), now)
    const person = found && findSignIn(desk.db, found.login)?.person
    if (!found || !person?.role) throw unusable()
    endInvitationsTx(desk.db, person.id, now)
    endSessionsTx(desk.db, person.id, now)
    changeSignInTx(desk.db, person.id, { passwordHash, passwordAt: now })
    return openPlaceTx(desk, caller, { id: person.id, name: person.name, role: person.role }, input.client ?? null, 'acceptInvitation')
  }).immediate()
}
