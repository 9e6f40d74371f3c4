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
 */
export const makeBulkInsert = ({ sqlite }: WriteDb, { table, columns, computed = {}, numbered = true }: BulkTable): BulkInsert => {
  const named = numbered ? ['id', ...columns] : columns
  const of = (column: string): string => `column${named.indexOf(column) + 1}`
  const row = `(${named.map(() => '?').join(', ')})`
  const made = Object.values(computed).map(sql => sql(of))
  const statementOf = (rows: number): Database.Statement => {
    const values = `VALUES ${Array.from({ length: rows }, () => row).join(', ')}`
    const into = `INSERT INTO ${table} (${[...named, ...Object.keys(computed)].join(', ')})`
    return sqlite.prepare(made.length === 0 ? `${into} ${values}` : `${into} SELECT ${[...named.map(of), ...made].join(', ')} FROM (${values})`)
  }
  let many: Database.Statement | null = null
  let single: Database.Statement | null = null
  let next = numbered ? lastIdOf(sqlite, table) + 1 : 0
  let waiting: Value[] = []
  const rowsOfStatement = Math.max(1, Math.floor(mostParameters / named.length))
  const most = rowsOfStatement * named.length
  return {
    add: values => {
      const id = next++
      if (numbered) waiting.push(id)
      for (let index = 0; index < values.length; index++) waiting.push(values[index]!)
      if (waiting.length >= most) {
        many ??= statementOf(rowsOfStatement)
        // An array would be taken apart element by element, which takes half as long again.
        many.run(...waiting)
        waiting = []
      }
      return id
    },
    flush: () => {
      single ??= statementOf(1)
      for (let at = 0; at < waiting.length; at += named.length) single.run(...waiting.slice(at, at + named.length))
      waiting = []
    },
  }
}

/** The highest id that a table ever gave out. */
export const lastIdOf = (sqlite: Database.Database, table: string): number =>
  sqlite.prepare('SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)').pluck().get(table) as number
