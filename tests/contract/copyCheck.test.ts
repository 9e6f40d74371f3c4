import { closeSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import Database from 'better-sqlite3'
import { makeCopyCheck } from '../../electron/backend/api/copyCheck.ts'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { backupFolder, listBackups } from '../../electron/backend/store/backupFiles.ts'
import { backUp } from '../../electron/backend/usecases/backups.ts'
import { createWorkspace } from '../../electron/backend/usecases/createWorkspace.ts'
import { makeTestFolder, testNow } from '../store/helpers.ts'
import { buildEntry } from './buildEntry.ts'

let entry: Awaited<ReturnType<typeof buildEntry>>
beforeAll(async () => { entry = await buildEntry('electron/hosts/cli.ts') })
afterAll(() => entry.cleanup())
const threadFile = (): URL => pathToFileURL(join(dirname(entry.file), 'copyCheckThread.js'))

/** A sound database of some pages. */
const makeFile = (path: string): void => {
  const file = new Database(path)
  file.pragma('journal_mode = WAL')
  file.exec('CREATE TABLE deal (id INTEGER PRIMARY KEY, title TEXT); CREATE INDEX deal_title ON deal (title)')
  const insert = file.prepare('INSERT INTO deal (title) VALUES (?)')
  file.transaction(() => { for (let index = 0; index < 3000; index++) insert.run(`Сделка ${index} ${'о'.repeat(40)}`) })()
  file.close()
}

test('the thread finds nothing wrong with a sound copy, says what is wrong with a damaged one, and fails with SQLite’s own code on what is none', async () => {
  const { folder, cleanup } = makeTestFolder()
  const check = makeCopyCheck(threadFile())!
  const [sound, damaged, none] = ['sound', 'damaged', 'none'].map(name => join(folder, name))
  makeFile(sound!)
  expect(await check(sound!)).toBeNull()
  makeFile(damaged!)
  const file = openSync(damaged!, 'r+')
  writeSync(file, Buffer.alloc(4096 * 4, 7), 0, 4096 * 4, 4096 * 20)
  closeSync(file)
  expect(await check(damaged!).catch((error: { code: string }) => error.code)).toMatch(/Tree|page|SQLITE_CORRUPT/)
  writeFileSync(none!, 'разрушено'.repeat(5000))
  await expect(check(none!)).rejects.toMatchObject({ code: 'SQLITE_NOTADB' })
  await expect(makeCopyCheck(pathToFileURL(join(folder, 'no-such-thread.js')))!(sound!)).rejects.toThrow()
  cleanup()
})

test('a backend’s backup is checked there: nothing but the copy stays', async () => {
  const { folder, cleanup } = makeTestFolder()
  const path = join(folder, 'team.pult')
  await createWorkspace({ path, name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна', now: testNow })
  const backend = makeBackend({ folder, clock: () => testNow, copyCheckThread: threadFile() })
  backend.open(path)
  const desk = backend.desk()!
  expect(desk.checkCopy).toBeDefined()
  const { kind } = await backUp(desk, 'manual')
  expect(kind).toBe('manual')
  expect(listBackups(path)).toHaveLength(1)
  expect(readdirSync(backupFolder(path)).filter(name => !name.endsWith('.backup'))).toEqual([])
  backend.close()
  cleanup()
})
