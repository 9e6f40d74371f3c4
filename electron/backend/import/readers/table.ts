import { PultError } from '../../../../src/shared/errors.ts'

/** One record and its number as a spreadsheet shows it: the header is row 1, blank lines count. Every cell is text. */
export interface TableRecord {
  row: number
  cells: string[]
  /** Place of the first cell that was longer than `longestCell` and is kept only in part. */
  tooLong?: number
}
export interface TableSlice { records: TableRecord[], /** Of the file read so far, 0..1. */ share: number }

/** A table of any of the file kinds; which one was found out from its content. */
export interface Table {
  name: string
  path: string
  format: 'csv' | 'xlsx' | 'html'
  /** Of a text, as TextDecoder calls it. */
  encoding: string
  /** Of a delimited text. */
  delimiter: string
  /** What a person should know although the file could be read: `ENCODING_DAMAGED`, `OTHER_SHEETS`. */
  warnings: string[]
  /** The records from the beginning, a slice at a time; blank ones are left out. */
  slices: () => AsyncGenerator<TableSlice>
}

/** No note of a CRM is longer; a cell that is makes its row a rejected one and never fills the memory. */
export const longestCell = 1_000_000
/** Excel stops at 16 384. */
export const mostColumns = 20_000

export const unreadable = (name: string): PultError => new PultError('PULT_IMPORT_UNREADABLE', `${name} can't be read.`, { file: name })
export const emptyFile = (name: string): PultError => new PultError('PULT_IMPORT_EMPTY', `${name} is empty.`, { file: name })
export const wrongEncoding = (name: string): PultError =>
  new PultError('PULT_IMPORT_ENCODING', `${name} is neither a table nor a text in a known encoding. Save it as "CSV UTF-8" and import it again.`, { file: name })
export const tooLarge = (name: string, what: string): PultError => new PultError('PULT_IMPORT_TOO_LARGE', `${name} is refused: ${what}.`, { file: name })

export const isBlank = (cells: readonly string[]): boolean => cells.every(cell => cell === '' || cell.trim() === '')
