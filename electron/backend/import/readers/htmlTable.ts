import { Parser } from 'htmlparser2'
import { textOf } from './delimited.ts'
import { emptyFile, isBlank, longestCell, mostColumns, type TableRecord, type TableSlice } from './table.ts'

const silent = new Set(['script', 'style', 'template', 'noscript'])
const breaks = new Set(['br', 'p', 'div', 'li'])

/** The rows of the tables of an HTML text, such as Bitrix24's `.xls`. Nothing in it is run; tables inside of cells are text. */
export async function* readHtmlTable(path: string, name: string, encoding: string): AsyncGenerator<TableSlice> {
  let records: TableRecord[] = []
  let row = 0
  let cells: string[] | null = null
  let cell: string | null = null
  let span = 1
  let depth = 0
  let muted = 0
  let tooLong: number | undefined
  const endCell = (): void => {
    if (cell === null || !cells) return
    const text = cell.replace(/[ \t]*\n[ \t]*/g, '\n').trim()
    for (let copy = 0; copy < span && cells.length < mostColumns; copy++) cells.push(copy === 0 ? text : '')
    cell = null
  }
  const endRow = (): void => {
    endCell()
    if (!cells) return
    row++
    if (!isBlank(cells)) records.push(tooLong === undefined ? { row, cells } : { row, cells, tooLong })
    cells = null
    tooLong = undefined
  }
  const parser = new Parser({
    onopentag: (tag, attributes) => {
      if (silent.has(tag)) muted++
      if (tag === 'table') depth++
      if (depth !== 1) return
      if (tag === 'tr') {
        endRow()
        cells = []
      } else if ((tag === 'td' || tag === 'th') && cells) {
        endCell()
        cell = ''
        span = Math.min(Math.max(1, Number.parseInt(attributes.colspan ?? '1', 10) || 1), mostColumns)
      } else if (cell && breaks.has(tag)) {
        cell += '\n'
      }
    },
    ontext: text => {
      if (muted > 0 || cell === null) return
      if (cell.length + text.length > longestCell) tooLong ??= cells!.length
      // What the source breaks for its own sake is a space.
      else cell += text.replace(/[\r\n]+/g, ' ')
    },
    onclosetag: tag => {
      if (silent.has(tag)) muted--
      if (tag === 'table') {
        if (depth === 1) endRow()
        depth--
      }
      if (depth !== 1) return
      if (tag === 'tr') endRow()
      else if (tag === 'td' || tag === 'th') endCell()
    },
  }, { decodeEntities: true })
  let some = false
  for await (const { text, share, last } of textOf(path, name, encoding)) {
    if (text !== '') parser.write(text)
    if (last) {
      parser.end()
      depth = 0
      endRow()
    }
    if (records.length > 0) {
      some = true
      yield { records, share }
      records = []
    }
  }
  if (!some) throw emptyFile(name)
}
