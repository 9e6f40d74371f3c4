import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dealColumns } from '../../src/shared/contract/deals.ts'
import { writeXlsx } from '../../electron/backend/export/writeXlsx.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'
import { exportClients } from '../../electron/backend/usecases/exportClients.ts'
import { exportDeals, type ExportDealsInput } from '../../electron/backend/usecases/exportDeals.ts'
import type { ExportEvent } from '../../electron/backend/usecases/exportTable.ts'
import { listDeals } from '../../electron/backend/usecases/listDeals.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { makeTeam, sessionAs, type Team } from './salesTeam.ts'

let workspace: TestWorkspace
let team: Team
const moment = Date.parse('2026-11-10T23:30:00+03:00')
beforeAll(async () => {
  workspace = await makeTestWorkspace()
  team = makeTeam(workspace.desk)
  team.know('tasks')
  const client = team.client('ООО «Ёлка; и Ко»', { phone: '8 916 123-45-67', phone_e164: '+79161234567', email: 'a@b.ru' })
  team.deal({ title: '=HYPERLINK("http://x")', client_id: client, owner_id: team.person('Иван "Грозный"'), amount: 1_234_550, created_at: moment, expected_close_day: '2026-12-01' })
  team.deal({ title: '  +7 <b>&\u0007 \uD800', amount: 100, currency: 'JPY', created_at: null })
  team.deal({ title: 'Без суммы', amount: null, created_at: null })
})
afterAll(() => workspace.cleanup())

const read = async (events: AsyncIterable<ExportEvent>): Promise<{ bytes: Buffer, done: Extract<ExportEvent, { type: 'done' }>, chunks: number }> => {
  const chunks: Buffer[] = []
  let done: ExportEvent | null = null
  for await (const event of events) {
    if (event.type === 'chunk') chunks.push(Buffer.from(event.data, 'base64'))
    if (event.type === 'done') done = event
  }
  return { bytes: Buffer.concat(chunks), done: done as never, chunks: chunks.length }
}
const input = (more: Partial<ExportDealsInput> = {}): ExportDealsInput => ({
  filter: {}, sort: { by: 'amount', descending: true }, format: 'csv', decimal: ',', words: { currency: 'Валюта', 'status.open': 'в работе', 'stuck.no_task': 'без задачи' },
  columns: [{ key: 'title', label: 'Сделка' }, { key: 'amount', label: 'Сумма' }, { key: 'manager', label: 'Менеджер' }, { key: 'client', label: 'Клиент' }, { key: 'created', label: 'Создана' }, { key: 'expectedClose', label: 'Закрытие' }, { key: 'status', label: 'Статус' }], ...more,
})

describe('CSV', () => {
  test('opens in Excel in Russian: mark of UTF-8, semicolons, decimal commas; nothing typed is a formula', async () => {
    const { bytes, done } = await read(exportDeals(workspace.session, input()))
    expect(bytes.toString().split('\r\n')).toEqual([
      '\uFEFFСделка;Сумма;Валюта;Менеджер;Клиент;Создана;Закрытие;Статус',
      '"\'=HYPERLINK(""http://x"")";12345,5;RUB;"Иван ""Грозный""";"ООО «Ёлка; и Ко»";2026-11-10 23:30;2026-12-01;в работе',
      'Без суммы;;;;;;;в работе',
      // Without a rate it has no place among the sums: last, as in the grid.
      '"\'+7 <b>&\u0007 \uFFFD";100;JPY;;;;;в работе',
      '',
    ])
    expect(done).toEqual({ type: 'done', fileName: 'deals-2026-11-20.csv', mime: 'text/csv', rows: 3 })
  })

  test('in English cells are parted by commas and decimals have a dot', async () => {
    const { bytes } = await read(exportDeals(workspace.session, input({ decimal: '.', filter: { text: 'hyperlink' }, columns: [{ key: 'title', label: 'Deal' }, { key: 'amount', label: 'Sum, all' }] })))
    expect(bytes.toString()).toBe('\uFEFFDeal,"Sum, all",Валюта\r\n"\'=HYPERLINK(""http://x"")",12345.5,RUB\r\n')
  })

  test('clients come with their phones, and without them for who may not see them', async () => {
    const columns = (['name', 'phone', 'money', 'openDeals'] as const).map(key => ({ key, label: key }))
    const text = async (session = workspace.session) => (await read(exportClients(session, { filter: {}, sort: { by: 'name', descending: false }, words: {}, format: 'csv', decimal: '.', columns }))).bytes.toString()
    expect(await text()).toBe('\uFEFFname,phone,"money, RUB",openDeals\r\n"ООО «Ёлка; и Ко»","\'+79161234567",12345.5,1\r\n')
    expect(await text(sessionAs(workspace.session, team.person('Контроль', 'qa'), 'Контроль', 'qa'))).toBe('\uFEFFname,phone,"money, RUB",openDeals\r\n"ООО «Ёлка; и Ко»",,,1\r\n')
  })
})

describe('XLSX', () => {
  test('has real numbers and dates in the workspace\'s time, texts as they are, and no formula', async () => {
    const { bytes, done } = await read(exportDeals(workspace.session, input({ format: 'xlsx', columns: dealColumns.map(key => ({ key, label: key })) })))
    expect(done).toMatchObject({ fileName: 'deals-2026-11-20.xlsx', rows: 3 })
    const file = join(workspace.folder, 'deals.xlsx')
    writeFileSync(file, bytes)
    const sheets = await readXlsxFile(file)
    const rows = (sheets as unknown as { data: unknown[][] }[])[0]!.data
    const column = (name: string) => rows[0]!.indexOf(name)
    expect(rows[0]).toEqual([...dealColumns.slice(0, 3), 'Валюта', ...dealColumns.slice(3)])
    expect(rows[1]![column('title')]).toBe('=HYPERLINK("http://x")')
    expect(rows[1]![column('amount')]).toBe(12345.5)
    expect(rows[1]![column('created')]).toEqual(new Date('2026-11-10T23:30:00Z'))
    expect(rows[1]![column('expectedClose')]).toEqual(new Date('2026-12-01T00:00:00Z'))
    expect(rows[1]![column('stuck')]).toBe('без задачи')
    expect(rows[3]![column('title')]).toContain('+7 <b>&')
    expect(bytes.includes(Buffer.from('<f>'))).toBe(false)
  })

  test('a sheet that is full goes on in a next one', async () => {
    let left = 1_048_575 + 3
    async function* slices() {
      for (; left > 0; left -= 50_000) yield Array.from({ length: Math.min(50_000, left) }, () => [1])
    }
    let bytes = 0
    const chunks: Buffer[] = []
    for await (const chunk of writeXlsx({ columns: [{ label: 'n', type: 'number' }], rows: left, slices: slices(), zone: makeZone('UTC') })) {
      bytes += chunk.length
      chunks.push(chunk)
    }
    const names = Buffer.concat(chunks).toString('latin1').match(/xl\/worksheets\/sheet\d\.xml/g)
    expect(new Set(names)).toEqual(new Set(['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']))
    expect(bytes).toBeGreaterThan(10_000)
  })
})

test('the audit keeps who took what out, before the first byte; a cancelled export ends with the signal and leaves no file', async () => {
  const entries = () => workspace.desk.db.sqlite.prepare("SELECT actor_id AS actorId, payload FROM audit_entry JOIN audit_payload ON entry_id = id WHERE action = 'exportDeals' ORDER BY id").all() as { actorId: number, payload: string }[]
  const before = entries().length
  const insert = workspace.desk.db.sqlite.prepare("INSERT INTO deal (source, external_id, title, pipeline_id, stage_id, status, currency, first_seen_at, stage_seen_at) VALUES ('crm', ?, ?, ?, ?, 'lost', 'RUB', 0, 0)")
  workspace.desk.db.sqlite.transaction(() => { for (let number = 0; number < 4000; number++) insert.run(`many-${number}`, `Много ${number} ${'о'.repeat(200)}`, team.pipeline, team.stages.lost) })()
  const controller = new AbortController()
  const events = exportDeals(workspace.session, input({ filter: { text: 'много' } }), controller.signal)
  const first = await events.next()
  expect(first.value).toMatchObject({ type: 'chunk' })
  expect(JSON.parse(entries().at(-1)!.payload)).toEqual({ before: null, after: { rows: 4000, format: 'csv', columns: ['title', 'amount', 'manager', 'client', 'created', 'expectedClose', 'status'], filter: { text: 'много' } } })
  expect(entries()).toHaveLength(before + 1)
  controller.abort()
  await expect((async () => { for await (const _event of events) { /* until it ends */ } })()).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error)
  const all = await read(exportDeals(workspace.session, input({ filter: { text: 'много' } })))
  expect([all.done.rows, all.chunks > 3, all.bytes.toString().split('\r\n').length]).toEqual([4000, true, 4002])
  expect(listDeals(workspace.session, { filter: { text: 'много' }, sort: { by: 'title', descending: false }, limit: 1 }).total).toBe(4000)
})
