import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { xlsxOf } from '../unit/xlsxFiles.ts'
import { taskRange } from '../../electron/backend/usecases/listTasks.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, one, snapshot, value } from './importFiles.ts'
import { fixture, fixtureText, importExport, toCp1251, writeExport } from './exportFiles.ts'

const [first, second] = ['2026-11-20T18:00:00+03:00', '2026-11-23T18:30:00+03:00']
let workspace: TestWorkspace

beforeEach(async () => { workspace = await makeTestWorkspace() })
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  workspace.cleanup()
})

interface Deal { id: string, title: string, stage: string, kind: string, status: string, amount: number | null, currency: string, owner: string | null, client: string | null, closed: string | null }
const at = (instant: number | null): string | null => instant === null ? null : workspace.desk.settings().zone.format(instant).slice(0, 16)
const deals = (): Deal[] => all<Omit<Deal, 'closed'> & { closed: number | null }>(workspace, `
  SELECT deal.external_id AS id, deal.title AS title, stage.name AS stage, stage.kind AS kind, deal.status AS status, deal.amount AS amount, deal.currency AS currency, person.name AS owner, client.name AS client, deal.closed_at AS closed
  FROM deal JOIN stage ON stage.id = deal.stage_id LEFT JOIN person ON person.id = deal.owner_id LEFT JOIN client ON client.id = deal.client_id ORDER BY deal.external_id`).map(row => ({ ...row, closed: at(row.closed) }))
const deal = (id: string): Deal => deals().find(row => row.id === id)!
const review = () => computeReview(workspace.desk, { asOf: Date.parse(first), ids: true })
const known = () => Object.fromEntries(Object.entries(review().checks).flatMap(([check, result]) => 'known' in result ? [[check, result.known]] : []))
const twice = async (paths: string | string[], more = {}) => {
  const report = await importExport(workspace, paths, first, more)
  expect(report).toMatchObject({ rejected: [], rejectedCount: 0 })
  const before = snapshot(workspace)
  const again = await importExport(workspace, paths, second, more)
  expect(snapshot(workspace)).toBe(before)
  expect(Object.values({ ...again.created, ...again.updated, ...again.found }).every(count => count === 0)).toBe(true)
  return report
}

describe('amoCRM', () => {
  test('the old layout: doubled headers, «не закрыта», notes of many lines, phones behind an apostrophe', async () => {
    const report = await twice(fixture('amocrm_old.csv'))
    expect(report).toMatchObject({ created: { deals: 5, people: 2, stages: 5, notes: 3 }, files: [{ format: 'amocrm', encoding: 'utf-8', delimiter: ',', rows: 5 }], named: { people: ['Мария Орлова', 'Пётр Громов'], clients: 4 } })
    expect(deals()).toMatchObject([
      { id: '23111601', title: 'Окна для "Ёлки"', kind: 'open', status: 'open', amount: 15_000_000, currency: 'RUB', owner: 'Мария Орлова', client: 'ООО "Ёлка"', closed: null },
      { id: '23111602', kind: 'thinking', status: 'open', amount: null, client: 'Анна' }, { id: '23111603', kind: 'won', status: 'won', closed: '2026-11-02T12:00' },
      { id: '23111604', kind: 'lost', status: 'lost', closed: '2026-10-20T09:00', client: 'Глеб Ясень' }, { id: '23111605', client: 'ООО "Ёлка"' },
    ])
    expect(all(workspace, 'SELECT name, phone_e164 AS phone, email_key AS email FROM client ORDER BY name')).toEqual([
      { name: 'Анна', phone: '+79167654321', email: null }, { name: 'Глеб Ясень', phone: null, email: 'gleb@yasen.example' }, { name: 'ИП Дуб О. О.', phone: '+74951234567', email: null }, { name: 'ООО "Ёлка"', phone: '+79161234567', email: 'ivan@elka.example' },
    ])
    expect(all(workspace, 'SELECT text FROM note ORDER BY text')).toEqual([{ text: 'Второе примечание' }, { text: 'Дорого' }, { text: 'Просит скидку.\nПерезвонить после совещания' }])
    expect(all(workspace, 'SELECT name, kind FROM stage ORDER BY position')).toEqual([
      { name: 'Первичный контакт', kind: 'open' }, { name: 'Переговоры', kind: 'open' }, { name: 'Принимают решение', kind: 'thinking' }, { name: 'Успешно реализовано', kind: 'won' }, { name: 'Закрыто и не реализовано', kind: 'lost' },
    ])
    // Of tasks and contacts this layout says nothing, and its notes have no time.
    expect(known()).toEqual({ A: false, B: false, C: false, E: false })
    expect(review().stuck.count).toBe(0)
  })

  test.each<[string, (text: string) => Uint8Array, string]>([
    ['windows-1251', text => toCp1251(text.replaceAll('₽', '').replaceAll('\u202f', ' ')), 'windows-1251'], ['UTF-16', text => Buffer.from(text, 'utf16le'), 'utf-16le'], ['an XLSX named .csv', text => xlsxOf(text.replace(/^\uFEFF/, '').trim().split('\r\n').map(line => line.split(';'))), ''],
  ])('the new layout in %s', async (_name, encode, encoding) => {
    const report = await importExport(workspace, writeExport(workspace, 'amocrm_export_leads_2026-11-20.csv', encode(fixtureText('amocrm_new_1.csv'))), first)
    expect(report).toMatchObject({ rejectedCount: 0, created: { deals: 5, tasks: 3 }, files: [{ format: 'amocrm', encoding }] })
    expect(deals().map(({ amount, kind }) => [amount, kind])).toEqual([[125_000_050, 'open'], [35_000_000, 'thinking'], [9_800_000, 'thinking'], [0, 'lost'], [200_000_000, 'open']])
  })

  test('«Ближайшая задача» becomes inferred tasks: A and B are known by it, E is not', async () => {
    await twice(fixture('amocrm_new_1.csv'))
    expect(all(workspace, 'SELECT title, inferred, due_at AS due, due_day_only AS day FROM task ORDER BY external_id').map(row => ({ ...row as object, due: at((row as { due: number }).due) }))).toEqual([
      { title: 'Отправить КП', inferred: 1, due: '2026-11-24T12:00', day: 0 }, { title: 'Позвонить', inferred: 1, due: '2026-11-18T23:59', day: 1 }, { title: 'Встреча', inferred: 1, due: '2026-11-25T10:00', day: 0 },
    ])
    expect(known()).toEqual({ A: true, B: true, C: false, E: false })
    expect(review().checks.A.ids).toEqual(['502'])
    expect(review().checks.B.ids).toEqual(['next:503'])
    expect(taskRange(workspace.session, { view: 'overdue', offset: 0 }).rows.map(row => [row.externalId, row.inferred])).toEqual([['next:503', true]])
  })

  test('an evening later: a task moved, a stage moved, an owner changed, a deal closed outside; what may have been done is no move', async () => {
    await importExport(workspace, fixture('amocrm_new_1.csv'), first)
    const report = await importExport(workspace, fixture('amocrm_new_2.csv'), second)
    expect(report.found).toEqual({ taskMoves: 1, stageMoves: 1, ownerChanges: 1, closedOutside: 1, divergences: 0 })
    expect(deal('503')).toMatchObject({ status: 'refusal_review', stage: 'Отложено клиентом' })
    expect(one(workspace, "SELECT reason_text AS reason, state FROM refusal")).toEqual({ reason: 'Пропал', state: 'pending' })
    expect(all(workspace, 'SELECT task.external_id AS id, later FROM task_move JOIN task ON task.id = task_id')).toEqual([{ id: 'next:501', later: 1 }])
    expect(all(workspace, 'SELECT external_id AS id, title, done_at IS NOT NULL AS done FROM task ORDER BY external_id')).toEqual([
      { id: 'next:501', title: 'Отправить КП', done: 0 }, { id: 'next:502', title: 'Позвонить', done: 0 }, { id: 'next:503', title: 'Позвонить', done: 1 }, { id: 'next:505', title: 'Согласовать смету', done: 0 },
    ])
    // An ended inferred task is nobody's poor result.
    expect(computeReview(workspace.desk, { asOf: Date.parse(second), ids: true }).checks.E).toMatchObject({ known: false, count: 0 })
  })

  test('the older of two evenings is refused, per source', async () => {
    await importExport(workspace, fixture('amocrm_new_2.csv'), second)
    await expect(importExport(workspace, fixture('amocrm_new_1.csv'), first)).rejects.toMatchObject({ code: 'PULT_IMPORT_OLDER' })
    expect((await importExport(workspace, fixture('pipedrive_deals.csv'), first)).created.deals).toBe(4)
  })

  test('deals and tasks together: real tasks end the inferred ones, their moves are found', async () => {
    await importExport(workspace, fixture('amocrm_new_1.csv'), '2026-11-19T18:00:00+03:00')
    await importExport(workspace, [fixture('amocrm_new_1.csv'), fixture('amocrm_tasks_1.csv')], first)
    expect(value(workspace, 'SELECT count(*) FROM task WHERE inferred = 1 AND done_at IS NULL')).toBe(0)
    expect(known()).toEqual({ A: true, B: true, C: false, E: true })
    expect((await importExport(workspace, [fixture('amocrm_new_2.csv'), fixture('amocrm_tasks_2.csv')], second)).found).toMatchObject({ taskMoves: 1, closedOutside: 1 })
    expect(one(workspace, "SELECT due_at AS due, deal_id IS NOT NULL AS deal FROM task WHERE external_id = '901'")).toEqual({ due: Date.parse('2026-12-02T00:00:00+03:00') - 1, deal: 1 })
  })

  test('Spanish and Portuguese', async () => {
    await twice(fixture('kommo_es.csv'))
    expect(deals()).toMatchObject([
      { id: '71', amount: 150_000, currency: 'USD', client: 'Casa Núñez', owner: 'José Peña', kind: 'open' }, { id: '72', amount: 290_050, kind: 'thinking', client: 'Luis' }, { id: '73', amount: 1_200_000, status: 'lost' },
    ])
    await importExport(workspace, fixture('kommo_pt.csv'), second)
    expect(deal('81')).toMatchObject({ amount: 123_456, stage: 'Negociação', client: 'Casa Lima' })
  })

  test('the older template in windows-1251: no numbers, five note columns of one name', async () => {
    const note = 'Примечание к сделке'
    const rows = [
      ['Название сделки', 'Бюджет сделки', 'Ответственный за сделку', 'Дата создания (сделка)', 'Кем создана сделка', 'Тег сделки', note, note, note, note, note, 'Статус сделки', 'Полное имя (контакт)'],
      ['Забор', '1 234,56', 'Мария Орлова', '03.10.2026 09:12:00', 'Мария Орлова', '', 'Просит скидку', '', 'Ждёт замера', '', '', 'Принимают решение', 'Иван Лесной'],
    ]
    const report = await twice(writeExport(workspace, 'amocrm_import_template.csv', toCp1251(`${rows.map(row => row.join(';')).join('\r\n')}\r\n`)))
    expect(report).toMatchObject({ created: { deals: 1, notes: 2 }, files: [{ format: 'amocrm', encoding: 'windows-1251' }], warnings: [{ code: 'NO_KEY', count: 1 }] })
    expect(deals()).toMatchObject([{ title: 'Забор', amount: 123_456, kind: 'thinking', owner: 'Мария Орлова', client: 'Иван Лесной' }])
    expect(all(workspace, 'SELECT text FROM note ORDER BY id')).toEqual([{ text: 'Просит скидку' }, { text: 'Ждёт замера' }])
  })
})

test('whatever stands in the cells: every row comes or is rejected with a reason, and the second time nothing changes', async () => {
  const [head] = fixtureText('amocrm_new_1.csv').replace(/^\uFEFF/, '').split('\r\n')
  const text = fc.string({ unit: fc.constantFrom('а', 'Б', '1', '.', ',', ' ', '"', ';', '\n', "'", '+', '-', '₽', ':', 'E'), maxLength: 12 })
  const cellOf: Record<string, fc.Arbitrary<string>> = {
    ID: fc.oneof(fc.integer({ min: 1, max: 6 }).map(String), fc.constantFrom('', '1,2E+18')), 'Этап сделки': fc.constantFrom('Переговоры', 'переговоры ', 'Принимают решение', 'Закрыто и не реализовано', ''), Воронка: fc.constantFrom('Основная', ''),
    'Дата создания': fc.constantFrom('01.10.2026 09:00:00', '31.02.2026', ''), 'Бюджет ₽': fc.oneof(fc.constantFrom('1 234,5', '0', ''), text), 'Ближайшая задача': fc.oneof(fc.constantFrom('нет задач', '24.11.2026 12:00 Звонок', '01.12.2026'), text),
  }
  const row = fc.tuple(...head!.split(';').map(column => cellOf[column] ?? text))
  await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), fc.array(row, { minLength: 1, maxLength: 8 }), async (...evenings) => {
    const space = await makeTestWorkspace()
    try {
      for (const [index, rows] of evenings.entries()) {
        const path = writeExport(space, 'a.csv', [head, ...rows.map(cells => cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(';'))].join('\r\n'))
        const moment = index === 0 ? first : second
        const report = await importExport(space, path, moment)
        expect(report.created.deals! + report.updated.deals! + report.unchanged.deals! + report.rejectedCount).toBe(report.files[0]!.rows)
        expect(checkDerived(space.desk.db)).toEqual([])
        const before = snapshot(space)
        await importExport(space, path, moment)
        expect(snapshot(space)).toBe(before)
      }
    } finally {
      space.cleanup()
    }
  }), { numRuns: 15 })
}, 60_000)

describe('Bitrix24', () => {
  test('CSV: escaped quotes, entities, a currency by its word or sign, cells of many lines, a line of totals', async () => {
    const report = await twice(fixture('bitrix24_1.csv'))
    expect(report).toMatchObject({ created: { deals: 5 }, files: [{ format: 'bitrix24', delimiter: ';' }], warnings: expect.arrayContaining([expect.objectContaining({ code: 'TOTALS_ROW', count: 1 })]) as unknown })
    expect(deals()).toMatchObject([
      { id: '1001', title: 'Лизинг "Камаз"', amount: 125_000_000, currency: 'RUB', client: 'ООО "Грузовик" & Ко', status: 'open', closed: null }, { id: '1002', amount: 480_000_000, kind: 'thinking' },
      { id: '1003', status: 'won', closed: '2026-11-05T00:00' }, { id: '1004', status: 'lost', amount: null }, { id: '1005', amount: 290_000, currency: 'EUR' },
    ])
    expect(known()).toEqual({ A: false, B: false, C: false, E: false })
  })

  test('in windows-1251', async () => {
    const report = await importExport(workspace, writeExport(workspace, 'DEAL_20261120_ab_cd.csv', toCp1251(fixtureText('bitrix24_1.csv').replaceAll('€ ', 'EUR '))), first)
    expect(report).toMatchObject({ created: { deals: 5 }, rejectedCount: 0, files: [{ encoding: 'windows-1251' }] })
  })

  test('the .xls that is an HTML table, and an evening later', async () => {
    await twice(fixture('bitrix24_1.xls'))
    expect(deals()).toMatchObject([{ id: '2001', title: 'Лизинг "Камаз"', client: 'ООО "Грузовик" & Ко', amount: 125_000_000 }, { id: '2002', kind: 'thinking' }, { id: '2003', owner: 'Дарья Светлая' }])
    expect(review().checks.A.ids).toEqual(['2002', '2003'])
    const report = await importExport(workspace, fixture('bitrix24_2.xls'), '2026-11-24T18:30:00+03:00')
    expect(report.found).toEqual({ taskMoves: 1, stageMoves: 1, ownerChanges: 1, closedOutside: 1, divergences: 0 })
  })
})

describe('others', () => {
  test('Pipedrive: the stage since when, the next and the last activity', async () => {
    await twice(fixture('pipedrive_deals.csv'))
    expect(deals()).toMatchObject([
      { id: '1', amount: 1_250_050, currency: 'USD', client: 'Acme Inc', status: 'open' }, { id: '2', currency: 'EUR', kind: 'open' }, { id: '3', status: 'won', closed: '2026-11-10T10:00' }, { id: '4', status: 'lost', closed: '2026-11-11T10:00' },
    ])
    expect(all(workspace, 'SELECT entered_exact AS exact, entered_at AS entered, last_contact_at AS contact FROM deal ORDER BY external_id').map(row => [(row as { exact: number }).exact, at((row as { entered: number }).entered), at((row as { contact: number | null }).contact)]))
      .toEqual([[1, '2026-11-02T10:00', '2026-11-17T00:00'], [1, '2026-10-02T10:00', '2026-10-01T00:00'], [1, '2026-11-01T10:00', '2026-11-10T00:00'], [1, '2026-08-02T10:00', null]])
    expect(review().stuck.reasons).toMatchObject({ silent: 1, no_task: 1 })
    expect(known()).toEqual({ A: true, B: true, C: false, E: false })
  })

  test('HubSpot: ids of 19 digits stay whole, a stage by its inner name', async () => {
    await twice(fixture('hubspot_deals.csv'))
    expect(deals()).toMatchObject([
      { id: '9007199254740993001', amount: 1_500_000, kind: 'open', closed: null }, { id: '9007199254740993002', amount: 200_050, status: 'won', closed: '2026-11-05T18:00' }, { id: '9007199254740993003', kind: 'thinking', owner: null },
    ])
  })

  test('an id that Excel has rounded is refused, because two deals could bear it', async () => {
    const damaged = fixtureText('hubspot_deals.csv').replace('9007199254740993001', '9,0072E+18')
    const report = await importExport(workspace, writeExport(workspace, 'deals.csv', damaged.replace('9,0072E+18', '"9,0072E+18"')), first)
    expect(report).toMatchObject({ created: { deals: 2 }, rejected: [{ row: 2, column: 'Record ID', code: 'BAD_ID', value: '9,0072E+18' }] })
  })

  test('Zoho: deals and calls; a call of a deal that is in no file comes without it and says so', async () => {
    const report = await twice([fixture('zoho_deals.csv'), fixture('zoho_calls.csv')])
    expect(deals()).toMatchObject([{ id: 'zcrm_4876876000000333001', amount: 2_270_000, currency: 'USD', owner: 'Kim Lee', client: 'Acme Inc', status: 'open' }, { status: 'lost', closed: '2026-11-01T00:00' }])
    expect(report.warnings).toContainEqual({ code: 'UNKNOWN_DEAL', count: 1, example: 'zcrm_9' })
    expect(value(workspace, 'SELECT count(*) FROM activity WHERE inferred = 0 AND contact_at IS NOT NULL')).toBe(1)
    expect(one(workspace, "SELECT external_id AS id FROM person WHERE name = 'Kim Lee'")).toEqual({ id: 'zcrm_4876876000000200001' })
  })

  test('Odoo: technical names and labels, what is archived is lost, US dates by their column', async () => {
    await twice(fixture('odoo_technical.csv'))
    expect(deals()).toMatchObject([{ id: '__export__.crm_lead_1', status: 'open', amount: 150_000 }, { status: 'open' }, { status: 'lost', client: 'Gamma LLC' }])
    const report = await importExport(workspace, fixture('odoo_labels.csv'), second)
    expect(report).toMatchObject({ created: { deals: 2 }, warnings: expect.arrayContaining([expect.objectContaining({ code: 'NO_KEY' })]) as unknown })
    expect(all(workspace, 'SELECT created_at AS created FROM deal WHERE external_id NOT LIKE \'%crm_lead%\' ORDER BY created_at').map(row => at((row as { created: number }).created))).toEqual(['2026-10-13T09:00', '2026-11-02T09:00'])
  })
})
