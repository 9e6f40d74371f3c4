import type { ClientFilter, ClientSort } from '../../../../src/shared/contract/clients.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { dealScope } from './dealScope.ts'
import { phoneSql } from './findRecords.ts'
import { all, statement } from './rows.ts'
import { clientColumnsFor, clientsWith, searchOf } from './search.ts'

export interface ClientRecord {
  id: number, version: number, externalId: string, source: string, name: string | null, kind: 'company' | 'person' | null, phone: string | null, email: string | null, ownerId: number | null, team: string | null
  createdAt: number | null, erasedAt: number | null, channel: string | null, deals: number, openDeals: number, amount: number, noRate: number, lastContactAt: number | null
}

/** Clients with what they have in the deals that this person may see. */
export interface ClientBoard { /** `FROM … WHERE …` of the clients `$rowIds`. */ fromRows: string, parameters: Record<string, unknown> }

export const makeClientBoard = (actor: PolicyActor, now: number): ClientBoard => {
  const { sql, reach } = dealScope(actor, 'see_deals')
  const owned = sql.replaceAll('deal.', 'client.')
  const among = 'IN (SELECT value FROM json_each($rowIds))'
  // `LIMIT -1` keeps the sums from being computed once more for every client.
  const fromRows = `FROM client LEFT JOIN (
      SELECT client_id, count(*) AS deals, sum(status = 'open') AS open_deals, sum(iif(status = 'open', coalesce(amount_reporting, 0), 0)) AS amount,
        sum(status = 'open' AND amount IS NOT NULL AND amount_reporting IS NULL) AS no_rate, max(last_contact_at) AS last_contact_at
      FROM deal WHERE client_id ${among} AND coalesce(created_at, $now) <= $now AND ${sql} GROUP BY client_id LIMIT -1
    ) AS held ON held.client_id = client.id LEFT JOIN (SELECT id, name, team FROM person) AS owner ON owner.id = client.owner_id
    WHERE (${owned} OR held.client_id IS NOT NULL) AND client.id ${among}`
  return { fromRows, parameters: { reach, now, clientColumns: clientColumnsFor(actor) } }
}

// A contact may name the client alone, and a client may have no deal.
const contactSql = 'nullif(max(coalesce(held.last_contact_at, 0), coalesce((SELECT max(contact_at) FROM activity WHERE activity.client_id = client.id), 0)), 0)'

// Orders that the columns in memory don't know (store/memory/clientViews.ts).
const sortSql = {
  manager: { key: 'fold(owner.name)', flip: false },
  lastContact: { key: contactSql, flip: true },
} as const satisfies Partial<Record<ClientSort['by'], { key: string, flip: boolean }>>

/** The words of a filter as a condition: the rest is judged in memory (store/memory/clientViews.ts). */
const conditionsOf = ({ text }: Pick<ClientFilter, 'text'>): { where: string, parameters: Record<string, unknown> } => {
  if (text === undefined) return { where: '', parameters: {} }
  const { words, parameters } = searchOf(text, word => `client.id IN (${clientsWith(word)})`)
  if (words === null) return { where: '', parameters }
  return { where: ` AND ${parameters.digits === undefined ? words : `(${words} OR ($clientColumns = '' AND ${phoneSql}))`}`, parameters }
}

/** These ids in the order of a sort: what has no value comes last in both directions. */
export const orderedClientIds = (db: ReadDb, { fromRows, parameters }: ClientBoard, ids: readonly number[], { by, descending }: { by: keyof typeof sortSql, descending: boolean }): Uint32Array => {
  const { key, flip } = sortSql[by]
  const direction = descending !== flip ? 'DESC' : 'ASC'
  return Uint32Array.from(statement(db, `SELECT client.id ${fromRows} ORDER BY ${key} ${direction} NULLS LAST, client.id ${direction}`).pluck().all({ ...parameters, rowIds: JSON.stringify(ids) }) as number[])
}

/** Ids of the clients with these words, or this phone for who may see it; whoever sees them. */
export const clientIdsOfText = (db: ReadDb, actor: PolicyActor, text: string): number[] => {
  const { where, parameters } = conditionsOf({ text })
  return statement(db, `SELECT client.id FROM client WHERE true${where}`).pluck().all({ ...parameters, clientColumns: clientColumnsFor(actor) }) as number[]
}

/** The clients of these ids that this person may see, in the order of `ids`. */
export const clientRecords = (db: ReadDb, { fromRows, parameters }: ClientBoard, ids: Iterable<number>): ClientRecord[] => {
  const wanted = [...ids]
  if (wanted.length === 0) return []
  const found = new Map(all<ClientRecord>(db, `
    SELECT client.id, client.version, client.external_id AS externalId, client.source, client.name, client.kind, coalesce(client.phone_e164, client.phone) AS phone, client.email, client.owner_id AS ownerId, owner.team,
      client.created_at AS createdAt, client.channel, client.erased_at AS erasedAt, coalesce(held.deals, 0) AS deals, coalesce(held.open_deals, 0) AS openDeals, coalesce(held.amount, 0) AS amount, coalesce(held.no_rate, 0) AS noRate,
      ${contactSql} AS lastContactAt
    ${fromRows}`, { ...parameters, rowIds: JSON.stringify(wanted) }).map(row => [row.id, row]))
  return wanted.flatMap(id => found.get(id) ?? [])
}

/** Changes of a client's owner, the newest first. */
export const clientTransfers = (db: ReadDb, clientId: number): { at: number, fromId: number | null, toId: number | null, byId: number | null, reason: string }[] => all(db, `
  SELECT at, from_id AS fromId, to_id AS toId, by_id AS byId, reason FROM transfer WHERE record_type = 'client' AND record_id = ? ORDER BY at DESC, id DESC LIMIT 50`, clientId)
