const minute = 60_000
const hour = 60 * minute

/** Logins are told apart without case, outer spaces and the ways to write one letter. */
export const normalLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase()

export const passwordLength = { least: 10, most: 128 } as const
export type PasswordProblem = 'too_short' | 'too_long' | 'too_common' | 'like_login'

/** What is wrong with a new password, or null. Length counts characters; no kinds of characters are asked for (OWASP ASVS, Passwords). */
export const passwordProblem = (password: string, login: string, isCommon: (password: string) => boolean): PasswordProblem | null => {
  const length = [...password].length
  if (length < passwordLength.least) return 'too_short'
  if (length > passwordLength.most) return 'too_long'
  const lower = password.normalize('NFKC').toLowerCase()
  if (isCommon(lower)) return 'too_common'
  return lower.includes(normalLogin(login)) && lower.length - normalLogin(login).length < 6 ? 'like_login' : null
}

/** Wrong passwords in a row after which a sign-in is locked, and for how long; the pause ends the row too. */
export const lockRule = { failures: 5, lockedForMs: 15 * minute, forgottenAfterMs: 15 * minute } as const

export interface Failures { count: number, lastAt: number | null, lockedUntil: number | null }

export const isLocked = (failures: Failures, now: number): boolean => failures.lockedUntil !== null && now < failures.lockedUntil

/** The row after one more wrong password. */
export const afterFailure = (failures: Failures, now: number): Failures => {
  const goesOn = failures.lastAt !== null && now - failures.lastAt < lockRule.forgottenAfterMs && failures.lockedUntil === null
  const count = goesOn ? failures.count + 1 : 1
  return { count, lastAt: now, lockedUntil: count >= lockRule.failures ? now + lockRule.lockedForMs : null }
}

/** A place is signed out when nothing was asked for three days, and after thirty days in any case. */
export const sessionRule = { idleMs: 72 * hour, wholeMs: 30 * 24 * hour } as const
export const invitationMs = 72 * hour

export const sessionEnd = ({ createdAt, lastSeenAt }: { createdAt: number, lastSeenAt: number }): number =>
  Math.min(createdAt + sessionRule.wholeMs, lastSeenAt + sessionRule.idleMs)

/** How a call came: at the owner's own machine, through the shared host's window, or through its API. */
export type Door = 'local' | 'shared' | 'api'

/** What a door knows of a call. The door says it, never the caller; only `token` comes from outside. */
export interface Caller {
  readonly door: Door
  readonly token: string | null
  /** Where from, for the list of signed-in places; null at a local desk. */
  readonly address: string | null
}

/** A call from the owner's own machine without a token: the desktop's window before anybody signed in, a command, a job. */
export const atLocalDesk: Caller = { door: 'local', token: null, address: null }

/** A local file opens without a password until a second sign-in exists; a head who has none is never locked out of the own file. */
export const needsSignIn = (door: Door, signIns: { all: number, heads: number }): boolean => door !== 'local' || (signIns.all >= 2 && signIns.heads >= 1)
