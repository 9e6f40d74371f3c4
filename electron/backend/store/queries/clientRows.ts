import type { ClientFilter, clientSorts } from '../../../../src/shared/contract/deals.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { dealScope } from './dealScope.ts'
import { phoneSql } from './findRecords.ts'
import { all, statement } from './rows.ts'
import { clientColumnsFor, clientsWith, searchOf } from './search.ts'

export interface ClientSort { by: typeof clientSorts[number], descending: boolean }

export interface ClientRecord {
  id: number, version: number, externalId: string, name: string | null, kind: 'company' | 'person' | null, phone: string | null, email: string | null, ownerId: number | null
  createdAt: number | null, channel: string | null, deals: number, openDeals: number, amount: number, noRate: number, lastContactAt: number | null
}

/** Clients with what they have in the deals that this person may see. */
export interface ClientBoard { /** `FROM … WHERE …` of all clients, or of `$rowIds` alone. */ from: string, fromRows: string, parameters: Record<string, unknown> }

export const makeClientBoard = (actor: PolicyActor, now: number): ClientBoard => {
  const { sql, reach } = dealScope(actor, 'see_deals')
  const owned = sql.replaceAll('deal.', 'client.')
  // `LIMIT -1` keeps the sums from being computed once more for every client.
  const from = (only: string): string => `FROM client LEFT JOIN (
      SELECT client_id, count(*) AS deals, sum(status = 'open') AS open_deals, sum(iif(status = 'open', coalesce(amount_reporting, 0), 0)) AS amount,
        sum(status = 'open' AND amount IS NOT NULL AND amount_reporting IS NULL) AS no_rate, max(last_contact_at) AS last_contact_at
      FROM deal WHERE client_id ${only} AND coalesce(created_at, $now) <= $now AND ${sql} GROUP BY client_id LIMIT -1
    ) AS held ON held.client_id = client.id WHERE (${owned} OR held.client_id IS NOT NULL)`
  const among = 'IN (SELECT value FROM json_each($rowIds))'
  return {
    from: from('IS NOT NULL'), fromRows: `${from(among)} AND client.id ${among}`,
    parameters: { reach, now, clientColumns: clientColumnsFor(actor) },
  }
}

// A contact may name the client alone, and a client may have no deal.
const contactSql = 'nullif(max(coalesce(held.last_contact_at, 0), coalesce((SELECT max(contact_at) FROM activity WHERE activity.client_id = client.id), 0)), 0)'

const sortSql: Record<ClientSort['by'], { key: string, flip?: boolean }> = {
  name: { key: 'fold(client.name)' },
  manager: { key: 'fold((SELECT name FROM person WHERE id = client.owner_id))' },
  created: { key: 'client.created_at' },
  openDeals: { key: 'coalesce(held.open_deals, 0)' },
  sum: { key: 'coalesce(held.amount, 0)' },
  lastContact: { key: contactSql, flip: true },
}

const conditionsOf = (filter: ClientFilter): { where: string, parameters: Record<string, unknown> } => {
  const parts: string[] = []
  const parameters: Record<string, unknown> = {}
  if (filter.text !== undefined) {
    const search = searchOf(filter.text, word => `client.id IN (${clientsWith(word)})`)
    if (search.words !== null) parts.push(search.parameters.digits === undefined ? search.words : `(${search.words} OR ($clientColumns = '' AND ${phoneSql}))`)
    Object.assign(parameters, search.parameters)
  }
  if (filter.managerIds) {
    parts.push('coalesce(client.owner_id, 0) IN (SELECT value FROM json_each($ofManagers))')
    parameters.ofManagers = JSON.stringify(filter.managerIds)
  }
  if (filter.channels) {
    parts.push("coalesce(client.channel, '') IN (SELECT value FROM json_each($inChannels))")
    parameters.inChannels = JSON.stringify(filter.channels)
  }
  if (filter.withOpenDeals !== undefined) parts.push(filter.withOpenDeals ? 'held.open_deals > 0' : 'coalesce(held.open_deals, 0) = 0')
  return { where: parts.map(part => ` AND ${part}`).join(''), parameters }
}

/** Ids of a filter in the order of a sort: what has no value comes last in both directions. */
export const orderedClientIds = (db: ReadDb, { from, parameters }: ClientBoard, filter: ClientFilter, { by, descending }: ClientSort): Uint32Array => {
  const { key, flip = false } = sortSql[by]
  const direction = descending !== flip ? 'DESC' : 'ASC'
  const condition = conditionsOf(filter)
  return Uint32Array.from(statement(db, `SELECT client.id ${from}${condition.where} ORDER BY ${key} ${direction} NULLS LAST, client.id ${direction}`).pluck().all({ ...parameters, ...condition.parameters }) as number[])
}

/** The clients of these ids that this person may see, in the order of `ids`. */
export const clientRecords = (db: ReadDb, { fromRows, parameters }: ClientBoard, ids: Iterable<number>): ClientRecord[] => {
  const wanted = [...ids]
  if (wanted.length === 0) return []
  const found = new Map(all<ClientRecord>(db, `
    SELECT client.id, client.version, client.external_id AS externalId, client.name, client.kind, coalesce(client.phone_e164, client.phone) AS phone, client.email, client.owner_id AS ownerId,
      client.created_at AS createdAt, client.channel, coalesce(held.deals, 0) AS deals, coalesce(held.open_deals, 0) AS openDeals, coalesce(held.amount, 0) AS amount, coalesce(held.no_rate, 0) AS noRate,
      ${contactSql} AS lastContactAt
    ${fromRows}`, { ...parameters, rowIds: JSON.stringify(wanted) }).map(row => [row.id, row]))
  return wanted.flatMap(id => found.get(id) ?? [])
}
