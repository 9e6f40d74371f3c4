import type Database from 'better-sqlite3'

/**
 * Temporary triggers that call a function of this connection for every row that is inserted, changed or deleted: `stepsOf` writes the statements
 * for a row (`NEW`, `OLD`). Temporary ones, because both the function and what it notes are this connection's own.
 */
export const onEveryRow = (sqlite: Database.Database, name: string, table: string, stepsOf: (row: 'NEW' | 'OLD') => readonly string[]): void => {
  for (const [event, rows] of [['INSERT', ['NEW']], ['UPDATE', ['OLD', 'NEW']], ['DELETE', ['OLD']]] as const) {
    sqlite.exec(`CREATE TEMP TRIGGER ${name}_${table}_${event.toLowerCase()} AFTER ${event} ON main.${table} BEGIN ${rows.flatMap(stepsOf).join('; ')}; END`)
  }
}
