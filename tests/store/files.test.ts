import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, readdirSync, symlinkSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { runCommand } from '../../electron/backend/usecases/runCommand.ts'
import { openDatabase } from '../../electron/backend/store/openDatabase.ts'
import { toPultError } from '../../electron/backend/api/errors.ts'
import { createWorkspace } from '../../electron/backend/usecases/createWorkspace.ts'
import { openWorkspace, openWorkspaceToRead } from '../../electron/backend/usecases/openWorkspace.ts'
import { makeTestFolder, makeTestWorkspace, testNow } from './helpers.ts'

const clock = (): number => testNow
const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

/** A closed workspace with enough in it that its pages can be damaged. */
const makeClosedFile = async (): Promise<{ path: string, folder: string, cleanup: () => void }> => {
  const { folder, cleanup } = makeTestFolder()
  const path = await createWorkspace({ path: join(folder, 'team.pult'), name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна', now: testNow })
  const { desk, close } = openWorkspace({ path, clock })
  const insert = desk.db.sqlite.prepare("INSERT INTO client (source, external_id, name) VALUES ('test', ?, ?)")
  desk.db.sqlite.transaction(() => {
    for (let number = 0; number < 3000; number++) insert.run(`c${number}`, `Клиент номер ${number}`)
  })()
  close()
  return { path, folder, cleanup }
}

/** Neither door may open the file, and the attempt may not change a byte of it or leave anything beside it. */
const expectRefused = (path: string, folder: string, code: string): void => {
  const [before, names] = [hashOf(path), readdirSync(folder).sort()]
  expect(() => openWorkspace({ path, clock })).toThrow(expect.objectContaining({ code, message: expect.stringContaining(path) as string }) as Error)
  expect(() => openWorkspaceToRead({ path, clock })).toThrow(expect.objectContaining({ code }) as Error)
  expect(hashOf(path)).toBe(before)
  expect(readdirSync(folder).filter(name => !name.endsWith('-lock') && !name.endsWith('-shm') && !name.endsWith('-wal')).sort())
    .toEqual(names.filter(name => !name.endsWith('-lock')))
}

test('a file that is not a database, or not a file at all', async () => {
  const { folder, cleanup } = makeTestFolder()
  const text = join(folder, 'notes.pult')
  writeFileSync(text, 'Просто текст, а не база данных.\n'.repeat(100))
  expectRefused(text, folder, 'PULT_NOT_A_DATABASE')
  mkdirSync(join(folder, 'folder.pult'))
  expect(() => openWorkspace({ path: join(folder, 'folder.pult'), clock })).toThrow(expect.objectContaining({ code: 'PULT_NOT_A_DATABASE' }) as Error)
  expect(() => openWorkspace({ path: join(folder, 'none.pult'), clock })).toThrow(expect.objectContaining({ code: 'PULT_NOT_FOUND' }) as Error)
  expect(() => openWorkspace({ path: join(folder, 'no folder', 'none.pult'), clock })).toThrow(expect.objectContaining({ code: 'PULT_NOT_FOUND' }) as Error)
  cleanup()
})

test("another program's database, and an empty file, are left alone", () => {
  const { folder, cleanup } = makeTestFolder()
  const foreign = join(folder, 'other.db')
  const sqlite = new Database(foreign)
  sqlite.exec('CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)')
  sqlite.close()
  expectRefused(foreign, folder, 'PULT_NOT_A_WORKSPACE')
  const empty = join(folder, 'empty.pult')
  writeFileSync(empty, '')
  expectRefused(empty, folder, 'PULT_NOT_A_WORKSPACE')
  cleanup()
})

test('a file damaged in its middle is refused before anything is written to it', async () => {
  const { path, folder, cleanup } = await makeClosedFile()
  const file = openSync(path, 'r+')
  for (const page of [20, 31, 44]) writeSync(file, Buffer.alloc(600, 0xa5), 0, 600, page * 4096)
  closeSync(file)
  expectRefused(path, folder, 'PULT_DAMAGED')
  cleanup()
})

test('a file cut short is refused as damaged', async () => {
  const { path, folder, cleanup } = await makeClosedFile()
  truncateSync(path, 40_960 + 1000)
  expectRefused(path, folder, 'PULT_DAMAGED')
  cleanup()
})

test('a folder on a network share is refused, to open and to create', async () => {
  const { path, folder, cleanup } = await makeClosedFile()
  for (const type of [0x6969, 0xff534d42, 0xfe534d42 | 0, 0x517b]) {
    expect(() => openWorkspace({ path, clock, statfs: () => type })).toThrow(expect.objectContaining({ code: 'PULT_NETWORK_SHARE' }) as Error)
  }
  const made = createWorkspace({ path: join(folder, 'new.pult'), name: 'a', timeZone: 'UTC', currency: 'RUB', headName: 'b', now: testNow, statfs: () => 0x6969 })
  await expect(made).rejects.toMatchObject({ code: 'PULT_NETWORK_SHARE', details: { fileSystem: 'NFS' } })
  expect(existsSync(join(folder, 'new.pult'))).toBe(false)
  cleanup()
})

test('a full disk loses no decision that was acknowledged, and says so', async () => {
  const workspace = await makeTestWorkspace()
  const { session } = workspace
  const { sqlite } = session.desk.db
  const decide = (commandId: string, rows: number): unknown => runCommand(session, { procedure: 'test', input: { commandId }, topics: [] }, tx => {
    for (let row = 0; row < rows; row++) sqlite.prepare("INSERT INTO client (source, external_id, name) VALUES ('test', ?, ?)").run(`${commandId} ${row}`, 'x'.repeat(500))
    tx.audit({ action: 'test', payload: { rows } })
  })
  decide('command-1', 10)
  sqlite.pragma(`max_page_count = ${(sqlite.pragma('page_count', { simple: true }) as number) + 8}`)
  let error: unknown
  try {
    decide('command-2', 5000)
  } catch (caught) {
    error = caught
  }
  expect(toPultError(error, workspace.path)).toMatchObject({ code: 'PULT_DISK_FULL' })
  const again = workspace.reopen()
  const count = (sql: string): unknown => again.desk.db.sqlite.prepare(sql).pluck().get()
  expect([count('SELECT count(*) FROM client'), count('SELECT count(*) FROM command'), count('SELECT count(*) FROM audit_entry')]).toEqual([10, 1, 2])
  expect(again.desk.db.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
  again.cleanup()
})

test('while another process owns the file it can be read but not written; when that process is killed it is free', async () => {
  const { path, cleanup } = await makeClosedFile()
  const lockModule = new URL('../../electron/backend/store/lock.ts', import.meta.url).href
  const holder = spawn(process.execPath, ['--input-type=module', '-e', `
    const { takeLock } = await import(${JSON.stringify(lockModule)})
    globalThis.held = takeLock(${JSON.stringify(path)}, ${testNow})
    console.log('held')
    setInterval(() => {}, 1000)
  `], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(holder.stdout, 'data')
  expect(() => openWorkspace({ path, clock })).toThrow(expect.objectContaining({ code: 'PULT_IN_USE', details: expect.objectContaining({ pid: holder.pid, since: testNow }) as object }) as Error)
  const reader = openWorkspaceToRead({ path, clock })
  expect(reader.db.sqlite.prepare('SELECT count(*) FROM client').pluck().get()).toBe(3000)
  expect(() => reader.db.sqlite.exec("DELETE FROM client")).toThrow(/readonly/)
  reader.close()
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  openWorkspace({ path, clock }).close()
  cleanup()
})

test('the same file under another name (a link) has the same owner', async () => {
  const { path, folder, cleanup } = await makeClosedFile()
  const link = join(folder, 'link.pult')
  symlinkSync(path, link)
  const { close } = openWorkspace({ path, clock })
  expect(() => openWorkspace({ path: link, clock })).toThrow(expect.objectContaining({ code: 'PULT_IN_USE' }) as Error)
  close()
  const again = openWorkspace({ path: link, clock })
  expect(again.desk.path).toBe(path)
  again.close()
  cleanup()
})

test('a lock file that is rubbish does not lock the workspace for ever', async () => {
  const { path, cleanup } = await makeClosedFile()
  writeFileSync(`${path}-lock`, 'rubbish that is no database '.repeat(50))
  openWorkspace({ path, clock }).close()
  cleanup()
})

test('an existing file is never replaced, and a failure on the way leaves no file', async () => {
  const { path, folder, cleanup } = await makeClosedFile()
  const before = hashOf(path)
  const input = { path, name: 'a', timeZone: 'UTC', currency: 'RUB', headName: 'b', now: testNow }
  await expect(createWorkspace(input)).rejects.toMatchObject({ code: 'PULT_EXISTS' })
  expect(hashOf(path)).toBe(before)
  const other = join(folder, 'other.pult')
  for (const wrong of [{ timeZone: 'Mars/Olympus' }, { timeZone: '+03:00' }, { currency: 'rub' }, { currency: 'QQQ' }, { name: ' ' }, { headName: '' }]) {
    await expect(createWorkspace({ ...input, path: other, ...wrong })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  }
  // Two stages of one name break a rule of the schema in the middle of the writing.
  const stage = { name: 'Новая', kind: 'open' as const, dwellLimitDays: null, probability: null }
  await expect(createWorkspace({ ...input, path: other, pipeline: { name: 'Продажи', stages: [stage, stage] } })).rejects.toThrow()
  expect(readdirSync(folder).filter(name => name.startsWith('other'))).toEqual([])
  cleanup()
})

test('a workspace of a Russian zone begins with the production calendar, one of another zone without', async () => {
  const moscow = await makeTestWorkspace()
  const berlin = await makeTestWorkspace({ timeZone: 'Europe/Berlin', currency: 'EUR' })
  const calendar = moscow.desk.settings().calendar
  const may1 = 20_574
  expect(new Date(may1 * 86_400_000).toISOString()).toContain('2026-05-01')
  expect([calendar.isWorkDay(may1), berlin.desk.settings().calendar.isWorkDay(may1)]).toEqual([false, true])
  expect(moscow.desk.db.sqlite.prepare('SELECT class, count(*) AS count FROM refusal_reason GROUP BY class ORDER BY class').all())
    .toEqual([{ class: 'lost_by_client', count: 3 }, { class: 'lost_by_us', count: 3 }, { class: 'not_a_deal', count: 4 }])
  moscow.cleanup()
  berlin.cleanup()
})

test('a changed setting is read over the default, also by a reader', async () => {
  const workspace = await makeTestWorkspace()
  workspace.desk.db.sqlite.prepare("INSERT INTO setting (key, value, changed_at) VALUES ('silentDays', '21', 1), ('dayPlan', '{\"proposals\":3}', 1)").run()
  expect(workspace.desk.settings().rules.silentDays).toBe(14)
  workspace.desk.reloadSettings()
  const reader = openWorkspaceToRead({ path: workspace.path, clock })
  for (const { rules } of [workspace.desk.settings(), reader.settings()]) {
    expect([rules.silentDays, rules.draggedMoves, rules.dayPlan.proposals, rules.dayPlan.payments]).toEqual([21, 2, 3, 0])
  }
  reader.close()
  workspace.cleanup()
})

test('after closing, the one file is the whole workspace', async () => {
  const { path, folder, cleanup } = await makeClosedFile()
  expect(readdirSync(folder).filter(name => name.endsWith('-wal') || name.endsWith('-shm'))).toEqual([])
  const copy = join(folder, 'copy.pult')
  copyFileSync(path, copy)
  const opened = openDatabase(copy, { mode: 'read' })
  expect(opened.db.sqlite.prepare('SELECT count(*) FROM client').pluck().get()).toBe(3000)
  opened.close()
  cleanup()
})

test('what an owner had decided before it was killed is there, for a reader and for the next owner', async () => {
  const workspace = await makeTestWorkspace()
  const { session, path, folder } = workspace
  runCommand(session, { procedure: 'test', input: { commandId: 'command-1' }, topics: [] }, tx => tx.audit({ action: 'test', payload: null }))
  // As the disk looks after a kill: the decision stands only in the log beside the file.
  const killed = join(folder, 'killed.pult')
  copyFileSync(path, killed)
  copyFileSync(`${path}-wal`, `${killed}-wal`)
  const reader = openWorkspaceToRead({ path: killed, clock })
  expect(reader.db.sqlite.prepare('SELECT count(*) FROM command').pluck().get()).toBe(1)
  reader.close()
  const owner = openWorkspace({ path: killed, clock })
  expect(owner.desk.db.sqlite.prepare('SELECT count(*) FROM command').pluck().get()).toBe(1)
  owner.close()
  workspace.cleanup()
})
