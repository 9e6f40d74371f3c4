import type { ReadDb } from '../../store/db.ts'
import { all } from '../../store/queries/rows.ts'
import type { RecordIds } from '../reconcile/context.ts'
import { foldText } from '../values/text.ts'
import { isExtension } from './layouts.ts'

/** Whose a logged call is: keys that the comparison resolves to records of whichever source. */
export interface CallLinks {
  /** By extension, own number or name; null for a line that is nobody's, or several people's. */
  readonly manager: (line: string) => string | null
  /** By number; with its deal when one alone was open then. */
  readonly client: (phone: string, at: number) => { client: string, deal: string | null } | null
  /** The same call, known from the CRM itself. */
  readonly isKnown: (client: string, at: number) => boolean
}

/** Two clocks of one call. */
const sameCallMs = 120_000
const key = (table: 'person' | 'client' | 'deal', id: number): string => `\u0000${table}:${id}`

/** An extension in a person's phone: alone, or behind the office's number. */
const extensionIn = (phone: string): string | null => isExtension(phone.trim()) ? phone.trim() : /(?:доб|вн|ext|x)\.?\s*(\d{2,6})\s*$/i.exec(phone)?.[1] ?? null

export const makeCallLinks = (db: ReadDb, ids: RecordIds, source: string, readPhone: (text: string | null) => string | null): CallLinks => {
  /** What digits of an exchange may mean: as they stand, with a prefix for the outer line, or an international number without its plus. */
  const phonesOf = (text: string): string[] => {
    const digits = text.replace(/[^\d+]/g, '')
    const readings = [text, ...(/^[09]\d{10,15}$/.test(digits) ? [digits.slice(1)] : []), ...(/^\d{11,15}$/.test(digits) ? [`+${digits}`] : [])]
    return readings.flatMap(reading => readPhone(reading) ?? [])
  }
  const people = new Map<string, number | null>()
  const addPerson = (name: string | null, id: number): void => {
    if (name !== null && name !== '') people.set(name, people.has(name) && people.get(name) !== id ? null : id)
  }
  for (const { id, name, phone } of all<{ id: number, name: string | null, phone: string | null }>(db, 'SELECT id, name, phone FROM person WHERE active = 1')) {
    const words = name === null ? [] : foldText(name).split(' ')
    addPerson(words.toSorted().join(' '), id)
    if (phone === null) continue
    addPerson(extensionIn(phone), id)
    for (const number of phonesOf(phone)) addPerson(number, id)
  }
  const clients = new Map<string, number[]>()
  for (const { id, phone } of all<{ id: number, phone: string }>(db, 'SELECT id, phone_e164 AS phone FROM client WHERE phone_e164 IS NOT NULL ORDER BY id')) clients.set(phone, [...clients.get(phone) ?? [], id])
  const openDeals = db.sqlite.prepare('SELECT id FROM deal WHERE client_id = ? AND coalesce(created_at, 0) <= ? AND (closed_at IS NULL OR closed_at > ?) AND (status IN (\'open\', \'refusal_review\') OR closed_at IS NOT NULL)').pluck()
  const known = db.sqlite.prepare(`SELECT 1 FROM activity WHERE kind = 'call' AND source <> $source AND occurred_at BETWEEN $at - ${sameCallMs} AND $at + ${sameCallMs}
    AND (client_id = $client OR deal_id IN (SELECT id FROM deal WHERE client_id = $client)) LIMIT 1`).pluck()
  const toKey = (table: 'person' | 'client' | 'deal', id: number): string => {
    const target = table === 'person' ? ids.people : table === 'client' ? ids.clients : ids.deals
    target.own.set(key(table, id), id)
    return key(table, id)
  }
  return {
    manager: line => {
      const said = [line, foldText(line).split(' ').toSorted().join(' '), ...phonesOf(line)].find(each => people.has(each))
      const id = said === undefined ? null : people.get(said)
      return id == null ? null : toKey('person', id)
    },
    client: (phone, at) => {
      const found = phonesOf(phone).map(number => clients.get(number)).find(each => each !== undefined) ?? []
      if (found.length === 0) return null
      const withDeals = found.map(id => ({ id, deals: openDeals.all(id, at, at) as number[] }))
      // Two clients of one number: the one that something is going on with.
      const best = withDeals.find(({ deals }) => deals.length > 0) ?? withDeals[0]!
      return { client: toKey('client', best.id), deal: best.deals.length === 1 ? toKey('deal', best.deals[0]!) : null }
    },
    isKnown: (client, at) => known.get({ source, at, client: ids.clients.own.get(client) }) !== undefined,
  }
}
