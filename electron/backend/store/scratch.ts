import Database from 'better-sqlite3'

/** A database of one piece of work that nobody else sees: in memory while it is small, else in a file that has no name and goes with it. */
export interface Scratch { readonly sqlite: Database.Database, readonly close: () => void }

export const openScratch = (): Scratch => {
  const sqlite = new Database('')
  // Nothing of it outlives the work, so nothing of it has to be safe.
  sqlite.pragma('journal_mode = OFF')
  sqlite.pragma('synchronous = OFF')
  sqlite.pragma('cache_size = -16384')
  sqlite.exec('BEGIN')
  return { sqlite, close: () => sqlite.close() }
}

/** Rows of one shape in the order in which they came, that are out of memory until they are asked for. */
export interface RowList<Row> {
  readonly count: () => number
  readonly add: (row: Row) => void
  readonly slices: () => Iterable<Row[]>
}

/** The same by key. `mark` is whatever its owner wants to know of a row besides. */
export interface RowsByKey<Row> {
  readonly count: () => number
  readonly has: (key: string) => boolean
  readonly get: (key: string) => { row: Row, mark: number } | undefined
  /** A row of a known key takes the place of the earlier one. */
  readonly set: (key: string, row: Row, mark: number) => void
  readonly slices: () => Iterable<Row[]>
}

const rowsOfSlice = 2000

/** A row as the JSON of its values; the fields are those of the first one. */
const makeForm = <Row extends object>() => {
  let fields: (keyof Row)[] = []
  return {
    write: (row: Row): string => {
      if (fields.length === 0) fields = Object.keys(row) as (keyof Row)[]
      return JSON.stringify(fields.map(field => row[field]))
    },
    read: (text: string): Row => {
      const values = JSON.parse(text) as Row[keyof Row][]
      const row = {} as Row
      for (let at = 0; at < fields.length; at++) row[fields[at]!] = values[at]!
      return row
    },
  }
}

function* slicesOf<Row>({ sqlite }: Scratch, name: string, read: (text: string) => Row): Generator<Row[], void, void> {
  const next = sqlite.prepare(`SELECT id, fields FROM "${name}" WHERE id > ? ORDER BY id LIMIT ${rowsOfSlice}`).raw()
  for (let last = 0; ;) {
    const rows = next.all(last) as [id: number, fields: string][]
    if (rows.length > 0) yield rows.map(row => read(row[1]))
    if (rows.length < rowsOfSlice) return
    last = rows.at(-1)![0]
  }
}

export const makeRowList = <Row extends object>(scratch: Scratch, name: string): RowList<Row> => {
  scratch.sqlite.exec(`CREATE TABLE "${name}" (id INTEGER PRIMARY KEY, fields TEXT NOT NULL)`)
  const insert = scratch.sqlite.prepare(`INSERT INTO "${name}" (fields) VALUES (?)`)
  const form = makeForm<Row>()
  let count = 0
  return {
    count: () => count,
    add: row => {
      insert.run(form.write(row))
      count++
    },
    slices: () => slicesOf(scratch, name, form.read),
  }
}

export const makeRowsByKey = <Row extends object>(scratch: Scratch, name: string): RowsByKey<Row> => {
  const { sqlite } = scratch
  sqlite.exec(`CREATE TABLE "${name}" (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, mark INTEGER NOT NULL, fields TEXT NOT NULL)`)
  const find = sqlite.prepare(`SELECT fields, mark FROM "${name}" WHERE key = ?`).raw()
  const known = sqlite.prepare(`SELECT 1 FROM "${name}" WHERE key = ?`)
  const insert = sqlite.prepare(`INSERT INTO "${name}" (key, mark, fields) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET mark = excluded.mark, fields = excluded.fields`)
  const total = sqlite.prepare(`SELECT count(*) FROM "${name}"`).pluck()
  const form = makeForm<Row>()
  return {
    count: () => total.get() as number,
    has: key => known.get(key) !== undefined,
    get: key => {
      const found = find.get(key) as [fields: string, mark: number] | undefined
      return found && { row: form.read(found[0]), mark: found[1] }
    },
    set: (key, row, mark) => { insert.run(key, mark, form.write(row)) },
    slices: () => slicesOf(scratch, name, form.read),
  }
}
