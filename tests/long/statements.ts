import Database from 'better-sqlite3'

interface Statement { source: string, run: unknown, get: unknown, all: unknown, iterate: unknown }

/** Tells of every statement that any database of this process runs, before and after it; `BEGIN` and `COMMIT` are statements too. */
export const watchStatements = (listen: (when: 'before' | 'after', sql: string) => void): void => {
  const database = new Database(':memory:')
  const prototype = Object.getPrototypeOf(database.prepare('SELECT 1')) as Statement
  database.close()
  for (const method of ['run', 'get', 'all', 'iterate'] as const) {
    const original = prototype[method] as (this: Statement, ...values: unknown[]) => unknown
    prototype[method] = function (this: Statement, ...values: unknown[]) {
      listen('before', this.source)
      const result = original.apply(this, values)
      listen('after', this.source)
      return result
    }
  }
}
