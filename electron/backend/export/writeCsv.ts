import { byteOrderMark, csvLines, type CsvCell, type DecimalMark } from '../../../src/shared/csv.ts'
import type { Table, TableCell } from './table.ts'

/**
 * A table as CSV, UTF-8 with a byte order mark. Excel parts cells by the system's list separator: with a decimal comma (Russian, Spanish)
 * that is a semicolon, and «12.5» would become a date there; hence both go by the language. Moments are local, without an offset, as it reads them.
 */
export async function* writeCsv({ columns, slices, zone }: Table, decimal: DecimalMark): AsyncGenerator<Buffer, void> {
  yield Buffer.from(byteOrderMark + csvLines([columns.map(column => column.label)], decimal))
  const cellOf = (cell: TableCell, index: number): CsvCell => columns[index]!.type === 'moment' && typeof cell === 'number' ? zone.format(cell).slice(0, 16).replace('T', ' ') : cell
  for await (const rows of slices) yield Buffer.from(csvLines(rows.map(row => row.map(cellOf)), decimal))
}
