import { setImmediate } from 'node:timers/promises'
import type { FileHandle } from 'node:fs/promises'
import { Parser, type Handler } from 'htmlparser2'
import { formatDay } from '../../domain/time/days.ts'
import { openToRead } from './delimited.ts'
import { emptyFile, isBlank, longestCell, mostColumns, tooLarge, unreadable, type TableRecord, type TableSlice } from './table.ts'
import { readZip, unzip, type ZipEntry } from './zip.ts'

export interface Workbook { sheets: { name: string, part: string }[], from1904: boolean }

const mostShared = 150 * 1024 ** 2

/** Walks the XML of one part: nothing in it is run or looked up elsewhere, pieces may be cut anywhere. */
async function* walkPart(handle: FileHandle, entry: ZipEntry, name: string, handler: Partial<Handler>): AsyncGenerator<number> {
  const parser = new Parser(handler, { xmlMode: true, decodeEntities: true })
  const decoder = new TextDecoder('utf-8')
  for await (const { bytes, share } of unzip(handle, entry, name)) {
    parser.write(decoder.decode(bytes, { stream: true }))
    yield share
  }
  parser.end()
}

const walkWhole = async (handle: FileHandle, entry: ZipEntry | undefined, name: string, handler: Partial<Handler>): Promise<void> => {
  if (!entry) return
  for await (const _share of walkPart(handle, entry, name, handler)) await setImmediate()
}

/** A name without its prefix: some writers say `x:row`. */
const bare = (tag: string): string => tag.slice(tag.indexOf(':') + 1)

/** Throws PULT_IMPORT_UNREADABLE for a zip that is no spreadsheet. */
export const readWorkbook = async (handle: FileHandle, entries: Map<string, ZipEntry>, name: string): Promise<Workbook> => {
  const book = entries.get('xl/workbook.xml')
  if (!book) throw unreadable(name)
  const targets = new Map<string, string>()
  await walkWhole(handle, entries.get('xl/_rels/workbook.xml.rels'), name, {
    onopentag: (tag, { Id = '', Target = '' }) => {
      if (bare(tag) === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  const workbook: Workbook = { sheets: [], from1904: false }
  await walkWhole(handle, book, name, {
    onopentag: (tag, attributes) => {
      if (bare(tag) === 'workbookPr') workbook.from1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (bare(tag) !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return
      const id = Object.entries(attributes).find(([attribute]) => bare(attribute) === 'id' && attribute !== 'id')?.[1] ?? ''
      const part = targets.get(id)
      if (part && entries.has(part)) workbook.sheets.push({ name: attributes.name ?? '', part })
    },
  })
  if (workbook.sheets.length === 0) throw unreadable(name)
  return workbook
}

const readSharedStrings = async (handle: FileHandle, entry: ZipEntry | undefined, name: string): Promise<string[]> => {
  if (entry && entry.size > mostShared) throw tooLarge(name, 'its texts take more than 150 MB')
  const strings: string[] = []
  let text: string | null = null
  let phonetic = false
  let inText = false
  await walkWhole(handle, entry, name, {
    onopentag: tag => {
      if (bare(tag) === 'si') text = ''
      if (bare(tag) === 'rPh') phonetic = true
      if (bare(tag) === 't') inText = true
    },
    ontext: piece => { if (text !== null && !phonetic && inText) text += piece },
    onclosetag: tag => {
      if (bare(tag) === 't') inText = false
      if (bare(tag) === 'rPh') phonetic = false
      if (bare(tag) !== 'si') return
      strings.push(text ?? '')
      text = null
    },
  })
  return strings
}
const dateIds = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58])
const isDateCode = (code: string): boolean => /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, '').replace(/general|standard|основной/gi, ''))

/** Which cell styles show a number as a date. */
const readDateStyles = async (handle: FileHandle, entry: ZipEntry | undefined, name: string): Promise<boolean[]> => {
  const codes = new Map<number, string>()
  const styles: boolean[] = []
  let inCells = false
  await walkWhole(handle, entry, name, {
    onopentag: (tag, attributes) => {
      if (bare(tag) === 'cellXfs') inCells = true
      if (bare(tag) === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (bare(tag) !== 'xf' || !inCells) return
      const id = Number(attributes.numFmtId ?? 0)
      const code = codes.get(id)
      styles.push(code === undefined ? dateIds.has(id) : isDateCode(code))
    },
    onclosetag: tag => { if (bare(tag) === 'cellXfs') inCells = false },
  })
  return styles
}

/** A serial day as `2026-11-20`, `2026-11-20 19:00:00` or, without a day, `19:00:00`. */
const dateText = (serial: number, from1904: boolean): string => {
  const seconds = Math.round((serial - (from1904 ? 24_107 : 25_569)) * 86_400)
  const day = Math.floor(seconds / 86_400)
  const [hour, minute, second] = [3600, 60, 1].map((unit, index) => Math.floor((seconds - day * 86_400) / unit) % (index === 0 ? 24 : 60)).map(part => String(part).padStart(2, '0'))
  const time = `${hour}:${minute}:${second}`
  if (serial >= 0 && serial < 1) return time
  return time === '00:00:00' ? formatDay(day) : `${formatDay(day)} ${time}`
}

/** A number as it is written, but for the exponents of ordinary ones; where Excel has lost digits, the exponent stays to be seen. */
const numberText = (raw: string): string => {
  if (!/e/i.test(raw)) return raw
  const number = Number(raw)
  return Number.isFinite(number) && Math.abs(number) < 1e15 ? number.toFixed(12).replace(/\.?0+$/, '') : raw
}

const placeOf = (address: string): number => {
  let place = 0
  for (let index = 0; index < address.length; index++) {
    const code = address.charCodeAt(index) & 0xdf
    if (code < 65 || code > 90) break
    place = place * 26 + code - 64
  }
  return place - 1
}

/** The first sheet that has rows. A formula is never computed: its last value counts. */
export async function* readXlsx(path: string, name: string): AsyncGenerator<TableSlice> {
  const handle = await openToRead(path, name)
  try {
    const entries = await readZip(handle, name)
    const workbook = await readWorkbook(handle, entries, name)
    const strings = await readSharedStrings(handle, entries.get('xl/sharedStrings.xml'), name)
    const dates = await readDateStyles(handle, entries.get('xl/styles.xml'), name)
    for (const { part } of workbook.sheets) {
      let some = false
      for await (const slice of readSheet(handle, entries.get(part)!, name, strings, dates, workbook.from1904)) {
        some = true
        yield slice
      }
      if (some) return
    }
    throw emptyFile(name)
  } finally {
    await handle.close()
  }
}

async function* readSheet(handle: FileHandle, entry: ZipEntry, name: string, strings: readonly string[], dates: readonly boolean[], from1904: boolean): AsyncGenerator<TableSlice> {
  let records: TableRecord[] = []
  let row = 0
  let cells: string[] = []
  let place = -1
  let type = ''
  let style = 0
  let value = ''
  let reading = false
  let tooLong: number | undefined
  const valueOf = (): string => {
    if (type === 's') return strings[Number(value)] ?? ''
    if (type === 'b') return value === '1' ? 'true' : value === '0' ? 'false' : value
    if (type === 'e') return ''
    if (type === 'd') return value.replace('T', ' ')
    if (type !== '' && type !== 'n') return value
    const number = Number(value)
    return value !== '' && dates[style] && Number.isFinite(number) ? dateText(number, from1904) : numberText(value)
  }
  const handler: Partial<Handler> = {
    onopentag: (tag, attributes) => {
      const what = bare(tag)
      if (what === 'row') {
        row = Number(attributes.r) || row + 1
        cells = []
        place = -1
      } else if (what === 'c') {
        place = attributes.r ? placeOf(attributes.r) : place + 1
        type = attributes.t ?? ''
        style = Number(attributes.s) || 0
        value = ''
      } else if (what === 'v' || what === 't') {
        reading = true
      }
    },
    ontext: text => {
      if (!reading) return
      if (value.length + text.length > longestCell) tooLong ??= place
      else value += text
    },
    onclosetag: tag => {
      const what = bare(tag)
      if (what === 'v' || what === 't') {
        reading = false
      } else if (what === 'c') {
        if (place < 0 || place >= mostColumns) return
        while (cells.length < place) cells.push('')
        cells[place] = valueOf()
      } else if (what === 'row') {
        if (!isBlank(cells)) records.push(tooLong === undefined ? { row, cells } : { row, cells, tooLong })
        tooLong = undefined
      }
    },
  }
  for await (const share of walkPart(handle, entry, name, handler)) {
    if (records.length > 0) {
      yield { records, share }
      records = []
    }
    await setImmediate()
  }
  if (records.length > 0) yield { records, share: 1 }
}
