import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mappingDocument, type MappingDocument } from '../../src/shared/contract/mapping.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { readImportMappings } from '../../electron/backend/store/queries/importMappings.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { inspectFiles } from '../../electron/backend/usecases/inspectFiles.ts'
import { removeMapping, saveMapping } from '../../electron/backend/usecases/keepMapping.ts'
import { readMappingFile } from '../../electron/backend/usecases/readMappingFile.ts'
import { rejectedRows } from '../../electron/backend/usecases/rejectedRows.ts'
import { findExportFiles, runImport } from '../../electron/backend/usecases/runImport.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, importRows, newCommandId, one, smallTeam, snapshot, value, writeFolder } from './importFiles.ts'
import { fixture, fixtureText, importExport, writeExport } from './exportFiles.ts'

const [first, second] = ['2026-11-20T18:00:00+03:00', '2026-11-23T18:30:00+03:00']
let workspace: TestWorkspace

beforeEach(async () => { workspace = await makeTestWorkspace() })
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  workspace.cleanup()
})

const inspect = (paths: string[], more = {}) => inspectFiles(workspace.session, { files: findExportFiles(paths), ...more })
const code = async (work: () => unknown): Promise<string> => {
  try {
    await work()
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
  return 'done'
}
const csv = (rows: string[]): string => rows.join('\n') + '\n'
const document = (files: unknown[], more: object = {}): MappingDocument => mappingDocument.parse({ format: 'pult-mapping', version: 1, name: 'Проба', source: 'probe', files, ...more })

describe('a look before the import', () => {
  test('a known system: its kind, samples, stages with kinds, owners with the people that they are, the day in the name', async () => {
    await importRows(workspace, { people: [{ id: 'm1', name: 'мария  ОРЛОВА' }] }, first)
    const before = snapshot(workspace)
    const found = await inspect([writeExport(workspace, 'amocrm_export_leads_2026-11-20.csv', fixtureText('amocrm_new_1.csv'))])
    expect(snapshot(workspace)).toBe(before)
    expect(found).toMatchObject({
      system: 'amocrm', systems: ['amocrm'], exportedOn: '2026-11-20', mapping: { source: 'amocrm', files: [{ kind: 'deals' }] },
      files: [{ format: 'csv', delimiter: ';', encoding: 'utf-8', rows: 5, kind: 'deals', confidence: 1, remembered: null, parts: [{ missing: [], mapping: { columns: { id: ['ID'], amount: ['Бюджет ₽'], phone: ['Рабочий телефон (контакт)', 'Мобильный телефон (контакт)'] } } }] }], unreadable: [], lastAsOf: null,
    })
    expect(found.files[0]!.columns.find(column => column.name === 'Этап сделки')).toEqual({ name: 'Этап сделки', filled: 5, distinct: 5, samples: ['Переговоры', 'Принимают решение', 'Отложено клиентом', 'Закрыто и не реализовано', 'Первичный контакт'], dates: null, decimal: null })
    expect(found.files[0]!.preview).toHaveLength(5)
    expect(found.stages).toContainEqual({ value: 'Отложено клиентом', count: 1, kind: 'thinking', sure: true })
    expect(found.owners).toEqual([{ value: 'Мария Орлова', count: 3, personId: one<{ id: number }>(workspace, "SELECT id FROM person WHERE external_id = 'm1'").id, likeId: null }, { value: 'Пётр Громов', count: 2, personId: null, likeId: null }])
    expect(found.reasons).toEqual([{ value: 'Дорого', count: 1, reasonId: null, likeId: one<{ id: number }>(workspace, "SELECT id FROM refusal_reason WHERE key = 'price_not_defended'").id }])
  })

  test('an unknown layout: a suggestion with how sure it is; bringing it without a mapping is refused, with the suggestion it works', async () => {
    const path = fixture('unknown.tsv')
    const found = await inspect([path])
    expect(found.files[0]).toMatchObject({ system: null, kind: 'deals', delimiter: '\t', parts: [{ mapping: { columns: { title: ['Сделка'], client: ['Заказчик'], owner: ['Менеджер'], stage: ['Стадия'], amount: ['Сумма, руб.'], created_at: ['Дата'], contact: ['Контактное лицо'] } } }] })
    expect(found.files[0]!.confidence).toBeGreaterThan(0.4)
    expect(found.files[0]!.confidence).toBeLessThan(0.9)
    expect(await code(() => importExport(workspace, path, first))).toBe('PULT_IMPORT_MAPPING')
    const mapping: MappingDocument = { ...found.mapping!, files: [{ ...found.mapping!.files[0]!, key: ['№'] }] }
    const report = await importExport(workspace, path, first, { mapping })
    expect(report).toMatchObject({ created: { deals: 2, people: 2 }, rejectedCount: 0 })
    expect(all(workspace, 'SELECT deal.external_id AS id, amount, stage.kind AS kind FROM deal JOIN stage ON stage.id = stage_id ORDER BY deal.id')).toEqual([{ id: '1', amount: 100_000, kind: 'open' }, { id: '2', amount: 200_000, kind: 'thinking' }])
  })

  test('files of two systems are to be imported apart', async () => {
    const paths = [fixture('amocrm_new_1.csv'), fixture('pipedrive_deals.csv')]
    expect(await inspect(paths)).toMatchObject({ system: null, systems: ['amocrm', 'pipedrive'] })
    expect(await code(() => importExport(workspace, paths, first))).toBe('PULT_IMPORT_MIXED')
  })

  test('a folder with everything in it; what is no table of the system is named as unknown', async () => {
    const folder = join(workspace.folder, 'evening')
    mkdirSync(folder, { recursive: true })
    for (const name of ['amocrm_new_1.csv', 'amocrm_tasks_1.csv']) writeFileSync(join(folder, name), fixtureText(name))
    writeFileSync(join(folder, 'readme.txt'), 'Выгрузка за 20 ноября\n')
    const report = await importExport(workspace, folder, first)
    expect(report.created).toMatchObject({ deals: 5, tasks: 2 })
    expect(report.files.map(({ name, format }) => [name, format]).sort()).toEqual([['amocrm_new_1.csv', 'amocrm'], ['amocrm_tasks_1.csv', 'amocrm'], ['readme.txt', 'unknown']])
  })

  test('native files are native under any name', async () => {
    const folder = writeFolder(workspace, smallTeam())
    expect(await inspect([folder])).toMatchObject({ system: 'native', mapping: null })
    const other = writeExport(workspace, 'stages-rejected.csv', csv(['pipeline,stage,order,kind', 'Продажи,Новая,1,open']))
    expect((await importExport(workspace, other, first)).created.stages).toBe(1)
  })
})

describe('a mapping', () => {
  const path = (name = 'sales.csv') => writeExport(workspace, name, csv(['Code;Client;Where;Sum;When;Why', 'A1;Acme;Talks;1,5;03/04/2026;', 'A2;Beta;Gone;2,5;04/25/2026;too dear', 'A1;Acme;Talks;1,5;03/04/2026;', 'A4;;;1;01/01/2026;', 'A5;;Talks;x;01/01/2026;']))
  const mapping = () => document([{ kind: 'deals', columns: { client: ['Client'], stage: ['Where'], amount: ['Sum'], created_at: ['When'], refusal_reason: ['Why'] }, key: ['Code'], constants: { pipeline: 'Продажи' } }], {
    currency: 'EUR', stages: [{ stage: 'talks', kind: 'thinking', order: 5, dwellLimitDays: 7 }, { stage: 'Gone', kind: 'lost', order: 9 }], reasons: { 'Too dear': 'Дорого' },
  })

  test('rows are read by it; bad ones are rejected with file, row, column, code and value', async () => {
    const report = await importExport(workspace, path(), first, { mapping: mapping() })
    expect(report).toMatchObject({ created: { deals: 2 }, rejectedCount: 3, rejected: [
      { file: 'sales.csv', row: 4, column: 'Code', code: 'DUPLICATE', value: 'A1' }, { file: 'sales.csv', row: 5, column: 'Where', code: 'MISSING', value: '' }, { file: 'sales.csv', row: 6, column: 'Sum', code: 'BAD_AMOUNT', value: 'x' },
    ] })
    expect(all(workspace, 'SELECT deal.external_id AS id, amount, currency, status, refusal_reason AS reason, created_at AS created FROM deal ORDER BY id')).toEqual([
      { id: 'A1', amount: 150, currency: 'EUR', status: 'open', reason: null, created: Date.parse('2026-03-04T00:00:00+03:00') },
      { id: 'A2', amount: 250, currency: 'EUR', status: 'lost', reason: 'Дорого', created: Date.parse('2026-04-25T00:00:00+03:00') },
    ])
    expect(all(workspace, "SELECT stage.name AS name, kind, position, dwell_limit_days AS days FROM stage JOIN pipeline ON pipeline.id = pipeline_id WHERE pipeline.name = 'Продажи' ORDER BY position")).toEqual([{ name: 'Talks', kind: 'thinking', position: 5, days: 7 }, { name: 'Gone', kind: 'lost', position: 9, days: null }])
  })

  test('the rejected rows come back with their own columns and a reason, and can be brought again', async () => {
    const { files } = await rejectedRows(workspace.session, { files: findExportFiles([path()]), mapping: mapping(), asOf: Date.parse(first) })
    expect(files).toMatchObject([{ name: 'sales-rejected.csv', rows: 3 }])
    expect(files[0]!.csv.split('\r\n').slice(0, 3)).toEqual(['\uFEFFCode;Client;Where;Sum;When;Why;pult_reason', 'A1;Acme;Talks;"1,5";03/04/2026;;DUPLICATE: Code', 'A4;;;1;01/01/2026;;MISSING: Where'])
    expect(value(workspace, 'SELECT count(*) FROM deal')).toBe(0)
    await importExport(workspace, path(), first, { mapping: mapping() })
    const repaired = files[0]!.csv.replace('A4;;;', 'A4;;Talks;').replace('A5;;Talks;x', 'A5;;Talks;7')
    // By itself: the layout is known, and the column with the reasons is nobody's.
    expect(await importExport(workspace, writeExport(workspace, 'sales-rejected.csv', repaired), second)).toMatchObject({ created: { deals: 2 }, files: [{ unknownColumns: [] }] })
    expect(readImportMappings(workspace.desk.db)).toHaveLength(1)
  })

  test('is remembered for its headers and applies by itself, also when the columns come in another order', async () => {
    await importExport(workspace, path(), first, { mapping: mapping() })
    expect(readImportMappings(workspace.desk.db)).toMatchObject([{ source: 'probe', name: 'Проба', headers: ['Code', 'Client', 'Where', 'Sum', 'When', 'Why'] }])
    const evening = writeExport(workspace, 'another name.csv', csv(['Where,Code,Client,Sum,When,Why', 'Gone,A1,Acme,1.5,03/04/2026,', 'Talks,A9,Gamma,1.5,03/04/2026,']))
    expect((await inspect([evening])).files[0]).toMatchObject({ system: 'probe', confidence: 1, remembered: { name: 'Проба', exact: true } })
    expect(await importExport(workspace, evening, second)).toMatchObject({ created: { deals: 1 }, found: { closedOutside: 1 }, rejectedCount: 0 })
    const { id } = readImportMappings(workspace.desk.db)[0]!
    expect(removeMapping(workspace.session, { commandId: newCommandId(), id })).toEqual({ removed: true })
    expect(await code(() => importExport(workspace, evening, second))).toBe('PULT_IMPORT_MAPPING')
    saveMapping(workspace.session, { commandId: newCommandId(), headers: ['Code', 'Client ', 'Where', 'Sum', 'When', 'Why'], mapping: mapping() })
    expect((await importExport(workspace, evening, second)).unchanged.deals).toBe(2)
  })

  test('of a known system is kept for that system too when its columns grow', async () => {
    const found = await inspect([fixture('pipedrive_deals.csv')])
    const changed: MappingDocument = { ...found.mapping!, stages: found.mapping!.stages.map(stage => stage.stage === 'Demo Scheduled' ? { ...stage, kind: 'thinking' } : stage) }
    await importExport(workspace, fixture('pipedrive_deals.csv'), first, { mapping: changed })
    const [head, ...rows] = fixtureText('pipedrive_deals.csv').trim().split('\n')
    await importExport(workspace, writeExport(workspace, 'deals.csv', csv([`${head},Deal - My field`, ...rows.map(row => `${row},x`)])), second)
    expect(value(workspace, "SELECT kind FROM stage WHERE name = 'Demo Scheduled'")).toBe('thinking')
  })

  test('a dry run keeps neither rows nor the mapping', async () => {
    const before = snapshot(workspace)
    expect(await importExport(workspace, path(), first, { mapping: mapping(), dryRun: true })).toMatchObject({ dryRun: true, created: { deals: 2 } })
    expect(snapshot(workspace)).toBe(before)
    expect(readImportMappings(workspace.desk.db)).toEqual([])
  })

  test('names people of the workspace for the names of the file', async () => {
    await importRows(workspace, { people: smallTeam().people }, first)
    const file = writeExport(workspace, 'a.csv', csv(['Deal,Stage,Who', 'One,New,Ваня', 'Two,New,Пётр Второй']))
    await importExport(workspace, file, first, { mapping: document([{ kind: 'deals', columns: { title: ['Deal'], stage: ['Stage'], owner: ['Who'] }, key: ['Deal'] }], { owners: { ваня: 'm1' } }) })
    expect(all(workspace, 'SELECT person.external_id AS id FROM deal JOIN person ON person.id = owner_id ORDER BY deal.id')).toEqual([{ id: 'm1' }, { id: 'm2' }])
    expect(value(workspace, 'SELECT count(*) FROM person')).toBe(3)
  })

  test('one file as two kinds, two files of one record, dates of stages as moves, costs that add up', async () => {
    const leads = writeExport(workspace, 'Leads.csv', csv(['Lead,Day,Channel,Cost,Stage,Visit,Booked', 'L1,2026-10-01,Ads,10.5,Sold,2026-10-05,2026-10-05', 'L2,2026-10-01,Ads,4.5,Visit,2026-10-09,']))
    const sales = writeExport(workspace, 'Sales.csv', csv(['Lead,Value', 'L1,1000']))
    const report = await importExport(workspace, [leads, sales], first, { mapping: document([
      { kind: 'deals', name: 'leads', columns: { id: ['Lead'], created_at: ['Day'], channel: ['Channel'], stage: ['Stage'] }, constants: { pipeline: 'P' }, stageDates: { Visit: 'Visit', Booked: 'Booking' } },
      { kind: 'deals', name: 'sales', columns: { id: ['Lead'], amount: ['Value'] }, constants: { pipeline: 'P', stage: 'Sold' } },
      { kind: 'adCosts', name: 'leads', columns: { channel: ['Channel'], day: ['Day'], amount: ['Cost'] } },
    ], { stages: [{ stage: 'Visit', kind: 'open', order: 1 }, { stage: 'Booking', kind: 'open', order: 2 }, { stage: 'Sold', kind: 'won', order: 9 }] }) })
    expect(report).toMatchObject({ created: { deals: 2, stageMoves: 3, adCosts: 1 }, rejectedCount: 0 })
    expect(all(workspace, 'SELECT external_id AS id, status, amount, channel, entered_exact AS exact FROM deal ORDER BY id')).toEqual([{ id: 'L1', status: 'won', amount: 100_000, channel: 'Ads', exact: 0 }, { id: 'L2', status: 'open', amount: null, channel: 'Ads', exact: 1 }])
    expect(value(workspace, 'SELECT amount FROM ad_cost')).toBe(1500)
  })

  test('tasks without results say nothing of check E', async () => {
    const file = writeExport(workspace, 'tasks.csv', csv(['Id,Subject,Who,Due,State', '1,Call,Kim Lee,2026-11-20,Completed', '2,Call,Kim Lee,2026-11-19,Open']))
    await importExport(workspace, file, first, { mapping: document([{ kind: 'tasks', columns: { id: ['Id'], title: ['Subject'], assignee: ['Who'], due_at: ['Due'], done: ['State'] } }]) })
    expect(computeReview(workspace.desk, { asOf: Date.parse(first), ids: true }).checks).toMatchObject({ B: { known: true, ids: ['2'] }, E: { known: false, count: 0 } })
  })

  test('tasks that name no deal say nothing of deals: who is late is known, who has no task is not', async () => {
    const deals = writeExport(workspace, 'deals.csv', csv(['Id,Stage,Who', 'd1,New,Kim Lee']))
    const tasks = (deal: string) => writeExport(workspace, 'tasks.csv', csv(['Id,Deal,Subject,Who,Due,Result', `1,${deal},Call,Kim Lee,2026-11-19,`]))
    const mapping = document([
      { kind: 'deals', columns: { id: ['Id'], stage: ['Stage'], owner: ['Who'] } }, { kind: 'tasks', columns: { id: ['Id'], deal_id: ['Deal'], title: ['Subject'], assignee: ['Who'], due_at: ['Due'], result: ['Result'] } },
    ])
    const review = () => computeReview(workspace.desk, { asOf: Date.parse(second), ids: true })
    await importExport(workspace, [deals, tasks('elsewhere')], first, { mapping })
    expect(review()).toMatchObject({ stuck: { count: 0 }, checks: { A: { known: false, count: 0 }, B: { known: true, ids: ['1'] }, E: { known: false } } })
    await importExport(workspace, [deals, tasks('d1')], second, { mapping })
    expect(review()).toMatchObject({ stuck: { count: 1 }, checks: { A: { known: true, count: 0 }, B: { known: true, ids: ['1'] }, E: { known: true } } })
  })

  test('that is none is told so', async () => {
    const wrong = writeExport(workspace, 'm.json', '{"format":"pult-mapping","version":1,"name":"x","source":"native","files":[]}')
    expect(await code(() => readMappingFile(wrong))).toBe('PULT_IMPORT_MAPPING')
    expect(await code(() => readMappingFile(writeExport(workspace, 'm.json', '{')))).toBe('PULT_IMPORT_MAPPING')
    expect(await code(() => readMappingFile(join(workspace.folder, 'nowhere.json')))).toBe('PULT_NOT_FOUND')
    expect(await code(() => importExport(workspace, path(), first, { mapping: document([{ kind: 'notes', columns: { text: ['Nothing'] } }]) }))).toBe('PULT_IMPORT_MAPPING')
    expect(mappingDocument.safeParse({ ...mapping(), files: [{ kind: 'notes', columns: { amount: ['Sum'] } }] }).success).toBe(false)
  })

  test.each(['maven_crm', 'realestate_funnel', 'ringostat_deals', 'zoho_demo'])('docs/mappings/%s.json is one', name => {
    expect(readMappingFile(join(import.meta.dirname, `../../docs/mappings/${name}.json`)).files.length).toBeGreaterThan(0)
  })
})

describe('malformed exports change nothing, or say which rows', () => {
  const whole = () => fixtureText('amocrm_new_1.csv')
  test('a cut file: the last row is rejected, the rest comes', async () => {
    const lines = whole().trim().split('\r\n')
    const report = await importExport(workspace, writeExport(workspace, 'a.csv', [...lines.slice(0, -1), lines.at(-1)!.slice(0, 40)].join('\r\n')), first)
    expect(report).toMatchObject({ created: { deals: 4 }, rejected: [{ row: 6, code: 'BAD_ROW' }] })
  })

  test('a quote that never closes, an HTML page instead of an export, zero bytes', async () => {
    const before = snapshot(workspace)
    expect(await code(() => importExport(workspace, writeExport(workspace, 'a.csv', whole().replace('Фасад', '"Фасад')), first))).toBe('PULT_IMPORT_QUOTES')
    expect(await code(() => importExport(workspace, writeExport(workspace, 'a.csv', '<!DOCTYPE html><html><body><script>alert(1)</script>Войдите</body></html>'), first))).toBe('PULT_IMPORT_UNREADABLE')
    expect(await code(() => importExport(workspace, writeExport(workspace, 'a.csv', `${whole()}${'\u0000'.repeat(50)}`), first))).toBe('PULT_IMPORT_ENCODING')
    expect(snapshot(workspace)).toBe(before)
  })

  test('10 000 columns, mixed line ends, a cell of a million letters, a formula and a script as text', async () => {
    const [head, ...rows] = whole().trim().split('\r\n')
    const more = Array.from({ length: 10_000 }, (_, index) => `поле ${index}`).join(';')
    const texts = ['=HYPERLINK("http://x")', '<script>alert(1)</script>', `${'д'.repeat(1_000_001)}`]
    const body = rows.map((row, index) => index < 3 ? row.replace(/^(\d+);[^;]*/, (_all, id: string) => `${id};"${texts[index]!.replaceAll('"', '""')}"`) : row)
    const report = await importExport(workspace, writeExport(workspace, 'a.csv', [`${head};${more}`, body[0], `${body[1]}\n${body[2]}`, `${body[3]}\r${body[4]}`].join('\r\n')), first)
    expect(report).toMatchObject({ created: { deals: 4 }, rejected: [{ row: 4, column: 'Название сделки', code: 'TOO_LONG' }] })
    expect(all(workspace, 'SELECT title FROM deal ORDER BY external_id LIMIT 2')).toEqual([{ title: texts[0] }, { title: texts[1] }])
  })

  test('stopped in the middle: CANCELLED, nothing is there', async () => {
    const before = snapshot(workspace)
    const stop = new AbortController()
    const row = whole().trim().split('\r\n')[1]!
    const path = writeExport(workspace, 'a.csv', `${whole().split('\r\n')[0]}\r\n${Array.from({ length: 3000 }, (_, id) => row.replace('501', String(id))).join('\r\n')}`)
    expect(await code(() => runImport(workspace.session, { commandId: newCommandId(), files: findExportFiles([path]), asOf: Date.parse(first), signal: stop.signal, onProgress: ({ step }) => { if (step === 'import.reading') stop.abort() } }))).toBe('CANCELLED')
    expect(snapshot(workspace)).toBe(before)
  })
})
