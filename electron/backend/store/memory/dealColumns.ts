import { dealStatuses } from '../../../../src/shared/vocabulary.ts'
import { parseDay, type DayNumber } from '../../domain/time/days.ts'
import type { ReadDb } from '../db.ts'
import { all, statement } from '../queries/rows.ts'
import { followChanges, type Follower } from './followChanges.ts'
import { compareBy, insertInto, makeTexts, ordinalIn, removeFrom, sizeOfTable, withRoomFor, type Texts } from './typedColumns.ts'

/**
 * What the board counts, filters and orders deals by, of every deal, by its id (taskColumns.ts says why). Moments in ms, NaN for none;
 * people and clients 0 for nobody; money in minor units of the workspace's currency, NaN for none.
 */
export interface DealColumns {
  /** Ids go up to `size - 1`; `exists` says which of them there are. */
  size: number
  exists: Uint8Array
  /** Ordinals: of `dealStatuses`, of `channels` (of which '' is none), of `sources`. */
  status: Uint8Array, channel: Uint32Array, source: Uint32Array
  stage: Int32Array, pipeline: Int32Array, owner: Int32Array, client: Int32Array
  amount: Float64Array
  /** Has an amount for which there is no rate. */
  noRate: Uint8Array
  created: Float64Array, entered: Float64Array, lastContact: Float64Array, nextDue: Float64Array, closed: Float64Array, updated: Float64Array, promised: Float64Array
  enteredExact: Uint8Array
  openTasks: Int32Array, moves: Int32Array
}

interface Parking { untilDay: DayNumber, endedAt: number | null }

export interface DealMemory {
  columns: DealColumns
  readonly channels: Texts
  readonly sources: Texts
  /** Parkings by deal, the eldest first; few deals have one. */
  readonly parkings: Map<number, Parking[]>
  /** All ids in orders that were asked for, kept up to date. */
  readonly orders: Map<DealOrderKey, number[]>
  /** What was worked out of each deal (dealViews.ts), `unknown` where it wasn't since the deal changed; all of it under `key`: what it depends on besides the deal. */
  readonly worked: { key: string, values: Uint8Array }
}
export const unknown = 255

/** Columns that lists are ordered by. */
export type DealOrderKey = 'amount' | 'entered' | 'created' | 'lastContact' | 'nextDue' | 'updated'

const columnsSql = (from: string): string => `
  SELECT deal.id, deal.status, coalesce(deal.channel, ''), deal.source, deal.stage_id, deal.pipeline_id, coalesce(deal.owner_id, 0), coalesce(deal.client_id, 0), deal.amount_reporting, deal.amount IS NOT NULL AND deal.amount_reporting IS NULL,
    deal.created_at, deal.entered_at, deal.last_contact_at, deal.next_due_at, deal.closed_at, deal.updated_at, deal.entered_exact, deal.open_tasks, deal.task_moves_max, deal.promised_at
  FROM ${from}`
type Row = [number, string, string, string, number, number, number, number, number | null, number, number | null, number | null, number | null, number | null, number | null, number | null, number, number, number, number | null]

const makeColumns = (size: number): DealColumns => ({
  size, exists: new Uint8Array(size), status: new Uint8Array(size), channel: new Uint32Array(size), source: new Uint32Array(size),
  stage: new Int32Array(size), pipeline: new Int32Array(size), owner: new Int32Array(size), client: new Int32Array(size), amount: new Float64Array(size), noRate: new Uint8Array(size),
  created: new Float64Array(size), entered: new Float64Array(size), lastContact: new Float64Array(size), nextDue: new Float64Array(size), closed: new Float64Array(size), updated: new Float64Array(size), promised: new Float64Array(size),
  enteredExact: new Uint8Array(size), openTasks: new Int32Array(size), moves: new Int32Array(size),
})

const statusOrdinals: ReadonlyMap<string, number> = new Map(dealStatuses.map((status, ordinal) => [status, ordinal]))

const put = ({ columns, channels, sources }: DealMemory, row: Row): void => {
  const [id] = row
  columns.exists[id] = 1
  columns.status[id] = statusOrdinals.get(row[1])!
  columns.channel[id] = ordinalIn(channels, row[2])
  columns.source[id] = ordinalIn(sources, row[3])
  columns.stage[id] = row[4]
  columns.pipeline[id] = row[5]
  columns.owner[id] = row[6]
  columns.client[id] = row[7]
  columns.amount[id] = row[8] ?? NaN
  columns.noRate[id] = row[9]
  columns.created[id] = row[10] ?? NaN
  columns.entered[id] = row[11] ?? NaN
  columns.lastContact[id] = row[12] ?? NaN
  columns.nextDue[id] = row[13] ?? NaN
  columns.closed[id] = row[14] ?? NaN
  columns.updated[id] = row[15] ?? NaN
  columns.enteredExact[id] = row[16]
  columns.openTasks[id] = row[17]
  columns.moves[id] = row[18]
  columns.promised[id] = row[19] ?? NaN
}

const putParkings = (db: ReadDb, { parkings }: DealMemory, where: string, ...parameters: unknown[]): void => {
  for (const { dealId, untilDay, endedAt } of all<{ dealId: number, untilDay: string, endedAt: number | null }>(db, `SELECT deal_id AS dealId, until_day AS untilDay, ended_at AS endedAt FROM parking WHERE ${where} ORDER BY id`, ...parameters)) {
    const parking = { untilDay: parseDay(untilDay) ?? -Infinity, endedAt }
    const known = parkings.get(dealId)
    if (known) known.push(parking)
    else parkings.set(dealId, [parking])
  }
}

const kept = new WeakMap<ReadDb, { follower: Follower, memory: DealMemory }>()

/** The deals as they stand now; within a transaction with what that has written. */
export const dealMemory = (db: ReadDb): DealMemory => {
  let known = kept.get(db)
  if (!known) kept.set(db, known = { follower: followChanges(db, ['deal', 'past']), memory: { columns: makeColumns(0), channels: makeTexts(''), sources: makeTexts(), parkings: new Map(), orders: new Map(), worked: { key: '', values: new Uint8Array() } } })
  const { follower, memory } = known
  follower.catchUp(
    () => {
      memory.columns = makeColumns(sizeOfTable(db, 'deal'))
      for (const row of statement(db, columnsSql('deal')).raw().iterate() as Iterable<Row>) put(memory, row)
      memory.orders.clear()
      memory.parkings.clear()
      memory.worked.values = new Uint8Array(memory.columns.size).fill(unknown)
      putParkings(db, memory, 'true')
    },
    ids => {
      const touched = ids('deal')
      memory.columns = withRoomFor(memory.columns, touched, makeColumns)
      if (memory.worked.values.length < memory.columns.size) memory.worked.values = new Uint8Array(memory.columns.size).fill(unknown)
      for (const id of [...touched, ...ids('past')]) memory.worked.values[id] = unknown
      for (const [key, ids] of memory.orders) for (const id of touched) if (memory.columns.exists[id] === 1) removeFrom(ids, id, compareBy(memory.columns[key]))
      for (const id of touched) memory.columns.exists[id] = 0
      for (const row of statement(db, columnsSql('json_each(?) AS asked CROSS JOIN deal ON deal.id = asked.value')).raw().all(JSON.stringify(touched)) as Row[]) put(memory, row)
      for (const [key, ids] of memory.orders) for (const id of touched) if (memory.columns.exists[id] === 1) insertInto(ids, id, compareBy(memory.columns[key]))
      const past = ids('past')
      for (const id of past) memory.parkings.delete(id)
      putParkings(db, memory, 'deal_id IN (SELECT value FROM json_each(?))', JSON.stringify(past))
    },
  )
  return memory
}

/** All ids by a column, then by id; those without a value last. */
export const orderedBy = ({ columns, orders }: DealMemory, key: DealOrderKey): readonly number[] => {
  let ids = orders.get(key)
  if (!ids) {
    ids = []
    for (let id = 1; id < columns.size; id++) if (columns.exists[id] === 1) ids.push(id)
    orders.set(key, ids.sort(compareBy(columns[key])))
  }
  return ids
}
