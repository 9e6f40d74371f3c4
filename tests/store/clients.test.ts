import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clientKindChoices, type ClientFilter, type ClientRow } from '../../src/shared/contract/clients.ts'
import type { TransferDecision } from '../../src/shared/contract/deals.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { clientFacets, type ClientFacets } from '../../electron/backend/usecases/clientFacets.ts'
import { decideClients, undoClientDecisions } from '../../electron/backend/usecases/decideClients.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { exportClients } from '../../electron/backend/usecases/exportClients.ts'
import { clientIds, clientRange, getClient } from '../../electron/backend/usecases/listClients.ts'
import { outboxRange } from '../../electron/backend/usecases/listOutbox.ts'
import { previewClientTransfer } from '../../electron/backend/usecases/previewClientTransfer.ts'
import { resolveDivergences, undoResolved } from '../../electron/backend/usecases/resolveDivergences.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { importRows, smallTeam, value } from './importFiles.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

const byName = { by: 'name', descending: false } as const
const allRows = (session: Session, filter: ClientFilter = {}, sort: Parameters<typeof clientRange>[1]['sort'] = byName) => clientRange(session, { filter, sort, offset: 0, limit: 1000 })

let workspace: TestWorkspace
let head: Session
let team: Team
let ivan: number, olga: number, petr: number
beforeEach(async () => {
  workspace = await makeTestWorkspace()
  head = workspace.session
  team = makeTeam(workspace.desk)
  ;[ivan, olga, petr] = [team.person('Иван', 'manager', { team: 'Юг' }), team.person('Ольга', 'manager', { team: 'Юг' }), team.person('Пётр', 'manager', { team: 'Север' })]
})
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  workspace.cleanup()
})

const items = (...ids: number[]) => ids.map(clientId => ({ clientId, expectedVersion: team.row('client', clientId).version as number }))
const decide = (ids: number[], decision: TransferDecision, commandId = newCommandId(), session = head) => decideClients(session, { commandId, items: items(...ids), decision })
const codes = (results: { code: string | null, details: Record<string, unknown> | null }[]) => results.map(result => String(result.details?.rule ?? result.code ?? 'ok'))
const give = (newOwnerId: number, override?: string): TransferDecision => ({ kind: 'reassign', newOwnerId, reason: 'Нагрузка', ...(override ? { override } : {}) })
/** A client of Ivan with an open deal and its task, a won deal, a task on the client alone, and a deal of Olga. */
const makeClient = (name = 'Ромашка') => {
  const id = team.client(name, { owner_id: ivan })
  const deal = team.deal({ client_id: id, owner_id: ivan })
  const won = team.deal({ client_id: id, owner_id: ivan, status: 'won', stage_id: team.stages.won })
  const olgas = team.deal({ client_id: id, owner_id: olga })
  return { id, deal, won, olgas, dealTask: team.task({ deal_id: deal, assignee_id: ivan }), clientTask: team.task({ client_id: id, assignee_id: ivan }), olgasTask: team.task({ client_id: id, assignee_id: olga }) }
}
const owners = (table: 'deal' | 'client', ...ids: number[]) => ids.map(id => team.row(table, id).owner_id)
const assignees = (...ids: number[]) => ids.map(id => team.row('task', id).assignee_id)

describe('a client changes hands', () => {
  test('with its owner’s open deals and tasks, nobody else’s; what follows was foretold; undone, everything stands as before', () => {
    const { id, deal, won, olgas, dealTask, clientTask, olgasTask } = makeClient()
    const told = previewClientTransfer(head, { clientIds: [id], toIds: [petr] })
    expect(told).toMatchObject({ clients: 1, deals: 1, money: { amount: 100_000, noRate: 0 }, tasks: 2, refused: [], takers: [{ person: { name: 'Пётр' }, takes: 1, deals: 1, tasks: 2, openDeals: 0 }] })
    expect(owners('client', id)).toEqual([ivan])

    const commandId = newCommandId()
    expect(decide([id], give(petr), commandId)).toMatchObject({ applied: 1, results: [{ clientId: id, version: 2, ok: true, code: null }] })
    expect(owners('client', id)).toEqual([petr])
    expect(owners('deal', deal, won, olgas)).toEqual([petr, ivan, olga])
    expect(assignees(dealTask, clientTask, olgasTask)).toEqual([petr, petr, olga])
    expect(team.rows('transfer', "record_type = 'client'")).toMatchObject([{ record_id: id, from_id: ivan, to_id: petr, reason: 'Нагрузка', conditions: '[]', by_id: head.actor.id }])
    expect(team.rows('field_decision', "record_type = 'client'")).toMatchObject([{ record_id: id, field: 'owner_id', decided_by: head.actor.id }])
    expect(team.rows('audit_entry', "action = 'transferClient'")).toMatchObject([{ record_type: 'client', record_id: id }])
    expect(getClient(head, { clientId: id })).toMatchObject({ manager: { name: 'Пётр' }, transfers: [{ from: { name: 'Иван' }, to: { name: 'Пётр' }, by: { id: head.actor.id }, reason: 'Нагрузка' }], allowedActions: ['reassign', 'spread', 'erase'] })

    expect(undoClientDecisions(head, { commandId: newCommandId(), undoOf: commandId })).toMatchObject({ applied: 1 })
    expect([...owners('client', id), ...owners('deal', deal, won, olgas), ...assignees(dealTask, clientTask, olgasTask)]).toEqual([ivan, ivan, ivan, olga, ivan, ivan, olga])
    expect(team.rows('field_decision')).toEqual([])
    expect(codes(undoClientDecisions(head, { commandId: newCommandId(), undoOf: commandId }).results)).toEqual(['CONFLICT'])
    expect(checkWorkspace(workspace.desk.db)).toMatchObject({ ok: true })
  })

  test('nobody’s client takes nobody’s deals along', () => {
    const id = team.client('Ничей')
    const [free, olgas] = [team.deal({ client_id: id }), team.deal({ client_id: id, owner_id: olga })]
    decide([id], give(petr))
    expect(owners('deal', free, olgas)).toEqual([petr, olga])
  })

  test('one that changed since it was seen, or is theirs already, is refused alone; a repeated command answers as the first time', () => {
    const [a, b, c] = [makeClient('А').id, makeClient('Б').id, team.client('В', { owner_id: petr })]
    const commandId = newCommandId()
    const input = { commandId, items: [...items(a), { clientId: b, expectedVersion: 9 }, ...items(c), { clientId: 9999, expectedVersion: 1 }], decision: give(petr) }
    const first = decideClients(head, input)
    expect(codes(first.results)).toEqual(['ok', 'CONFLICT', 'client_same_owner', 'NOT_FOUND'])
    expect(decideClients(head, input)).toEqual(first)
    expect(team.rows('transfer', "record_type = 'client'")).toHaveLength(1)
    const next = decideClients(head, { commandId: newCommandId(), items: [{ clientId: a, expectedVersion: 1 }], decision: give(olga) })
    expect(next.results[0]?.details).toMatchObject({ reason: 'version', version: 2, by: { id: head.actor.id } })
  })

  test('a manager closed for new leads gets no client with a deal in a first stage, nothing of it goes; other clients warn; the head overrides', () => {
    for (let number = 0; number < 11; number++) team.task({ assignee_id: petr, due_at: 0 })
    const { id: plain } = makeClient('Старый')
    const lead = team.client('Свежий', { owner_id: ivan })
    const [talks, fresh] = [team.deal({ client_id: lead, owner_id: ivan }), team.deal({ client_id: lead, owner_id: ivan, stage_id: team.stages.first })]
    expect(previewClientTransfer(head, { clientIds: [plain, lead], toIds: [petr] })).toMatchObject({ clients: 1, refused: [{ clientId: lead, title: 'Свежий', rule: 'closed_for_new_leads' }], takers: [{ closedForNewLeads: true, overdueTasks: 11 }] })
    expect(decide([plain, lead], give(petr)).results).toMatchObject([{ ok: true, code: 'closed_for_new_leads' }, { ok: false, code: 'REFUSED_BY_RULE', details: { rule: 'closed_for_new_leads' } }])
    expect([...owners('client', lead), ...owners('deal', talks, fresh)]).toEqual([ivan, ivan, ivan])
    expect(decide([lead], give(petr, 'Больше некому'))).toMatchObject({ applied: 1 })
    expect([...owners('client', lead), ...owners('deal', talks, fresh)]).toEqual([petr, petr, petr])
    expect(JSON.parse(team.rows('transfer', `record_type = 'client' AND record_id = ${lead}`)[0]!.conditions as string)).toMatchObject([{ rule: 'closed_for_new_leads', override: 'Больше некому' }])
  })

  test('several are spread by load, past whom a rule closes; the count that was foretold is what is done', () => {
    for (let number = 0; number < 11; number++) team.task({ assignee_id: olga, due_at: 0 })
    const leads = ['А', 'Б', 'В'].map((name) => {
      const id = team.client(name, { owner_id: ivan })
      team.deal({ client_id: id, owner_id: ivan, stage_id: team.stages.first })
      return id
    })
    const plain = ['Г', 'Д', 'Е', 'Ж'].map(name => team.client(name, { owner_id: ivan }))
    const all = [...leads, ...plain]
    const told = previewClientTransfer(head, { clientIds: all, toIds: [olga, petr] })
    expect(decide(all, { kind: 'spread', toIds: [olga, petr], reason: 'Отпуск' })).toMatchObject({ applied: 7 })
    expect(owners('client', ...leads)).toEqual([petr, petr, petr])
    for (const taker of told.takers) expect(team.rows('client', `owner_id = ${taker.person.id}`)).toHaveLength(taker.takes)
    // Olga begins with eleven tasks: the clients without deals go to Petr until he has as much.
    expect(told.takers.map(taker => [taker.person.name, taker.takes])).toEqual([['Ольга', 0], ['Пётр', 7]])
  })

  test('a deal that was changed since keeps the whole client from going back', () => {
    const { id, deal } = makeClient()
    const commandId = newCommandId()
    decide([id], give(petr), commandId)
    workspace.desk.db.sqlite.prepare('UPDATE deal SET version = version + 1 WHERE id = ?').run(deal)
    expect(codes(undoClientDecisions(head, { commandId: newCommandId(), undoOf: commandId }).results)).toEqual(['CONFLICT'])
    expect([...owners('client', id), ...owners('deal', deal)]).toEqual([petr, petr])
  })

  test('a supervisor moves clients of their own teams, also out of them and back; a manager none', () => {
    const chief = sessionAs(head, team.person('Супервайзер', 'supervisor', { team: 'Юг' }), 'Супервайзер', 'supervisor')
    const [own, foreign] = [makeClient('Наш').id, team.client('Чужой', { owner_id: petr })]
    const commandId = newCommandId()
    expect(codes(decide([own, foreign], give(petr), commandId, chief).results)).toEqual(['ok', 'FORBIDDEN'])
    expect(undoClientDecisions(chief, { commandId: newCommandId(), undoOf: commandId })).toMatchObject({ applied: 1 })
    expect(() => undoClientDecisions(head, { commandId: newCommandId(), undoOf: commandId })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    expect(() => decide([own], give(olga), newCommandId(), sessionAs(head, ivan, 'Иван', 'manager'))).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    expect(previewClientTransfer(chief, { clientIds: [foreign], toIds: [olga] })).toMatchObject({ clients: 0, refused: [{ title: '', rule: 'forbidden' }] })
  })
})

describe('the list', () => {
  const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 })
  const makeMany = (): void => {
    const left = team.person('Ушедший', 'manager', { team: 'Север', active: 0 })
    for (let number = 0; number < 60; number++) {
      const id = team.client(`Клиент ${number}`, { owner_id: [ivan, olga, petr, left, null][number % 5]!, kind: [null, 'company', 'person'][number % 3]!, channel: [null, 'site', 'авито'][number % 4 % 3]!, created_at: number % 7 === 0 ? null : Date.parse('2026-10-01T12:00:00Z') + number * 86_400_000 })
      for (let deal = 0; deal < number % 3; deal++) team.deal({ client_id: id, owner_id: ivan, status: deal === 0 ? 'open' : 'won', stage_id: deal === 0 ? team.stages.talks : team.stages.won, amount: number * 100, currency: number % 10 === 1 ? 'USD' : 'RUB' })
    }
  }
  const filters = (rows: readonly ClientRow[]): fc.Arbitrary<ClientFilter> => fc.record({
    managerIds: some([...new Set(rows.map(row => row.manager?.id ?? 0))]), teams: some(['Юг', 'Север']), channels: some(['', 'site', 'авито']), kinds: some(clientKindChoices), withOpenDeals: fc.boolean(), ids: some(rows.map(row => row.id)),
    createdFrom: fc.constantFrom('2026-10-05', '2026-10-20'), createdTo: fc.constantFrom('2026-10-20', '2026-11-10'),
  }, { requiredKeys: [] })

  test('at any filter total, figure, ids and facets are those of the rows', () => {
    makeMany()
    const rows = allRows(head).rows
    const teamOf = new Map(team.rows('person').map(person => [person.id, person.team]))
    const holds = (filter: ClientFilter) => (row: ClientRow): boolean => (!filter.managerIds || filter.managerIds.includes(row.manager?.id ?? 0)) && (!filter.teams || filter.teams.includes(String(teamOf.get(row.manager?.id ?? 0) ?? '')))
      && (!filter.channels || filter.channels.includes(row.channel ?? '')) && (!filter.kinds || filter.kinds.includes(row.kind ?? 'none')) && (filter.withOpenDeals === undefined || filter.withOpenDeals === row.openDeals > 0) && (!filter.ids || filter.ids.includes(row.id))
      && (filter.createdFrom === undefined || (row.createdAt !== null && row.createdAt >= Date.parse(`${filter.createdFrom}T00:00:00+03:00`))) && (filter.createdTo === undefined || (row.createdAt !== null && row.createdAt < Date.parse(`${filter.createdTo}T00:00:00+03:00`) + 86_400_000))
    const figure = (found: readonly ClientRow[]) => ({
      count: found.length, openDeals: found.reduce((sum, row) => sum + row.openDeals, 0), money: { amount: found.reduce((sum, row) => sum + row.money.amount, 0), noRate: found.reduce((sum, row) => sum + row.money.noRate, 0) },
    })
    fc.assert(fc.property(filters(rows), (filter) => {
      const found = rows.filter(holds(filter))
      const shown = allRows(head, filter)
      expect(shown.rows.map(row => row.id)).toEqual(found.map(row => row.id))
      expect({ total: shown.total, figure: shown.figure }).toEqual({ total: found.length, figure: figure(found) })
      expect(clientIds(head, { filter, sort: byName })).toMatchObject({ total: found.length, figure: figure(found), items: found.map(({ id, version }) => ({ id, version })) })
      const facets = clientFacets(head, { filter })
      const plain = ({ count, openDeals, money }: ClientFacets['all']) => ({ count, openDeals, money })
      const under = (over: ClientFilter) => figure(rows.filter(holds({ ...filter, ...over })))
      expect(facets.all).toEqual(figure(found))
      for (const row of facets.managers) expect(plain(row)).toEqual(under({ managerIds: [row.manager?.id ?? 0] }))
      for (const row of facets.teams) expect(plain(row)).toEqual(under({ teams: [row.team] }))
      for (const row of facets.channels) expect(plain(row)).toEqual(under({ channels: [row.channel ?? ''] }))
      for (const row of facets.kinds) expect(plain(row)).toEqual(under({ kinds: [row.kind] }))
      expect(facets.withOpenDeals).toEqual(under({ withOpenDeals: true }))
      // What was left out of the other lists has nothing.
      expect(facets.managers.reduce((sum, row) => sum + row.count, 0)).toBe(figure(rows.filter(holds({ ...filter, managerIds: undefined }))).count)
    }), { numRuns: 60 })
  })

  test('who left stands last among the owners, and their clients are found', () => {
    makeMany()
    const { managers } = clientFacets(head, { filter: {} })
    expect(managers.map(row => [row.manager?.name ?? null, row.left])).toEqual([['Иван', false], ['Ольга', false], ['Пётр', false], [null, false], ['Ушедший', true]])
    expect(allRows(head, { managerIds: [managers.at(-1)!.manager!.id] }).total).toBe(12)
  })

  test('search by phone goes along with every other filter', () => {
    const id = team.client('Ромашка', { owner_id: ivan, phone: '8 (916) 123-45-67', kind: 'company' })
    expect(allRows(head, { text: '916123', teams: ['Юг'], kinds: ['company'], managerIds: [ivan] }).rows.map(row => row.id)).toEqual([id])
  })

  test('the file has the rows in the order of the grid', async () => {
    makeMany()
    for (const sort of [{ by: 'sum', descending: true }, { by: 'manager', descending: false }, { by: 'deals', descending: true }] as const) {
      const chunks: Buffer[] = []
      for await (const event of exportClients(head, { filter: { withOpenDeals: true }, sort, format: 'csv', decimal: ',', words: { 'kind.company': 'компания' }, columns: [{ key: 'name', label: 'Клиент' }, { key: 'kind', label: 'Вид' }] })) if (event.type === 'chunk') chunks.push(Buffer.from(event.data, 'base64'))
      const lines = Buffer.concat(chunks).toString().trim().split('\r\n').slice(1)
      const rows = allRows(head, { withOpenDeals: true }, sort).rows
      expect(lines).toEqual(rows.map(row => `${row.name};${row.kind === 'company' ? 'компания' : row.kind ?? ''}`))
    }
  })
})

describe('the CRM', () => {
  test('is told of a new owner until it shows it; where it says otherwise, its word can be taken, as a transfer', async () => {
    const other = await makeTestWorkspace()
    try {
      await importRows(other, smallTeam(), '2026-11-20T18:00:00+03:00')
      const idOf = (table: string, key: string): number => value(other, `SELECT id FROM ${table} WHERE external_id = ?`, key)
      const clientId = idOf('client', 'c1')
      const pass = (to: string) => decideClients(other.session, { commandId: newCommandId(), items: [{ clientId, expectedVersion: value(other, 'SELECT version FROM client WHERE id = ?', clientId) }], decision: give(idOf('person', to)) })
      expect(pass('m2').applied).toBe(1)
      const told = () => outboxRange(other.session, { filter: { state: 'open' }, sort: { by: 'manager', descending: false }, offset: 0, limit: 100 }).rows.map(row => [row.kind, row.title, row.person, row.manager?.name])
      expect(told()).toEqual(expect.arrayContaining([['client_owner', 'ООО «Ромашка»', 'Пётр Второй', 'Иван Первый'], ['owner', 'Поставка', 'Пётр Второй', 'Иван Первый']]))
      // The next evening the CRM still has the old one.
      other.setNow(Date.parse('2026-11-21T18:01:00+03:00'))
      await importRows(other, { ...smallTeam(), clients: [{ ...smallTeam().clients[0]!, phone: '+7 495 000-00-00' }] }, '2026-11-21T18:00:00+03:00')
      const owner = (): string => value(other, 'SELECT name FROM person WHERE id = (SELECT owner_id FROM client WHERE id = ?)', clientId)
      expect(owner()).toBe('Пётр Второй')
      const divergence = value<number>(other, "SELECT id FROM divergence WHERE record_type = 'client' AND field = 'owner_id' AND resolved_at IS NULL")
      const commandId = newCommandId()
      expect(resolveDivergences(other.session, { commandId, items: [{ id: divergence }], choice: 'theirs' }).applied).toBe(1)
      expect(owner()).toBe('Иван Первый')
      expect(value(other, "SELECT group_concat(reason) FROM (SELECT reason FROM transfer WHERE record_type = 'client' ORDER BY id)")).toBe('Нагрузка,crm')
      expect(told().map(([kind]) => kind)).not.toContain('client_owner')
      expect(undoResolved(other.session, { commandId: newCommandId(), undoOf: commandId }).applied).toBe(1)
      expect(owner()).toBe('Пётр Второй')
      expect(told().map(([kind]) => kind)).toContain('client_owner')
      other.setNow(Date.parse('2026-11-22T18:01:00+03:00'))
      await importRows(other, { ...smallTeam(), clients: [{ ...smallTeam().clients[0]!, owner_id: 'm2' }] }, '2026-11-22T18:00:00+03:00')
      expect(told().map(([kind]) => kind)).not.toContain('client_owner')
      expect(value(other, "SELECT state FROM outbox_item WHERE kind = 'client_owner' ORDER BY id DESC LIMIT 1")).toBe('confirmed')
    } finally {
      other.cleanup()
    }
  })
})
