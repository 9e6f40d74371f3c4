import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import Papa from 'papaparse'

export type Row = Record<string, string>

/** The rows of a file, or null when there is no such file. */
export function readCsv(path: string): Row[] | null {
  if (!existsSync(path)) return null
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const parsed = Papa.parse<string[]>(text, { delimiter: ',', quoteChar: '"', skipEmptyLines: true })
  const [header = [], ...lines] = parsed.data
  return lines.map((line) => {
    // No prototype: a column or an id may be called `constructor`.
    const row = Object.create(null) as Row
    header.forEach((column, index) => { row[column] = line[index] ?? '' })
    return row
  })
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) || value.trim() !== value ? `"${value.replaceAll('"', '""')}"` : value
}

export function writeCsv(path: string, columns: readonly string[], rows: readonly Row[], byteOrderMark: boolean): void {
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(','))]
  writeFileSync(path, `${byteOrderMark ? '\uFEFF' : ''}${lines.join('\r\n')}\r\n`, 'utf8')
}
