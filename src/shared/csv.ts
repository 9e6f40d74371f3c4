export type CsvCell = string | number | null

/** What a spreadsheet would read as a formula at the beginning of a cell, its full-width forms included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/u

/** A cell of one of our own files as it was before the apostrophe that keeps it from being a formula. */
export const withoutGuard = (cell: string): string => cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell

/** How numbers and cells are parted. A comma as decimal mark goes with semicolons: so Excel does it in the languages that write it. */
export type DecimalMark = '.' | ','

export const byteOrderMark = '\uFEFF'

const cellText = (cell: CsvCell, decimal: DecimalMark): string => {
  if (cell === null) return ''
  // Numbers stay numbers: a negative one is no formula.
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell).replace('.', decimal) : ''
  const text = formula.test(cell) ? `'${cell}` : cell
  return /["',;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Lines of a CSV file, each with its end. Texts that begin like a formula get a leading apostrophe. */
export const csvLines = (rows: readonly (readonly CsvCell[])[], decimal: DecimalMark = '.'): string =>
  rows.map(row => `${row.map(cell => cellText(cell, decimal)).join(decimal === ',' ? ';' : ',')}\r\n`).join('')

/** CSV as spreadsheets open it: RFC 4180 (comma, CRLF), with a byte order mark so that Excel reads UTF-8. */
export const toCsv = (rows: readonly (readonly CsvCell[])[]): string => byteOrderMark + csvLines(rows)
