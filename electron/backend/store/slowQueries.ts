import { AsyncLocalStorage } from 'node:async_hooks'

/** A query that took long: its text, which is the program's own, and the kinds of its parameters, never their values. */
export interface SlowQuery { at: number, ms: number, sql: string, parameters: string[], procedure: string | null }

/** Milliseconds from which a query is kept. */
export const slowFromMs = 40
const kept = 100
const procedures = new AsyncLocalStorage<string>()
const slow: SlowQuery[] = []
let total = 0

/** Says under which procedure the queries of `work` are kept. */
export const duringProcedure = <Result>(procedure: string, work: () => Result): Result => procedures.run(procedure, work)

const kindOf = (value: unknown): string => value === null ? 'null' : value instanceof Uint8Array ? 'blob' : Array.isArray(value) ? 'list' : typeof value
const kindsOf = (parameters: readonly unknown[]): string[] => parameters.flatMap(value =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array) ? Object.entries(value).map(([name, inner]) => `${name}: ${kindOf(inner)}`) : [kindOf(value)])

/** Runs one query and keeps it when it was slow: two looks at the clock otherwise. */
export const timed = <Result>(sql: string, parameters: readonly unknown[], run: () => Result): Result => {
  const began = performance.now()
  try {
    return run()
  } finally {
    const ms = performance.now() - began
    if (ms >= slowFromMs) keep(sql, parameters, ms)
  }
}

const keep = (sql: string, parameters: readonly unknown[], ms: number): void => {
  total++
  slow.push({ at: Date.now(), ms: Math.round(ms * 10) / 10, sql: sql.replace(/\s+/g, ' ').trim().slice(0, 4000), parameters: kindsOf(parameters).slice(0, 60), procedure: procedures.getStore() ?? null })
  if (slow.length > kept) slow.shift()
}

/** The last ones since this process began, newest first; `total` counts also those that are no longer kept. */
export const slowQueries = (): { total: number, rows: SlowQuery[] } => ({ total, rows: slow.toReversed() })
