import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRouterClient } from '@orpc/server'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Backend } from '../../electron/backend/api/backend.ts'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { router } from '../../electron/backend/api/router.ts'
import { atLocalDesk, type Caller } from '../../electron/backend/domain/account.ts'
import { makeBackupJob } from '../../electron/backend/jobs/backUpHourly.ts'
import { backupFailures, backupFolder, backupPath, listBackups } from '../../electron/backend/store/backupFiles.ts'
import { backUp } from '../../electron/backend/usecases/backups.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { saveReason } from '../../electron/backend/usecases/saveReason.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { makeTestWorkspace, testNow } from './helpers.ts'

const hour = 3_600_000
const addReason = (session: Session, name: string): unknown => saveReason(session, { commandId: `add-${name}-id`, name, class: 'lost_by_us', active: true })
const reasonsOf = (path: string): string[] => {
  const file = new Database(path, { readonly: true })
  try {
    return file.prepare('SELECT name FROM refusal_reason WHERE name IS NOT NULL ORDER BY id').pluck().all() as string[]
  } finally {
    file.close()
  }
}
const clientOf = (backend: Backend, caller: Caller = atLocalDesk) => createRouterClient(router, { context: { backend, caller } })

test('the hourly copy comes when an hour is over and something was written, and holds what was written', async () => {
  const { desk, session, path, setNow, cleanup } = await makeTestWorkspace()
  const job = makeBackupJob(desk)
  expect(await job.run()).toBeNull()
  setNow(testNow + hour / 2)
  expect(await job.run()).toMatchObject({ kind: 'auto', at: testNow + hour / 2 })
  setNow(testNow + 3 * hour)
  expect(await job.run()).toBeNull()
  addReason(session, 'Новая')
  expect(await job.run()).toMatchObject({ at: testNow + 3 * hour })
  setNow(testNow + 4 * hour - 1)
  addReason(session, 'Другая')
  expect(await job.run()).toBeNull()
  const [newest, first] = listBackups(path)
  expect(reasonsOf(backupPath(path, newest!.name))).toContain('Новая')
  expect(reasonsOf(backupPath(path, first!.name))).not.toContain('Новая')
  expect(readdirSync(backupFolder(path)).filter(name => !name.endsWith('.backup'))).toEqual([])
  cleanup()
})

test('a copy under writing is one whole state: sound, with its chain, and every decision made before it ended', async () => {
  const { desk, session, path, cleanup } = await makeTestWorkspace()
  for (let number = 0; number < 300; number++) addReason(session, `Прежняя ${number}`)
  let during = 0
  const copying = backUp(desk, 'auto')
  let done = false
  void copying.then(() => { done = true })
  while (!done) {
    if (during < 40) addReason(session, `Во время ${during++}`)
    await new Promise(resolve => setImmediate(resolve))
  }
  const { name, bytes } = await copying
  expect(during).toBeGreaterThan(1)
  expect(statSync(backupPath(path, name)).size).toBe(bytes)
  const copy = new Database(backupPath(path, name), { readonly: true })
  expect(checkWorkspace({ sqlite: copy } as Parameters<typeof checkWorkspace>[0]).checks.filter(({ ok }) => !ok)).toEqual([])
  copy.close()
  cleanup()
})

test('a copy that fails is kept as an attempt, leaves no file and is tried again later', async () => {
  const { desk, path, setNow, cleanup } = await makeTestWorkspace()
  writeFileSync(backupFolder(path), 'a file where the folder should be')
  const job = makeBackupJob(desk)
  setNow(testNow + hour)
  await expect(job.run()).rejects.toThrow()
  rmSync(backupFolder(path))
  setNow(testNow + hour + 5 * 60_000)
  expect(await job.run()).toBeNull()
  setNow(testNow + hour + 10 * 60_000)
  expect(await job.run()).toMatchObject({ kind: 'auto' })
  cleanup()
})

test('a disk that takes the attempt’s note shows it, with its code', async () => {
  const { desk, path, cleanup } = await makeTestWorkspace()
  const name = `${new Date(testNow).toISOString().replace(/[:.]/g, '-')}-manual.backup`
  mkdirSync(`${backupPath(path, name)}-part/full`, { recursive: true })
  await expect(backUp(desk, 'manual')).rejects.toThrow()
  expect(listBackups(path)).toEqual([])
  expect(backupFailures(path)).toMatchObject([{ at: testNow, kind: 'manual' }])
  cleanup()
})

test('restoring puts the copy in place, keeps the present state as a copy and says in the audit who did it', async () => {
  const workspace = await makeTestWorkspace()
  const { path, folder, close, cleanup } = workspace
  close()
  const backend = makeBackend({ folder, clock: () => testNow })
  backend.open(path)
  const client = clientOf(backend)
  const { name } = await client.backups.make()
  await client.settings.saveReason({ commandId: 'add-later-id', name: 'Позже', class: 'lost_by_us', active: true })
  const { kept } = await client.backups.restore({ name })
  expect(kept).toMatchObject({ kind: 'before_restore' })
  expect((await client.settings.reasons()).map(reason => reason.name)).not.toContain('Позже')
  expect(reasonsOf(backupPath(path, kept!.name))).toContain('Позже')
  expect(backend.desk()!.db.sqlite.prepare("SELECT actor_id FROM audit_entry WHERE action = 'restoreBackup'").pluck().all()).toEqual([1])
  expect(checkWorkspace(backend.desk()!.db).ok).toBe(true)
  // And back again: nothing is lost by a restore.
  await client.backups.restore({ name: kept!.name })
  expect((await client.settings.reasons()).map(reason => reason.name)).toContain('Позже')
  await expect(client.backups.restore({ name: '../../etc/passwd' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  backend.close()
  cleanup()
})

test.each([
  ['damaged', 'PULT_NOT_A_DATABASE', (path: string) => writeFileSync(path, 'разрушено'.repeat(5000))],
  ['missing', 'PULT_NOT_FOUND', (path: string) => rmSync(path)],
])('a %s file names its last sound copy, also when a newer copy is damaged itself, and comes back by one call', async (_what, code, ruin) => {
  const { desk, session, path, folder, setNow, close, cleanup } = await makeTestWorkspace()
  addReason(session, 'Сохранена')
  const good = await backUp(desk, 'auto')
  setNow(testNow + hour)
  const bad = await backUp(desk, 'auto')
  close()
  writeFileSync(backupPath(path, bad.name), readFileSync(backupPath(path, bad.name)).fill(7, 5000))
  ruin(path)
  // A log of the former file: read into the restored one it would ruin that too.
  writeFileSync(`${path}-wal`, 'a log of the damaged file')
  const backend = makeBackend({ folder, clock: () => testNow + 2 * hour })
  const client = clientOf(backend)
  expect(await client.backups.rescue()).toBeNull()
  await expect(client.workspace.open({ path })).rejects.toMatchObject({ code })
  expect(await client.backups.rescue()).toMatchObject({ path, fileName: 'team.pult', code, backup: { name: good.name } })
  await expect(clientOf(backend, { ...atLocalDesk, door: 'shared' }).backups.rescueRestore({ name: good.name })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await client.backups.rescueRestore({ name: good.name })).toMatchObject({ path })
  expect((await client.settings.reasons()).map(reason => reason.name)).toContain('Сохранена')
  expect(await client.backups.rescue()).toBeNull()
  expect(checkWorkspace(backend.desk()!.db).ok).toBe(true)
  expect(listBackups(path).filter(({ kind }) => kind === 'damaged')).toHaveLength(code === 'PULT_NOT_FOUND' ? 0 : 1)
  backend.close()
  cleanup()
})

test('before an import the workspace is copied, before a look at one it is not', async () => {
  const { path, folder, close, cleanup } = await makeTestWorkspace()
  close()
  const backend = makeBackend({ folder, clock: () => testNow })
  backend.open(path)
  mkdirSync(`${folder}/export`)
  writeFileSync(`${folder}/export/clients.csv`, 'id,name\n1,Склад-12\n')
  const run = async (dryRun: boolean): Promise<void> => {
    for await (const _event of await clientOf(backend).importing.run({ commandId: `import-${dryRun}`, source: { folder: `${folder}/export` }, dryRun })) { /* to its end */ }
  }
  await run(true)
  expect(existsSync(backupFolder(path))).toBe(false)
  await run(false)
  expect(listBackups(path)).toMatchObject([{ kind: 'before_import', at: testNow }])
  backend.close()
  cleanup()
})
