export type CsvCell = string | number | null

/** What a spreadsheet would read as a formula at the beginning of a cell, its full-width forms included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/u

const cellText = (cell: CsvCell): string => {
  if (cell === null) return ''
  // Numbers stay numbers: a negative one is no formula.
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const text = formula.test(cell) ? `'${cell}` : cell
  return /["',;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * CSV as spreadsheets open it: RFC 4180 (comma, CRLF), with a byte order mark so that Excel reads UTF-8.
 * Texts that begin like a formula get a leading apostrophe.
 */
export const toCsv = (rows: readonly (readonly CsvCell[])[]): string => `\uFEFF${rows.map(row => `${row.map(cellText).join(',')}\r\n`).join('')}`
