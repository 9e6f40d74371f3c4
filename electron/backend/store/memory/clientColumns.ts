import { clientKinds } from '../../../../src/shared/contract/clients.ts'
import { byCodePoint, foldText } from '../../domain/text.ts'
import type { ReadDb } from '../db.ts'
import { statement } from '../queries/rows.ts'
import { followChanges, type Follower } from './followChanges.ts'
import { insertInto, makeTexts, ordinalIn, removeFrom, sizeOfTable, withRoomFor, type Texts } from './typedColumns.ts'

/** What clients are counted, filtered and ordered by, by their id (taskColumns.ts says why). */
export interface ClientColumns {
  size: number
  exists: Uint8Array
  /** 0 for nobody. */
  owner: Int32Array
  /** Ordinals: of `channels` (of which '' is none); of `clientKinds` from 1 on, 0 for neither. */
  channel: Uint32Array, kind: Uint8Array
  /** ms, NaN for none. */
  created: Float64Array
}

export interface ClientMemory {
  columns: ClientColumns
  readonly channels: Texts
  /** Names as they are compared, null for none. */
  names: (string | null)[]
  /** All ids by name, those without one last. */
  byName: number[]
}

const columnsSql = (from: string): string => `SELECT client.id, coalesce(client.owner_id, 0), coalesce(client.channel, ''), client.kind, client.created_at, client.name FROM ${from}`
type Row = [number, number, string, string | null, number | null, string | null]

const makeColumns = (size: number): ClientColumns => ({ size, exists: new Uint8Array(size), owner: new Int32Array(size), channel: new Uint32Array(size), kind: new Uint8Array(size), created: new Float64Array(size) })

const kindOrdinals: ReadonlyMap<string, number> = new Map(clientKinds.map((kind, index) => [kind, index + 1]))

const put = ({ columns, channels, names }: ClientMemory, [id, owner, channel, kind, created, name]: Row): void => {
  columns.exists[id] = 1
  columns.owner[id] = owner
  columns.channel[id] = ordinalIn(channels, channel)
  columns.kind[id] = kind === null ? 0 : kindOrdinals.get(kind)!
  columns.created[id] = created ?? NaN
  names[id] = name === null ? null : foldText(name)
}

const compareNames = ({ names }: ClientMemory) => (a: number, b: number): number => {
  const [left, right] = [names[a] ?? null, names[b] ?? null]
  return (left === null || right === null ? Number(left === null) - Number(right === null) : byCodePoint(left, right)) || a - b
}

const kept = new WeakMap<ReadDb, { follower: Follower, memory: ClientMemory }>()

/** The clients as they stand now; within a transaction with what that has written. */
export const clientMemory = (db: ReadDb): ClientMemory => {
  let known = kept.get(db)
  if (!known) kept.set(db, known = { follower: followChanges(db, ['client']), memory: { columns: makeColumns(0), channels: makeTexts(''), names: [], byName: [] } })
  const { follower, memory } = known
  follower.catchUp(
    () => {
      memory.columns = makeColumns(sizeOfTable(db, 'client'))
      memory.names = []
      memory.byName = []
      for (const row of statement(db, columnsSql('client')).raw().iterate() as Iterable<Row>) {
        put(memory, row)
        memory.byName.push(row[0])
      }
      memory.byName.sort(compareNames(memory))
    },
    ids => {
      const touched = ids('client')
      memory.columns = withRoomFor(memory.columns, touched, makeColumns)
      for (const id of touched) {
        if (memory.columns.exists[id] === 1) removeFrom(memory.byName, id, compareNames(memory))
        memory.columns.exists[id] = 0
      }
      for (const row of statement(db, columnsSql('json_each(?) AS asked CROSS JOIN client ON client.id = asked.value')).raw().all(JSON.stringify(touched)) as Row[]) {
        put(memory, row)
        insertInto(memory.byName, row[0], compareNames(memory))
      }
    },
  )
  return memory
}
