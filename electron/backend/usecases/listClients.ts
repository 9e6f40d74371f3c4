import type { ClientFilter, ClientRow, DealRow } from '../../../src/shared/contract/deals.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { may } from '../domain/policy.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { clientRecords, makeClientBoard, orderedClientIds, type ClientBoard, type ClientRecord, type ClientSort } from '../store/queries/clientRows.ts'
import { boardOf, type SeenBoard } from './boardOf.ts'
import type { Session } from './desk.ts'
import { dealRows, orderOf } from './listDeals.ts'
import { personOf } from './taskView.ts'

export interface ClientRangeInput { filter: ClientFilter, sort: ClientSort, offset: number, limit: number }

const mostOrders = 4

/** Ids of a filter in its order, once while nothing changes. */
export const clientOrderOf = ({ desk }: Session, seen: SeenBoard, filter: ClientFilter, sort: ClientSort): Uint32Array => {
  // Who may not see sums doesn't learn their order either.
  const asked: ClientSort = sort.by === 'sum' && !seen.money ? { ...sort, by: 'openDeals' } : sort
  const orders = seen.keep('client orders', () => new Map<string, Uint32Array>())
  const key = JSON.stringify([filter, asked])
  const order = orders.get(key) ?? orderedClientIds(desk.db, clientBoardOf(seen), filter, asked)
  orders.delete(key)
  orders.set(key, order)
  for (const oldest of orders.keys()) if (orders.size > mostOrders) orders.delete(oldest)
  return order
}

const clientBoardOf = (seen: SeenBoard): ClientBoard => makeClientBoard(seen.actor, seen.moment.now)

/** `limit` clients from the place `offset`; their deals are those that this person may see. */
export const clientRange = (session: Session, { filter, sort, offset, limit }: ClientRangeInput): { rows: ClientRow[], total: number } => {
  const seen = boardOf(session)
  const order = clientOrderOf(session, seen, filter, sort)
  return { rows: clientViews(session, seen, order.subarray(offset, offset + limit)), total: order.length }
}

const mostDeals = 500

/** A client with its deals, open ones first, newest first; NOT_FOUND, also for one that this person may not see. */
export const getClient = (session: Session, { clientId }: { clientId: number }): ClientRow & { dealRows: DealRow[] } => {
  const seen = boardOf(session)
  const [row] = clientViews(session, seen, [clientId])
  if (!row) throw new PultError('NOT_FOUND', 'There is no such client.', { clientId })
  const deals = dealRows(session, seen, orderOf(session.desk, seen, { clientId }, { by: 'created', descending: true }).subarray(0, mostDeals))
  const isOver = (deal: DealRow): number => Number(deal.status === 'won' || deal.status === 'lost')
  return { ...row, dealRows: deals.sort((a, b) => isOver(a) - isOver(b)) }
}

export const clientViews = ({ desk }: Session, seen: SeenBoard, ids: Iterable<number>): ClientRow[] => {
  const { today, zone } = seen.moment
  const names = seen.keep('names', () => personNames(desk.db))
  // All that is listed is within this person's reach.
  const phones = may(seen.actor, 'see_phones')
  return clientRecords(desk.db, clientBoardOf(seen), ids).map((row: ClientRecord): ClientRow => ({
    id: row.id, version: row.version, externalId: row.externalId, name: row.name?.trim() || row.externalId, kind: row.kind, phone: phones ? row.phone : null, email: row.email, manager: personOf(names, row.ownerId),
    createdAt: row.createdAt, channel: row.channel, deals: row.deals, openDeals: row.openDeals, money: seen.money ? { amount: row.amount, noRate: row.noRate } : { amount: 0, noRate: 0 },
    lastContactDays: row.lastContactAt === null ? null : Math.max(0, today - zone.dayOf(row.lastContactAt)), allowedActions: [],
  }))
}
