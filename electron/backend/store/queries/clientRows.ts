import type { ClientFilter, ClientKindChoice, ClientSort } from '../../../../src/shared/contract/clients.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import { parseDay } from '../../domain/time/days.ts'
import type { Zone } from '../../domain/time/zone.ts'
import type { ReadDb } from '../db.ts'
import { dealScope } from './dealScope.ts'
import { phoneSql } from './findRecords.ts'
import { all, one, statement } from './rows.ts'
import { clientColumnsFor, clientsWith, searchOf } from './search.ts'

export type { ClientSort } from '../../../../src/shared/contract/clients.ts'

export interface ClientRecord {
  id: number, version: number, externalId: string, source: string, name: string | null, kind: 'company' | 'person' | null, phone: string | null, email: string | null, ownerId: number | null, team: string | null
  createdAt: number | null, erasedAt: number | null, channel: string | null, deals: number, openDeals: number, amount: number, noRate: number, lastContactAt: number | null
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
    ) AS held ON held.client_id = client.id LEFT JOIN (SELECT id, name, team FROM person) AS owner ON owner.id = client.owner_id WHERE (${owned} OR held.client_id IS NOT NULL)`
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
  manager: { key: 'fold(owner.name)' },
  created: { key: 'client.created_at' },
  deals: { key: 'coalesce(held.deals, 0)' },
  openDeals: { key: 'coalesce(held.open_deals, 0)' },
  sum: { key: 'coalesce(held.amount, 0)' },
  lastContact: { key: contactSql, flip: true },
}

export type ClientField = keyof ClientFilter

/** The filter as conditions over a board, without the fields of `except` (a facet doesn't narrow itself). */
const conditionsOf = (filter: ClientFilter, zone: Zone, except: readonly ClientField[] = []): { where: string, parameters: Record<string, unknown> } => {
  const parts: string[] = []
  const parameters: Record<string, unknown> = {}
  const given = <Field extends ClientField>(field: Field): ClientFilter[Field] => except.includes(field) ? undefined : filter[field]
  const among = (column: string, name: string, values: readonly unknown[] | undefined): void => {
    if (values === undefined) return
    parts.push(`${column} IN (SELECT value FROM json_each($${name}))`)
    parameters[name] = JSON.stringify(values)
  }
  const at = (sign: '>=' | '<', name: string, day: string | undefined, add: number): void => {
    const number = day === undefined ? null : parseDay(day)
    if (number === null) return
    parts.push(`client.created_at ${sign} $${name}`)
    parameters[name] = zone.startOfDay(number + add)
  }
  const text = given('text')
  if (text !== undefined) {
    const search = searchOf(text, word => `client.id IN (${clientsWith(word)})`)
    if (search.words !== null) parts.push(search.parameters.digits === undefined ? search.words : `(${search.words} OR ($clientColumns = '' AND ${phoneSql}))`)
    Object.assign(parameters, search.parameters)
  }
  among('coalesce(client.owner_id, 0)', 'ofManagers', given('managerIds'))
  among("coalesce(owner.team, '')", 'ofTeams', given('teams'))
  among("coalesce(client.channel, '')", 'inChannels', given('channels'))
  among("coalesce(client.kind, 'none')", 'ofKinds', given('kinds'))
  among('client.id', 'withIds', given('ids'))
  const open = given('withOpenDeals')
  if (open !== undefined) parts.push(open ? 'held.open_deals > 0' : 'coalesce(held.open_deals, 0) = 0')
  at('>=', 'createdFrom', given('createdFrom'), 0)
  at('<', 'createdTo', given('createdTo'), 1)
  return { where: parts.map(part => ` AND ${part}`).join(''), parameters }
}

/** Ids of a filter in the order of a sort: what has no value comes last in both directions. */
export const orderedClientIds = (db: ReadDb, { from, parameters }: ClientBoard, filter: ClientFilter, zone: Zone, { by, descending }: ClientSort): Uint32Array => {
  const { key, flip = false } = sortSql[by]
  const direction = descending !== flip ? 'DESC' : 'ASC'
  const condition = conditionsOf(filter, zone)
  return Uint32Array.from(statement(db, `SELECT client.id ${from}${condition.where} ORDER BY ${key} ${direction} NULLS LAST, client.id ${direction}`).pluck().all({ ...parameters, ...condition.parameters }) as number[])
}

export interface ClientFigureRow { count: number, openDeals: number, amount: number, noRate: number }
const figureSql = 'count(*) AS count, coalesce(sum(held.open_deals), 0) AS openDeals, coalesce(sum(held.amount), 0) AS amount, coalesce(sum(held.no_rate), 0) AS noRate'

/** Count, open deals and their sum over all clients of a filter. */
export const figureOfClients = (db: ReadDb, { from, parameters }: ClientBoard, filter: ClientFilter, zone: Zone): ClientFigureRow => {
  const condition = conditionsOf(filter, zone)
  return one<ClientFigureRow>(db, `SELECT ${figureSql} ${from}${condition.where}`, { ...parameters, ...condition.parameters })!
}

/** Clients that no facet tells apart. `ownerId` 0 = nobody's, `channel` '' = none. */
export interface ClientGroup extends ClientFigureRow { ownerId: number, team: string | null, channel: string, kind: ClientKindChoice, open: number }

export const clientGroups = (db: ReadDb, { from, parameters }: ClientBoard, filter: ClientFilter, zone: Zone, except: readonly ClientField[]): ClientGroup[] => {
  const condition = conditionsOf(filter, zone, except)
  return all<ClientGroup>(db, `
    SELECT coalesce(client.owner_id, 0) AS ownerId, owner.team, coalesce(client.channel, '') AS channel, coalesce(client.kind, 'none') AS kind, coalesce(held.open_deals, 0) > 0 AS open, ${figureSql}
    ${from}${condition.where} GROUP BY 1, 2, 3, 4, 5`, { ...parameters, ...condition.parameters })
}

/** Whose the clients of a filter are, each owner once: what the policy asks about. */
export const clientOwners = (db: ReadDb, { from, parameters }: ClientBoard, filter: ClientFilter, zone: Zone): { ownerId: number | null, team: string | null }[] => {
  const condition = conditionsOf(filter, zone)
  return all(db, `SELECT DISTINCT client.owner_id AS ownerId, owner.team ${from}${condition.where}`, { ...parameters, ...condition.parameters })
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
