import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { afterEach, expect, test } from 'vitest'
import { render } from 'vitest-browser-vue'
import { page, userEvent } from 'vitest/browser'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { useDoor, type Link } from '../../src/api/index.ts'
import QueueScreen from '../../src/features/refusals/QueueScreen.vue'
import { i18n } from '../../src/i18n/index.ts'
import type { Queue } from '../../src/shared/contract/desk.ts'
import type { RefusalRow } from '../../src/shared/contract/refusals.ts'
import type { TaskListRow } from '../../src/shared/contract/tasks.ts'
import { PultError } from '../../src/shared/errors.ts'
import { provideFormat } from '../../src/ui/format.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import Toasts from '../../src/ui/Toasts.vue'
import '../../src/style.css'
import { press } from './mount.ts'

const at = (day: string): number => Date.parse(`${day}T12:00:00+03:00`)
const borys = { id: 7, name: 'Борис' }
const refusal = (id: number, day: string, late: boolean): RefusalRow => ({
  id, version: 3, dealId: 40 + id, dealVersion: 1, externalDealId: String(id), title: `Сделка ${id}`, clientName: null, manager: borys, amount: 100_000, currency: 'RUB', amountReporting: 100_000, fromStage: 'Переговоры', round: 1, origin: 'asked',
  requestedBy: borys, enteredBy: null, requestedAt: at(day), waitingDays: 2, late, reasonId: 5, reason: 'budget', reasonText: null, comment: 'Нет денег до весны, решили окончательно', state: 'pending', decidedBy: null, decidedAt: null, decidedReasonId: null, decidedReason: null,
  decisionComment: null, instruction: null, instructionDueDay: null, newOwner: null, reopenedAt: null, reopenedBy: null, reopenReason: null, evidence: null, allowedActions: ['approve', 'return', 'reassign'],
})
const move = (id: number, day: string): TaskListRow => ({
  id, version: 1, title: `Задача ${id}`, kind: 'call', source: 'native', externalId: String(id), manager: borys, managerAbsent: false, deal: null, clientId: null, clientName: null, amount: null, currency: null, createdAt: null, dueAt: at('2026-11-19'), dueDayOnly: true, doneAt: null, overdueDays: 1, result: null, short: false, moves: 0, recycled: 0,
  request: { id: 500 + id, version: 2, state: 'pending', askedBy: borys, enteredBy: null, askedAt: at(day), from: { dueAt: at('2026-11-19'), dueDayOnly: true }, to: { dueAt: at('2026-11-25'), dueDayOnly: true }, reason: 'Клиент в отъезде', decidedBy: null, decidedAt: null, comment: null }, inferred: false, allowedActions: ['decide_move', 'move'],
})

const makeFake = () => {
  const fake = { calls: [] as { path: string, input: Record<string, unknown> }[], refusals: [refusal(2, '2026-11-19', false), refusal(1, '2026-11-16', true)], moves: [move(3, '2026-11-18'), move(4, '2026-11-20')], faster: false }
  const queue = (): Queue => ({
    refusals: { rows: fake.refusals, total: fake.refusals.length, late: fake.refusals.filter(row => row.late).length }, moves: { rows: fake.moves, total: fake.moves.length },
    reopened: [{ id: 90, dealId: 41, title: 'Сделка 9', manager: borys, at: at('2026-11-19'), by: { id: 1, name: 'Анна' }, reason: 'Клиент вернулся', decided: 'approved', decidedAt: at('2026-11-18'), state: 'returned', stateBy: { id: 1, name: 'Анна' } }],
    standsInFor: [{ person: { id: 9, name: 'Сергей' }, team: 'Юг', untilDay: '2026-11-27' }], deputy: null,
  })
  const answer: Record<string, (input: Record<string, unknown>) => unknown> = {
    'desk.queue': queue,
    'tasks.decideMoves': ({ items }) => {
      const ids = (items as { requestId: number }[]).map(item => item.requestId - 500)
      if (fake.faster) return { results: [{ taskId: ids[0], requestId: null, version: null, ok: false, code: 'CONFLICT', message: '', details: { what: 'allowed', who: 'Олег', when: Date.parse('2026-11-20T15:40:00Z') } }], applied: 0 }
      fake.moves = fake.moves.filter(row => !ids.includes(row.id))
      return { results: ids.map(taskId => ({ taskId, requestId: null, version: 2, ok: true, code: null, message: null, details: null })), applied: 1 }
    },
    'tasks.undo': () => {
      fake.moves = [move(3, '2026-11-18'), move(4, '2026-11-20')]
      return { results: [{ taskId: 3, requestId: 503, version: 3, ok: true, code: null, message: null, details: null }], applied: 1 }
    },
    'refusals.decide': ({ items }) => {
      const ids = (items as { refusalId: number }[]).map(item => item.refusalId)
      fake.refusals = fake.refusals.filter(row => !ids.includes(row.id))
      return { results: ids.map(refusalId => ({ refusalId, ok: true, code: null, message: null, details: null })), applied: ids.length }
    },
    'settings.reasons': () => [{ id: 5, version: 1, key: 'budget', name: null, class: 'lost_by_client', active: true, used: 1 }],
    'settings.rules': () => ({ rules: { workWeek: [1, 2, 3, 4, 5], transferReasons: [] } }), 'settings.calendar': ({ year }) => ({ year, known: true, days: [] }),
  }
  const link: Link = {
    call: async (path, input) => {
      const name = path.join('.')
      fake.calls.push({ path: name, input: structuredClone(input ?? {}) as Record<string, unknown> })
      const say = answer[name]
      if (!say) throw new PultError('NOT_FOUND', `No answer for ${name}`)
      return say((input ?? {}) as Record<string, unknown>)
    },
  }
  return Object.assign(fake, { link, sent: (path: string) => fake.calls.findLast(call => call.path === path)?.input })
}

const open = async (fake: ReturnType<typeof makeFake>): Promise<void> => {
  useDoor(fake.link)
  i18n.global.locale.value = 'ru'
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/queue', name: 'queue', component: QueueScreen }, { path: '/:rest(.*)*', component: { render: () => null } }] })
  await router.push('/queue')
  const Host = defineComponent({
    setup: () => {
      provideFormat({ locale: 'ru', timeZone: 'Europe/Moscow', currency: 'RUB', today: '2026-11-20' })
      return () => h('div', { style: 'height: 700px; display: flex' }, [h(RouterView), h(Toasts)])
    },
  })
  await page.viewport(1440, 800)
  render(Host, { global: { plugins: [createPinia(), i18n, router, [VueQueryPlugin, { queryClient: new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } }) }]] } })
}
const titles = (): string[] => [...document.querySelectorAll('[role="grid"] [aria-selected]')].map(row => /(Сделка|Задача) \d/.exec(row.textContent ?? '')?.[0] ?? '')
const activeTitle = (): string => document.querySelector('[data-active]')?.textContent ?? ''
const onRow = async (title: string): Promise<void> => { await expect.poll(activeTitle, { timeout: 15_000 }).toContain(title) }
afterEach(() => { for (const notice of [...notices]) dismiss(notice.id) })

test('one queue: what is late first, then by the asking; for whom one stands in is said above it', async () => {
  await open(makeFake())
  await onRow('Сделка 1')
  expect(titles()).toEqual(['Сделка 1', 'Задача 3', 'Сделка 2', 'Задача 4'])
  await expect.element(page.getByText(/Вы решаете за отсутствующего: Сергей, команда Юг/)).toBeVisible()
})

test('one key allows a wish on a Russian layout: the row leaves, the next takes its place, z brings it back', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Сделка 1')
  press('KeyJ', 'о')
  await onRow('Задача 3')
  press('KeyA', 'ф')
  await expect.poll(() => fake.sent('tasks.decideMoves')).toMatchObject({ items: [{ requestId: 503, expectedVersion: 2 }], decision: 'allow' })
  await onRow('Сделка 2')
  await expect.poll(titles).toEqual(['Сделка 1', 'Сделка 2', 'Задача 4'])
  press('KeyZ', 'я')
  await expect.poll(titles).toEqual(['Сделка 1', 'Задача 3', 'Сделка 2', 'Задача 4'])
})

test('a no with an answer; decided by somebody else meanwhile is said with who and when', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Сделка 1')
  await userEvent.keyboard('j')
  await onRow('Задача 3')
  fake.faster = true
  await userEvent.keyboard('{Shift>}d{/Shift}')
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await userEvent.keyboard('1')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.sent('tasks.decideMoves')).toMatchObject({ decision: 'deny', comment: 'Позвоните сегодня и запишите результат' })
  await expect.element(page.getByText('Перенос уже разрешён, Олег, сегодня, 18:40')).toBeVisible()
})

test('a refusal is returned where it stands; a deal has no move to deny', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Сделка 1')
  await userEvent.keyboard('d')
  expect(document.querySelector('[role="dialog"]')).toBe(null)
  await userEvent.keyboard('v')
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await userEvent.keyboard('1')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.sent('refusals.decide')).toMatchObject({ items: [{ refusalId: 1, expectedVersion: 3 }], decision: { decision: 'return', dueDay: '2026-11-23' } })
  await onRow('Задача 3')
})

test('what the head reopened is read with its reason, and not decided', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Сделка 1')
  await userEvent.keyboard('4')
  await onRow('Клиент вернулся')
  await userEvent.keyboard('a')
  expect(document.querySelector('[role="dialog"]')).toBe(null)
  expect(fake.sent('refusals.decide')).toBe(undefined)
  await expect.element(page.getByText('РОП открыл решение снова')).toBeVisible()
})
