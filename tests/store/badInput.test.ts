import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { toPultError } from '../../electron/backend/api/errors.ts'
import { createDatabase } from '../../electron/backend/store/openDatabase.ts'
import type { WriteDb } from '../../electron/backend/store/db.ts'
import { makeMigration, migrations } from '../../electron/backend/store/migrations.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { createWorkspace } from '../../electron/backend/usecases/createWorkspace.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { decideFindings } from '../../electron/backend/usecases/decideFindings.ts'
import { dayOverview } from '../../electron/backend/usecases/dayOverview.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { runImport } from '../../electron/backend/usecases/runImport.ts'
import { signDay } from '../../electron/backend/usecases/signDay.ts'
import { makeTestFolder, makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { all, importFolder, importRows, newCommandId, smallTeam, snapshot, value, writeFolder, type Row } from './importFiles.ts'

const asOf = '2026-11-20T18:00:00+03:00'
let workspace: TestWorkspace

beforeEach(async () => { workspace = await makeTestWorkspace() })
afterEach(() => workspace.cleanup())

/** What the door would say: every failure must have a code and one sentence. */
const failure = async (work: () => unknown): Promise<{ code: string, message: string }> => {
  try {
    await work()
  } catch (error) {
    const said = toPultError(error, workspace.path)
    if (said) return { code: said.code, message: said.message }
    throw error
  }
  throw new Error('It was done, although it had to be refused.')
}
const oneSentence = expect.stringMatching(/^\S[^\n]*[.]$/) as string
const refusal = (code: string) => ({ code, message: oneSentence })

const manyDeals = (count: number): Row[] => Array.from({ length: count }, (_, number) => ({ ...smallTeam().deals[0]!, id: `many-${number}`, title: `Сделка номер ${number} `.repeat(20) }))
const fillDisk = (pagesLeft: number): void => {
  const { sqlite } = workspace.desk.db
  sqlite.pragma(`max_page_count = ${(sqlite.pragma('page_count', { simple: true }) as number) + pagesLeft}`)
}
const emptyDisk = (): void => { workspace.desk.db.sqlite.pragma('max_page_count = 1073741823') }

describe('a disk that fills up', () => {
  test('during an import: nothing of it is kept, also after the next start, and it goes in when there is room', async () => {
    await importRows(workspace, smallTeam(), asOf)
    const before = snapshot(workspace)
    const folder = writeFolder(workspace, { ...smallTeam(), deals: manyDeals(600) })
    const commandId = newCommandId()
    for (const pages of [2, 30, 60]) {
      fillDisk(pages)
      expect(await failure(() => importFolder(workspace, folder, asOf, { commandId }))).toEqual(refusal('PULT_DISK_FULL'))
      expect(snapshot(workspace)).toBe(before)
    }
    workspace = workspace.reopen()
    expect(snapshot(workspace)).toBe(before)
    expect(value(workspace, 'SELECT count(*) FROM import_batch')).toBe(1)
    expect(checkWorkspace(workspace.desk.db).ok).toBe(true)
    const report = await importFolder(workspace, folder, asOf, { commandId })
    expect([report.created.deals, report.rejectedCount]).toEqual([600, 0])
  })

  test('during a bulk decision: none of its items is decided, and the same command can be given again', async () => {
    await importRows(workspace, { ...smallTeam(), deals: manyDeals(300), tasks: [], stageMoves: [], activities: [], notes: [] }, asOf)
    const { session } = workspace
    openDay(session, {})
    const findings = all<{ findingId: number, expectedVersion: number }>(workspace, "SELECT id AS findingId, version AS expectedVersion FROM finding WHERE kind = 'no_task' AND present = 1")
    expect(findings.length).toBe(300)
    const decide = { commandId: newCommandId(), items: findings, decision: { kind: 'task' as const, title: 'Позвонить и договориться '.repeat(15), dueDay: '2026-11-23' } }
    const state = () => JSON.stringify(['finding', 'finding_decision', 'task', 'deal', 'command', 'audit_entry'].map(table => all(workspace, `SELECT * FROM ${table}`)))
    const before = state()
    fillDisk(20)
    expect(await failure(() => decideFindings(session, decide))).toEqual(refusal('PULT_DISK_FULL'))
    expect(state()).toBe(before)
    emptyDisk()
    expect(decideFindings(session, decide).applied).toBe(300)
    expect(checkWorkspace(workspace.desk.db).ok).toBe(true)
  })

  test('while a workspace is made: there is no file of that name and nothing beside it', () => {
    const { folder, cleanup } = makeTestFolder()
    const path = join(folder, 'new.pult')
    // max_page_count belongs to the connection, so a migration of its own sets it.
    const room = (pages: number, sql: string) => makeMigration('0099_room', `PRAGMA max_page_count = ${pages};--> statement-breakpoint\n${sql}`)
    const fill = ({ sqlite }: WriteDb): void => {
      const insert = sqlite.prepare("INSERT INTO client (source, external_id, name) VALUES ('test', ?, ?)")
      for (let number = 0; number < 100; number++) insert.run(String(number), 'x'.repeat(3000))
    }
    const full = expect.objectContaining({ code: 'PULT_DISK_FULL' }) as Error
    expect(() => createDatabase(path, { migrations: [room(12, migrations[0]!.sql)] }, fill)).toThrow(full)
    expect(() => createDatabase(path, { migrations: [...migrations, room(1, 'SELECT 1')] }, fill)).toThrow(full)
    expect(readdirSync(folder)).toEqual([])
    cleanup()
  })
})

test('a workspace on a network share is refused by the backend with a code, and the one that is open stays open', async () => {
  const { folder, cleanup } = makeTestFolder()
  let share = 0
  const backend = makeBackend({ folder, clock: () => testNow, statfs: () => share })
  const paths = await Promise.all(['one', 'two'].map(name => createWorkspace({ path: join(folder, `${name}.pult`), name, timeZone: 'UTC', currency: 'EUR', headName: 'Head', now: testNow })))
  expect(backend.open(paths[0]!).name).toBe('one')
  share = 0x6969
  expect(await failure(() => backend.open(paths[1]!))).toEqual(refusal('PULT_NETWORK_SHARE'))
  expect(backend.describe()?.name).toBe('one')
  share = 0
  expect(await failure(() => backend.open(join(folder, 'nothing.pult')))).toEqual(refusal('PULT_NOT_FOUND'))
  expect(backend.describe()?.name).toBe('one')
  backend.close()
  cleanup()
})

describe('files that are not what their name says', () => {
  const withPeople = (content: string | Uint8Array): string => {
    const folder = writeFolder(workspace, { stages: smallTeam().stages })
    writeFileSync(join(folder, 'people.csv'), content)
    return folder
  }

  test('a folder named like a file', async () => {
    const folder = writeFolder(workspace, { stages: smallTeam().stages })
    mkdirSync(join(folder, 'deals.csv'))
    const before = snapshot(workspace)
    expect(await failure(() => importFolder(workspace, folder, asOf))).toEqual(refusal('PULT_IMPORT_UNREADABLE'))
    expect(snapshot(workspace)).toBe(before)
  })

  test('a file in the place of the folder', async () => {
    const folder = writeFolder(workspace, { stages: smallTeam().stages })
    const file = join(folder, 'stages.csv')
    expect(await failure(() => importFolder(workspace, file, asOf))).toEqual(refusal('PULT_NOT_FOUND'))
    // A path that goes on below a file is nothing to be read either.
    const below = [{ name: 'deals.csv', path: join(file, 'deals.csv') }]
    expect(await failure(() => runImport(workspace.session, { commandId: newCommandId(), files: below, asOf: Date.parse(asOf) }))).toEqual(refusal('PULT_IMPORT_UNREADABLE'))
  })

  test('one of the nine given twice, under another case of its name', async () => {
    const folder = withPeople('id,name\n1,Иван\n')
    writeFileSync(join(folder, 'PEOPLE.CSV'), 'id,name\n2,Пётр\n')
    expect(await failure(() => importFolder(workspace, folder, asOf))).toEqual(refusal('PULT_IMPORT_UNREADABLE'))
  })

  const nul: [string, string][] = [['in a cell', 'id,name\n1,И\u0000ван\n'], ['in the header', 'id,na\u0000me\n1,Иван\n'], ['to the end, as a disk that lost power leaves it', `id,name\n1,Иван\n${'\u0000'.repeat(5000)}`]]
  test.each(nul)('zero bytes %s', async (_where, content) => {
    const before = snapshot(workspace)
    expect(await failure(() => importFolder(workspace, withPeople(content), asOf))).toEqual(refusal('PULT_IMPORT_ENCODING'))
    expect(snapshot(workspace)).toBe(before)
  })

  test('an encoding that is wrong only far behind the first slice', async () => {
    const folder = withPeople('id,name\n')
    appendFileSync(join(folder, 'people.csv'), Array.from({ length: 30_000 }, (_, number) => `${number},Менеджер номер ${number}`).join('\n'))
    appendFileSync(join(folder, 'people.csv'), Buffer.from([0x0a, 0x78, 0x2c, 0xc8, 0xe2, 0x0a]))
    const before = snapshot(workspace)
    expect(await failure(() => importFolder(workspace, folder, asOf))).toEqual(refusal('PULT_IMPORT_ENCODING'))
    expect(snapshot(workspace)).toBe(before)
  })

  test('a quote that opens in the middle of a large file and never closes', async () => {
    const rows = Array.from({ length: 30_000 }, (_, number) => `${number},${number === 12_345 ? '"' : ''}Менеджер номер ${number}`).join('\n')
    const before = snapshot(workspace)
    expect(await failure(() => importFolder(workspace, withPeople(`id,name\n${rows}\n`), asOf))).toMatchObject({ code: 'PULT_IMPORT_QUOTES', message: expect.stringContaining('12347') as string })
    expect(snapshot(workspace)).toBe(before)
  })

  const readable: [string, string][] = [
    ['line ends of Windows', 'id,name\r\n1,Иван\r\n2,Пётр\r\n'],
    ['line ends of an old Mac', 'id,name\r1,Иван\r2,Пётр\r'],
    ['both line ends in one file', 'id,name\r\n1,Иван\n2,Пётр\r\n'],
    ['a byte order mark', '\uFEFFid,name\n1,Иван\n2,Пётр\n'],
    ['a byte order mark before a quoted header', '\uFEFF"id","name"\n"1","Иван"\n2,Пётр\n'],
    ['no line end behind the last row', 'id,name\n1,Иван\n2,Пётр'],
    ['empty lines at its end', 'id,name\n1,Иван\n2,Пётр\n\n\r\n\n\n'],
    ['rows of empty cells at its end, as a spreadsheet leaves them', 'id,name,\n1,Иван,\n2,Пётр,\n,,\n,,\n'],
  ]
  test.each(readable)('%s: both people come in', async (_what, content) => {
    const report = await importFolder(workspace, withPeople(content), asOf)
    expect(report.created.people).toBe(2)
    expect(all(workspace, "SELECT external_id AS id, name FROM person WHERE source = 'native' ORDER BY 1")).toEqual([{ id: '1', name: 'Иван' }, { id: '2', name: 'Пётр' }])
  })

  test('a header alone in every file: nothing is made, everything is known', async () => {
    const report = await importRows(workspace, { people: [], stages: [], clients: [], deals: [], stageMoves: [], tasks: [], activities: [], notes: [], adCosts: [] }, asOf)
    expect([Object.values(report.created).every(count => count === 0), report.rejectedCount, value(workspace, 'SELECT count(*) FROM knowledge')]).toEqual([true, 0, 9])
    expect(computeReview(workspace.desk, { asOf: testNow, ids: true }).checks).toMatchObject({ A: { known: true, count: 0 }, B: { known: true, count: 0 } })
  })

  test('a cell of two megabytes comes in whole, and a rejected one is shown cut', async () => {
    const long = 'Очень длинно. '.repeat(80_000)
    const report = await importRows(workspace, { people: [{ id: 'long', name: long, active: '1' }, { id: 'bad', name: 'Кто', active: long }, { id: 'after', name: 'После', active: '1' }] }, asOf)
    expect([report.created.people, value<string>(workspace, "SELECT name FROM person WHERE external_id = 'long'") === long]).toEqual([2, true])
    expect(report.rejected).toMatchObject([{ row: 3, column: 'active', code: 'BAD_VALUE', value: long.slice(0, 200) }])
  })

  test('of thousands of bad rows the first thousand are listed and all are counted', async () => {
    const rows = Array.from({ length: 5000 }, (_, number) => ({ id: `p${number}`, name: 'Кто-то', role: number % 5 === 0 ? 'manager' : 'boss' }))
    const report = await importRows(workspace, { people: rows }, asOf)
    expect([report.created.people, report.rejectedCount, report.rejected.length, report.rejected[0]!.row, report.rejected.at(-1)!.row]).toEqual([1000, 4000, 1000, 3, 1251])
    expect((JSON.parse(value<string>(workspace, 'SELECT report FROM import_batch')) as { rejectedCount: number }).rejectedCount).toBe(4000)
  })
})

test('an import cancelled at any of its steps leaves nothing, and goes in afterwards under the same command', async () => {
  await importRows(workspace, smallTeam(), asOf)
  const folder = writeFolder(workspace, { ...smallTeam(), deals: [...smallTeam().deals, ...manyDeals(50)] })
  const state = () => snapshot(workspace) + JSON.stringify(['finding', 'command', 'import_batch', 'audit_entry'].map(table => all(workspace, `SELECT * FROM ${table}`)))
  const before = state()
  let steps = 0
  await importFolder(workspace, folder, asOf, { dryRun: true, onProgress: () => { steps++ } })
  expect(state()).toBe(before)
  const commandId = newCommandId()
  for (let step = 1; step <= steps; step++) {
    const controller = new AbortController()
    let seen = 0
    const running = importFolder(workspace, folder, asOf, { commandId, signal: controller.signal, onProgress: () => { if (++seen === step) controller.abort() } })
    expect(await failure(() => running)).toEqual(refusal('CANCELLED'))
    expect(state()).toBe(before)
  }
  expect(steps).toBeGreaterThan(9)
  expect((await importFolder(workspace, folder, asOf, { commandId })).created.deals).toBe(50)
})

describe('moments that cannot be', () => {
  test('a review as of a moment before the first import is refused without a stage history, not guessed', async () => {
    const { stageMoves: _stageMoves, ...withoutHistory } = smallTeam()
    await importRows(workspace, withoutHistory, asOf)
    expect(await failure(() => computeReview(workspace.desk, { asOf: Date.parse(asOf) - 1, ids: false }))).toEqual(refusal('PULT_AS_OF'))
    expect(computeReview(workspace.desk, { asOf: Date.parse(asOf), ids: false }).asOf).toBe(asOf)
  })

  test('a clock that goes backwards: an import without a moment is refused, what was signed and decided stands, the chain holds', async () => {
    await importRows(workspace, smallTeam(), asOf)
    const { session } = workspace
    openDay(session, {})
    const signed = signDay(session, { commandId: newCommandId(), day: '2026-11-20', expectedVersion: dayOverview(session, {}).version, leaveOpen: true })
    const before = snapshot(workspace)
    workspace.setNow(Date.parse('2026-11-18T12:00:00+03:00'))
    expect(await failure(() => runImport(session, { commandId: newCommandId(), files: [{ name: 'people.csv', path: join(writeFolder(workspace, { people: [] }), 'people.csv') }] }))).toEqual(refusal('PULT_IMPORT_OLDER'))
    // The window asks for its day: an answer or a sentence, never a change of what there is.
    const said = await failure(() => openDay(session, {})).catch(() => null)
    if (said) expect(said).toEqual(refusal('PULT_AS_OF'))
    expect(snapshot(workspace)).toBe(before)
    expect(value(workspace, "SELECT report_hash FROM control_day WHERE day = '2026-11-20'")).toBe(signed.hash)
    expect(checkWorkspace(workspace.desk.db).ok).toBe(true)
    workspace.setNow(testNow)
    expect(dayOverview(session, {}).state).toBe('signed')
    workspace = workspace.reopen()
    expect(existsSync(`${workspace.path}-lock`)).toBe(true)
  })
})
