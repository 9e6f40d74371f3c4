import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { makeMigration, migrations, type Migration } from '../../electron/backend/store/migrations.ts'
import { openDatabase } from '../../electron/backend/store/openDatabase.ts'
import { backupPath, listBackups } from '../../electron/backend/store/backupFiles.ts'
import { readSourceFields, sourceColumns } from '../../electron/backend/store/queries/sourceFields.ts'
import { applyMigrations } from '../../electron/backend/store/applyMigrations.ts'
import { makeTestWorkspace, testNow } from '../store/helpers.ts'

const journal = JSON.parse(readFileSync(new URL('../../drizzle/meta/_journal.json', import.meta.url), 'utf8')) as { entries: { tag: string }[] }

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
const refusal = (code: string, reason?: string): Error =>
  expect.objectContaining({ code, ...reason === undefined ? {} : { details: expect.objectContaining({ reason }) as object } }) as Error

/** A closed workspace with people, clients, deals and tasks that point to each other. */
const makePopulatedFile = async (): Promise<{ path: string, folder: string, cleanup: () => void }> => {
  const workspace = await makeTestWorkspace({ pipeline: { name: 'Продажи', stages: [{ name: 'Новая', kind: 'open', dwellLimitDays: 5, probability: 0.1 }] } })
  const { sqlite } = workspace.desk.db
  sqlite.transaction(() => {
    sqlite.exec("INSERT INTO client (source, external_id, name, owner_id) VALUES ('t', 'c1', 'Ромашка', 1)")
    const deal = sqlite.prepare(`INSERT INTO deal (source, external_id, title, client_id, owner_id, pipeline_id, stage_id, status, amount, currency, first_seen_at, stage_seen_at)
      VALUES ('t', ?, 'Сделка', 1, 1, 1, 1, 'open', 100, 'RUB', 0, 0)`)
    const task = sqlite.prepare("INSERT INTO task (source, external_id, deal_id, title) VALUES ('t', ?, ?, 'Позвонить')")
    for (let number = 1; number <= 500; number++) {
      const { lastInsertRowid } = deal.run(`d${number}`)
      task.run(`t${number}`, lastInsertRowid)
    }
  })()
  workspace.close()
  return { path: workspace.path, folder: workspace.folder, cleanup: workspace.cleanup }
}

/** Rebuilds `deal` as drizzle-kit does it: the way that deletes child rows where foreign keys are on. */
const rebuildsDeal = makeMigration('0098_rebuild', `
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE __new_deal AS SELECT * FROM deal;--> statement-breakpoint
CREATE TABLE __copy_deal (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, stage_id INTEGER REFERENCES stage(id)) STRICT;--> statement-breakpoint
INSERT INTO __copy_deal SELECT id, title, stage_id FROM deal;--> statement-breakpoint
DROP TABLE deal;--> statement-breakpoint
DROP TABLE __new_deal;--> statement-breakpoint
ALTER TABLE __copy_deal RENAME TO deal;--> statement-breakpoint
PRAGMA foreign_keys=ON;`)

const openWith = (path: string, list: readonly Migration[]) => openDatabase(path, { mode: 'write', now: testNow, migrations: list })

test('the shipped migrations are those of the journal, in its order, which is that of their names', () => {
  expect(migrations.map(({ tag }) => tag)).toEqual(journal.entries.map(({ tag }) => tag))
  expect(migrations.map(({ tag }) => tag)).toEqual([...migrations.map(({ tag }) => tag)].sort())
  expect(makeMigration('a', 'SELECT 1;\r\nSELECT 2;\r\n').hash).toBe(makeMigration('a', 'SELECT 1;\nSELECT 2;\n').hash)
})

test('every table of a new file is STRICT, and the file says how many migrations it has seen', async () => {
  const workspace = await makeTestWorkspace()
  const { sqlite } = workspace.desk.db
  expect(sqlite.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'").pluck().all()).toEqual([])
  expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length)
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
  workspace.cleanup()
})

test('rebuilding a table of a populated file keeps the rows that point to it; a verified copy of the file before stands beside it', async () => {
  const { path, cleanup } = await makePopulatedFile()
  const opened = openWith(path, [...migrations, rebuildsDeal])
  const { sqlite } = opened.db
  expect(sqlite.prepare('SELECT count(*) FROM task JOIN deal ON deal.id = task.deal_id').pluck().get()).toBe(500)
  expect(sqlite.pragma('foreign_key_check')).toEqual([])
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
  expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length + 1)
  expect(listBackups(path)).toMatchObject([{ kind: 'before_migration', at: testNow }])
  expect(opened.backup).toBe(backupPath(path, listBackups(path)[0]!.name))
  opened.close()
  const copy = new Database(opened.backup!, { readonly: true })
  expect(copy.prepare('SELECT count(amount) FROM deal').pluck().get()).toBe(500)
  copy.close()
  // Opened again there is nothing left to do.
  const again = openWith(path, [...migrations, rebuildsDeal])
  expect(again.backup).toBeNull()
  again.close()
  cleanup()
})

test.each([
  ['a statement fails', 'UPDATE client SET name = NULL;--> statement-breakpoint\nDROP TABLE nothing_of_that_name;'],
  ['rows would point to nothing', 'DELETE FROM deal WHERE id < 100;'],
])('a migration in which %s leaves the file as it was', async (_why, sql) => {
  const { path, cleanup } = await makePopulatedFile()
  const before = readAll(path)
  expect(() => openWith(path, [...migrations, makeMigration('0098_good', 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;'), makeMigration('0099_bad', sql)])).toThrow(refusal('PULT_MIGRATION_FAILED', 'failed'))
  expect(readAll(path)).toEqual(before)
  expect(listBackups(path)).toMatchObject([{ kind: 'before_migration' }])
  openWith(path, migrations).close()
  cleanup()
})

test('a disk that fills up during a migration leaves the file as it was', async () => {
  const { path, cleanup } = await makePopulatedFile()
  const before = readAll(path)
  const sqlite = new Database(path)
  sqlite.pragma(`max_page_count = ${(sqlite.pragma('page_count', { simple: true }) as number) + 2}`)
  const fills = makeMigration('0098_fills', "CREATE TABLE extra (text TEXT) STRICT;--> statement-breakpoint\nINSERT INTO extra SELECT hex(randomblob(2000)) FROM task;")
  expect(() => applyMigrations(sqlite, path, [...migrations, fills], testNow)).toThrow(refusal('PULT_DISK_FULL'))
  sqlite.close()
  expect(readAll(path)).toEqual(before)
  cleanup()
})

test('a file of a newer Pult is refused and not touched, for reading too', async () => {
  const { path, cleanup } = await makePopulatedFile()
  openWith(path, [...migrations, makeMigration('0098_later', 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;')]).close()
  const before = hashOf(path)
  expect(() => openWith(path, migrations)).toThrow(refusal('PULT_NEWER_SCHEMA'))
  expect(() => openDatabase(path, { mode: 'read' })).toThrow(refusal('PULT_NEWER_SCHEMA'))
  expect(hashOf(path)).toBe(before)
  const sqlite = new Database(path)
  sqlite.pragma('user_version = 99')
  sqlite.close()
  expect(() => openWith(path, migrations)).toThrow(refusal('PULT_NEWER_SCHEMA'))
  cleanup()
})

test('a file from before the screens of lists gets their tables, and a full-text index of what it holds and of what comes later', async () => {
  const { folder, cleanup } = await makePopulatedFile()
  const path = join(folder, 'older.pult')
  const older = new Database(path)
  const [first] = migrations
  applyMigrations(older, path, [first!], testNow)
  older.exec(`INSERT INTO workspace (id, uid, name, time_zone, currency, created_at) VALUES (1, 'u', 'Отдел', 'Europe/Moscow', 'RUB', 0);
    INSERT INTO person (source, external_id, name, role, role_confirmed, created_at) VALUES ('pult', 'p1', 'Анна', 'head', 1, 0);
    INSERT INTO pipeline (source, name) VALUES ('t', 'Продажи');
    INSERT INTO stage (pipeline_id, name, position, kind) VALUES (1, 'Новая', 1, 'open');
    INSERT INTO client (source, external_id, name, phone, phone_e164) VALUES ('t', 'c1', 'ООО «Ёлка»', '8 916 123-45-67', '+79161234567');
    INSERT INTO deal (source, external_id, title, client_id, owner_id, pipeline_id, stage_id, status, amount, currency, first_seen_at, stage_seen_at) VALUES ('t', 'd1', 'Монтаж окон', 1, 1, 1, 1, 'open', 100, 'RUB', 0, 0);
    INSERT INTO question (to_id, deal_id, finding_id, text, answer_day, asked_at) VALUES (1, 1, NULL, 'Когда?', '2026-11-20', 0)`)
  const tables = ['person', 'client', 'deal', 'question'] as const
  const before = tables.map(table => older.prepare(`SELECT * FROM ${table}`).all())
  applyMigrations(older, path, migrations, testNow)
  expect(tables.map(table => older.prepare(`SELECT * FROM ${table}`).all())).toMatchObject(before)
  expect(older.pragma('foreign_key_check')).toEqual([])
  for (const table of ['deal_decision', 'task_decision', 'task_move_request', 'saved_view']) expect(older.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
  const found = (table: string, word: string) => older.prepare(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`).pluck().all(`"${word}" *`)
  expect([found('deal_search', 'ОКОН'), found('deal_search', 'd1'), found('client_search', 'елк'), found('client_search', '7916')]).toEqual([[1], [1], [1], [1]])
  older.exec(`UPDATE deal SET title = 'Демонтаж' WHERE id = 1; INSERT INTO client (source, external_id, name) VALUES ('t', 'c2', 'Сосна'); DELETE FROM question; DELETE FROM deal; DELETE FROM client WHERE id = 1`)
  expect([found('deal_search', 'окон'), found('deal_search', 'демонтаж'), found('client_search', 'елк'), found('client_search', 'сосна')]).toEqual([[], [], [], [2]])
  expect(older.pragma('integrity_check', { simple: true })).toBe('ok')
  older.close()
  cleanup()
})

test('a migration that was changed after it was applied, left out, or is unknown, is not passed over in silence', async () => {
  const { path, cleanup } = await makePopulatedFile()
  const extra = makeMigration('0098_extra', 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;')
  openWith(path, [...migrations, extra]).close()
  const before = hashOf(path)
  const changed = makeMigration('0098_extra', 'CREATE TABLE extra (id INTEGER PRIMARY KEY, more TEXT) STRICT;')
  expect(() => openWith(path, [...migrations, changed])).toThrow(refusal('PULT_MIGRATION_FAILED', 'changed'))
  const earlier = makeMigration('0097_earlier', 'CREATE TABLE earlier (id INTEGER PRIMARY KEY) STRICT;')
  expect(() => openWith(path, [...migrations, earlier, extra])).toThrow(refusal('PULT_MIGRATION_FAILED', 'out_of_order'))
  expect(() => openWith(path, [...migrations, makeMigration('0098_other', 'SELECT 1;')])).toThrow(refusal('PULT_NEWER_SCHEMA'))
  expect(hashOf(path)).toBe(before)
  cleanup()
})

test('reading a file of an older schema brings it up to date first', async () => {
  const { path, cleanup } = await makePopulatedFile()
  const opened = openDatabase(path, { mode: 'read', now: testNow, migrations: [...migrations, makeMigration('0098_extra', 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;')] })
  expect(opened.db.sqlite.prepare('SELECT count(*) FROM extra').pluck().get()).toBe(0)
  opened.close()
  expect(listBackups(path)).toMatchObject([{ kind: 'before_migration' }])
  cleanup()
})

const readAll = (path: string): unknown => {
  const sqlite = new Database(path, { readonly: true })
  try {
    const tables = sqlite.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").all() as { name: string, sql: string }[]
    return [sqlite.pragma('user_version'), ...tables.map(({ name, sql }) => [sql, sqlite.prepare(`SELECT * FROM "${name}"`).all()])]
  } finally {
    sqlite.close()
  }
}

test('0007: what a source said stays what it said; only what stands in the record too is no longer kept twice', async () => {
  const { path, cleanup } = await makePopulatedFile()
  const at = migrations.findIndex(({ tag }) => tag === '0007_bases_on_change')
  // A file as it was before: the triggers away, every record with its base.
  const before = new Database(path)
  for (const type of ['deal', 'task', 'client']) before.exec(`DROP TRIGGER ${type}_source_kept`)
  before.exec('DROP INDEX activity_client; CREATE INDEX activity_client ON activity (client_id, contact_at); DROP INDEX note_client; CREATE INDEX note_client ON note (client_id, created_at)')
  const columns = { deal: sourceColumns.deal, task: sourceColumns.task, client: sourceColumns.client }
  const keep = before.prepare('INSERT INTO source_value (record_type, record_id, fields) VALUES (?, ?, ?)')
  for (const [type, names] of Object.entries(columns)) {
    for (const row of before.prepare(`SELECT id, ${names.join(', ')} FROM ${type}`).all() as { id: number }[]) {
      const { id, ...fields } = row
      keep.run(type, id, JSON.stringify(id % 2 === 0 ? { ...fields, title: 'Иначе "там"', name: undefined } : fields))
    }
  }
  const kept = before.prepare('SELECT record_type AS type, record_id AS id, fields FROM source_value').all() as { type: string, id: number, fields: string }[]
  before.pragma(`user_version = ${at}`)
  before.exec(`DELETE FROM migration WHERE tag >= '0007'`)
  before.close()
  const { db, close } = openDatabase(path, { mode: 'write', now: testNow, migrations: migrations.slice(0, at + 1) })
  expect(kept.map(({ type, id }) => readSourceFields(db, type, id))).toEqual(kept.map(({ fields }) => JSON.parse(fields) as unknown))
  expect(db.sqlite.prepare('SELECT count(*) FROM source_value').pluck().get()).toBe(kept.filter(({ id }) => id % 2 === 0).length)
  close()
  cleanup()
})
