import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBackupJob } from '../../electron/backend/jobs/backUpHourly.ts'
import { backupFailures, listBackups } from '../../electron/backend/store/backupFiles.ts'
import { backUp } from '../../electron/backend/usecases/backups.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { createWorkspace } from '../../electron/backend/usecases/createWorkspace.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { openWorkspace } from '../../electron/backend/usecases/openWorkspace.ts'
import { saveReason } from '../../electron/backend/usecases/saveReason.ts'
import { forkBackend } from '../../electron/hosts/forkBackend.ts'
import { makeSupervisor, type BackendChild } from '../../electron/hosts/supervisor.ts'
import { buildEntry } from '../contract/buildEntry.ts'
import { makeTestFolder, makeTestWorkspace, testNow } from '../store/helpers.ts'

const hour = 3_600_000
const mib = 1024 * 1024
let entry: Awaited<ReturnType<typeof buildEntry>>
beforeAll(async () => { entry = await buildEntry('electron/hosts/backendProcess.ts', 'electron/hosts/importThread.ts') })
afterAll(() => entry.cleanup())

const refusal = (code: string): Error => expect.objectContaining({ code }) as Error
let nextReason = 1
const addReason = (session: Session, size = 20): unknown => saveReason(session, { commandId: `reason-command-${nextReason}`, name: `${nextReason++} ${'б'.repeat(size)}`, class: 'lost_by_us', active: true })
const reasonCount = ({ desk }: Session): unknown => desk.db.sqlite.prepare('SELECT count(*) FROM refusal_reason').pluck().get()
const mount = (...words: string[]): boolean => spawnSync('mount', words, { stdio: 'ignore' }).status === 0

/** A disk of a few megabytes of its own; null where nobody may mount one. */
const makeSmallDisk = (): { folder: string, remount: (options: string) => boolean, remove: () => void } | null => {
  const { folder, cleanup } = makeTestFolder()
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  if (process.platform !== 'linux' || !mount('-t', 'tmpfs', '-o', `size=${6 * mib}`, 'tmpfs', disk)) {
    cleanup()
    return null
  }
  return {
    folder: disk, remount: options => mount('-o', `remount,${options}`, disk),
    remove: () => {
      spawnSync('umount', [disk])
      cleanup()
    },
  }
}

const workspaceOn = (folder: string): Promise<string> => createWorkspace({ path: join(folder, 'team.pult'), name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна', now: testNow })

test('a full disk refuses decisions and copies with a sentence, loses none that it took, and goes on once there is room', async ({ skip }) => {
  const disk = makeSmallDisk()
  if (!disk) return skip('no small disk can be mounted here')
  const path = await workspaceOn(disk.folder)
  const { session, close } = openWorkspace({ path, clock: () => testNow })
  let taken = Number(reasonCount(session))
  let error: unknown = null
  for (let number = 0; number < 100_000 && error === null; number++) {
    try {
      addReason(session, 90)
      taken++
    } catch (thrown) {
      error = thrown
    }
  }
  expect(error).toMatchObject({ code: expect.stringMatching(/SQLITE_FULL|PULT_DISK_FULL/) as string })
  expect(reasonCount(session)).toBe(taken)
  await expect(backUp(session.desk, 'manual')).rejects.toMatchObject({ code: 'PULT_DISK_FULL' })
  expect(listBackups(path)).toEqual([])
  expect(checkWorkspace(session.desk.db).ok).toBe(true)
  expect(disk.remount(`size=${40 * mib}`)).toBe(true)
  addReason(session)
  expect(await backUp(session.desk, 'manual')).toMatchObject({ kind: 'manual' })
  expect(reasonCount(session)).toBe(taken + 1)
  expect(checkWorkspace(session.desk.db).ok).toBe(true)
  close()
  disk.remove()
})

test('a disk that becomes read-only refuses with a sentence; what was decided before is there, and reading goes on', async ({ skip }) => {
  const disk = makeSmallDisk()
  if (!disk) return skip('no small disk can be mounted here')
  const path = await workspaceOn(disk.folder)
  const first = openWorkspace({ path, clock: () => testNow })
  addReason(first.session)
  const taken = reasonCount(first.session)
  first.close()
  expect(disk.remount('ro')).toBe(true)
  expect(() => openWorkspace({ path, clock: () => testNow })).toThrow(refusal('PULT_READ_ONLY'))
  expect(disk.remount('rw')).toBe(true)
  const again = openWorkspace({ path, clock: () => testNow })
  expect(reasonCount(again.session)).toBe(taken)
  addReason(again.session)
  expect(checkWorkspace(again.session.desk.db).ok).toBe(true)
  again.close()
  disk.remove()
})

test('a clock that goes back breaks neither the chain nor the copies', async () => {
  const { desk, session, path, setNow, cleanup } = await makeTestWorkspace()
  const job = makeBackupJob(desk)
  setNow(testNow + 5 * hour)
  addReason(session)
  expect(await job.run()).not.toBeNull()
  setNow(testNow - 48 * hour)
  addReason(session)
  expect(await job.run()).toMatchObject({ at: testNow - 48 * hour })
  expect(await job.run()).toBeNull()
  // The copy from what is now the future stays.
  expect(listBackups(path).map(({ at }) => at)).toEqual([testNow + 5 * hour, testNow - 48 * hour])
  expect(backupFailures(path)).toEqual([])
  setNow(testNow + 6 * hour)
  addReason(session)
  expect(await job.run()).toMatchObject({ at: testNow + 6 * hour })
  expect(checkWorkspace(desk.db).checks.filter(({ ok }) => !ok)).toEqual([])
  cleanup()
})

test('of two processes that open one file exactly one has it; after its kill the other can', async () => {
  const { folder, cleanup } = makeTestFolder()
  const path = await workspaceOn(folder)
  const start = (open: string | null) => {
    let child: BackendChild | null = null
    const supervisor = makeSupervisor({ spawn: () => child = forkBackend(entry.file), folder, open, log: () => {}, limits: { firstDelay: 60_000 } })
    return { supervisor, kill: () => child?.kill() }
  }
  const both = [start(path), start(path)]
  const failures = await Promise.all(both.map(each => each.supervisor.firstFailure()))
  expect(failures.map(failure => failure?.code ?? 'open').sort()).toEqual(['PULT_IN_USE', 'open'])
  const [owner, other] = failures[0] === null ? [both[0]!, both[1]!] : [both[1]!, both[0]!]
  await owner.supervisor.client.settings.saveReason({ commandId: 'of-the-owner', name: 'Владельца', class: 'lost_by_us', active: true })
  const gone = new Promise<void>(resolve => { owner.supervisor.onStatus(({ backend }) => { if (backend === 'away') resolve() }) })
  owner.kill()
  await gone
  await other.supervisor.client.workspace.open({ path })
  expect((await other.supervisor.client.settings.reasons()).map(({ name }) => name)).toContain('Владельца')
  await Promise.all(both.map(each => each.supervisor.stop()))
  cleanup()
})
