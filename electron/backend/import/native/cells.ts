import { isCurrency, parseAmount } from '../../domain/money.ts'
import { formatDay, parseDay } from '../../domain/time/days.ts'
import { parseInstant } from '../../domain/time/parse.ts'
import type { Zone } from '../../domain/time/zone.ts'

export type RejectionCode =
  | 'MISSING' | 'DUPLICATE' | 'UNKNOWN_REFERENCE' | 'BAD_DATE' | 'BAD_AMOUNT' | 'BAD_NUMBER' | 'BAD_VALUE' | 'BAD_ROW' | 'BAD_ID' | 'TOO_LONG'
export interface Rejection { file: string, row: number, column: string, code: RejectionCode, value: string }

/** What a reference may find. */
export interface References { has(externalId: string): boolean }

/** The cells of one row at a time. A bad cell is remembered in `failed` (the first one counts) and reads as null; empty = unknown = null. */
export interface Cells {
  readonly failed: () => { column: string, code: RejectionCode, value: string } | null
  readonly load: (cells: readonly string[]) => void
  readonly has: (column: string) => boolean
  readonly raw: (column: string) => string
  readonly fail: (column: string, code: RejectionCode, value: string) => null
  readonly text: (column: string) => string | null
  /** MISSING when the column is there and empty. */
  readonly required: (column: string) => string
  readonly oneOf: <Value extends string>(column: string, values: readonly Value[]) => Value | null
  readonly flag: (column: string) => 0 | 1 | null
  readonly whole: (column: string, lowest: number) => number | null
  readonly decimal: (column: string, lowest: number, highest: number) => number | null
  readonly instant: (column: string) => number | null
  /** `YYYY-MM-DD` of a date alone or of an instant's local day. */
  readonly day: (column: string) => string | null
  /** A date alone is the last millisecond of that local day. */
  readonly due: (column: string) => { at: number, dayOnly: 0 | 1 } | null
  readonly currency: (column: string, byDefault: string) => string
  readonly amount: (column: string, currency: string) => number | null
  readonly reference: (column: string, known: References) => string | null
}

export const makeCells = (header: readonly string[], zone: Zone): Cells => {
  const places = new Map(header.map((column, index) => [column, index]))
  let cells: readonly string[] = []
  let failed: { column: string, code: RejectionCode, value: string } | null = null
  const fail = (column: string, code: RejectionCode, value: string): null => {
    failed ??= { column, code, value }
    return null
  }
  const raw = (column: string): string => {
    const place = places.get(column)
    return place === undefined ? '' : cells[place] ?? ''
  }
  const text = (column: string): string | null => raw(column) || null
  const instant = (column: string): number | null => {
    const value = raw(column)
    if (value === '') return null
    return parseInstant(value, zone) ?? fail(column, 'BAD_DATE', value)
  }
  const decimal = (column: string, lowest: number, highest: number): number | null => {
    const value = raw(column)
    if (value === '') return null
    const number = /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
    return number >= lowest && number <= highest ? number : fail(column, 'BAD_NUMBER', value)
  }
  return {
    failed: () => failed,
    load: next => {
      cells = next
      failed = null
    },
    has: column => places.has(column),
    raw,
    fail,
    text,
    required: column => {
      const value = raw(column)
      if (value === '') fail(column, 'MISSING', '')
      return value
    },
    oneOf: (column, values) => {
      const value = raw(column)
      if (value === '') return null
      return values.find(one => one === value) ?? fail(column, 'BAD_VALUE', value)
    },
    flag: column => {
      const value = raw(column)
      if (value === '') return null
      return value === '1' ? 1 : value === '0' ? 0 : fail(column, 'BAD_VALUE', value)
    },
    whole: (column, lowest) => {
      const number = decimal(column, lowest, Number.MAX_SAFE_INTEGER)
      return number === null || Number.isInteger(number) ? number : fail(column, 'BAD_NUMBER', raw(column))
    },
    decimal,
    instant,
    day: column => {
      const value = raw(column)
      if (value === '' || parseDay(value) !== null) return value || null
      const at = parseInstant(value, zone)
      return at === null ? fail(column, 'BAD_DATE', value) : formatDay(zone.dayOf(at))
    },
    due: column => {
      const value = raw(column)
      if (value === '') return null
      const day = parseDay(value)
      if (day !== null) return { at: zone.startOfDay(day + 1) - 1, dayOnly: 1 }
      const at = parseInstant(value, zone)
      return at === null ? fail(column, 'BAD_DATE', value) : { at, dayOnly: 0 }
    },
    currency: (column, byDefault) => {
      const value = raw(column)
      if (value === '') return byDefault
      if (!isCurrency(value)) fail(column, 'BAD_VALUE', value)
      return value
    },
    amount: (column, currency) => {
      const value = raw(column)
      if (value === '') return null
      return parseAmount(value, currency) ?? fail(column, 'BAD_AMOUNT', value)
    },
    reference: (column, known) => {
      const value = raw(column)
      if (value === '') return null
      return known.has(value) ? value : fail(column, 'UNKNOWN_REFERENCE', value)
    },
  }
}
