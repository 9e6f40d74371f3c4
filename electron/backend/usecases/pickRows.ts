import type { DecimalMark } from '../../../src/shared/csv.ts'

/** What every list of ready rows answers to its grid: a slice of an order, and the keys of all of it. */
export const mostIds = 5000

export interface RangeInput { offset: number, limit: number }
export interface ExportAsked<Column> { format: 'csv' | 'xlsx', decimal: DecimalMark, columns: { key: Column, label: string }[], words: Record<string, string> }

export const idsOf = (rows: readonly { id: number }[]): { ids: number[], total: number } => ({ ids: rows.slice(0, mostIds).map(row => row.id), total: rows.length })

/** In the order of `keysOf`, what has no value last in both directions; equals stand as they came. */
export const sorted = <Row>(rows: readonly Row[], keysOf: (row: Row) => readonly (number | string | null)[], descending: boolean): Row[] => {
  const sign = descending ? -1 : 1
  const keyed = rows.map(row => ({ row, keys: keysOf(row) }))
  keyed.sort((a, b) => {
    for (const [index, key] of a.keys.entries()) {
      const other = b.keys[index]!
      if (key === other) continue
      if (key === null || other === null) return Number(key === null) - Number(other === null)
      return key < other ? -sign : sign
    }
    return 0
  })
  return keyed.map(({ row }) => row)
}

/** How many rows each key has, each once. */
export const countsOf = <Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, number> => {
  const counts = new Map<Key, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  return counts
}
