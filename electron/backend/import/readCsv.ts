import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import Papa from 'papaparse'
import { PultError } from '../../../src/shared/errors.ts'

/** One record and its number as a spreadsheet shows it: the header is row 1, blank lines count. */
export interface CsvRecord { row: number, cells: string[] }
export interface CsvSlice { records: CsvRecord[], /** Bytes of the file read so far. */ bytes: number }

// What lives no longer than a small slice never gets old in memory.
const sliceBytes = 128 * 1024

const unreadable = (name: string): PultError => new PultError('PULT_IMPORT_UNREADABLE', `${name} can't be read.`, { file: name })

const openFile = (path: string, name: string): { file: number, size: number } => {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    throw unreadable(name)
  }
  const stat = fstatSync(file)
  if (stat.isFile()) return { file, size: stat.size }
  closeSync(file)
  throw unreadable(name)
}

const readInto = (file: number, buffer: Buffer, position: number, name: string): number => {
  try {
    return readSync(file, buffer, 0, buffer.length, position)
  } catch {
    throw unreadable(name)
  }
}

/**
 * Records of a UTF-8 CSV file (comma, RFC 4180, byte order mark tolerated), a slice at a time; the first record is the header.
 * Throws PULT_IMPORT_UNREADABLE, PULT_IMPORT_EMPTY, PULT_IMPORT_ENCODING or PULT_IMPORT_QUOTES with the file in `details`.
 */
export function* readCsv(path: string, name: string): Generator<CsvSlice, void, void> {
  const { file, size } = openFile(path, name)
  try {
    if (size === 0) throw new PultError('PULT_IMPORT_EMPTY', `${name} is empty.`, { file: name })
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let pending = ''
    let newline: string | null = null
    let row = 0
    let bytes = 0
    let buffer = Buffer.allocUnsafe(sliceBytes)
    for (let last = false; !last;) {
      const bytesRead = readInto(file, buffer, bytes, name)
      bytes += bytesRead
      last = bytesRead === 0
      pending += decode(decoder, buffer.subarray(0, bytesRead), last, name)
      newline ??= pending.includes('\n') ? '\n' : last ? (pending.includes('\r') ? '\r' : '\n') : null
      if (newline === null) continue
      // Cut behind a line's end, so that no quote is parted from what follows it.
      const cut = last ? pending.length : pending.lastIndexOf(newline) + 1
      const records: CsvRecord[] = []
      const consumed = parse(pending.slice(0, cut), newline, last, name, row, cells => {
        row++
        if (cells.length > 1 || cells[0] !== '') records.push({ row, cells })
      })
      // A record longer than what was read: read twice as much before trying again.
      if (consumed === 0) buffer = Buffer.allocUnsafe(buffer.length * 2)
      else if (buffer.length > sliceBytes) buffer = Buffer.allocUnsafe(sliceBytes)
      pending = pending.slice(consumed)
      if (records.length > 0) yield { records, bytes }
    }
    if (row === 0) throw new PultError('PULT_IMPORT_EMPTY', `${name} is empty.`, { file: name })
  } finally {
    closeSync(file)
  }
}

const decode = (decoder: TextDecoder, bytes: Uint8Array, last: boolean, name: string): string => {
  try {
    const text = decoder.decode(bytes, { stream: !last })
    if (!text.includes('\u0000')) return text
  } catch {
    // Falls through to the same sentence as a file full of zero bytes (UTF-16).
  }
  throw new PultError('PULT_IMPORT_ENCODING', `${name} isn't UTF-8. Save it as "CSV UTF-8" and import it again.`, { file: name })
}

const parse = (text: string, newline: string, last: boolean, name: string, rowsBefore: number, onRecord: (cells: string[]) => void): number => {
  const parser = new Papa.Parser({ delimiter: ',', newline: newline as '\n' | '\r', quoteChar: '"' })
  const result = parser.parse(text, 0, !last) as Papa.ParseResult<string[]>
  const broken = result.errors.find(error => error.type === 'Quotes')
  if (broken) {
    const row = rowsBefore + (broken.row ?? 0) + 1
    throw new PultError('PULT_IMPORT_QUOTES', `${name} has a quote that isn't closed properly, in row ${row}.`, { file: name, row })
  }
  for (const cells of result.data) {
    const end = cells.length - 1
    // Lines are split at \n also in files of \r\n, because both occur in one file.
    if (newline === '\n' && cells[end]!.endsWith('\r')) cells[end] = cells[end]!.slice(0, -1)
    onRecord(cells)
  }
  return result.meta.cursor
}
