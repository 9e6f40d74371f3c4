import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FactKind } from '../../src/shared/vocabulary.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { findNamedFiles, runImport } from '../../electron/backend/usecases/runImport.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, importFolder, importRows, newCommandId, one, smallTeam, snapshot, value, writeFolder, type Folder, type Row } from './importFiles.ts'

const asOf = '2026-11-20T18:00:00+03:00'
let workspace: TestWorkspace

beforeEach(async () => { workspace = await makeTestWorkspace() })
afterEach(() => workspace.cleanup())

describe('a whole folder', () => {
  test('brings every kind, with money, phones, e-mails and derived columns', async () => {
    const report = await importRows(workspace, smallTeam(), asOf)
    expect(report.created).toEqual({ people: 2, stages: 4, clients: 1, deals: 1, stageMoves: 1, tasks: 1, activities: 1, notes: 1, adCosts: 1 })
    expect(report.rejectedCount).toBe(0)
    expect(report.asOf).toBe(asOf)
    expect(one(workspace, 'SELECT amount, amount_reporting, currency, open_tasks, pinned_notes, entered_at, entered_exact, last_contact_at, first_seen_at, over_limit_when_seen FROM deal')).toEqual({
      amount: 15_000_050, amount_reporting: 15_000_050, currency: 'RUB', open_tasks: 1, pinned_notes: 1, entered_at: Date.parse('2026-11-03T12:00:00+03:00'), entered_exact: 1,
      last_contact_at: Date.parse('2026-11-09T10:00:00+03:00'), first_seen_at: Date.parse(asOf), over_limit_when_seen: 1,
    })
    expect(one(workspace, 'SELECT due_at, due_day_only FROM task')).toEqual({ due_at: Date.parse('2026-11-21T00:00:00+03:00') - 1, due_day_only: 1 })
    expect(one(workspace, 'SELECT phone_e164, email_key FROM client')).toEqual({ phone_e164: '+74951234567', email_key: 'info@romashka.ru' })
    expect(one(workspace, "SELECT phone, email, role, role_confirmed FROM person WHERE external_id = 'm1'")).toEqual({ phone: '+79123456789', email: 'ivan@example.com', role: 'manager', role_confirmed: 0 })
    expect(all<{ kind: string }>(workspace, 'SELECT kind FROM knowledge')).toHaveLength(9)
    expect(checkDerived(workspace.desk.db)).toEqual([])
    expect(workspace.announced.at(-1)?.topics).toContain('deals')
  })

  test('again, at the same moment and at a later one, changes nothing', async () => {
    const folder = writeFolder(workspace, smallTeam())
    await importFolder(workspace, folder, asOf)
    const before = snapshot(workspace)
    for (const moment of [asOf, '2026-11-25T18:00:00+03:00']) {
      const report = await importFolder(workspace, folder, moment)
      expect(report.unchanged).toEqual({ people: 2, stages: 4, clients: 1, deals: 1, stageMoves: 1, tasks: 1, activities: 1, notes: 1, adCosts: 1 })
      expect([...Object.values(report.created), ...Object.values(report.updated), ...Object.values(report.found)].every(count => count === 0)).toBe(true)
      expect(snapshot(workspace)).toBe(before)
    }
  })

  test('on trial answers the same report and keeps nothing', async () => {
    const folder = writeFolder(workspace, smallTeam())
    const before = snapshot(workspace)
    const trial = await importFolder(workspace, folder, asOf, { dryRun: true })
    expect(snapshot(workspace)).toBe(before)
    expect(value(workspace, 'SELECT count(*) FROM import_batch')).toBe(0)
    const report = await importFolder(workspace, folder, asOf)
    expect({ ...trial, batch: '', dryRun: false }).toEqual({ ...report, batch: '' })
  })

  test('a repeated command answers what it answered then; other files under its id are a conflict', async () => {
    const folder = writeFolder(workspace, smallTeam())
    const commandId = newCommandId()
    const first = await importFolder(workspace, folder, asOf, { commandId })
    expect(await importFolder(workspace, folder, asOf, { commandId })).toEqual(first)
    expect(value(workspace, 'SELECT count(*) FROM import_batch')).toBe(1)
    await expect(importFolder(workspace, writeFolder(workspace, smallTeam()), asOf, { commandId })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('a cancelled import leaves nothing', async () => {
    const before = snapshot(workspace)
    const controller = new AbortController()
    const running = importFolder(workspace, writeFolder(workspace, smallTeam()), asOf, { signal: controller.signal, onProgress: () => controller.abort() })
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(snapshot(workspace)).toBe(before)
  })

  test('what joins the transaction and fails takes the import with it', async () => {
    const before = snapshot(workspace)
    workspace.desk.db.sqlite.exec("CREATE TEMP TRIGGER later_step BEFORE INSERT ON finding BEGIN SELECT RAISE(ABORT, 'later step'); END")
    await expect(importRows(workspace, smallTeam(), asOf)).rejects.toThrow()
    expect(snapshot(workspace)).toBe(before)
  })

  test('an export older than the last one is refused with both moments', async () => {
    await importRows(workspace, smallTeam(), asOf)
    await expect(importRows(workspace, smallTeam(), '2026-11-19T18:00:00+03:00')).rejects.toMatchObject({
      code: 'PULT_IMPORT_OLDER', details: { asOf: '2026-11-19T18:00:00+03:00', last: asOf },
    })
  })

  test('one entry of the audit for the import and one for each changed record', async () => {
    await importRows(workspace, smallTeam(), asOf)
    const entries = () => value<number>(workspace, 'SELECT count(*) FROM audit_entry')
    const before = entries()
    const team = smallTeam()
    team.notes[0]!.text = 'Просит ещё больше скидку'
    team.deals[0]!.title = 'Поставка окон'
    await importRows(workspace, team, asOf)
    expect(entries() - before).toBe(3)
    const payload = JSON.parse(value(workspace, "SELECT payload FROM audit_payload JOIN audit_entry ON id = entry_id WHERE action = 'importChange' AND record_type = 'deal'")) as unknown
    expect(payload).toEqual({ before: { title: 'Поставка' }, after: { title: 'Поставка окон' } })
  })
})

describe('a part of a folder', () => {
  test('is resolved against the workspace, and an absent column keeps what is known', async () => {
    await importRows(workspace, smallTeam(), asOf)
    const report = await importRows(workspace, {
      deals: [{ id: 'd1', amount: '200000' }], tasks: [{ id: 't2', deal_id: 'd1', assignee_id: 'm2', due_at: '2026-11-21T10:00' }], activities: [{ id: 'a1', talk_s: '0' }],
    }, '2026-11-21T18:00:00+03:00')
    expect(report.rejected).toEqual([])
    expect(report.updated).toMatchObject({ deals: 1, activities: 1 })
    expect(one(workspace, 'SELECT title, amount, status, open_tasks, last_contact_at FROM deal')).toEqual({ title: 'Поставка', amount: 20_000_000, status: 'open', open_tasks: 2, last_contact_at: null })
    expect(value(workspace, "SELECT due_at FROM task WHERE external_id = 't2'")).toBe(Date.parse('2026-11-21T10:00:00+03:00'))
    expect(checkDerived(workspace.desk.db)).toEqual([])
  })

  test('an empty cell makes the value unknown', async () => {
    await importRows(workspace, smallTeam(), asOf)
    await importRows(workspace, { deals: [{ id: 'd1', amount: '', owner_id: '' }], tasks: [{ id: 't1', due_at: '' }] }, asOf)
    expect(one(workspace, 'SELECT amount, amount_reporting, owner_id, next_due_at FROM deal')).toEqual({ amount: null, amount_reporting: null, owner_id: null, next_due_at: null })
  })

  test('a header alone makes its kind of fact known, and nothing else does', async () => {
    await importRows(workspace, { stages: smallTeam().stages, notes: [] }, asOf)
    expect(all<{ kind: string }>(workspace, 'SELECT kind FROM knowledge ORDER BY kind').map(row => row.kind)).toEqual(['notes', 'stages'])
  })

  test('stages without an order follow the order of the file', async () => {
    await importRows(workspace, { stages: ['Б', 'А', 'В'].map(stage => ({ pipeline: 'П', stage })) }, asOf)
    expect(all<{ name: string }>(workspace, 'SELECT name FROM stage ORDER BY position').map(row => row.name)).toEqual(['Б', 'А', 'В'])
  })

  test('columns that are not known are reported and ignored', async () => {
    const report = await importRows(workspace, { people: [{ id: 'p', name: 'Кто-то', shoe_size: '43' }] }, asOf)
    expect(report.files).toEqual([{ name: 'people.csv', format: 'native', encoding: 'utf-8', delimiter: ',', rows: 1, unknownColumns: ['shoe_size'] }])
  })
})

const bad: [string, FactKind, Row, { row: number, column: string, code: string, value: string }][] = [
  ['a day that does not exist', 'tasks', { id: 'x', due_at: '2026-02-31' }, { row: 2, column: 'due_at', code: 'BAD_DATE', value: '2026-02-31' }],
  ['a date in another order', 'deals', { created_at: '20.11.2026 10:00' }, { row: 2, column: 'created_at', code: 'BAD_DATE', value: '20.11.2026 10:00' }],
  ['a date alone where an instant is due', 'notes', { created_at: '2026-11-20' }, { row: 2, column: 'created_at', code: 'BAD_DATE', value: '2026-11-20' }],
  ['more decimals than the currency has', 'deals', { amount: '10.5', currency: 'JPY' }, { row: 2, column: 'amount', code: 'BAD_AMOUNT', value: '10.5' }],
  ['a decimal comma', 'deals', { amount: '10,5' }, { row: 2, column: 'amount', code: 'BAD_AMOUNT', value: '10,5' }],
  ['a currency that is none', 'deals', { currency: 'руб' }, { row: 2, column: 'currency', code: 'BAD_VALUE', value: 'руб' }],
  ['seconds that are no number', 'activities', { talk_s: '1:05' }, { row: 2, column: 'talk_s', code: 'BAD_NUMBER', value: '1:05' }],
  ['a negative limit', 'stages', { dwell_limit_days: '-1' }, { row: 2, column: 'dwell_limit_days', code: 'BAD_NUMBER', value: '-1' }],
  ['a probability in percent', 'stages', { probability: '40' }, { row: 2, column: 'probability', code: 'BAD_NUMBER', value: '40' }],
  ['a role that there is not', 'people', { role: 'boss' }, { row: 2, column: 'role', code: 'BAD_VALUE', value: 'boss' }],
  ['a flag that is a word', 'people', { active: 'yes' }, { row: 2, column: 'active', code: 'BAD_VALUE', value: 'yes' }],
  ['a status that there is not', 'deals', { status: 'closed' }, { row: 2, column: 'status', code: 'BAD_VALUE', value: 'closed' }],
  ['no status', 'deals', { status: '' }, { row: 2, column: 'status', code: 'MISSING', value: '' }],
  ['no id', 'clients', { id: '' }, { row: 2, column: 'id', code: 'MISSING', value: '' }],
  ['no kind', 'activities', { kind: '' }, { row: 2, column: 'kind', code: 'MISSING', value: '' }],
  ['a move to nowhere', 'stageMoves', { to_stage: '' }, { row: 2, column: 'to_stage', code: 'MISSING', value: '' }],
  ['a cost without an amount', 'adCosts', { amount: '' }, { row: 2, column: 'amount', code: 'MISSING', value: '' }],
  ['an owner that there is not', 'deals', { owner_id: 'm9' }, { row: 2, column: 'owner_id', code: 'UNKNOWN_REFERENCE', value: 'm9' }],
  ['a stage of no pipeline', 'deals', { stage: 'Нигде' }, { row: 2, column: 'stage', code: 'UNKNOWN_REFERENCE', value: 'Нигде' }],
  ['a move to a stage of another pipeline', 'stageMoves', { to_stage: 'Новый' }, { row: 2, column: 'to_stage', code: 'UNKNOWN_REFERENCE', value: 'Новый' }],
]

describe('a bad row is rejected with its place, and the rest goes on', () => {
  test.each(bad)('%s', async (_name, kind, change, expected) => {
    const team: Folder = smallTeam()
    team.stages!.push({ pipeline: 'Опт', stage: 'Новый', kind: 'open' })
    // The row under test may be what others refer to: those come in rows of their own.
    team[kind] = [{ ...smallTeam()[kind][0]!, ...change }]
    if (kind === 'stages') team[kind].push(...smallTeam().stages.slice(1))
    const file = { stageMoves: 'stage_moves.csv', adCosts: 'ad_costs.csv' }[kind as string] ?? `${kind}.csv`
    const report = await importRows(workspace, team, asOf)
    expect(report.rejected[0]).toEqual({ file, ...expected })
  })

  test('a key that stands twice is rejected the second time, even when the first was bad', async () => {
    const report = await importRows(workspace, { people: [{ id: 'p', role: 'boss' }, { id: 'p', role: '' }, { id: 'q', role: '' }, { id: 'q', role: '' }] }, asOf)
    expect(report.rejected.map(({ row, code }) => [row, code])).toEqual([[2, 'BAD_VALUE'], [3, 'DUPLICATE'], [5, 'DUPLICATE']])
    expect(report.created.people).toBe(1)
  })

  test('the same moment of a move in two notations is one key', async () => {
    const team = smallTeam()
    team.stageMoves.push({ ...team.stageMoves[0]!, at: '2026-11-03T09:00:00Z' })
    const report = await importRows(workspace, team, asOf)
    expect(report.rejected).toMatchObject([{ file: 'stage_moves.csv', row: 3, code: 'DUPLICATE' }])
  })

  test('what refers to a rejected row falls with it, down the chain', async () => {
    const team = smallTeam()
    team.clients[0]!.created_at = 'yesterday'
    const report = await importRows(workspace, team, asOf)
    expect(report.rejected.map(({ file, column, code }) => `${file} ${column} ${code}`)).toEqual([
      'clients.csv created_at BAD_DATE', 'deals.csv client_id UNKNOWN_REFERENCE', 'stage_moves.csv deal_id UNKNOWN_REFERENCE', 'tasks.csv deal_id UNKNOWN_REFERENCE',
      'activities.csv deal_id UNKNOWN_REFERENCE', 'notes.csv deal_id UNKNOWN_REFERENCE',
    ])
  })

  test('a rejected row of a known record leaves it as it was, and references to it stay good', async () => {
    await importRows(workspace, smallTeam(), asOf)
    const team = smallTeam()
    team.clients[0]!.created_at = 'yesterday'
    team.clients[0]!.name = 'Другое имя'
    const report = await importRows(workspace, team, asOf)
    expect(report.rejectedCount).toBe(1)
    expect(value(workspace, 'SELECT name FROM client')).toBe('ООО «Ромашка»')
  })

  test('rows are numbered as a spreadsheet shows them, blank lines and line breaks in a cell included', async () => {
    const folder = writeFolder(workspace, {})
    writeFileSync(join(folder, 'people.csv'), 'id,name,role\n1,"Двое\nв строке",\n\n2,Кто,boss\n')
    const report = await importFolder(workspace, folder, asOf)
    expect(report.rejected).toMatchObject([{ row: 4, column: 'role' }])
  })

  test('a row with more cells than the header is rejected, not shifted', async () => {
    const folder = writeFolder(workspace, {})
    writeFileSync(join(folder, 'people.csv'), 'id,name\n1,Иванов, Иван\n2,Пётр\n')
    const report = await importFolder(workspace, folder, asOf)
    expect(report.rejected).toMatchObject([{ row: 2, code: 'BAD_ROW' }])
    expect(report.created.people).toBe(1)
  })
})

const broken: [string, string, string | Uint8Array][] = [
  ['0 bytes', 'PULT_IMPORT_EMPTY', ''],
  ['a byte order mark alone', 'PULT_IMPORT_EMPTY', '\uFEFF'],
  ['windows-1251', 'PULT_IMPORT_ENCODING', new Uint8Array([0x69, 0x64, 0x2c, 0x6e, 0x61, 0x6d, 0x65, 0x0a, 0x31, 0x2c, 0xc8, 0xe2, 0xe0, 0xed, 0x0a])],
  ['utf-16', 'PULT_IMPORT_ENCODING', Buffer.from('\uFEFFid,name\n1,Иван\n', 'utf16le')],
  ['a quote that never closes', 'PULT_IMPORT_QUOTES', 'id,name\n1,"Иван\n2,Пётр\n'],
  ['text behind a closing quote', 'PULT_IMPORT_QUOTES', 'id,name\n1,"Иван" Иванов\n'],
  ['semicolons', 'PULT_IMPORT_HEADER', 'id;name\n1;Иван\n'],
  ['no key column', 'PULT_IMPORT_HEADER', 'name,role\nИван,manager\n'],
  ['a column twice', 'PULT_IMPORT_HEADER', 'id,name,name\n1,Иван,Иван\n'],
]

describe('a file that cannot be read at all changes nothing', () => {
  test.each(broken)('%s', async (_name, code, content) => {
    const { notes: _notes, ...others } = smallTeam()
    const folder = writeFolder(workspace, { ...others, people: [] })
    writeFileSync(join(folder, 'people.csv'), content)
    const before = snapshot(workspace)
    await expect(importFolder(workspace, folder, asOf)).rejects.toMatchObject({ code, details: { file: 'people.csv' } })
    expect(snapshot(workspace)).toBe(before)
  })

  test('no native file in the folder, no such folder, no such file', async () => {
    const folder = writeFolder(workspace, {})
    expect(() => findNamedFiles([folder])).toThrow(expect.objectContaining({ code: 'PULT_IMPORT_NO_FILES' }))
    await expect(async () => importFolder(workspace, join(folder, 'nowhere'), asOf)).rejects.toMatchObject({ code: 'PULT_NOT_FOUND' })
    const missing = runImport(workspace.session, { commandId: newCommandId(), files: [{ name: 'deals.csv', path: join(folder, 'deals.csv') }], asOf: Date.parse(asOf) })
    await expect(missing).rejects.toMatchObject({ code: 'PULT_IMPORT_UNREADABLE' })
  })

  test('files larger than a slice come through whole, with quotes and both kinds of line ends at its edges', async () => {
    const folder = writeFolder(workspace, {})
    const long = 'я"",\r\n'.repeat(90_000)
    writeFileSync(join(folder, 'notes.csv'), `\uFEFFid,text\r\n1,"${long}"\n2,"конец"\r\n3,без кавычек\r\n`)
    const report = await importFolder(workspace, folder, asOf)
    expect(report.created.notes).toBe(3)
    expect(value<string>(workspace, "SELECT text FROM note WHERE external_id = '1'")).toBe(long.replaceAll('""', '"'))
    expect(value(workspace, "SELECT text FROM note WHERE external_id = '3'")).toBe('без кавычек')
  })
})
