import { reachOf } from '../domain/policy.ts'
import { phoneDigits } from '../domain/text.ts'
import { findClients, findDeals, findPeople, type FoundRow } from '../store/queries/findRecords.ts'
import { policyActorOf } from './access.ts'
import type { Session } from './desk.ts'

export interface Found { type: 'deal' | 'client' | 'person', id: number, dealId: number | null, title: string, detail: string | null }

const most = 30

/** Deals, clients and people for Ctrl+K: what begins with the text first, then what contains it, in any case; at most 30. */
export const findRecords = (session: Session, { text }: { text: string }): Found[] => {
  const actor = policyActorOf(session)
  const { db } = session.desk
  const wanted = text.trim()
  if (wanted === '' || reachOf(actor, 'see_deals') === 'none') return []
  // Who sees no phones and e-mails doesn't find by them either.
  const contacts = reachOf(actor, 'see_contacts') !== 'none'
  const needle = { text: wanted, digits: contacts ? phoneDigits(text) : null }
  const lists = [findDeals(db, actor, needle, most), findClients(db, actor, needle, most, contacts), findPeople(db, needle, 5)]
  // Each kind keeps its share, so that many deals don't hide the one client.
  const [deals = [], clients = [], people = []] = lists
  const room = Math.max(10, most - deals.length - people.length)
  const shownClients = clients.slice(0, room)
  const shownDeals = deals.slice(0, most - shownClients.length - people.length)
  return [...shownDeals, ...shownClients, ...people]
    .sort((a, b) => a.rank - b.rank)
    .map(({ rank: _rank, ...row }: FoundRow): Found => row)
}
