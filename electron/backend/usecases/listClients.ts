import type { ClientFigure, ClientFilter, ClientRow, ClientSort } from '../../../src/shared/contract/clients.ts'
import type { DealRow } from '../../../src/shared/contract/deals.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { bars } from '../domain/erasure.ts'
import { allowedOnClient, may } from '../domain/policy.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { clientOwners, clientViews as viewsOfClients, figureOfClients, isMemoryOrder, orderOfClients, type ClientFigureRow, type ClientViews } from '../store/memory/clientViews.ts'
import { clientRecords, clientTransfers, makeClientBoard, orderedClientIds, type ClientBoard, type ClientRecord } from '../store/queries/clientRows.ts'
import { all } from '../store/queries/rows.ts'
import { boardOf, type SeenBoard } from './boardOf.ts'
import type { Desk, Session } from './desk.ts'
import { dealRows, orderOf } from './listDeals.ts'
import { personOf } from './taskView.ts'

/** The clients as a person sees them now. */
export interface SeenClients extends SeenBoard {
  readonly desk: Desk
  /** In SQL: for rows, and orders that only it knows. */
  readonly clients: ClientBoard
  /** In memory: for all that counts. */
  readonly clientViews: () => ClientViews
}

export const seenClients = (session: Session): SeenClients => {
  const seen = boardOf(session)
  const { desk } = session
  return { ...seen, desk, clients: makeClientBoard(seen.actor, seen.moment.now), clientViews: () => seen.keep('client views', () => viewsOfClients(desk.db, seen.actor, seen.moment.zone, seen.views)) }
}

/** Sums are nothing to those who may not see money. */
export const seenClientFigure = ({ money }: Pick<SeenBoard, 'money'>, { count, openDeals, amount, noRate }: ClientFigureRow): ClientFigure =>
  ({ count, openDeals, money: money ? { amount, noRate } : { amount: 0, noRate: 0 } })

const mostOrders = 4

/** Ids of a filter in its order, once while nothing changes. */
export const clientOrderOf = (seen: SeenClients, filter: ClientFilter, sort: ClientSort): Uint32Array => {
  // Who may not see sums doesn't learn their order either.
  const asked: ClientSort = sort.by === 'sum' && !seen.money ? { ...sort, by: 'openDeals' } : sort
  const orders = seen.keep('client orders', () => new Map<string, Uint32Array>())
  const key = JSON.stringify([filter, asked])
  const order = orders.get(key) ?? orderedIds(seen, filter, asked)
  orders.delete(key)
  orders.set(key, order)
  for (const oldest of orders.keys()) if (orders.size > mostOrders) orders.delete(oldest)
  return order
}

const orderedIds = (seen: SeenClients, filter: ClientFilter, { by, descending }: ClientSort): Uint32Array => {
  if (isMemoryOrder(by)) return orderOfClients(seen.clientViews(), filter, { by, descending })
  const ids: number[] = []
  seen.clientViews().each(filter, id => ids.push(id))
  return orderedClientIds(seen.desk.db, seen.clients, ids, { by, descending })
}

const figureOf = (seen: SeenClients, filter: ClientFilter): ClientFigure =>
  seenClientFigure(seen, seen.keep(`client figure ${JSON.stringify(filter)}`, () => figureOfClients(seen.clientViews(), filter)))

export interface ClientRangeInput { filter: ClientFilter, sort: ClientSort, offset: number, limit: number }

/** `limit` clients from the place `offset`; their deals are those that this person may see. */
export const clientRange = (session: Session, { filter, sort, offset, limit }: ClientRangeInput): { rows: ClientRow[], total: number, figure: ClientFigure } => {
  const seen = seenClients(session)
  const order = clientOrderOf(seen, filter, sort)
  return { rows: clientViews(seen, order.subarray(offset, offset + limit)), total: order.length, figure: figureOf(seen, filter) }
}

const mostIds = 5000

/** Ids and versions for «select all», in the filter's order, and what may be done with all of them alike. */
export const clientIds = (session: Session, { filter, sort }: { filter: ClientFilter, sort: ClientSort }): { items: { id: number, version: number }[], total: number, figure: ClientFigure, allowedActions: string[] } => {
  const seen = seenClients(session)
  const { db } = seen.desk
  const order = clientOrderOf(seen, filter, sort)
  const ids = [...order.subarray(0, mostIds)]
  const versions = new Map(all<{ id: number, version: number }>(db, 'SELECT id, version FROM client WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)).map(row => [row.id, row.version]))
  const [first = [], ...others] = clientOwners(seen.clientViews(), filter).map(subject => allowedOnClient(seen.actor, subject, { erased: true }))
  return {
    items: ids.map(id => ({ id, version: versions.get(id)! })), total: order.length, figure: figureOf(seen, filter), allowedActions: first.filter(action => others.every(list => list.includes(action))),
  }
}

const mostDeals = 500

export interface ClientView extends ClientRow { dealRows: DealRow[], transfers: { at: number, from: ClientRow['manager'], to: ClientRow['manager'], by: ClientRow['manager'], reason: string }[] }

/** A client with its deals, open ones first, newest first, and whose it was; NOT_FOUND, also for one that this person may not see. */
export const getClient = (session: Session, { clientId }: { clientId: number }): ClientView => {
  const seen = seenClients(session)
  const [row] = clientViews(seen, [clientId])
  if (!row) throw new PultError('NOT_FOUND', 'There is no such client.', { clientId })
  const deals = dealRows(session, seen, orderOf(session.desk, seen, { clientId }, { by: 'created', descending: true }).subarray(0, mostDeals))
  const isOver = (deal: DealRow): number => Number(deal.status === 'won' || deal.status === 'lost')
  const names = personNames(session.desk.db)
  const transfers = clientTransfers(session.desk.db, clientId).map(({ at, fromId, toId, byId, reason }) => ({ at, from: personOf(names, fromId), to: personOf(names, toId), by: personOf(names, byId), reason }))
  return { ...row, dealRows: deals.sort((a, b) => isOver(a) - isOver(b)), transfers }
}

export const clientViews = (seen: SeenClients, ids: Iterable<number>): ClientRow[] => {
  const { today, zone } = seen.moment
  const names = seen.keep('names', () => personNames(seen.desk.db))
  // All that is listed is within this person's reach.
  const contacts = may(seen.actor, 'see_contacts')
  return clientRecords(seen.desk.db, seen.clients, ids).map((row: ClientRecord): ClientRow => ({
    id: row.id, version: row.version, externalId: row.externalId, source: row.source, name: row.erasedAt === null ? row.name?.trim() || row.externalId : bars.slice(0, 12), kind: row.kind, phone: contacts ? row.phone : null, email: contacts ? row.email : null, manager: personOf(names, row.ownerId),
    createdAt: row.createdAt, channel: row.channel, deals: row.deals, openDeals: row.openDeals, money: seen.money ? { amount: row.amount, noRate: row.noRate } : { amount: 0, noRate: 0 },
    lastContactDays: row.lastContactAt === null ? null : Math.max(0, today - zone.dayOf(row.lastContactAt)), erasedAt: row.erasedAt, allowedActions: allowedOnClient(seen.actor, { ownerId: row.ownerId, team: row.team }, { erased: row.erasedAt !== null }),
  }))
}
