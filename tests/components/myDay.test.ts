import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { afterEach, expect, test } from 'vitest'
import { render } from 'vitest-browser-vue'
import { page, userEvent } from 'vitest/browser'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { useDoor, type Link } from '../../src/api/index.ts'
import MyDayScreen from '../../src/features/myday/MyDayScreen.vue'
import { i18n } from '../../src/i18n/index.ts'
import type { MyDay, OwnRequest } from '../../src/shared/contract/desk.ts'
import type { TaskListRow } from '../../src/shared/contract/tasks.ts'
import { PultError } from '../../src/shared/errors.ts'
import { dayMetrics } from '../../src/shared/vocabulary.ts'
import { provideFormat } from '../../src/ui/format.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import Toasts from '../../src/ui/Toasts.vue'
import '../../src/style.css'
import { press } from './mount.ts'

const at = (day: string, time = '12:00'): number => Date.parse(`${day}T${time}:00+03:00`)
const taskRow = (id: number, more: Partial<TaskListRow> = {}): TaskListRow => ({
  id, version: 1, title: `Задача ${id}`, kind: 'call', source: 'native', externalId: String(id), manager: { id: 7, name: 'Борис' }, managerAbsent: false, deal: { id: 40 + id, title: `Сделка ${id}`, status: 'open' }, clientId: null, clientName: 'Ромашка', amount: 100_000, currency: 'RUB',
  createdAt: at('2026-11-10'), dueAt: at('2026-11-20', '21:00'), dueDayOnly: false, doneAt: null, overdueDays: 0, result: null, short: false, moves: 0, recycled: 0, request: null, inferred: false, allowedActions: ['ask_move', 'close', 'log_call'], ...more,
})
const zero = Object.fromEntries(dayMetrics.map(metric => [metric, 0])) as MyDay['counters']['values']
const request: OwnRequest = { kind: 'move', id: 5, title: 'Позвонить', dealId: 41, askedAt: at('2026-11-19'), late: false, decidedBy: { id: 1, name: 'Анна' }, decidedAt: at('2026-11-20'), answer: 'Позвоните сегодня', taskId: 9, state: 'denied', reason: 'Клиент в отъезде', to: { dueAt: at('2026-11-25'), dueDayOnly: true } }

const makeFake = () => {
  const fake = {
    calls: [] as { path: string, input: Record<string, unknown> }[], refuse: null as PultError | null,
    tasks: [taskRow(1, { dueAt: at('2026-11-18'), overdueDays: 2 }), taskRow(2), taskRow(3, { dueDayOnly: true, dueAt: at('2026-11-20', '23:59') })], questions: [{ id: 3, version: 2, to: { id: 7, name: 'Борис' }, dealId: 41, title: 'Сделка 1', text: 'Почему стоит?', answerDay: '2026-11-19', askedAt: at('2026-11-18'), answer: null as string | null, answeredAt: null, overdue: true }],
  }
  const day = (): MyDay => ({
    day: '2026-11-20', tasks: { known: true, overdue: fake.tasks.filter(row => row.overdueDays > 0).length, today: fake.tasks.filter(row => row.overdueDays === 0).length, rows: fake.tasks }, returned: [], requests: [request],
    counters: { known: true, values: { ...zero, callsWithTalk: 3, proposals: 1 }, plan: { ...zero, callsWithTalk: 10 }, callsOut: 3, callsIn: 0 },
  })
  const done = (items: unknown, requestId: number | null = null) => ({ results: (items as { taskId: number }[]).map(({ taskId }) => ({ taskId, requestId, version: 2, ok: true, code: null, message: null, details: null })), applied: 1 })
  const answer: Record<string, (input: Record<string, unknown>) => unknown> = {
    'desk.day': day, 'deals.list': () => ({ rows: [], next: null, total: 0, money: { amount: 0, noRate: 0 } }), 'day.questions': () => fake.questions,
    'desk.logCall': ({ said }) => {
      if (fake.refuse) throw fake.refuse
      const { outcome } = said as { outcome: string }
      if (outcome === 'talked') fake.tasks = fake.tasks.slice(1)
      return { outcome, closed: outcome === 'talked', moved: outcome === 'call_back' ? 'asked' : null, taskVersion: 2, newTaskId: null }
    },
    'desk.undoCall': () => ({}), 'desk.planTask': () => ({ taskId: 99 }),
    'tasks.close': ({ items }) => {
      fake.tasks = fake.tasks.slice(1)
      return done(items)
    },
    'tasks.move': ({ items }) => done(items, 12), 'tasks.undo': () => done([{ taskId: 1 }]),
    'day.answerQuestion': ({ answer: said }) => {
      fake.questions = said ? [] : fake.questions
      return {}
    },
    'settings.rules': () => ({ rules: { taskResultLength: 10, workWeek: [1, 2, 3, 4, 5], refusalCommentLength: 20, transferReasons: [] } }), 'settings.calendar': ({ year }) => ({ year, known: true, days: [] }), 'settings.reasons': () => [],
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

const open = async (fake: ReturnType<typeof makeFake>, path = '/my-day'): Promise<void> => {
  useDoor(fake.link)
  i18n.global.locale.value = 'ru'
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/my-day', name: 'myDay', component: MyDayScreen }, { path: '/:rest(.*)*', component: { render: () => null } }] })
  await router.push(path)
  const Host = defineComponent({
    setup: () => {
      provideFormat({ locale: 'ru', timeZone: 'Europe/Moscow', currency: 'RUB', today: '2026-11-20' })
      return () => h('div', { style: 'height: 700px; display: flex' }, [h(RouterView), h(Toasts)])
    },
  })
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 }, mutations: { retry: false } } })
  await page.viewport(1440, 800)
  render(Host, { global: { plugins: [createPinia(), i18n, router, [VueQueryPlugin, { queryClient }]] } })
}
const activeTitle = (): string => document.querySelector('[data-active]')?.textContent ?? ''
const onRow = async (title: string): Promise<void> => { await expect.poll(activeTitle, { timeout: 15_000 }).toContain(title) }
const dialog = () => page.getByRole('dialog')
afterEach(() => { for (const notice of [...notices]) dismiss(notice.id) })

test('two keys on a Russian layout: nobody answered is recorded at once, the row stays, z takes it back', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Задача 1')
  press('KeyC', 'с')
  await expect.element(dialog()).toBeVisible()
  press('Digit2', '2')
  await expect.poll(() => fake.sent('desk.logCall')).toMatchObject({ on: { taskId: 1, expectedVersion: 1 }, said: { outcome: 'no_answer' } })
  await expect.element(page.getByText('Записано, не ответили: Задача 1')).toBeVisible()
  await onRow('Задача 1')
  const { commandId } = fake.sent('desk.logCall')!
  await expect.poll(() => document.querySelector('[role="dialog"]')).toBe(null)
  press('KeyZ', 'я')
  await expect.poll(() => fake.sent('desk.undoCall')).toMatchObject({ undoOf: commandId })
})

test('a talk asks for its length, its words and, if there is one, the next step; the next row takes the place', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Задача 1')
  await userEvent.keyboard('c')
  await expect.element(dialog()).toBeVisible()
  await userEvent.keyboard('1')
  await expect.element(page.getByRole('radio', { name: /^5/ })).toBeVisible()
  await userEvent.keyboard('3')
  await expect.poll(() => document.activeElement?.tagName).toBe('TEXTAREA')
  await userEvent.keyboard('Коротко')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  // Too short to be a result: nothing is sent, what is missing is said.
  await expect.element(page.getByText('Нужно знаков: 10, сейчас: 7')).toBeVisible()
  expect(fake.sent('desk.logCall')).toBe(undefined)
  await userEvent.keyboard(' и ясно')
  await userEvent.keyboard('{Tab}Отправить КП')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.sent('desk.logCall')).toMatchObject({ said: { outcome: 'talked', talkMinutes: 5, result: 'Коротко и ясно', next: { title: 'Отправить КП', dueDay: '2026-11-23' } } })
  await onRow('Задача 2')
})

test('call back: a day, an hour, the reason; the answer says that it was asked for', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Задача 1')
  await userEvent.keyboard('c')
  await expect.element(dialog()).toBeVisible()
  await userEvent.keyboard('3')
  await expect.poll(() => document.activeElement?.tagName).toBe('INPUT')
  await userEvent.keyboard('+5{Tab}{Tab}25:00')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(page.getByText('Например 14:30')).toBeVisible()
  await userEvent.clear(page.getByLabelText('Время'))
  await userEvent.keyboard('9.15')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.sent('desk.logCall')).toMatchObject({ said: { outcome: 'call_back', dueDay: '2026-11-25', dueTime: '09:15', reason: 'Просили перезвонить' } })
  await expect.element(page.getByText(/Просьба о переносе записана/)).toBeVisible()
})

test('a talk that was begun and left doesn’t become the reason of a call back; its words wait for the next look', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Задача 1')
  await userEvent.keyboard('c')
  await expect.element(dialog()).toBeVisible()
  await userEvent.keyboard('1')
  await expect.element(page.getByRole('radio', { name: /^5/ })).toBeVisible()
  await userEvent.keyboard('3')
  await expect.poll(() => document.activeElement?.tagName).toBe('TEXTAREA')
  await userEvent.keyboard('Договорились')
  await userEvent.keyboard('{Escape}')
  await expect.poll(() => document.querySelector('[role="dialog"]')).toBe(null)
  await userEvent.keyboard('c')
  await expect.element(dialog()).toBeVisible()
  await userEvent.keyboard('3')
  await expect.element(page.getByLabelText('Причина')).toHaveValue('Просили перезвонить')
  await userEvent.keyboard('{Escape}')
  await expect.poll(() => document.querySelector('[role="dialog"]')).toBe(null)
  await userEvent.keyboard('c')
  await expect.element(dialog()).toBeVisible()
  await userEvent.keyboard('1')
  await expect.element(page.getByLabelText('О чём договорились')).toHaveValue('Договорились')
})

test('a wrong number leaves a task to find the right one; what is refused is said and nothing is lost', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Задача 1')
  fake.refuse = new PultError('CONFLICT', 'Changed.', {})
  await userEvent.keyboard('c')
  await expect.element(dialog()).toBeVisible()
  await userEvent.keyboard('4')
  await expect.poll(() => fake.sent('desk.logCall')).toMatchObject({ said: { outcome: 'wrong_number', title: 'Найти верный номер', dueDay: '2026-11-20' } })
  await expect.element(page.getByText('Не записано: Задача 1')).toBeVisible()
})

test('d closes with a result, m asks for another date, t sets the next step: each its own command', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Задача 1')
  await userEvent.keyboard('m')
  await expect.element(page.getByRole('heading', { name: 'Попросить о переносе' })).toBeVisible()
  await userEvent.keyboard('+3{Tab}{Tab}{Tab}')
  await userEvent.fill(page.getByLabelText('Почему').last(), 'Клиент в отъезде')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.sent('tasks.move')).toMatchObject({ items: [{ taskId: 1 }], dueDay: '2026-11-23', reason: 'Клиент в отъезде' })
  await expect.poll(() => document.querySelector('[role="dialog"]')).toBe(null)
  await userEvent.keyboard('t')
  await expect.element(dialog()).toBeVisible()
  await userEvent.keyboard('1')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.sent('desk.planTask')).toMatchObject({ dealId: 41, dueDay: '2026-11-23' })
  await expect.poll(() => document.querySelector('[role="dialog"]')).toBe(null)
  await userEvent.keyboard('d')
  await expect.element(dialog()).toBeVisible()
  await userEvent.keyboard('1')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  // Decided twice in a row: the version that the first decision left is what was seen.
  await expect.poll(() => fake.sent('tasks.close')).toMatchObject({ items: [{ taskId: 1 }] })
  await onRow('Задача 2')
})

test('digits lead to the parts; a question is answered with e; an answer is read in full below its row', async () => {
  const fake = makeFake()
  await open(fake)
  await onRow('Задача 1')
  await expect.element(page.getByText(/^3 из 10/)).toBeVisible()
  await userEvent.keyboard('2')
  await onRow('Почему стоит?')
  await userEvent.keyboard('e')
  await expect.element(dialog()).toBeVisible()
  await userEvent.keyboard('Жду бюджета до пятницы')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.sent('day.answerQuestion')).toMatchObject({ questionId: 3, expectedVersion: 2, answer: 'Жду бюджета до пятницы' })
  await expect.poll(() => document.querySelector('[role="dialog"]')).toBe(null)
  await userEvent.keyboard('5')
  await onRow('в переносе отказано')
  await expect.poll(() => page.getByRole('region', { name: 'Ответ' }).element().textContent).toContain('Позвоните сегодня')
  await userEvent.keyboard('3')
  await expect.element(page.getByText('Ничего не вернули.')).toBeVisible()
})
