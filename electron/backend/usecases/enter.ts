import { PultError } from '../../../src/shared/errors.ts'
import type { Role } from '../../../src/shared/vocabulary.ts'
import { needsSignIn, sessionEnd, type Caller } from '../domain/account.ts'
import { readDeskHead } from '../store/queries/readWorkspace.ts'
import { countSignIns, findSession } from '../store/queries/signIns.ts'
import { keepSeenTx } from '../store/writes/signIns.ts'
import type { Actor, Desk, Session } from './desk.ts'
import { digestOf } from './passwords.ts'

/** How often a place's last call is written: at every call it would be the busiest row of the file. */
const seenEveryMs = 15 * 60_000

/** Last calls that aren't written yet, by session. */
const seen = new WeakMap<Desk, Map<number, number>>()

/** Must this caller say who they are? */
export const asksToSignIn = (desk: Desk, caller: Caller): boolean => needsSignIn(caller.door, countSignIns(desk.db))

const signInFirst = (reason: 'none' | 'over'): PultError =>
  new PultError('SIGN_IN', reason === 'none' ? 'Sign in first.' : 'You were signed out here. Sign in again.', { reason })

/** SIGN_IN for a caller who has no session. Read at every call: who was signed out a moment ago is out. */
export const sessionFor = (desk: Desk, caller: Caller): Session => {
  const session = sessionIfAny(desk, caller)
  if (!session) throw signInFirst(caller.token === null ? 'none' : 'over')
  return session
}

/** The signed-in person, or the head at a local desk that needs no password (domain.md, Who may do what); null for everybody else. */
export const sessionIfAny = (desk: Desk, caller: Caller): Session | null => {
  const entered = caller.token === null ? null : sessionOfToken(desk, caller.token)
  if (entered) return entered
  if (asksToSignIn(desk, caller)) return null
  const head = readDeskHead(desk.db)
  if (!head) throw new PultError('PULT_NOT_A_WORKSPACE', `This workspace has no head of sales: ${desk.path}.`, { path: desk.path })
  return { desk, actor: head, sessionId: null }
}

const sessionOfToken = (desk: Desk, token: string): Session | null => {
  const found = findSession(desk.db, digestOf(token))
  if (!found) return null
  let lastCalls = seen.get(desk)
  if (!lastCalls) seen.set(desk, lastCalls = new Map())
  const now = desk.clock()
  const lastSeenAt = Math.max(found.lastSeenAt, lastCalls.get(found.id) ?? 0)
  if (now >= sessionEnd({ createdAt: found.createdAt, lastSeenAt })) return null
  lastCalls.set(found.id, now)
  if (now - found.lastSeenAt >= seenEveryMs && !desk.db.sqlite.inTransaction) keepSeenTx(desk.db, found.id, now)
  return { desk, actor: { id: found.personId, name: found.name, role: found.role as Role } satisfies Actor, sessionId: found.id }
}

/** Last calls of a desk's places, for the list of them. */
export const lastCallOf = (desk: Desk, sessionId: number, kept: number): number => Math.max(kept, seen.get(desk)?.get(sessionId) ?? 0)
