import { parseDay } from '../domain/time/days.ts'
import type { Zone } from '../domain/time/zone.ts'
import type { CellType, Table, TableCell } from './table.ts'
import { makeZip } from './zip.ts'

/** Rows that a sheet of Excel holds, its header included; more go to a next sheet. */
const mostRows = 1_048_576
const mostLetters = 32_767
const msPerDay = 86_400_000
/** Days from Excel's day 0 to 1970-01-01. */
const daysBefore1970 = 25_569

// Numbers of formats that every Excel shows in its own language: 3 = #,##0, 4 = #,##0.00, 14 = date, 22 = date and time.
const formats = { text: 0, number: 3, money: 4, day: 14, moment: 22 } as const satisfies Record<CellType, number>
const styleOf = { text: 0, head: 1, number: 2, money: 3, day: 4, moment: 5 } as const
const widthOf = { text: 28, number: 12, money: 16, day: 13, moment: 17 } as const satisfies Record<CellType, number>

/**
 * A table as XLSX, streamed: the package for it, write-excel-file, makes the whole file in one go (100 000 rows: ten seconds of an unanswering
 * backend and 800 MB). Real numbers and dates, bold frozen header, filters; texts are texts, so none is a formula.
 */
export async function* writeXlsx(table: Table): AsyncGenerator<Buffer, void> {
  const zip = makeZip()
  const sheets = Math.max(1, Math.ceil(table.rows / (mostRows - 1)))
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1)
  const rows = makeRows(table.slices)
  for (const number of numbers) yield* zip.add(`xl/worksheets/sheet${number}.xml`, sheet(table, rows, number === 1))
  for (const [name, text] of Object.entries(frame(numbers))) yield* zip.add(name, [text])
  yield zip.end()
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const frame = (sheets: readonly number[]): Record<string, string> => ({
  '[Content_Types].xml': `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>${sheets.map(number => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${kind}.worksheet+xml"/>`).join('')}</Types>`,
  '_rels/.rels': `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map(number => `<sheet name="Pult${number === 1 ? '' : ` ${number}`}" sheetId="${number}" r:id="rId${number}"/>`).join('')}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packaged}/relationships">${sheets.map(number => `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${xml}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>${(['number', 'money', 'day', 'moment'] as const).map(type => `<xf numFmtId="${formats[type]}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
})

/** Rows in slices; what one sheet had no room for waits for the next. */
interface Rows { next: () => Promise<TableCell[][] | null>, putBack: (rows: TableCell[][]) => void }

const makeRows = (slices: AsyncIterable<TableCell[][]>): Rows => {
  const iterator = slices[Symbol.asyncIterator]()
  let waiting: TableCell[][] | null = null
  return {
    next: async () => {
      const rows = waiting
      waiting = null
      if (rows) return rows
      const { done, value } = await iterator.next()
      return done === true ? null : value
    },
    putBack: (rows) => { waiting = rows },
  }
}

async function* sheet({ columns, zone }: Table, rows: Rows, isFirst: boolean): AsyncGenerator<string, void> {
  const names = columns.map((_, index) => letters(index))
  const cells = columns.map(({ type }, index) => cellWriter(names[index]!, type, zone))
  const selected = isFirst ? ' tabSelected="1"' : ''
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"${selected}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
    + `<cols>${columns.map(({ type }, index) => `<col min="${index + 1}" max="${index + 1}" width="${widthOf[type]}" customWidth="1"/>`).join('')}</cols>`
    + `<sheetData><row r="1">${columns.map(({ label }, index) => textCell(`${names[index]!}1`, label, styleOf.head)).join('')}</row>`
  let row = 1
  while (row < mostRows) {
    const slice = await rows.next()
    if (!slice) break
    const taken = slice.slice(0, mostRows - row)
    if (taken.length < slice.length) rows.putBack(slice.slice(taken.length))
    yield taken.map((values) => {
      row++
      return `<row r="${row}">${values.map((value, index) => cells[index]!(value, row)).join('')}</row>`
    }).join('')
  }
  yield `</sheetData><autoFilter ref="A1:${names.at(-1)!}${row}"/></worksheet>`
}

/** Writes the cells of one column; an empty one is left out. */
const cellWriter = (name: string, type: CellType, zone: Zone) => (cell: TableCell, row: number): string => {
  if (cell === null) return ''
  const numberCell = (value: number): string => Number.isFinite(value) ? `<c r="${name}${row}" s="${styleOf[type]}"><v>${value}</v></c>` : ''
  // A sheet knows no zones: its moments are the workspace's local time.
  if (typeof cell === 'number') return numberCell(type === 'moment' ? (cell + zone.offsetAt(cell)) / msPerDay + daysBefore1970 : cell)
  const day = type === 'day' ? parseDay(cell) : null
  return day === null ? textCell(`${name}${row}`, cell, styleOf.text) : numberCell(day + daysBefore1970)
}

const textCell = (address: string, text: string, style: number): string => `<c r="${address}" t="inlineStr"${style === 0 ? '' : ` s="${style}"`}><is><t xml:space="preserve">${escaped(text.slice(0, mostLetters))}</t></is></c>`

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
// What XML has no place for: control characters, halves of surrogate pairs, two signs that are none.
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const escaped = (text: string): string => text.replace(forbidden, '').replace(/[&<>]/g, sign => signs[sign]!)

/** A, B, … Z, AA …: the name of a column. */
const letters = (index: number): string => index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26)
