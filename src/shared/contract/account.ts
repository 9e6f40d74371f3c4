import { oc } from '@orpc/contract'
import { z } from 'zod'
import { roles } from '../vocabulary.ts'
import { commandId, id, instant } from './common.ts'

/** Compared without case and outer spaces (domain/account.ts). */
export const login = z.string().trim().min(2).max(120)
/** Only its length is limited here; the rules that a new one must meet are the backend's. */
const password = z.string().min(1).max(256)
const secret = z.string().min(20).max(200)

export const me = z.object({ id, name: z.string(), role: z.enum(roles) })
export type Me = z.infer<typeof me>

/** `token` is said once; only its digest is kept. */
const entered = z.object({ token: secret, expiresAt: instant, me })
export type Entered = z.infer<typeof entered>

/** One place at which somebody is signed in. */
export const signInSession = z.object({
  id, present: z.boolean(), door: z.enum(['local', 'shared', 'api']),
  /** Browser or program, as it called itself; null when it said nothing. */
  client: z.string().nullable(),
  address: z.string().nullable(),
  createdAt: instant, lastSeenAt: instant, expiresAt: instant,
})
export type SignInSession = z.infer<typeof signInSession>

export const accountContract = {
  /** Who sits here, and what the window has to ask first. The only call besides `enter…` that needs no sign-in. */
  state: oc.output(z.object({
    workspace: z.string(),
    door: z.enum(['local', 'shared', 'api']),
    /** false at a local desk until a second person has a sign-in. */
    needsSignIn: z.boolean(),
    me: me.nullable(),
    /** Of the person here; null for who has none. */
    login: z.string().nullable(),
    /** What the role may do to something at all (domain/policy.ts); whether to a record, its own `allowedActions` say. */
    allowedActions: z.array(z.string()),
  })),
  /** SIGN_IN for a wrong login or password (which of them is not said), TOO_MANY while locked. */
  signIn: oc.input(z.object({ login, password, client: z.string().max(120).optional() })).output(entered),
  signOut: oc.output(z.object({})),
  /** Ends all other places, and this one too with `here`. */
  signOutEverywhere: oc.input(z.object({ commandId, here: z.boolean().default(false) })).output(z.object({ ended: z.int() })),
  sessions: oc.output(z.array(signInSession)),
  endSession: oc.input(z.object({ commandId, sessionId: id })).output(z.object({})),
  /** Also sets the first password of a head at a local desk, who has none: `present` is null then. Every other place is signed out. */
  changePassword: oc.input(z.object({ commandId, login: login.optional(), present: password.nullable(), next: password })).output(z.object({})),
  /** Whom an invitation is for, before the person chooses a password. NOT_FOUND for one that was used, withdrawn or is over. */
  invitation: oc.input(z.object({ token: secret })).output(z.object({ workspace: z.string(), name: z.string(), login, kind: z.enum(['invite', 'reset']), expiresAt: instant })),
  acceptInvitation: oc.input(z.object({ token: secret, password, client: z.string().max(120).optional() })).output(entered),
}

/** A person's way in, as the head sees it. */
export const signInView = z.object({
  personId: id, name: z.string(), role: z.enum(roles).nullable(), roleConfirmed: z.boolean(), active: z.boolean(), team: z.string().nullable(),
  login: z.string().nullable(),
  /** `invited`: a link waits; `locked`: too many wrong passwords. */
  state: z.enum(['none', 'invited', 'active', 'locked']),
  invitedUntil: instant.nullable(), lockedUntil: instant.nullable(), lastSignInAt: instant.nullable(),
  sessions: z.int(),
})
export type SignInView = z.infer<typeof signInView>

export const signInsContract = {
  list: oc.output(z.array(signInView)),
  /** Gives a sign-in or changes its login; confirms the role that an import proposed. With a password the person can enter at once. */
  save: oc.input(z.object({ commandId, personId: id, login, role: z.enum(roles).optional(), password: password.optional() })).output(z.object({})),
  /** A link's token for a first password, or for a new one; said once. Earlier ones of that person end. */
  invite: oc.input(z.object({ commandId, personId: id })).output(z.object({ token: secret, expiresAt: instant })),
  unlock: oc.input(z.object({ commandId, personId: id })).output(z.object({})),
  /** The person can't enter any more and is signed out everywhere. */
  remove: oc.input(z.object({ commandId, personId: id })).output(z.object({})),
  endSessions: oc.input(z.object({ commandId, personId: id })).output(z.object({ ended: z.int() })),
}
