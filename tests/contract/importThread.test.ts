import { pathToFileURL } from 'node:url'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { router } from '../../electron/backend/api/router.ts'
import { atLocalDesk } from '../../electron/backend/domain/account.ts'
import type { PultClient } from '../../src/api/client.ts'
import type { ImportReport } from '../../src/shared/contract/importing.ts'
import { makeTestFolder, testNow } from '../store/helpers.ts'
import { buildEntry } from './buildEntry.ts'

const asOf = '2026-11-20T18:00:00+03:00'
let entry: Awaited<ReturnType<typeof buildEntry>>
beforeAll(async () => { entry = await buildEntry('electron/hosts/cli.ts', 'electron/hosts/importThread.ts') })
afterAll(() => entry.cleanup())

const writeTeam = (folder: string, name: string, deals: number): string => {
  const dir = join(folder, name)
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'people.csv'), 'id,name,role\nm1,Иван Первый,manager\n')
  writeFileSync(join(dir, 'stages.csv'), 'pipeline,stage,order,kind\nПродажи,Новая,1,open\n')
  writeFileSync(join(dir, 'deals.csv'), `id,title,owner_id,pipeline,stage,status,amount\n${Array.from({ length: deals }, (_, index) => `d${index},Сделка ${index},m1,Продажи,Новая,open,100`).join('\n')}\n`)
  return dir
}

const withClient = async (work: (client: PultClient, folder: string) => Promise<void>): Promise<void> => {
  const { folder, cleanup } = makeTestFolder()
  const backend = makeBackend({ folder, clock: () => testNow, importThread: pathToFileURL(join(dirname(entry.file), 'importThread.js')) })
  const client = createRouterClient(router, { context: { backend, caller: atLocalDesk } }) as PultClient
  try {
    await client.workspace.create({ commandId: 'create-team-1', name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна' })
    await work(client, folder)
  } finally {
    backend.close()
    cleanup()
  }
}

const finish = async (client: PultClient, input: Parameters<PultClient['importing']['run']>[0], onProgress: () => void | Promise<void> = () => {}, signal?: AbortSignal): Promise<ImportReport> => {
  for await (const event of await client.importing.run(input, { signal })) {
    if (event.type === 'done') return event.report
    await onProgress()
  }
  throw new Error('The stream ended without a report.')
}

test('while an import holds the file, questions are answered from before it, a decision waits for its end, and then everybody sees what it brought', async () => {
  await withClient(async (client, folder) => {
    const seen: number[] = []
    let decided: Promise<unknown> | null = null
    let decidedAfter: number | null = null
    let isOver = false
    const report = await finish(client, { commandId: 'import-1', source: { folder: writeTeam(folder, 'team', 20_000) }, asOf }, async () => {
      // Between two words of the thread: it is in the middle of its transaction.
      seen.push((await client.workspace.current())!.dealCount)
      decided ??= client.settings.setRules({ commandId: 'set-rules-1', rules: { silentDays: 9 } }).then(async () => { decidedAfter = (await client.workspace.current())!.dealCount })
    })
    isOver = true
    expect(report.created.deals).toBe(20_000)
    expect(seen.length).toBeGreaterThan(3)
    expect(seen.slice(0, 3)).toEqual([0, 0, 0])
    await decided
    expect(isOver).toBe(true)
    expect(decidedAfter).toBe(20_000)
    expect((await client.settings.rules()).rules.silentDays).toBe(9)
    // The same command answers from what was kept; other calls find the rows.
    expect(await finish(client, { commandId: 'import-1', source: { folder: join(folder, 'team') }, asOf })).toEqual(report)
    expect((await client.workspace.current())!.dealCount).toBe(20_000)
  })
})

test('an import in its thread that is cancelled, refused or broken leaves nothing and says why', async () => {
  await withClient(async (client, folder) => {
    const controller = new AbortController()
    const team = writeTeam(folder, 'team', 20_000)
    await expect(finish(client, { commandId: 'import-1', source: { folder: team }, asOf }, () => controller.abort(), controller.signal)).rejects.toThrow()
    writeFileSync(join(team, 'tasks.csv'), 'id,title\nt1,"Не закрыта\n')
    await expect(finish(client, { commandId: 'import-2', source: { folder: team }, asOf })).rejects.toMatchObject({ code: 'PULT_IMPORT_QUOTES' })
    expect((await client.workspace.current())!.dealCount).toBe(0)
    expect(await client.importing.history()).toEqual([])
    const two = [writeTeam(folder, 'small', 3), writeTeam(folder, 'large', 5)].map((dir, index) => finish(client, { commandId: `import-${index + 3}`, source: { folder: dir }, asOf }))
    expect((await Promise.all(two)).map(report => report.created.deals)).toEqual([3, 2])
  })
})
