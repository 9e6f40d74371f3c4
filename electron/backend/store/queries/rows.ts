import type Database from 'better-sqlite3'
import type { ReadDb } from '../db.ts'
import { timed } from '../slowQueries.ts'

const prepared = new WeakMap<Database.Database, Map<string, Database.Statement>>()

/** Prepares a statement once a connection. What it does in one go is timed (slowQueries.ts); `iterate` isn't: its caller's work would count. */
export const statement = (db: ReadDb, sql: string): Database.Statement => {
  let statements = prepared.get(db.sqlite)
  if (!statements) prepared.set(db.sqlite, statements = new Map())
  let found = statements.get(sql)
  if (!found) statements.set(sql, found = timedStatement(db.sqlite.prepare(sql), sql))
  return found
}

const timedStatement = (made: Database.Statement, sql: string): Database.Statement => {
  const { all, get, run } = made
  return Object.assign(made, {
    all: (...parameters: unknown[]) => timed(sql, parameters, () => all.apply(made, parameters)),
    get: (...parameters: unknown[]) => timed(sql, parameters, () => get.apply(made, parameters)),
    run: (...parameters: unknown[]) => timed(sql, parameters, () => run.apply(made, parameters)),
  })
}

/** All rows of a query; `Row` is what its SELECT names, which no compiler can check: keep both beside each other. */
export const all = <Row>(db: ReadDb, sql: string, ...parameters: unknown[]): Row[] => statement(db, sql).all(...parameters) as Row[]

/** The first row of a query, or undefined. */
export const one = <Row>(db: ReadDb, sql: string, ...parameters: unknown[]): Row | undefined => statement(db, sql).get(...parameters) as Row | undefined
