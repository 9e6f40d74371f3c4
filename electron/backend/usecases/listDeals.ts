import type { DealFilter, DealRow, DealSort } from '../../../src/shared/contract/deals.ts'
import type { DealStatus } from '../../../src/shared/vocabulary.ts'
import { formatDay, parseDay } from '../domain/time/days.ts'
import { allowedOnDeal, may, type Subject } from '../domain/policy.ts'
import { absentOn, personNames } from '../store/queries/controlDays.ts'
import { figureOf, reasonsOf } from '../store/queries/dealBoard.ts'
import { pointOf } from '../domain/keyPoints.ts'
import { teamsOfPeople } from '../store/memory/people.ts'
import { figureInMemory, isMemoryOrder, orderInMemory, statusIn } from '../store/memory/dealViews.ts'
import { boardRows, orderedDealIds, type BoardRow } from '../store/queries/dealRows.ts'
import { all } from '../store/queries/rows.ts'
import { hasOtherDecider, readDeciders } from './access.ts'
import { boardOf, type SeenBoard } from './boardOf.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Desk, Session } from './desk.ts'
import { personOf } from './taskView.ts'

export interface Figure { count: number, money: { amount: number, noRate: number } }

/** Sums are nothing to those who may not see money. */
export const seenFigure = ({ money }: SeenBoard, row: Parameters<typeof figureOf>[0]): Figure => figureOf(money ? row : { count: row.count, amount: 0, noRate: 0 })

/** Orders that are kept at a time: a grid that jumps asks for one of them again and again. */
const mostOrders = 8

/** Ids of a filter in its order, once while nothing changes: every page of it is then a slice. */
export const orderOf = (desk: Desk, seen: SeenBoard, filter: DealFilter, sort: DealSort): Uint32Array => {
  // Who may not see amounts doesn't learn their order either.
  const asked: DealSort = sort.by === 'amount' && !seen.money ? { by: 'created', descending: true } : sort
  const orders = seen.keep('orders', () => new Map<string, Uint32Array>())
  const key = JSON.stringify([filter, asked])
  const order = orders.get(key) ?? orderedIds(desk, seen, filter, asked)
  orders.delete(key)
  orders.set(key, order)
  for (const oldest of orders.keys()) if (orders.size > mostOrders) orders.delete(oldest)
  return order
}

/** Ids of a filter in an order: by the columns in memory, by texts in SQL. */
export const orderedIds = ({ db }: Desk, seen: SeenBoard, filter: DealFilter, { by, descending }: DealSort): Uint32Array =>
  isMemoryOrder(by) ? orderInMemory(seen.views, seen.resolved(filter), { by, descending }) : orderedDealIds(db, seen.select(filter), { by, descending })

/** Count and sum of all rows of the filter. */
export const figureOfFilter = (seen: SeenBoard, filter: DealFilter): Figure =>
  seenFigure(seen, seen.keep(`figure ${JSON.stringify(filter)}`, () => figureInMemory(seen.views, seen.resolved(filter))))

export interface DealListInput { filter: DealFilter, sort: DealSort, cursor?: string, limit: number }
export interface DealPage { rows: DealRow[], total: number, money: Figure['money'] }

/** A page of a filter after the cursor's row, with the total and the sum of all of its rows. */
export const listDeals = (session: Session, { filter, sort, cursor, limit }: DealListInput): DealPage & { next: string | null } => {
  const seen = boardOf(session)
  const order = orderOf(session.desk, seen, filter, sort)
  const from = placeAfter(order, readCursor(cursor))
  const ids = order.subarray(from, from + limit)
  const last = ids.at(-1)
  return { ...pageOf(session, seen, filter, ids), next: last !== undefined && from + limit < order.length ? writeCursor({ at: from + ids.length, id: last }) : null }
}

/** Where the next page begins: behind the row, wherever it stands now; where it stood, when it is gone. */
const placeAfter = (order: Uint32Array, place: ReturnType<typeof readCursor>): number => {
  if (place === null) return 0
  if (order[place.at - 1] === place.id) return place.at
  const found = order.indexOf(place.id)
  return found < 0 ? Math.max(0, place.at) : found + 1
}

/** `limit` rows from the place `offset` of the filter's order. */
export const dealRange = (session: Session, { filter, sort, offset, limit }: { filter: DealFilter, sort: DealSort, offset: number, limit: number }): DealPage => {
  const seen = boardOf(session)
  return pageOf(session, seen, filter, orderOf(session.desk, seen, filter, sort).subarray(offset, offset + limit))
}

const mostIds = 5000

export interface DealIds { items: { id: number, version: number }[], total: number, money: Figure['money'], allowedActions: string[] }

/** Ids and versions for «select all», in the filter's order: at most 5 000 of `total`; and what may be done with all of them alike. */
export const dealIds = (session: Session, { filter, sort }: { filter: DealFilter, sort: DealSort }): DealIds => {
  const { desk } = session
  const seen = boardOf(session)
  const ids = [...orderOf(desk, seen, filter, sort).subarray(0, mostIds)]
  const versions = new Map(all<{ id: number, version: number }>(desk.db, 'SELECT id, version FROM deal WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)).map(row => [row.id, row.version]))
  const { count, money } = figureOfFilter(seen, filter)
  return { items: ids.map(id => ({ id, version: versions.get(id)! })), total: count, money, allowedActions: commonActions(desk, seen, filter) }
}

/** What the policy offers on every deal of a filter: it asks about few kinds of deals, however many there are. */
const commonActions = (desk: Desk, seen: SeenBoard, filter: DealFilter): string[] => {
  const deciders = readDeciders(desk)
  const teams = teamsOfPeople(desk.db)
  const { views } = seen
  const situations = new Map<string, { status: DealStatus, ownerId: number, parked: boolean }>()
  views.each(seen.resolved(filter), id => {
    const situation = { status: statusIn(views.columns, id), ownerId: views.columns.owner[id]!, parked: views.isParked(id) }
    situations.set(`${situation.status} ${situation.ownerId} ${situation.parked}`, situation)
  })
  const lists = [...situations.values()].map(({ status, parked, ownerId }) => {
    const subject: Subject = { ownerId: ownerId === 0 ? null : ownerId, team: teams.get(ownerId) ?? null }
    return allowedOnDeal(seen.actor, subject, { status, parked, otherDecider: hasOtherDecider(deciders, seen.actor.id, subject) })
  })
  const [first = [], ...others] = lists
  return first.filter(action => others.every(list => list.includes(action)))
}

const pageOf = (session: Session, seen: SeenBoard, filter: DealFilter, ids: Iterable<number>): DealPage => {
  const { count, money } = figureOfFilter(seen, filter)
  return { rows: dealRows(session, seen, ids), total: count, money }
}

/** The rows of a grid; age, reasons and parking from the same row of the board that the filter judged. */
export const dealRows = ({ desk }: Session, seen: SeenBoard, ids: Iterable<number>): DealRow[] => {
  const { now, today, zone } = seen.moment
  const names = seen.keep('names', () => personNames(desk.db))
  const absent = absentOn(desk.db, formatDay(today))
  const deciders = readDeciders(desk)
  const { calendar } = desk.settings()
  const wanted = [...ids]
  const late = seen.keyPoints()
  const latePointOf = (id: number): DealRow['latePoint'] => {
    const found = late[id]
    const point = found ? pointOf(found.stay) : null
    if (!found || point === null) return null
    const dueDay = calendar.workDayAfter(zone.dayOf(found.since), found.workDays)
    return { point, dueDay: formatDay(dueDay), lateDays: today - dueDay }
  }
  const days = (at: number): number => Math.max(0, today - zone.dayOf(at))
  const viewOf = (row: BoardRow): DealRow => {
    const subject: Subject = { ownerId: row.ownerId, team: row.team }
    const money = may(seen.actor, 'see_money', subject)
    return {
      id: row.id, version: row.version, externalId: row.externalId, source: row.source, title: row.title?.trim() || row.externalId, status: row.status,
      client: row.clientId === null ? null : { id: row.clientId, name: row.clientName }, manager: personOf(names, row.ownerId), managerAbsent: row.ownerId !== null && absent.has(row.ownerId),
      pipeline: row.pipeline, stage: { id: row.stageId, name: row.stage, kind: row.stageKind, dwellLimitDays: row.dwellLimitDays },
      amount: money ? row.amount : null, currency: row.currency, amountReporting: money ? row.amountReporting : null,
      channel: row.channel, createdAt: row.createdAt, updatedAt: row.updatedAt, closedAt: row.closedAt,
      expectedCloseDay: row.expectedCloseDay !== null && parseDay(row.expectedCloseDay) !== null ? row.expectedCloseDay : null,
      age: { days: row.enteredAt === null ? 0 : days(row.enteredAt), exact: row.enteredExact === 1 }, bucket: row.bucket,
      lastContactDays: row.lastContactAt === null ? null : days(row.lastContactAt), openTasks: row.openTasks, nextDueAt: row.nextDueAt,
      overdue: row.nextDueAt !== null && row.nextDueAt < now, moves: row.moves, stuck: reasonsOf(row.reasons), parkedUntil: row.parked === 1 ? row.parkedUntil : null, latePoint: latePointOf(row.id),
      allowedActions: allowedOnDeal(seen.actor, subject, { status: row.status, parked: row.parked === 1, otherDecider: hasOtherDecider(deciders, seen.actor.id, subject) }),
    }
  }
  return boardRows(desk.db, seen.board, wanted).map(viewOf)
}
