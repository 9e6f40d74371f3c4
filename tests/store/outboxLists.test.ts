import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { divergenceSorts, outboxSorts, type OutboxFilter } from '../../src/shared/contract/outbox.ts'
import { outboxKinds } from '../../src/shared/vocabulary.ts'
import { exportDivergences, exportOutbox } from '../../electron/backend/usecases/exportOutbox.ts'
import { divergenceIds, divergenceRange } from '../../electron/backend/usecases/listDivergences.ts'
import { outboxIds, outboxRange } from '../../electron/backend/usecases/listOutbox.ts'
import { fileOf } from './exportText.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam } from './salesTeam.ts'

const hour = 3_600_000
let workspace: TestWorkspace
let people: number[]
const [openCount, doneCount, divergenceCount] = [2300, 900, 1200]
beforeAll(async () => {
  workspace = await makeTestWorkspace()
  const { person, deal, insert, stages } = makeTeam(workspace.desk)
  // Two of the same name: they stay two.
  people = [person('Иван Петров'), person('Иван Петров'), person('Лебедева')]
  workspace.desk.db.sqlite.transaction(() => {
    const batch = insert('import_batch', { uid: 'b1', source: 'crm', format: 'native', as_of: testNow - hour, applied_at: testNow - hour, report: '{}' })
    const deals = Array.from({ length: 600 }, (_, index) => deal({ title: `Сделка ${index % 7}`, owner_id: [...people, null][index % 4]!, amount: index % 5 === 0 ? null : index * 1000 }))
    const item = (index: number, more: Record<string, number | string | null>): void => {
      const kind = (['owner', 'stage', 'lose', 'reopen'] as const)[index % 4]!
      const dealId = deals[Math.floor(index / 4)]!
      insert('outbox_item', { kind, record_type: 'deal', record_id: dealId, deal_id: dealId, value: JSON.stringify(kind === 'owner' ? people[0]! : kind === 'stage' ? stages.talks : 'open'), decided_at: testNow - (index % 13) * 24 * hour, decided_by: 1, ...more })
    }
    for (let index = 0; index < openCount; index++) item(index, { state: 'open' })
    for (let index = 0; index < doneCount; index++) item(index, { state: 'confirmed', settled_at: testNow - index * 1000, batch_id: batch })
    for (let index = 0; index < divergenceCount; index++) insert('divergence', { record_type: 'deal', record_id: deals[Math.floor(index / 3)]!, field: (['owner_id', 'stage_id', 'status'] as const)[index % 3]!, ours: '"a"', theirs: '"b"', seen_at: testNow - index * hour, batch_id: batch })
  })()
})
afterAll(() => workspace.cleanup())

const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 })
const sort = { by: 'manager', descending: false } as const
const page = (filter: OutboxFilter, offset = 0, limit = 1000) => outboxRange(workspace.session, { filter, sort, offset, limit })
const pagesOf = <Row>(total: number, read: (offset: number) => { rows: Row[] }): Row[] => Array.from({ length: Math.ceil(total / 1000) }, (_, index) => read(index * 1000).rows).flat()

// The window showed the first thousand and never said that there were more.
test('all of it is to be had page by page, what is done as well, and every number is over all rows', () => {
  fc.assert(fc.property(fc.record({ state: fc.constantFrom('open' as const, 'done' as const), managerIds: some([...people, 0]), kinds: some(outboxKinds.slice(0, 4)), late: fc.boolean() }, { requiredKeys: ['state'] }), filter => {
    const first = page(filter)
    const rows = pagesOf(first.total, offset => page(filter, offset))
    expect(rows).toHaveLength(first.total)
    expect(new Set(rows.map(row => row.id)).size).toBe(first.total)
    expect(first.late).toBe(rows.filter(row => row.late).length)
    expect(first.all).toEqual({ open: openCount, late: page({ state: 'open' }).late, done: doneCount })
    for (const { manager, count } of first.managers) expect(count).toBe(page({ ...filter, managerIds: [manager?.id ?? 0] }).total)
    for (const { kind, count } of first.kinds) expect(count).toBe(page({ ...filter, kinds: [kind] }).total)
    expect(outboxIds(workspace.session, { filter, sort }).ids).toEqual(rows.map(row => row.id))
  }), { numRuns: 25 })
  expect(page({ state: 'open' }).late).toBeGreaterThan(0)
})

test('two of one name stand apart, the longest list first', () => {
  const { managers } = page({ state: 'open' })
  expect(managers.filter(({ manager }) => manager?.name === 'Иван Петров').map(({ manager }) => manager!.id).sort()).toEqual([people[0], people[1]])
  expect(managers.at(-1)?.manager).toBeNull()
  const order = pagesOf(openCount, offset => page({ state: 'open' }, offset)).map(row => row.manager?.id ?? 0)
  expect(order.filter((id, index) => id !== order[index - 1])).toEqual(managers.map(({ manager }) => manager?.id ?? 0))
})

test('any order has every row once, what has no value last', () => {
  for (const by of outboxSorts) for (const descending of [false, true]) {
    const read = (offset: number) => outboxRange(workspace.session, { filter: { state: 'open' }, sort: { by, descending }, offset, limit: 1000 })
    const rows = pagesOf(openCount, read)
    expect(new Set(rows.map(row => row.id)).size).toBe(openCount)
    if (by === 'amount') expect(rows.slice(-100).every(row => row.amountReporting === null)).toBe(true)
  }
  for (const by of divergenceSorts) for (const descending of [false, true]) {
    const read = (offset: number) => divergenceRange(workspace.session, { filter: {}, sort: { by, descending }, offset, limit: 1000 })
    expect(new Set(pagesOf(divergenceCount, read).map(row => row.id)).size).toBe(divergenceCount)
  }
})

test('the files have all rows of the filter', async () => {
  const asked = { format: 'csv', decimal: ',', words: { 'field.status': 'Статус' } } as const
  const outbox = await fileOf(exportOutbox(workspace.session, { ...asked, filter: { state: 'open' }, sort, columns: [{ key: 'deal', label: 'Сделка' }, { key: 'amount', label: 'Сумма' }] }))
  expect([outbox.rows, outbox.lines.length, outbox.lines[0]]).toEqual([openCount, openCount + 1, 'Сделка;"Сумма, RUB"'])
  const filter = { fields: ['status'] }
  const bySeen = { by: 'seen', descending: true } as const
  const divergences = await fileOf(exportDivergences(workspace.session, { ...asked, filter, sort: bySeen, columns: [{ key: 'record', label: 'Запись' }, { key: 'field', label: 'Поле' }] }))
  const { total, fields, all } = divergenceRange(workspace.session, { filter, sort: bySeen, offset: 0, limit: 1 })
  expect([divergences.rows, total, all, fields.map(each => each.count)]).toEqual([400, 400, divergenceCount, [400, 400, 400]])
  expect(divergences.lines[1]).toMatch(/;Статус$/)
  expect(divergenceIds(workspace.session, { filter, sort: bySeen })).toMatchObject({ total: 400 })
})
