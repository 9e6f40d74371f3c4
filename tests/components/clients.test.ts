import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import ClientsScreen from '../../src/features/clients/ClientsScreen.vue'
import type { ClientFilter, ClientRow } from '../../src/shared/contract/clients.ts'
import { PultError } from '../../src/shared/errors.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import { evening, makeDealsFake, mountDeals, type DealsFake } from './dealsFake.ts'

afterEach(() => { for (const notice of [...notices]) dismiss(notice.id) })

const zero = { amount: 0, noRate: 0 }
const makeClient = (id: number): ClientRow => ({
  id, version: 1, externalId: String(id), source: 'crm', name: `Клиент ${id}`, kind: null, phone: null, email: null, manager: { id: 7, name: 'Ковалёв' }, createdAt: evening, channel: null, deals: 1, openDeals: 1, money: zero, lastContactDays: 3, erasedAt: null, allowedActions: ['reassign', 'spread'],
})
const open = async (prepare: (fake: DealsFake) => void = () => {}) => {
  const fake = makeDealsFake([])
  const rows = [1, 2, 3].map(makeClient)
  fake.instead = {
    'clients.range': ({ filter }) => {
      const found = rows.filter(row => !(filter as ClientFilter).text || row.name.includes((filter as ClientFilter).text!))
      return { rows: found, total: found.length, figure: { count: found.length, openDeals: found.length, money: zero } }
    },
    'clients.get': ({ clientId }) => ({ ...rows.find(row => row.id === clientId), dealRows: [], transfers: [] }),
    'clients.preview': () => ({ clients: 1, deals: 1, money: zero, tasks: 0, refused: [], takers: [{ person: { id: 8, name: 'Лебедева' }, takes: 1, deals: 1, tasks: 0, openDeals: 12, overdueTasks: 1, stuckDeals: 2, absent: false, closedForNewLeads: false }] }),
    'settings.rules': () => ({ version: 1, rules: {} }),
  }
  prepare(fake)
  const screen = await mountDeals(ClientsScreen, fake, '/clients', 'clients')
  return { fake, ...screen, active: () => screen.container.querySelector('[data-active]')?.textContent ?? '' }
}
const messages = () => page.getByRole('region', { name: 'Сообщения' })
/** r, the first manager, the first reason, sent when what follows was shown. */
const giveAway = async (): Promise<void> => {
  await userEvent.keyboard('r')
  const dialog = page.getByRole('dialog')
  await expect.element(dialog.getByRole('radio').first()).toBeVisible()
  await userEvent.keyboard('1')
  await expect.element(dialog.getByRole('status')).toBeVisible()
  await userEvent.keyboard('1')
  await expect.element(dialog.getByRole('button', { name: /^Передать/ })).toBeEnabled()
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
}

test('a list that failed says so, decides on nothing, and comes with «again»', async () => {
  let fails = true
  const { fake, active } = await open(given => {
    const answer = given.instead['clients.range']!
    given.instead['clients.range'] = input => {
      if (fails) throw new PultError('INTERNAL', 'broken')
      return answer(input)
    }
  })
  await expect.element(page.getByRole('alert').getByRole('button', { name: 'Повторить' })).toBeVisible()
  await userEvent.keyboard('r')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  fails = false
  await page.getByRole('button', { name: 'Повторить' }).click()
  await expect.poll(active).toContain('Клиент 1')
  expect(fake.calls.filter(call => call.path === 'clients.decide')).toEqual([])
})

test('nobody fits: it says what to do, and 0 brings everybody back', async () => {
  const { active } = await open()
  await expect.poll(active).toContain('Клиент 1')
  await userEvent.keyboard('/')
  await userEvent.keyboard('нет такого{Enter}')
  await expect.element(page.getByText('Такого клиента нет')).toBeVisible()
  await userEvent.keyboard('0')
  await expect.poll(active).toContain('Клиент 1')
})

test('given away by somebody else meanwhile: nothing is done, and it says who and when', async () => {
  const { active } = await open(given => {
    given.instead['clients.decide'] = () => ({ results: [{ clientId: 1, version: null, ok: false, code: 'CONFLICT', message: 'changed', details: { reason: 'version', at: evening, by: { id: 9, name: 'Серова' } } }], applied: 0 })
  })
  await expect.poll(active).toContain('Клиент 1')
  await giveAway()
  await expect.element(messages().getByText('Решение не записано')).toBeVisible()
  await expect.element(messages().getByText(/Изменено раньше вас: Серова/)).toBeVisible()
  expect(active()).toContain('Клиент 1')
})

test('Pult doesn’t answer: the sentence with its code, and the same keys work when it is back', async () => {
  let away = true
  const { fake, active } = await open(given => {
    given.instead['clients.decide'] = () => {
      if (away) throw new PultError('BACKEND_AWAY', 'away')
      return { results: [{ clientId: 1, version: 2, ok: true, code: null, message: null, details: null }], applied: 1 }
    }
  })
  await expect.poll(active).toContain('Клиент 1')
  await giveAway()
  await expect.element(messages().getByText('BACKEND_AWAY')).toBeVisible()
  away = false
  await giveAway()
  await expect.element(messages().getByText('Клиент передан: Клиент 1')).toBeVisible()
  const sent = fake.calls.filter(call => call.path === 'clients.decide').map(call => call.input)
  expect(sent.at(-1)).toMatchObject({ items: [{ clientId: 1, expectedVersion: 1 }], decision: { kind: 'reassign', newOwnerId: 8 } })
})
