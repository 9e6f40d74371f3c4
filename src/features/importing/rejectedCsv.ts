import type { ImportReport } from '../../shared/contract/index.ts'
import { toCsv } from '../../shared/csv.ts'

/** The rejected rows as CSV with the window's words. */
export const rejectedCsv = (rejected: ImportReport['rejected'], head: readonly string[], problem: (code: string) => string): string =>
  toCsv([head, ...rejected.map(row => [row.file, row.row, row.column, problem(row.code), row.value])])
