import type { ImportReport } from '../../shared/contract/index.ts'

/** A cell that a spreadsheet would take for a formula gets an apostrophe. */
const harmless = (value: string): string => /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
const cell = (value: string): string => /[",\n\r]/.test(harmless(value)) ? `"${harmless(value).replaceAll('"', '""')}"` : harmless(value)

/** The rejected rows as CSV with the window's words; a byte order mark, so that Excel reads Cyrillic. */
export const rejectedCsv = (rejected: ImportReport['rejected'], head: readonly string[], problem: (code: string) => string): string =>
  '\uFEFF' + [head, ...rejected.map(row => [row.file, String(row.row), row.column, problem(row.code), row.value])].map(cells => cells.map(cell).join(',')).join('\r\n') + '\r\n'
