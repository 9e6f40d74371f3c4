import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jamScopes } from '../../src/shared/contract/jam.ts'
import { jamHistory } from '../../electron/backend/usecases/jamHistory.ts'
import { jamOverview } from '../../electron/backend/usecases/jamOverview.ts'
import { clientRange, getClient } from '../../electron/backend/usecases/listClients.ts'
import { listDeals } from '../../electron/backend/usecases/listDeals.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { makeTeam, sessionAs, type Team } from './salesTeam.ts'

let workspace: TestWorkspace
let team: Team
const titleOf = new Map<number, string>()
const found = (text: string): string[] => listDeals(workspace.session, { filter: { text }, sort: { by: 'title', descending: false }, limit: 100 }).rows.map(row => titleOf.get(row.id)!)

beforeAll(async () => {
  workspace = await makeTestWorkspace()
  team = makeTeam(workspace.desk)
  const people = { fir: team.client('ООО «Ёлка и Ко»', { phone: '8 (916) 123-45-67', phone_e164: '+79161234567', email: 'Buh@Yolka.ru' }), acme: team.client('ACME Pärts GmbH', { phone: '0123 / 55 66', email: 'office@acme.example' }) }
  const deal = (title: string, clientId: number | null, more = {}) => titleOf.set(team.deal({ title, client_id: clientId, ...more }), title)
  deal('Поставка кирпича, партия 2', people.fir)
  deal('Монтаж окон', people.fir)
  deal('Windows and doors', people.acme, { external_id: 'AB-7719' })
  deal('Полёт на Байкал', null)
})
afterAll(() => workspace.cleanup())

describe('looking for deals', () => {
  test.each([
    ['a word in the middle, in another case', 'КИРПИЧА', ['Поставка кирпича, партия 2']],
    ['the beginnings of words', 'пост кир', ['Поставка кирпича, партия 2']],
    ['words in any order, of the title and of the client', 'ёлка окон', ['Монтаж окон']],
    ['е for ё', 'елка кирпича', ['Поставка кирпича, партия 2']],
    ['ё for е, and ё in the title', 'полет', ['Полёт на Байкал']],
    ['ё typed where ё is', 'ПОЛЁТ', ['Полёт на Байкал']],
    ['Latin, in any case, without its diacritics', 'parts WIN', ['Windows and doors']],
    ['a number of the source', 'ab-7719', ['Windows and doors']],
    ['the client alone', 'ёлк', ['Монтаж окон', 'Поставка кирпича, партия 2']],
    ['an e-mail', 'buh@yolka.ru', ['Монтаж окон', 'Поставка кирпича, партия 2']],
    ['a phone with its country', '+7 916 123-45-67', ['Монтаж окон', 'Поставка кирпича, партия 2']],
    ['a phone with the long-distance prefix', '8 (916) 123 45 67', ['Монтаж окон', 'Поставка кирпича, партия 2']],
    ['the last digits of a phone', '45-67', ['Монтаж окон', 'Поставка кирпича, партия 2']],
    ['the end of a word is no word', 'ирпича', []],
    ['one word of two that is nowhere', 'кирпича самовар', []],
    ['decomposed letters, as a Mac writes them', 'Байкал'.normalize('NFD'), ['Полёт на Байкал']],
  ])('finds %s', (_why, text, titles) => expect(found(text)).toEqual(titles))

  test.each(['"', '""', '"кирпича', 'кирпича"', '*', 'окон*', '(', ')(', 'AND', 'NOT окон', 'окон OR', 'NEAR(окон, 2)', 'title:окон', '{title}: x', '^окон', '-окон', '+', "'; DROP TABLE deal; --", '\\', '%', '_', '\u0000', 'a\u0000b', '🙂', '．', 'x'.repeat(200), 'a '.repeat(100), '  '])('whatever is typed is no expression: %j', (text) => {
    expect(() => found(text)).not.toThrow()
    expect(clientRange(workspace.session, { filter: { text }, sort: { by: 'name', descending: false }, offset: 0, limit: 10 }).total).toBeGreaterThanOrEqual(0)
  })

  test('a changed title is found under its new words only, a renamed client too', () => {
    const { sqlite } = workspace.desk.db
    sqlite.prepare("UPDATE deal SET title = 'Демонтаж крыши' WHERE title = 'Монтаж окон'").run()
    sqlite.prepare("UPDATE client SET name = 'Сосна', email = NULL WHERE email = 'Buh@Yolka.ru'").run()
    expect([found('окон'), found('ёлка'), found('buh@yolka.ru')]).toEqual([[], [], []])
    expect([found('крыши').length, found('сосна').length]).toEqual([1, 2])
    sqlite.prepare("UPDATE deal SET title = 'Монтаж окон' WHERE title = 'Демонтаж крыши'").run()
    sqlite.prepare("UPDATE client SET name = 'ООО «Ёлка и Ко»', email = 'Buh@Yolka.ru' WHERE name = 'Сосна'").run()
    expect(found('ёлка окон')).toEqual(['Монтаж окон'])
  })

  test('charts take the same words: a filter that only the grid understands fails here', () => {
    const filter = { text: 'ёлка окон' }
    for (const scope of jamScopes) expect(() => jamOverview(workspace.session, { scope, filter })).not.toThrow()
    expect(jamHistory(workspace.session, { weeks: 1, filter }).points).toHaveLength(7)
  })

  test('who may not see phones and e-mails can\'t find anybody by them', () => {
    const qa = sessionAs(workspace.session, team.person('Контроль', 'qa'), 'Контроль', 'qa')
    const seen = (text: string) => listDeals(qa, { filter: { text }, sort: { by: 'title', descending: false }, limit: 10 }).total
    expect([seen('79161234567'), seen('916 123'), seen('ёлка'), seen('buh@yolka.ru')]).toEqual([0, 0, 2, 0])
    const clients = clientRange(qa, { filter: {}, sort: { by: 'sum', descending: true }, offset: 0, limit: 10 })
    expect(clients.rows.map(row => [row.phone, row.money.amount])).toEqual([[null, 0], [null, 0]])
    expect(clientRange(qa, { filter: { text: '79161234567' }, sort: { by: 'name', descending: false }, offset: 0, limit: 10 }).total).toBe(0)
  })
})

describe('clients', () => {
  test('count their deals, the open ones with their sum; text sorting knows no case and takes ё as е', () => {
    const clients = (by: 'name' | 'sum' | 'lastContact', descending = false) => clientRange(workspace.session, { filter: {}, sort: { by, descending }, offset: 0, limit: 10 }).rows
    expect(clients('name').map(row => [row.name, row.deals, row.openDeals, row.money.amount, row.phone])).toEqual([['ACME Pärts GmbH', 1, 1, 100_000, '0123 / 55 66'], ['ООО «Ёлка и Ко»', 2, 2, 200_000, '+79161234567']])
    const lost = team.client('елань', {})
    team.deal({ client_id: lost, status: 'lost', stage_id: team.stages.lost })
    team.activity({ client_id: lost, kind: 'message', occurred_at: workspace.desk.clock() - 5 * 86_400_000, contact_at: workspace.desk.clock() - 5 * 86_400_000 })
    expect(clients('name').map(row => row.name)).toEqual(['ACME Pärts GmbH', 'елань', 'ООО «Ёлка и Ко»'])
    expect(clients('lastContact', true).map(row => row.lastContactDays)).toEqual([5, null, null])
    expect(clients('sum', true).map(row => row.money.amount)).toEqual([200_000, 100_000, 0])
    const total = (filter: Parameters<typeof clientRange>[1]['filter']) => clientRange(workspace.session, { filter, sort: { by: 'name', descending: false }, offset: 0, limit: 1 }).total
    expect([total({ withOpenDeals: true }), total({ withOpenDeals: false }), total({ managerIds: [0] }), total({ channels: [''] }), total({ text: 'елк' })]).toEqual([2, 1, 3, 3, 1])
  })

  test('one client comes with its deals, open ones first; a manager sees only their own', () => {
    const manager = team.person('Менеджер')
    const shared = team.client('Общий')
    team.deal({ client_id: shared, owner_id: manager, title: 'Моя', status: 'won', stage_id: team.stages.won, created_at: 5 })
    team.deal({ client_id: shared, title: 'Чужая', created_at: 1 })
    expect(getClient(workspace.session, { clientId: shared }).dealRows.map(row => row.title)).toEqual(['Чужая', 'Моя'])
    const own = sessionAs(workspace.session, manager, 'Менеджер', 'manager')
    expect(getClient(own, { clientId: shared })).toMatchObject({ deals: 1, openDeals: 0, dealRows: [{ title: 'Моя' }] })
    expect(clientRange(own, { filter: {}, sort: { by: 'name', descending: false }, offset: 0, limit: 10 }).rows.map(row => row.name)).toEqual(['Общий'])
    expect(() => getClient(own, { clientId: 1 })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})
