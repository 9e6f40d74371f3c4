import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPerson } from '../../electron/backend/usecases/addPerson.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { startReading } from '../../electron/backend/import/beside/stageBeside.ts'
import { findNativeFiles, type ImportOptions } from '../../electron/backend/usecases/runImport.ts'
import { importFolder, snapshot } from '../store/importFiles.ts'
import { makeTestWorkspace, type TestWorkspace } from '../store/helpers.ts'
import { buildEntry } from './buildEntry.ts'

const asOf = '2026-11-20T18:00:00+03:00'
let entry: Awaited<ReturnType<typeof buildEntry>>
beforeAll(async () => { entry = await buildEntry('electron/hosts/readingThread.ts') })
afterAll(() => entry.cleanup())

/** Imports the folder with a thread that reads it; `thread` is its file. */
const importBeside = async (workspace: TestWorkspace, folder: string, more: Partial<ImportOptions> = {}, thread: URL = pathToFileURL(entry.file)): ReturnType<typeof importFolder> => {
  const reader = startReading(thread, { path: workspace.path, files: findNativeFiles(folder) })
  expect(reader).not.toBeNull()
  try {
    return await importFolder(workspace, folder, asOf, { reader, pause: () => setImmediate(), ...more })
  } finally {
    reader!.close()
  }
}

/** Files of some megabytes, or no thread is started: with rejected rows, references among themselves, a repeated key. */
const writeTeam = (folder: string): string => {
  const dir = join(folder, 'team')
  mkdirSync(dir, { recursive: true })
  const lines = (name: string, header: string, count: number, line: (at: number) => string): void =>
    writeFileSync(join(dir, name), `${header}\n${Array.from({ length: count }, (_, at) => line(at)).join('\n')}\n`)
  lines('people.csv', 'id,name,role', 3, at => `m${at},Менеджер ${at},manager`)
  lines('stages.csv', 'pipeline,stage,order,kind', 3, at => `Продажи,Стадия ${at},${at + 1},open`)
  lines('clients.csv', 'id,name,phone,owner_id', 5000, at => `c${at},"ООО ""Клиент ${at}""",+7916${String(1_000_000 + at)},m${at % 4}`)
  lines('deals.csv', 'id,title,client_id,owner_id,pipeline,stage,status,amount', 12_000, at => `d${at % 11_990},Поставка оборудования ${at},c${at % 5001},m${at % 3},Продажи,Стадия ${at % 4},open,${at}.50`)
  lines('tasks.csv', 'id,deal_id,assignee_id,title,due_at', 20_000, at => `t${at},d${at % 12_000},m${at % 3},"Позвонить, напомнить ${at}",${at % 100 === 0 ? '31.02.2026' : '2026-11-25'}`)
  lines('notes.csv', 'id,deal_id,author_id,created_at,text', 20_000, at => `n${at},d${at % 12_000},m${at % 3},2026-11-10T10:00:00Z,"Просит скидку;\nподумает ${'очень '.repeat(at % 5)}"`)
  return dir
}

const withTeam = async (work: (workspace: TestWorkspace, folder: string) => Promise<void>): Promise<void> => {
  const workspace = await makeTestWorkspace()
  try {
    await work(workspace, writeTeam(workspace.folder))
  } finally {
    workspace.cleanup()
  }
}

describe('native files read by a thread of their own', () => {
  test('bring what they bring when they are read here: the same records, the same report, the same rejected rows', async () => {
    const results: { report: object, records: string, told: number }[] = []
    for (const run of [importBeside, (workspace: TestWorkspace, folder: string, more: Partial<ImportOptions> = {}) => importFolder(workspace, folder, asOf, more)].reverse()) {
      await withTeam(async (workspace, folder) => {
        let told = 0
        const steps = new Set<string>()
        const { batch, ...report } = await run(workspace, folder, { onRejected: () => told++, onProgress: ({ step }) => steps.add(step) })
        expect(batch).not.toBe('')
        expect([...steps]).toEqual(['import.reading', 'import.applying'])
        expect(checkDerived(workspace.desk.db)).toEqual([])
        // A second time nothing changes.
        const again = await run(workspace, folder)
        expect([again.created, again.updated].flatMap(counts => Object.values(counts)).every(count => count === 0)).toBe(true)
        results.push({ report, records: snapshot(workspace), told })
      })
    }
    const [here, there] = results as [typeof results[0], typeof results[0]]
    expect(here.told).toBeGreaterThan(1000)
    expect(there.told).toBe(here.told)
    expect(there.report).toEqual(here.report)
    const parts = (records: string): unknown[] => (JSON.parse(records) as unknown[]).slice(1)
    // Without the people, whose head has a random id; what the source said of people is among the rest. Table by table: a difference of so much text would take a minute to print.
    expect(parts(there.records).map((part, at) => JSON.stringify(part) === JSON.stringify(parts(here.records)[at])).indexOf(false)).toBe(-1)
  // Twenty thousand rows of each, twice: on a busy machine that is more than an ordinary test may take.
  }, 120_000)

  test('with a quote that never ends, change nothing and say so', async () => {
    await withTeam(async (workspace, folder) => {
      const before = snapshot(workspace)
      appendFileSync(join(folder, 'notes.csv'), 'n,d1,m1,2026-11-10T10:00:00Z,"Не закрыта\n')
      await expect(importBeside(workspace, folder)).rejects.toMatchObject({ code: 'PULT_IMPORT_QUOTES' })
      expect(snapshot(workspace)).toBe(before)
    })
  })

  test('with a column that stands twice, are refused before anything is done', async () => {
    await withTeam(async (workspace, folder) => {
      writeFileSync(join(folder, 'tasks.csv'), readFileSync(join(folder, 'tasks.csv'), 'utf8').replace('title,due_at', 'title,title'))
      await expect(importBeside(workspace, folder)).rejects.toMatchObject({ code: 'PULT_IMPORT_HEADER' })
    })
  })

  test('given up in the middle, leave nothing', async () => {
    await withTeam(async (workspace, folder) => {
      const before = snapshot(workspace)
      const controller = new AbortController()
      let slices = 0
      const onProgress = (): void => { if (++slices === 5) controller.abort() }
      await expect(importBeside(workspace, folder, { signal: controller.signal, onProgress })).rejects.toMatchObject({ code: 'CANCELLED' })
      expect(snapshot(workspace)).toBe(before)
    })
  })

  test('are read here when the workspace changed after the thread had looked at it: nobody is refused who has come since', async () => {
    await withTeam(async (workspace, folder) => {
      const reader = startReading(pathToFileURL(entry.file), { path: workspace.path, files: findNativeFiles(folder) })!
      await reader.opened
      await addPerson(workspace.session, { name: 'Пришедшая Сейчас', role: 'manager', login: 'new', team: null, password: 'correct horse battery' })
      const uid = workspace.desk.db.sqlite.prepare("SELECT external_id FROM person WHERE name = 'Пришедшая Сейчас'").pluck().get() as string
      appendFileSync(join(folder, 'deals.csv'), `new-1,Сделка новенькой,c1,${uid},Продажи,Стадия 1,open,1.00\n`)
      const report = await importFolder(workspace, folder, asOf, { reader, pause: () => setImmediate() })
      reader.close()
      expect(report.rejected.filter(({ value }) => value === uid)).toEqual([])
      expect(workspace.desk.db.sqlite.prepare("SELECT count(*) FROM deal WHERE external_id = 'new-1'").pluck().get()).toBe(1)
    })
  })

  test('are read here where no thread can be had', async () => {
    await withTeam(async (workspace, folder) => {
      const report = await importBeside(workspace, folder, {}, pathToFileURL(join(folder, 'nowhere.js')))
      expect(report.created.tasks).toBeGreaterThan(12_000)
    })
  })
})
