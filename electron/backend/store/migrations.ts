import { createHash } from 'node:crypto'

export interface Migration { tag: string, sql: string, hash: string }

/** Line ends don't count: git may have turned them on Windows. */
export const makeMigration = (tag: string, sql: string): Migration => {
  const text = sql.replaceAll('\r\n', '\n')
  return { tag, sql: text, hash: createHash('sha256').update(text).digest('hex') }
}

const files = import.meta.glob<string>('../../../drizzle/*.sql', { query: '?raw', import: 'default', eager: true })

/** The shipped migrations in their order, which is that of their names. */
export const migrations: readonly Migration[] = Object.entries(files)
  .map(([path, sql]) => makeMigration(path.replace(/^.*\/|\.sql$/g, ''), sql))
  .sort((a, b) => (a.tag < b.tag ? -1 : 1))
