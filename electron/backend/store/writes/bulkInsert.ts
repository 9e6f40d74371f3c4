import type Database from 'better-sqlite3'
import type { WriteDb } from '../db.ts'

type Value = string | number | null

export interface BulkInsert {
  /** Takes a row whose columns are those named at the beginning; returns its id. It is written no later than by `flush`. */
  add: (values: readonly Value[]) => number
  flush: () => void
}

/** Of one statement: binding is most of its work, and dearer one by one. */
const mostParameters = 400
/** Statements are kept by what is written into them; tables whose rows are all different would have thousands. */
const mostStatements = 64

interface BulkTable {
  table: string
  columns: readonly string[]
  /** Columns that follow from the others: name → SQL over their values, which it gets as `of('column')`. */
  computed?: Record<string, (of: (column: string) => string) => string>
  /** False for a table without a number of its own. */
  numbered?: boolean
}

/**
 * Writes rows of one shape, several by one statement: a statement a row costs half as much again. Ids are given out here, from
 * where the table's own counter stands, so that a row can be spoken of before it is written.
 * A column that holds nothing, one plain word or its usual number in all rows of a statement is written into it instead of being bound.
 */
export const makeBulkInsert = ({ sqlite }: WriteDb, { table, columns, computed = {}, numbered = true }: BulkTable): BulkInsert => {
  const width = columns.length
  const rowsOfStatement = Math.max(1, Math.floor(mostParameters / width))
  const of = (column: string): string => `column${columns.indexOf(column) + 1}`
  const made = Object.values(computed).map(sql => sql(of))
  const into = `INSERT INTO ${table} (${[...columns, ...Object.keys(computed)].join(', ')})`
  const statements = new Map<string, Database.Statement>()
  /** `written`: of each column what stands in the statement itself, SQL, or `?` for what is bound. */
  const statementOf = (rows: number, written: readonly string[]): Database.Statement => {
    const key = `${rows} ${written.join()}`
    const known = statements.get(key)
    if (known) return known
    const row = `(${written.join(', ')})`
    const values = `VALUES ${Array.from({ length: rows }, () => row).join(', ')}`
    const statement = sqlite.prepare(made.length === 0 ? `${into} ${values}` : `${into} SELECT ${[...columns.map(of), ...made].join(', ')} FROM (${values})`)
    if (statements.size >= mostStatements) statements.clear()
    statements.set(key, statement)
    return statement
  }
  /** Column → the first number that all rows of a statement had: any other one would make a statement of its own. */
  const usual = new Map<number, number>()
  let next = numbered ? lastIdOf(sqlite, table) + 1 : 0
  let waiting: (readonly Value[])[] = []

  const write = (): void => {
    const rows = waiting
    waiting = []
    const written = columns.map((_, column) => inStatement(rows, column, usual))
    const bound: Value[] = []
    for (const row of rows) for (let column = 0; column < width; column++) if (written[column] === '?') bound.push(row[column]!)
    // An array would be taken apart element by element, which takes half as long again.
    const { lastInsertRowid } = statementOf(rows.length, written).run(...bound)
    // All rows that were given an id are written by now: the last one's is the last that was given out.
    if (numbered && Number(lastInsertRowid) !== next - 1) throw new Error(`The numbers of ${table} went on from elsewhere: ${lastInsertRowid}.`)
  }
  return {
    add: values => {
      waiting.push(values)
      const id = next++
      if (waiting.length === rowsOfStatement) write()
      return id
    },
    flush: () => {
      if (waiting.length > 0) write()
    },
  }
}

/** SQL of what all rows have in a column, if it is nothing, a plain word or the column's usual number; else `?`. */
const inStatement = (rows: readonly (readonly Value[])[], column: number, usual: Map<number, number>): string => {
  const first = rows[0]![column]!
  if (typeof first === 'string' && !/^\w{1,16}$/.test(first)) return '?'
  if (typeof first === 'number' && (usual.get(column) ?? first) !== first) return '?'
  for (const row of rows) if (row[column] !== first) return '?'
  if (first === null) return 'NULL'
  if (typeof first === 'string') return `'${first}'`
  if (!Number.isSafeInteger(first)) return '?'
  usual.set(column, first)
  return String(first)
}

/** The highest id that a table ever gave out. */
export const lastIdOf = (sqlite: Database.Database, table: string): number =>
  sqlite.prepare('SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)').pluck().get(table) as number
