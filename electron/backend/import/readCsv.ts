import { isUtf8 } from 'node:buffer'
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

const readInto = (file: number, buffer: Buffer, offset: number, position: number, name: string): number => {
  try {
    return readSync(file, buffer, offset, buffer.length - offset, position)
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
    let buffer = Buffer.allocUnsafe(sliceBytes)
    /** Bytes that stand in the buffer: what the last slice left over, and what was read behind it. */
    let held = 0
    let bytes = 0
    let row = 0
    let newline: '\n' | '\r' | null = null
    for (let last = false; !last;) {
      const bytesRead = readInto(file, buffer, held, bytes, name)
      last = bytesRead === 0
      const from = bytes === 0 && bytesRead >= 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0
      bytes += bytesRead
      held += bytesRead
      const read = buffer.subarray(from, held)
      newline ??= read.includes(10) || last ? (read.includes(10) || !read.includes(13) ? '\n' : '\r') : null
      // Cut behind a line's end, so that no quote is parted from what follows it, and no character from its end.
      const cut = newline === null ? 0 : last ? read.length : read.lastIndexOf(newline) + 1
      const text = decode(read.subarray(0, cut), name)
      const records: CsvRecord[] = []
      const consumed = cut === 0 ? 0 : parse(text, newline!, last, name, row, cells => {
        row++
        if (cells.length > 1 || cells[0] !== '') records.push({ row, cells })
      })
      const used = from + (consumed === text.length ? cut : Buffer.byteLength(text.slice(0, consumed)))
      buffer = roomBehind(buffer, used, held)
      held -= used
      if (records.length > 0) yield { records, bytes }
    }
    if (row === 0) throw new PultError('PULT_IMPORT_EMPTY', `${name} is empty.`, { file: name })
  } finally {
    closeSync(file)
  }
}

/** The rest at the beginning of a buffer that has as much room again; a long record must not be parsed for every few bytes of it. */
const roomBehind = (buffer: Buffer<ArrayBuffer>, from: number, to: number): Buffer<ArrayBuffer> => {
  const wanted = Math.max(sliceBytes, 2 ** Math.ceil(Math.log2((to - from) * 2 + 1)))
  const next = wanted === buffer.length ? buffer : Buffer.allocUnsafe(wanted)
  buffer.copy(next, 0, from, to)
  return next
}

const decode = (bytes: Buffer, name: string): string => {
  // A file full of zero bytes is UTF-16.
  if (!isUtf8(bytes) || bytes.includes(0)) throw new PultError('PULT_IMPORT_ENCODING', `${name} isn't UTF-8. Save it as "CSV UTF-8" and import it again.`, { file: name })
  return bytes.toString('utf8')
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
