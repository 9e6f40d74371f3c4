import { setImmediate } from 'node:timers/promises'
import { open, type FileHandle } from 'node:fs/promises'
import { PultError } from '../../../../src/shared/errors.ts'
import { emptyFile, isBlank, unreadable, type TableRecord, type TableSlice } from './table.ts'
import { makeTokenizer } from './tokenizer.ts'

const sliceBytes = 512 * 1024
const delimiters = [';', ',', '\t', '|']

/** Text of a file, piece by piece, without its byte order mark. */
export async function* textOf(path: string, name: string, encoding: string): AsyncGenerator<{ text: string, share: number, last: boolean }> {
  const handle = await openToRead(path, name)
  try {
    const { size } = await handle.stat()
    const decoder = new TextDecoder(encoding)
    const buffer = Buffer.allocUnsafe(sliceBytes)
    for (let position = 0; ;) {
      const { bytesRead } = await handle.read(buffer, 0, sliceBytes, position).catch(() => { throw unreadable(name) })
      position += bytesRead
      const last = bytesRead === 0
      yield { text: decoder.decode(buffer.subarray(0, bytesRead), { stream: !last }), share: size > 0 ? Math.min(1, position / size) : 1, last }
      if (last) return
      await setImmediate()
    }
  } finally {
    await handle.close()
  }
}

export const openToRead = async (path: string, name: string): Promise<FileHandle> => {
  const handle = await open(path, 'r').catch(() => { throw unreadable(name) })
  const isFile = await handle.stat().then(stat => stat.isFile(), () => false)
  if (isFile) return handle
  await handle.close()
  throw unreadable(name)
}

/** Excel's own first line, `sep=;`. */
const saidDelimiter = /^sep=(.)\r?\n/i

/** The delimiter by which the first records fall into the most columns of one number. */
export const sniffDelimiter = (text: string): string => {
  const said = saidDelimiter.exec(text)
  if (said) return said[1]!
  const scores = delimiters.map(delimiter => {
    const widths: number[] = []
    makeTokenizer(delimiter, record => { widths.push(record.cells.length) }).push(text, false)
    const first = widths.slice(0, 60)
    if (first.length === 0) first.push(text.split(delimiter).length)
    const counts = new Map<number, number>()
    for (const width of first) counts.set(width, (counts.get(width) ?? 0) + 1)
    const [width, count] = [...counts].reduce((best, one) => one[1] > best[1] || (one[1] === best[1] && one[0] > best[0]) ? one : best)
    return { delimiter, score: width < 2 ? 0 : (count / first.length) ** 2 * Math.min(width, 40) }
  })
  const best = scores.reduce((known, one) => one.score > known.score ? one : known)
  return best.score > 0 ? best.delimiter : ','
}

/** Throws PULT_IMPORT_QUOTES when rows stick together, PULT_IMPORT_EMPTY when there is none. */
export async function* readDelimited(path: string, name: string, encoding: string, delimiter: string): AsyncGenerator<TableSlice> {
  let records: TableRecord[] = []
  const tokenizer = makeTokenizer(delimiter, record => {
    if (!isBlank(record.cells) && !(record.row === 1 && /^sep=.?$/i.test(record.cells[0]!))) records.push(record)
  })
  let some = false
  for await (const { text, share, last } of textOf(path, name, encoding)) {
    tokenizer.push(text, last)
    if (last) {
      const row = tokenizer.openQuote()
      if (row !== null) throw new PultError('PULT_IMPORT_QUOTES', `${name} has a quote that isn't closed properly, in row ${row}.`, { file: name, row })
    }
    if (records.length > 0) {
      some = true
      yield { records, share }
      records = []
    }
  }
  if (!some) throw emptyFile(name)
}
