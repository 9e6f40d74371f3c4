import type { ReadDb } from '../db.ts'
import { statement } from '../queries/rows.ts'

/** Ordinals of texts that repeat: a row keeps the number, the list the text. */
export interface Texts { readonly list: string[], readonly ordinals: Map<string, number> }

export const makeTexts = (...list: string[]): Texts => ({ list, ordinals: new Map(list.map((text, ordinal) => [text, ordinal])) })

export const ordinalIn = ({ list, ordinals }: Texts, text: string): number => {
  const known = ordinals.get(text)
  if (known !== undefined) return known
  ordinals.set(text, list.length)
  return list.push(text) - 1
}

/**
 * A set of ids or ordinals below `size`, one byte each, 1 for what is in it: a pass asks it a hundred thousand times, and a Set would take most of that.
 * Nothing may be asked from `size` on: that is right, and slow.
 */
export const flagsOf = (values: Iterable<number>, size: number): Uint8Array => {
  const flags = new Uint8Array(size)
  for (const value of values) if (value >= 0 && value < size) flags[value] = 1
  return flags
}

/** New records get ids behind the last one: columns are made with room for them. */
const room = 10_000
const sizeFor = (lastId: number): number => lastId + 1 + room

/** For every row of a table as it is now. */
export const sizeOfTable = (db: ReadDb, table: 'deal' | 'client' | 'task'): number => sizeFor(statement(db, `SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get() as number)

/** The columns with room for these ids: themselves, or wider ones with the same values. */
export const withRoomFor = <Columns extends { size: number }>(columns: Columns, ids: readonly number[], make: (size: number) => Columns): Columns => {
  const last = Math.max(0, ...ids)
  if (last < columns.size) return columns
  const wider = make(sizeFor(last))
  for (const [name, values] of Object.entries(columns)) if (typeof values !== 'number') (wider[name as keyof Columns] as Int32Array).set(values as Int32Array)
  return wider
}

type Compare = (a: number, b: number) => number

/** By a column's values, then by id; ids without a value (NaN) last. */
export const compareBy = (column: Float64Array): Compare => (a, b) => {
  const [left, right] = [column[a]!, column[b]!]
  return left < right ? -1 : left > right ? 1 : Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b
}

/** Where an id stands in ids that are in this order, or would stand. */
const placeIn = (ids: readonly number[], id: number, compare: Compare): number => {
  let [low, high] = [0, ids.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(ids[middle]!, id) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** While what the order goes by is still what it was when the id was put there. */
export const removeFrom = (ids: number[], id: number, compare: Compare): void => { ids.splice(placeIn(ids, id, compare), 1) }
export const insertInto = (ids: number[], id: number, compare: Compare): void => { ids.splice(placeIn(ids, id, compare), 0, id) }
