import type { SignInView } from '../../../src/shared/contract/account.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { Role } from '../../../src/shared/vocabulary.ts'
import { invitationMs, normalLogin, sessionRule } from '../domain/account.ts'
import type { PersonRow } from '../store/queries/settingsLists.ts'
import { isLoginTaken, listSignIns, readSignIn } from '../store/queries/signIns.ts'
import { changeRecordTx } from '../store/writes/changeRecord.ts'
import { addInvitationTx, changeSignInTx, endInvitationsTx, endSessionsTx, putSignInTx, removeSignInTx } from '../store/writes/signIns.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { digestOf, hashPassword, newSecret, requireGoodPassword } from './passwords.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { requirePerson } from './savePerson.ts'

/** Everybody's way in, for the head. */
export const signInViews = (session: Session): SignInView[] => {
  requireMay(session, 'change_people')
  const now = session.desk.clock()
  return listSignIns(session.desk.db, now, { idle: now - sessionRule.idleMs, whole: now - sessionRule.wholeMs }).map(({ hasPassword, lockedUntil, ...row }) => ({
    ...row, roleConfirmed: row.roleConfirmed === 1, active: row.active === 1,
    lockedUntil: lockedUntil !== null && lockedUntil > now ? lockedUntil : null,
    state: row.login === null ? 'none' : lockedUntil !== null && lockedUntil > now ? 'locked' : hasPassword === 1 ? 'active' : row.invitedUntil !== null ? 'invited' : 'none',
  }))
}

const requireWorking = (tx: Tx, id: number): PersonRow => {
  const person = requirePerson(tx, id)
  if (person.active === 0) throw new PultError('REFUSED_BY_RULE', 'This person works here no more.', { rule: 'inactive', personId: id })
  return person
}

/** A proposed role becomes a confirmed one with the sign-in (domain.md, Who may do what). */
export const confirmRoleTx = (tx: Tx, person: PersonRow, wanted: Role | undefined): void => {
  const role = wanted ?? person.role
  if (role === null) throw new PultError('BAD_INPUT', 'Choose a role first.', { field: 'role' })
  if (person.roleConfirmed === 1 && person.role !== role) throw new PultError('BAD_INPUT', 'This person already has another role; change it in the team.', { field: 'role', role: person.role })
  if (person.roleConfirmed === 1) return
  const { before } = changeRecordTx(tx.db, 'person', person.id, { role, role_confirmed: 1 })
  tx.audit({ action: 'confirmRole', recordType: 'person', recordId: person.id, payload: { before, after: { role, role_confirmed: 1 } } })
}

export interface SaveSignInInput { commandId: string, personId: number, login: string, role?: Role, password?: string }

/** Gives a person a sign-in, or changes its login. With a password they can enter at once; without one an invitation is needed. */
export const saveSignIn = async (session: Session, input: SaveSignInInput): Promise<Record<string, never>> => {
  requireMay(session, 'change_people')
  const login = requireLogin(input.login)
  if (input.password !== undefined) await requireGoodPassword(input.password, login)
  const passwordHash = input.password === undefined ? undefined : await hashPassword(input.password)
  const { password: _password, ...kept } = input
  return runCommand(session, { procedure: 'signIns.save', input: { ...kept, withPassword: input.password !== undefined }, topics: ['people'] }, tx => {
    const person = requireWorking(tx, input.personId)
    confirmRoleTx(tx, person, input.role)
    giveSignInTx(tx, person.id, { login, passwordHash, keepSession: person.id === session.actor.id ? session.sessionId ?? null : null })
    return {}
  })
}

/** Keeps a login, and a password's hash if there is a new one: every place that was opened with the old one is signed out, but `keepSession`. */
export const giveSignInTx = (tx: Tx, personId: number, { login, passwordHash, keepSession = null }: { login: string, passwordHash: string | undefined, keepSession?: number | null }): void => {
  if (isLoginTaken(tx.db, login, personId)) throw new PultError('CONFLICT', 'Somebody else has this login.', { reason: 'login', field: 'login' })
  const before = readSignIn(tx.db, personId)
  putSignInTx(tx.db, { personId, login, createdAt: before?.createdAt ?? tx.now, passwordHash: passwordHash ?? before?.passwordHash ?? null, passwordAt: passwordHash ? tx.now : before?.passwordAt ?? null })
  if (passwordHash !== undefined) {
    endSessionsTx(tx.db, personId, tx.now, keepSession)
    endInvitationsTx(tx.db, personId, tx.now)
  }
  tx.audit({ action: 'saveSignIn', recordType: 'person', recordId: personId, payload: { before: before ? { login: before.login } : null, after: { login, password: passwordHash !== undefined } } })
}

/** A login in its normal form; BAD_INPUT for one that is too short to be told apart. */
export const requireLogin = (text: string): string => {
  const login = normalLogin(text)
  if (login.length >= 2) return login
  throw new PultError('BAD_INPUT', 'A login has at least two characters.', { field: 'login' })
}

/** A link's token for somebody who has a login; earlier links of that person end. The token itself is kept nowhere. */
export const invite = (session: Session, input: { commandId: string, personId: number }): { token: string, expiresAt: number } => {
  requireMay(session, 'change_people')
  const token = newSecret()
  const made = runCommand(session, { procedure: 'signIns.invite', input, topics: ['people'] }, tx => {
    const person = requireWorking(tx, input.personId)
    const known = readSignIn(tx.db, person.id)
    if (!known) throw new PultError('REFUSED_BY_RULE', 'Give this person a login first.', { rule: 'no_login', personId: person.id })
    return { digest: digestOf(token), expiresAt: inviteTx(tx, person.id, known.passwordHash === null ? 'invite' : 'reset', token) }
  })
  // The answer under a repeated id is the first one's, whose token nobody can say again.
  if (made.digest !== digestOf(token)) throw new PultError('CONFLICT', 'This link was made already and can be seen only once; make a new one.', { reason: 'command_id' })
  return { token, expiresAt: made.expiresAt }
}

/** Keeps a link's digest, ends the person's earlier links; returns until when it works. */
export const inviteTx = (tx: Tx, personId: number, kind: 'invite' | 'reset', token: string): number => {
  const expiresAt = tx.now + invitationMs
  endInvitationsTx(tx.db, personId, tx.now)
  addInvitationTx(tx.db, { personId, kind, tokenHash: digestOf(token), createdAt: tx.now, createdBy: tx.actor.id, expiresAt })
  tx.audit({ action: 'invite', recordType: 'person', recordId: personId, payload: { kind, expiresAt } })
  return expiresAt
}

export const unlockSignIn = (session: Session, input: { commandId: string, personId: number }): Record<string, never> => {
  requireMay(session, 'change_people')
  return runCommand(session, { procedure: 'signIns.unlock', input, topics: ['people'] }, tx => {
    const person = requireWorking(tx, input.personId)
    changeSignInTx(tx.db, person.id, { failures: 0, lastFailureAt: null, lockedUntil: null })
    tx.audit({ action: 'unlockSignIn', recordType: 'person', recordId: person.id, payload: {} })
    return {}
  })
}

/** Nobody takes the last head's way in, or the shared host would have nobody who can mend it. */
export const removeSignIn = (session: Session, input: { commandId: string, personId: number }): Record<string, never> => {
  requireMay(session, 'change_people')
  return runCommand(session, { procedure: 'signIns.remove', input, topics: ['people'] }, tx => {
    if (input.personId === tx.actor.id) throw new PultError('REFUSED_BY_RULE', 'Nobody takes away their own sign-in.', { rule: 'own_sign_in' })
    const before = readSignIn(tx.db, input.personId)
    if (!before) throw new PultError('NOT_FOUND', 'This person has no sign-in.', { personId: input.personId })
    endSessionsTx(tx.db, input.personId, tx.now)
    endInvitationsTx(tx.db, input.personId, tx.now)
    removeSignInTx(tx.db, input.personId)
    tx.audit({ action: 'removeSignIn', recordType: 'person', recordId: input.personId, payload: { before: { login: before.login }, after: null } })
    return {}
  })
}

export const endSessionsOf = (session: Session, input: { commandId: string, personId: number }): { ended: number } => {
  requireMay(session, 'change_people')
  return runCommand(session, { procedure: 'signIns.endSessions', input, topics: ['people'] }, tx => {
    const ended = endSessionsTx(tx.db, input.personId, tx.now, input.personId === session.actor.id ? session.sessionId ?? null : null)
    tx.audit({ action: 'endSessions', recordType: 'person', recordId: input.personId, payload: { ended } })
    return { ended }
  })
}
