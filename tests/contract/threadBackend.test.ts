import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { threadBackend } from '../../electron/hosts/threadBackend.ts'
import type { BackendChild } from '../../electron/hosts/supervisor.ts'
import { writeNativeFolder } from '../e2e/native.ts'
import { makeTestFolder } from '../store/helpers.ts'
import { buildEntry } from './buildEntry.ts'
import { http } from './doors.ts'

let entry: Awaited<ReturnType<typeof buildEntry>>
beforeAll(async () => { entry = await buildEntry('electron/hosts/backendProcess.ts', 'electron/hosts/importThread.ts') })
afterAll(() => entry.cleanup())

test('the backend as a thread answers, imports in a thread of its own, comes back when it is killed, and leaves a free file', async () => {
  const { folder, cleanup } = makeTestFolder()
  const lives: BackendChild[] = []
  const spawn = (): BackendChild => {
    const child = threadBackend(entry.file)
    lives.push(child)
    return child
  }
  const door = await http({ spawn })
  try {
    const { path } = await door.client.workspace.create({ name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна Руководитель', commandId: 'create-1' })
    const files = join(folder, 'export')
    writeNativeFolder(files)
    const stream = await door.client.importing.run({ commandId: 'import-1', source: { folder: files }, format: 'native', dryRun: false })
    for await (const _event of stream) { /* to its end */ }
    expect((await door.client.workspace.current())?.dealCount).toBe(12)

    const away = new Promise<void>(resolve => { door.supervisor.onStatus(({ backend }) => { if (backend === 'away') resolve() }) })
    lives[0]!.kill()
    await away
    expect((await door.client.workspace.current())?.dealCount).toBe(12)
    expect(lives).toHaveLength(2)

    await door.supervisor.stop()
    const second = await http({ spawn: () => threadBackend(entry.file) })
    expect((await second.client.workspace.open({ path })).name).toBe('Отдел')
    await second.close()
  } finally {
    await door.close()
    cleanup()
  }
})

test('an entry that is not there ends the child with a reason', async () => {
  const child = threadBackend('/nowhere/backend.js')
  child.send({ kind: 'stop' })
  await expect(new Promise(resolve => { child.onExit(resolve) })).resolves.toMatch(/backend\.js/)
})
