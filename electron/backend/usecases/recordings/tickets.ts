import { randomBytes } from 'node:crypto'
import type { Caller } from '../../domain/account.ts'
import type { Desk } from '../desk.ts'

/** A player's element sends no headers: its address carries a ticket for one call, in the name of who asked for it. */
export interface Ticket { readonly callId: number, readonly caller: Caller, readonly until: number, heard: boolean }

const validMs = 12 * 3_600_000
const most = 5000

const kept = new WeakMap<Desk, Map<string, Ticket>>()

export const issueTicket = (desk: Desk, callId: number, caller: Caller): string => {
  let tickets = kept.get(desk)
  if (!tickets) kept.set(desk, tickets = new Map())
  const now = desk.clock()
  // In the order of their making, so the oldest stand first.
  for (const [key, { until }] of tickets) {
    if (until > now && tickets.size < most) break
    tickets.delete(key)
  }
  const key = randomBytes(24).toString('base64url')
  tickets.set(key, { callId, caller, until: now + validMs, heard: false })
  return key
}

/** Whoever was signed out, or lost the right, since then is refused by the session and the policy, which are asked again at every use. */
export const findTicket = (desk: Desk, key: string): Ticket | null => {
  const ticket = kept.get(desk)?.get(key)
  return ticket && ticket.until > desk.clock() ? ticket : null
}
