/** A column of a slice: numbers, texts, or texts of which a few come again and again. What is empty is NaN, null or 0. */
type PackedColumn = { numbers: Float64Array } | { texts: (string | null)[] } | { names: string[], places: Uint16Array }

/** Rows of one shape by columns: between threads a tenth of what so many objects cost. */
export interface PackedRows { count: number, fields: string[], columns: PackedColumn[] }

type Value = string | number | null
type Row = Readonly<Record<string, Value>>

/** More different texts than this, and the list of them costs more than it saves. */
const mostNames = 0.5

/** `various` keeps, for the next slices, the fields whose texts turned out to be nearly all different. */
export const packRows = (rows: readonly object[], various: Set<string> = new Set()): PackedRows => {
  const list = rows as readonly Row[]
  const fields = Object.keys(list[0] ?? {})
  return { count: list.length, fields, columns: fields.map(field => packColumn(list, field, various)) }
}

/** The buffers that can be handed over instead of being copied. */
export const buffersOf = ({ columns }: PackedRows): ArrayBuffer[] =>
  columns.flatMap(column => 'numbers' in column ? [column.numbers.buffer as ArrayBuffer] : 'places' in column ? [column.places.buffer as ArrayBuffer] : [])

const packColumn = (rows: readonly Row[], field: string, various: Set<string>): PackedColumn => {
  const first = rows.find(row => row[field] !== null)?.[field]
  if (typeof first !== 'string') {
    const numbers = new Float64Array(rows.length)
    for (let at = 0; at < rows.length; at++) numbers[at] = (rows[at]![field] as number | null) ?? Number.NaN
    return { numbers }
  }
  const names = various.has(field) ? null : packNames(rows, field)
  if (names) return names
  various.add(field)
  return { texts: rows.map(row => row[field] as string | null) }
}

const packNames = (rows: readonly Row[], field: string): PackedColumn | null => {
  const most = Math.min(0xffff - 1, Math.ceil(rows.length * mostNames))
  const known = new Map<string, number>()
  const names: string[] = []
  const places = new Uint16Array(rows.length)
  for (let at = 0; at < rows.length; at++) {
    const text = rows[at]![field] as string | null
    if (text === null) continue
    let place = known.get(text)
    if (place === undefined) {
      if (names.length >= most) return null
      place = names.push(text)
      known.set(text, place)
    }
    places[at] = place
  }
  return { names, places }
}

/** The rows again; their fields stand in the order in which they stood. */
export const unpackRows = <Unpacked>({ count, fields, columns }: PackedRows): Unpacked[] => {
  const readers = columns.map(readerOf)
  const rows: Unpacked[] = []
  for (let at = 0; at < count; at++) {
    const row: Record<string, Value> = {}
    for (let field = 0; field < fields.length; field++) row[fields[field]!] = readers[field]!(at)
    rows.push(row as Unpacked)
  }
  return rows
}

const readerOf = (column: PackedColumn): (at: number) => Value => {
  if ('texts' in column) return at => column.texts[at]!
  if ('places' in column) return at => column.places[at] === 0 ? null : column.names[column.places[at]! - 1]!
  return at => Number.isNaN(column.numbers[at]!) ? null : column.numbers[at]!
}
