import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { inspectFiles } from '../../electron/backend/usecases/inspectFiles.ts'
import { runImport, type ImportOptions } from '../../electron/backend/usecases/runImport.ts'
import { callQuota } from '../../electron/backend/usecases/callQuota.ts'
import { parseDay } from '../../electron/backend/domain/time/days.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { all, importRows, newCommandId, one, smallTeam, snapshot } from './importFiles.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await makeTestWorkspace()
  const team = smallTeam()
  await importRows(workspace, {
    ...team, activities: [],
    // Extensions stand in people's phones: alone, or behind the office's number.
    people: [{ ...team.people[0]!, phone: '101' }, team.people[1]!],
    clients: [{ ...team.clients[0]!, phone: '8 (916) 123-45-67' }],
  }, '2026-11-18T19:00:00+03:00')
  workspace.desk.db.sqlite.prepare("UPDATE person SET phone = '+7 495 111-22-33 доб. 102' WHERE external_id = 'm2'").run()
})
afterEach(() => {
  expect(checkWorkspace(workspace.desk.db).checks.flatMap(check => check.problems)).toEqual([])
  workspace.cleanup()
})

const fixture = (name: string): { name: string, path: string } => ({ name, path: join('tests/fixtures/calls', name) })
const bring = (names: readonly string[], more: Partial<ImportOptions> = {}) => runImport(workspace.session, { commandId: newCommandId(), files: names.map(fixture), asOf: testNow, ...more })
interface Call { key: string, manager: string | null, client: string | null, deal: string | null, direction: string, at: string, duration: number, talk: number, recording: string | null }
const calls = (): Call[] => all<Omit<Call, 'at'> & { at: number }>(workspace, `SELECT activity.external_id AS key, person.external_id AS manager, client.external_id AS client, deal.external_id AS deal, direction, occurred_at AS at, duration_s AS duration, talk_s AS talk, recording
  FROM activity LEFT JOIN person ON person.id = activity.manager_id LEFT JOIN client ON client.id = activity.client_id LEFT JOIN deal ON deal.id = activity.deal_id WHERE activity.kind = 'call' ORDER BY occurred_at, activity.id`)
  .map(call => ({ ...call, at: workspace.desk.settings().zone.format(call.at).slice(11, 19) }))
const romashka = { client: 'c1', deal: 'd1' }
const nobody = { client: null, deal: null }
const warned = (report: { warnings: { code: string, count: number }[] }) => Object.fromEntries(report.warnings.map(({ code, count }) => [code, count]))
const rejected = (report: { rejected: { row: number, column: string, code: string }[] }) => report.rejected.map(({ row, column, code }) => [row, column, code])

/** What all the systems below tell of one day: a call out, a call in that the second one answered, a call that nobody took. */
const out = (key: string, talk = 62, recording: string | null = null) => ({ key, manager: 'm1', ...romashka, direction: 'out', at: '10:00:00', duration: 75, talk, recording })
const taken = (key: string, recording: string | null = null) => ({ key, manager: 'm2', ...romashka, direction: 'in', at: '10:05:00', duration: 112, talk: 90, recording })
const missed = (key: string, manager: string | null = null) => ({ key, manager, ...nobody, direction: 'in', at: '12:00:00', duration: 30, talk: 0, recording: null })

describe('Asterisk', () => {
  test('FreePBX: rows of a queue, a menu and a transfer are one call; a voicemail is no talk; a row that stands twice is one', async () => {
    const report = await bring(['asterisk-freepbx.csv'])
    expect(calls()).toEqual([
      out('1763535600.1', 62, 'out-89161234567-101-20261119-100000-1763535600.1.wav'),
      // 90 s with the one who took it and, from 10:06:55 + 5 s to 10:07:25 while she still holds the line until 10:07:00, 25 s more with the other.
      { ...taken('1763535900.3', 'q-600-89161234567-20261119-100523-1763535900.3.wav'), duration: 145, talk: 115 },
      { key: '1763542800.10', manager: null, ...nobody, direction: 'in', at: '12:00:00', duration: 44, talk: 0, recording: null },
      { key: '1763544600.11', manager: null, ...romashka, direction: 'out', at: '12:30:00', duration: 20, talk: 12, recording: null },
    ])
    expect(rejected(report)).toEqual([[11, 'start', 'BAD_DATE'], [12, 'duration', 'BAD_NUMBER']])
    expect(warned(report)).toEqual({ INNER_CALL: 1, UNKNOWN_LINE: 1, UNKNOWN_PHONE: 1 })
    expect(report.files).toMatchObject([{ format: 'asterisk', rows: 12 }])
  })
  test('cdr-csv as it is shipped has no header: a group that nobody took is nobody’s', async () => {
    await bring(['asterisk-stock.csv'])
    expect(calls()).toEqual([
      out('1763535600.1', 62, '2026/11/19/1763535600.1.wav'),
      { ...taken('1763535900.3'), manager: null, duration: 20, talk: 0 },
    ])
  })
  test('a laboratory’s own log, with quotes doubled inside of names, is read to its end', async () => {
    const rows = ['""""" <client1>","client1","6789","default","PJSIP/client1-00000002","PJSIP/client2-00000003","Dial","PJSIP/client2","2023-07-26 01:51:32","2023-07-26 01:51:50","2023-07-26 01:52:04","31","13","ANSWERED","DOCUMENTATION","","1690325492.2","",2',
      '""""" <client2>","client2","1234","default","PJSIP/client2-00000004","PJSIP/client1-00000005","Dial","PJSIP/client1","2023-07-26 01:52:11","","2023-07-26 01:52:42","30","0","NO ANSWER","DOCUMENTATION","","1690325531.5","",4']
    const path = join(workspace.folder, 'Master.csv')
    writeFileSync(path, `${rows.join('\n')}\n`)
    const report = await runImport(workspace.session, { commandId: newCommandId(), files: [{ name: basename(path), path }], asOf: testNow })
    expect([report.created.activities, report.rejectedCount, report.files[0]!.format]).toEqual([2, 0, 'asterisk'])
  })
})

test('Mango: attempts are no calls, and a talk begins with the answer', async () => {
  await bring(['mango.csv'])
  expect(calls()).toEqual([out('MzQ4NTcwMDE=', 62, 'MToxMDA2NzU3ODo1MTM0'), taken('MzQ4NTcwMDI=', 'MToxMDA2NzU3ODo1MTM1'), { ...missed('MzQ4NTcwMDQ='), direction: null }])
})

test.each(['sipuni.csv', 'sipuni-1251.csv'])('Sipuni (%s): extensions and names, a type that nobody knows is rejected', async name => {
  const report = await bring([name])
  expect(calls()).toEqual([out('1763535600.101', 62, '1763535600.101'), taken('1763535900.102', '1763535900.102'), missed('1763542800.103')])
  expect(rejected(report)).toEqual([[6, 'Тип', 'BAD_VALUE']])
  expect(report.files[0]!.encoding).toBe(name === 'sipuni.csv' ? 'utf-8' : 'windows-1251')
})

test('UIS: talk without waiting music, the manager by name in any order', async () => {
  await bring(['uis.csv'])
  expect(calls()).toEqual([out('900001', 55, 'https://app.uiscom.ru/system/media/talk/900001/abcdef0123456789/'), taken('900002', 'fedcba9876543210'), missed('900003')])
})

test('the same log twice changes nothing, and half of a call in the next file is the same call', async () => {
  await bring(['asterisk-freepbx.csv'])
  const before = snapshot(workspace)
  const again = await bring(['asterisk-freepbx.csv'])
  expect(snapshot(workspace)).toBe(before)
  expect(again.created.activities! + again.updated.activities!).toBe(0)
  const lines = readFileSync('tests/fixtures/calls/asterisk-freepbx.csv', 'utf8').trimEnd().split('\n')
  const folder = join(workspace.folder, 'halves')
  mkdirSync(folder)
  const halves = [lines.slice(0, 5), [lines[0]!, ...lines.slice(5)]].map((part, index) => {
    const path = join(folder, `${index}.csv`)
    writeFileSync(path, `${part.join('\n')}\n`)
    return { name: `${index}.csv`, path }
  })
  await runImport(workspace.session, { commandId: newCommandId(), files: halves, asOf: testNow })
  expect(snapshot(workspace)).toBe(before)
})

test('a call that the CRM told already isn’t counted twice', async () => {
  const team = smallTeam()
  await importRows(workspace, { activities: [{ ...team.activities[0]!, occurred_at: '2026-11-19T10:00:40+03:00', created_at: '2026-11-19T10:00:40+03:00' }] }, '2026-11-19T19:00:00+03:00')
  const report = await bring(['mango.csv'])
  expect(warned(report)).toMatchObject({ KNOWN_CALL: 1 })
  expect(calls().map(call => call.at)).toEqual(['10:00:40', '10:05:00', '12:00:00'])
})

test('talks are contacts of the client’s deal, and a recording makes them eligible for listening', async () => {
  await bring(['asterisk-freepbx.csv'])
  expect(one<{ at: number }>(workspace, "SELECT last_contact_at AS at FROM deal WHERE external_id = 'd1'").at).toBe(Date.parse('2026-11-19T12:30:00+03:00'))
  expect(callQuota({ db: workspace.desk.db, workspace: workspace.desk.workspace, settings: workspace.desk.settings } as never, parseDay('2026-11-19')!, testNow).items).toMatchObject([
    { manager: 'm1', calls: 1, withRecording: 1, eligible: 1, quota: 1 }, { manager: 'm2', calls: 1, withRecording: 1, eligible: 1, quota: 1 },
  ])
})

test('logs of two systems, or a log beside another table, are refused; a wrong system too', async () => {
  const refused = (names: readonly string[], format?: ImportOptions['format']) => bring(names, { format }).then(() => 'taken', (error: { code: string }) => error.code)
  expect(await refused(['mango.csv', 'uis.csv'])).toBe('PULT_IMPORT_MIXED')
  expect(await refused(['mango.csv'], 'uis')).toBe('PULT_IMPORT_MIXED')
  expect(await refused(['mango.csv'], 'mango')).toBe('taken')
  const path = join(workspace.folder, 'other.csv')
  writeFileSync(path, 'a,b\n1,2\n')
  await expect(runImport(workspace.session, { commandId: newCommandId(), files: [fixture('uis.csv'), { name: 'other.csv', path }], asOf: testNow })).rejects.toMatchObject({ code: 'PULT_IMPORT_MIXED' })
  await expect(runImport(workspace.session, { commandId: newCommandId(), files: [{ name: 'other.csv', path }], format: 'asterisk', asOf: testNow })).rejects.toMatchObject({ code: 'PULT_IMPORT_MAPPING' })
})

test('the wizard is told whose log it is and that there is nothing to map', async () => {
  const found = await inspectFiles(workspace.session, { files: [fixture('sipuni-1251.csv')] })
  expect(found).toMatchObject({ system: 'sipuni', mapping: null, files: [{ system: 'sipuni', kind: 'activities', confidence: 1, rows: 5, parts: [] }] })
})
