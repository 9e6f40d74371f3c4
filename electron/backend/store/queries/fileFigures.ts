import { existsSync, statSync } from 'node:fs'
import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

export interface TableFigure { name: string, rows: number, /** With its indexes; null where SQLite can't say. */ bytes: number | null }

/** What SQLite says of its file; bytes. */
export const fileFigures = ({ sqlite }: ReadDb, path: string): { bytes: number, walBytes: number, freeBytes: number, schema: number, sqlite: string } => {
  const number = (name: string): number => sqlite.pragma(name, { simple: true }) as number
  const wal = `${path}-wal`
  return {
    bytes: number('page_count') * number('page_size'), walBytes: existsSync(wal) ? statSync(wal).size : 0, freeBytes: number('freelist_count') * number('page_size'),
    schema: number('user_version'), sqlite: sqlite.prepare('SELECT sqlite_version()').pluck().get() as string,
  }
}

/** Rows and size by table, the largest first. Full-text tables count under their own name. */
export const tableFigures = (db: ReadDb): TableFigure[] => {
  const objects = all<{ name: string, type: string, table: string, virtual: number }>(db, "SELECT name, type, tbl_name AS \"table\", sql LIKE 'CREATE VIRTUAL%' AS virtual FROM sqlite_schema WHERE type IN ('table', 'index') AND (name NOT LIKE 'sqlite_%' OR type = 'index')")
  const virtual = objects.filter(object => object.virtual === 1).map(object => object.name)
  const ownerOf = (table: string): string => virtual.find(name => table.startsWith(`${name}_`)) ?? table
  const sizes = new Map<string, number>()
  try {
    const tableOf = new Map(objects.map(object => [object.name, ownerOf(object.table)]))
    for (const { name, bytes } of all<{ name: string, bytes: number }>(db, 'SELECT name, pgsize AS bytes FROM dbstat WHERE aggregate = TRUE')) {
      const table = tableOf.get(name)
      if (table) sizes.set(table, (sizes.get(table) ?? 0) + bytes)
    }
  } catch {
    sizes.clear()
  }
  const tables = objects.filter(object => object.type === 'table' && ownerOf(object.name) === object.name)
  // The names come from the schema itself.
  return tables.map(({ name }) => ({ name, rows: (db.sqlite.prepare(`SELECT count(*) FROM "${name.replaceAll('"', '""')}"`).pluck().get() as number), bytes: sizes.get(name) ?? null }))
    .sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0) || b.rows - a.rows || (a.name < b.name ? -1 : 1))
}
