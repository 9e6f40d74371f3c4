import { longestCell, mostColumns, type TableRecord } from './table.ts'

export interface Tokenizer {
  /** Reads on; the last piece ends the last record. */
  push: (text: string, last: boolean) => void
  /** Row in which a quote stands open, else null: after the last piece it means that rows stick together. */
  openQuote: () => number | null
}

const quote = '"'

/**
 * Records of delimited text as CRMs really write it: `""` and `\"` in quotes, quotes that a person typed, cells of many lines,
 * every kind of line end in one file. It never waits for more than two characters, so a piece may end anywhere.
 */
export const makeTokenizer = (delimiter: string, onRecord: (record: TableRecord) => void): Tokenizer => {
  let rest = ''
  let row = 1
  let rowOfQuote = 0
  let cells: string[] = []
  let cell = ''
  let begun = false
  let quoted = false
  let tooLong: number | undefined
  // `\"` counts as an escape once it stood where RFC 4180 would have no sense.
  let backslash = false

  const append = (text: string): void => {
    if (cell.length + text.length <= longestCell) {
      cell += text
      return
    }
    tooLong ??= cells.length
    cell = cell.slice(0, 200)
  }
  const endCell = (): void => {
    if (cells.length < mostColumns) cells.push(cell)
    cell = ''
    begun = false
  }
  const endRecord = (): void => {
    endCell()
    const isEmpty = cells.length === 1 && cells[0] === ''
    if (!isEmpty) onRecord(tooLong === undefined ? { row, cells } : { row, cells, tooLong })
    cells = []
    tooLong = undefined
    row++
  }
  const ends = (letter: string | undefined): boolean => letter === undefined || letter === delimiter || letter === '\n' || letter === '\r'

  const push = (piece: string, last: boolean): void => {
    const text = rest + piece
    const end = text.length
    let at = 0
    const wait = (): void => { rest = text.slice(at) }
    while (at < end) {
      if (quoted) {
        const next = text.indexOf(quote, at)
        const stop = next < 0 ? end : next
        let plain = stop
        while (plain > at && text[plain - 1] === '\\') plain--
        // Whether backslashes escape something shows only in what follows them.
        if ((next < 0 || next + 2 >= end) && !last) {
          append(text.slice(at, plain))
          at = plain
          return wait()
        }
        append(text.slice(at, plain))
        const after = text[stop + 1]
        const isEscape = next >= 0 && (stop - plain) % 2 === 1 && (backslash || (!ends(after) && after !== quote))
        append('\\'.repeat(stop - plain - (isEscape ? 1 : 0)))
        if (next < 0) {
          at = end
        } else if (isEscape) {
          backslash = true
          append(quote)
          at = next + 1
        } else if (after === quote) {
          append(quote)
          at = next + 2
        } else if (ends(after)) {
          quoted = false
          at = next + 1
        } else {
          append(quote)
          at = next + 1
        }
        continue
      }
      const letter = text[at]!
      if (letter === delimiter) {
        endCell()
        at++
      } else if (letter === '\n') {
        endRecord()
        at++
      } else if (letter === '\r') {
        if (at + 1 === end && !last) return wait()
        endRecord()
        at += text[at + 1] === '\n' ? 2 : 1
      } else if (letter === quote && !begun) {
        quoted = true
        begun = true
        rowOfQuote = row
        at++
      } else {
        let stop = at + 1
        while (stop < end && text[stop] !== delimiter && text[stop] !== '\n' && text[stop] !== '\r') stop++
        append(text.slice(at, stop))
        begun = true
        at = stop
      }
    }
    rest = ''
    if (last && !quoted && (begun || cells.length > 0)) endRecord()
  }
  return { push, openQuote: () => quoted ? rowOfQuote : null }
}
