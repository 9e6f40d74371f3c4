import { checkCancelled } from '../cancel.ts'
import type { Table, TableRecord } from '../readers/table.ts'
import { emptyFile } from '../readers/table.ts'
import { noteDate, type DateEvidence } from '../values/dates.ts'
import { noteNumber, type NumberEvidence } from '../values/numbers.ts'
import { cleanCell, foldText, nameHeaders } from '../values/text.ts'

/** What all rows of a column say. */
export interface ColumnSurvey {
  name: string
  /** Cells that aren't empty. */
  filled: number
  /** Value → how often; null once there are too many to be a choice. */
  values: Map<string, number> | null
  samples: string[]
  dates: DateEvidence
  numbers: NumberEvidence
  /** Of the first rows: how many cells, and how many of them are of a kind. */
  looked: { cells: number, dates: number, numbers: number, phones: number, emails: number, ids: number, longest: number }
}

/** A whole file, looked at once before it is understood. */
export interface Survey {
  table: Table
  /** Names without doubles, as mappings speak of them. */
  header: string[]
  headerRow: number
  columns: ColumnSurvey[]
  rows: number
  /** Row of a line of totals at the end, which is no record. */
  totalsRow: number | null
  /** Cells of most rows; a last row with fewer was cut. */
  width: number
  cutRow: number | null
}

const lookedRows = 3000
const mostValues = 5000
const samplesKept = 5
/** Distinct values of all columns of one file: a bound for the memory. */
const valueBudget = 150_000

/** Reads a table to its end and keeps what tells its columns apart. */
export const surveyTable = async (table: Table, options: { signal?: AbortSignal, onRead?: (rows: number, share: number) => void } = {}): Promise<Survey> => {
  const first: TableRecord[] = []
  let survey = null as Survey | null
  let budget = valueBudget
  let last: TableRecord | null = null
  const widths = new Map<number, number>()
  const count = (record: TableRecord): void => {
    const { cells } = record
    survey!.rows++
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
    for (const [place, column] of survey!.columns.entries()) {
      const raw = cells[place]
      if (raw === undefined || raw === '') continue
      budget -= look(column, raw, survey!.rows <= lookedRows, budget)
    }
  }
  const begin = (): void => {
    const at = headerAt(first)
    const header = nameHeaders(first[at]!.cells)
    survey = { table, header, headerRow: first[at]!.row, columns: header.map(newColumn), rows: 0, totalsRow: null, width: 0, cutRow: null }
    for (const record of first.slice(at + 1)) {
      if (last) count(last)
      last = record
    }
  }
  for await (const { records, share } of table.slices()) {
    checkCancelled(options.signal)
    for (const record of records) {
      if (!survey) {
        first.push(record)
        if (first.length >= 30) begin()
        continue
      }
      // The last one is held back: it may be a line of totals.
      if (last) count(last)
      last = record
    }
    options.onRead?.(survey?.rows ?? first.length, share)
  }
  if (first.length === 0) throw emptyFile(table.name)
  if (!survey) begin()
  const done = survey!
  const end = last as TableRecord | null
  if (end) {
    if (isTotals(end.cells, done)) done.totalsRow = end.row
    else count(end)
  }
  done.width = [...widths].reduce((best, one) => one[1] > best[1] ? one : best, [done.header.length, 0])[0]
  if (end && done.totalsRow === null && end.cells.length < done.width && done.rows > 2 && (widths.get(done.width) ?? 0) >= done.rows - 1) done.cutRow = end.row
  return done
}

const newColumn = (name: string): ColumnSurvey => ({
  name, filled: 0, values: new Map(), samples: [], dates: { dmy: 0, mdy: 0 }, numbers: { comma: 0, dot: 0 }, looked: { cells: 0, dates: 0, numbers: 0, phones: 0, emails: 0, ids: 0, longest: 0 },
})

/** The row that names the columns: titles above it have a cell or two. */
const headerAt = (first: readonly TableRecord[]): number => {
  const filled = first.slice(0, 10).map(({ cells }) => cells.filter(cell => cell.trim() !== '').length)
  const widest = Math.max(...filled)
  return Math.max(0, filled.findIndex(count => count >= Math.max(1, widest * 0.5)))
}

const phone = /^[+(]?\d[\d\s()+.-]{8,20}(?:\s?(?:доб|ext|x)\.?\s?\d+)?$/i
const email = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/

/** Returns how much of the budget a new value took. */
const look = (column: ColumnSurvey, raw: string, closely: boolean, budget: number): number => {
  const cell = cleanCell(raw)
  if (cell === '') return 0
  column.filled++
  let taken = 0
  if (column.values && cell.length <= 200) {
    const known = column.values.get(cell)
    if (known === undefined) {
      if (column.samples.length < samplesKept) column.samples.push(cell)
      taken = 1
    }
    column.values.set(cell, (known ?? 0) + 1)
    if (column.values.size > mostValues || taken > budget) column.values = null
  } else if (column.samples.length < samplesKept) {
    column.samples.push(cell.slice(0, 120))
  }
  const first = cell.charCodeAt(0)
  const isShort = cell.length <= 40
  const mayBeNumber = isShort && /\d/.test(cell)
  if (closely) {
    const { looked } = column
    looked.cells++
    looked.longest = Math.max(looked.longest, cell.length)
    if (mayBeNumber) {
      if (noteDate(column.dates, cell)) looked.dates++
      else if (noteNumber(column.numbers, cell)) looked.numbers++
      if (phone.test(cell)) looked.phones++
      if (/^[A-Za-z]{0,8}[-_]?\d{1,24}$|^[0-9a-f-]{16,40}$/i.test(cell)) looked.ids++
    } else if (isShort && email.test(cell)) {
      looked.emails++
    }
  } else if (mayBeNumber && first >= 48 && first <= 57 && (cell[1] === '/' || cell[2] === '/')) {
    // Whether day or month comes first may show only in the last row.
    noteDate(column.dates, cell)
  } else if (mayBeNumber && (cell.includes(',') || cell.includes('.')) && column.looked.numbers > column.looked.dates) {
    noteNumber(column.numbers, cell)
  }
  return taken
}

const totals = /^(итого|всего|общий итог|сумма|total|totals|grand total|sum|totales|total general|suma)(?!\p{L})/iu

const isTotals = (cells: readonly string[], survey: Survey): boolean => {
  const filled = cells.filter(cell => cell.trim() !== '')
  if (filled.length === 0 || survey.rows === 0) return false
  const says = cells.some(cell => totals.test(foldText(cell)) && foldText(cell).length < 30)
  return says && filled.length <= Math.max(2, survey.header.length * 0.6)
}
