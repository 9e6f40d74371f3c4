import type { Zone } from '../domain/time/zone.ts'

export type CellType = 'text' | 'number' | 'money' | 'day' | 'moment'
/** Texts, numbers, money in whole units, days as `YYYY-MM-DD`, moments in ms. */
export type TableCell = string | number | null
export interface TableColumn { label: string, type: CellType }

/** Rows as they are read, slice by slice. */
export interface Table { columns: readonly TableColumn[], rows: number, slices: AsyncIterable<TableCell[][]>, zone: Zone }
