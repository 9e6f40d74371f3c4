import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { afterEach, expect, test } from 'vitest'
import { render } from 'vitest-browser-vue'
import { page, userEvent } from 'vitest/browser'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { useDoor } from '../../src/api/index.ts'
import TodayScreen from '../../src/features/today/TodayScreen.vue'
import { i18n } from '../../src/i18n/index.ts'
import { PultError } from '../../src/shared/errors.ts'
import { provideFormat } from '../../src/ui/format.ts'
import Toasts from '../../src/ui/Toasts.vue'
import ConfirmHost from '../../src/ui/ConfirmHost.vue'
import { asked } from '../../src/ui/confirm.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import '../../src/style.css'
import { makeFake, makeRow, today } from './todayFake.ts'

const open = async (fake: ReturnType<typeof makeFake>) => {
  useDoor(fake.link)
  sessionStorage.clear()
  i18n.global.locale.value = 'ru'
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/today', name: 'today', component: TodayScreen }, { path: '/:rest(.*)*', component: { render: () => h('p', 'elsewhere') } }] })
  await router.push('/today?check=A')
  const Host = defineComponent({
    setup: () => {
      provideFormat({ locale: 'ru', timeZone: 'Europe/Moscow', currency: 'RUB', today })
      return () => h('div', { style: 'height: 700px; display: flex' }, [h(RouterView), h(Toasts), h(ConfirmHost)])
    },
  })
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 }, mutations: { retry: false } } })
  await page.viewport(1440, 800)
  render(Host, { global: { plugins: [createPinia(), i18n, router, [VueQueryPlugin, { queryClient }]] } })
  await expect.element(page.getByText('Сделка 1')).toBeVisible()
}
const activeTitle = (): string => document.querySelector('[data-active]')?.textContent ?? ''
const rowCount = (): number => document.querySelectorAll('[role="grid"] [aria-selected]').length

afterEach(() => {
  asked.value?.answer(false)
  for (const notice of [...notices]) dismiss(notice.id)
})

test('a decided row leaves at once and the next one takes the focus, before the backend answers', async () => {
  const fake = makeFake([makeRow(1), makeRow(2), makeRow(3)])
  await open(fake)
  let answer = (): void => {}
  fake.onDecide = () => new Promise((_resolve, reject) => { answer = () => reject(new PultError('REFUSED_BY_RULE', 'No.', {})) })
  await userEvent.keyboard('a')
  await expect.poll(rowCount).toBe(2)
  expect(activeTitle()).toContain('Сделка 2')
  answer()
  await expect.poll(rowCount).toBe(3)
})

test('undo by z brings the row back and sends the compensating command', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  await userEvent.keyboard('a')
  await expect.element(page.getByText('Разрешено: Сделка 1')).toBeVisible()
  await userEvent.keyboard('z')
  await expect.poll(rowCount).toBe(2)
  const decided = fake.calls.find(call => call.path === 'day.decide')
  const undone = fake.calls.find(call => call.path === 'day.undo')
  expect(undone?.input.undoOf).toBe(decided?.input.commandId)
  expect(undone?.input.commandId).not.toBe(decided?.input.commandId)
})

test('an undone row is back by the answer itself, decidable at once, while its list is still on its way', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  await userEvent.keyboard('a')
  await expect.element(page.getByText('Разрешено: Сделка 1')).toBeVisible()
  await expect.poll(rowCount).toBe(1)
  fake.holdList = true
  await userEvent.keyboard('z')
  await expect.poll(rowCount).toBe(2)
  await expect.poll(activeTitle).toContain('Сделка 1')
  await userEvent.keyboard('a')
  await expect.poll(() => fake.calls.filter(call => call.path === 'day.decide').at(-1)?.input.items).toEqual([{ findingId: 1, expectedVersion: 3 }])
})

test('a conflict says who decided what and shows the row as it is now', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  fake.onDecide = ({ items }) => ({ applied: 0, results: items.map(({ findingId }) => ({ findingId, ok: false, decisionId: null, code: 'CONFLICT', message: 'Decided meanwhile.', details: { reason: 'version', kind: 'park', at: Date.parse('2026-11-20T15:40:00Z'), by: { id: 2, name: 'Петров' } } })) })
  await userEvent.keyboard('a')
  await expect.element(page.getByText(/Уже решено: отложено, Петров, сегодня, 18:40/)).toBeVisible()
  await expect.poll(rowCount).toBe(2)
})

test('a question keeps the words and the next work day, and the same key asks about a whole selection', async () => {
  const fake = makeFake([makeRow(1), makeRow(2), makeRow(3)])
  await open(fake)
  await userEvent.keyboard('x{Shift>}j{/Shift}')
  await expect.element(page.getByText('2 строки на 3 000 ₽')).toBeVisible()
  await userEvent.keyboard('q')
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await userEvent.keyboard('1{Control>}{Enter}{/Control}')
  await expect.poll(rowCount).toBe(1)
  const decided = fake.calls.find(call => call.path === 'day.decide')
  expect(decided?.input).toMatchObject({ items: [{ findingId: 1 }, { findingId: 2 }], decision: { kind: 'question', text: 'Какой следующий шаг и когда?', answerDay: '2026-11-23' } })
})

test('allowing several rows asks first, naming count and sum', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  await userEvent.keyboard('{Control>}a{/Control}a')
  await expect.element(page.getByRole('dialog').getByText('2 строки на 3 000 ₽')).toBeVisible()
  expect(fake.calls.some(call => call.path === 'day.decide')).toBe(false)
  await userEvent.keyboard('{Escape}')
  await expect.poll(() => asked.value).toBe(null)
})

test('a decision made while the backend is away is kept and counted, not lost', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  fake.onDecide = () => { throw new PultError('BACKEND_AWAY', 'Away.', { reason: 'timeout' }) }
  await userEvent.keyboard('a')
  await expect.element(page.getByText('1 решение ждёт связи. Оно сохранено.')).toBeVisible()
  expect(rowCount()).toBe(1)
  expect(sessionStorage.getItem('pult.unsent')).toContain('"kind":"allow"')
})

test('a reassignment that the rule refuses asks for grounds and sends them', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  fake.onDecide = ({ items }) => ({ applied: 0, results: items.map(({ findingId }) => ({ findingId, ok: false, decisionId: null, code: 'REFUSED_BY_RULE', message: 'Closed.', details: { rule: 'closed_for_new_leads' } })) })
  await userEvent.keyboard('r')
  await expect.element(page.getByRole('radio', { name: /Лебедева/ })).toBeVisible()
  await userEvent.keyboard('1')
  await userEvent.fill(page.getByRole('textbox', { name: 'Причина' }), 'Нагрузка')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  const grounds = page.getByRole('textbox', { name: 'Основание' })
  await expect.element(grounds).toBeVisible()
  fake.onDecide = null
  await userEvent.fill(grounds, 'Уходит в отпуск')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.calls.filter(call => call.path === 'day.decide').at(-1)?.input.decision).toMatchObject({ kind: 'reassign', newOwnerId: 8, reason: 'Нагрузка', override: 'Уходит в отпуск' })
})
