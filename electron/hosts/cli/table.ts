/** A number or `right` stands at the right edge of its column. */
export type Cell = string | number | { right: string }

const textOf = (cell: Cell): string => typeof cell === 'object' ? cell.right : String(cell)
const widthOf = (text: string): number => [...text].length

/** Rows under a header, in columns as wide as they need, two spaces apart. */
export const table = (header: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  const widths = header.map((title, column) => Math.max(widthOf(title), ...rows.map(row => widthOf(textOf(row[column] ?? '')))))
  const isRight = header.map((_, column) => rows.some(row => typeof (row[column] ?? '') !== 'string'))
  const line = (cells: readonly Cell[]): string => cells.map((cell, column) => {
    const text = textOf(cell)
    const space = ' '.repeat(widths[column]! - widthOf(text))
    return isRight[column] ? space + text : text + space
  }).join('  ').trimEnd()
  return [line(header), ...rows.map(line)].join('\n')
}
