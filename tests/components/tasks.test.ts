import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { afterEach, expect, test } from 'vitest'
import { render } from 'vitest-browser-vue'
import { page, userEvent } from 'vitest/browser'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { useDoor, type Link } from '../../src/api/index.ts'
import TasksScreen from '../../src/features/tasks/TasksScreen.vue'
import { i18n } from '../../src/i18n/index.ts'
import type { TaskHistory, TaskItemResult, TaskListRow } from '../../src/shared/contract/tasks.ts'
import { PultError } from '../../src/shared/errors.ts'
import { provideFormat } from '../../src/ui/format.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import Toasts from '../../src/ui/Toasts.vue'
import '../../src/style.css'

const at = (day: string): number => Date.parse(`${day}T12:00:00+03:00`)
const makeRow = (id: number): TaskListRow => ({
  id, version: 1, title: `Задача ${id}`, kind: 'call', source: 'native', externalId: String(id), manager: { id: 7, name: 'Ковалёв' }, managerAbsent: false, deal: null, clientId: null, clientName: 'Ромашка', amount: null, currency: null,
  createdAt: at('2026-11-10'), dueAt: at('2026-11-19'), dueDayOnly: false, doneAt: null, overdueDays: 1, result: null, short: false, moves: 0, recycled: 0,
  request: { id: id + 50, version: 3, state: 'pending', askedBy: { id: 7, name: 'Ковалёв' }, enteredBy: null, askedAt: at('2026-11-19'), from: { dueAt: at('2026-11-19'), dueDayOnly: false }, to: { dueAt: at('2026-11-26'), dueDayOnly: false }, reason: 'Клиент в отъезде', decidedBy: null, decidedAt: null, comment: null },
  allowedActions: ['decide_move', 'move', 'close', 'question'],
})
const historyOf = (row: TaskListRow): TaskHistory => ({
  task: { id: row.id, title: row.title, kind: 'call', assignee: row.manager, createdAt: row.createdAt, dueAt: row.dueAt, dueDayOnly: false, doneAt: null, cancelledAt: null, result: null, overdue: true, overdueDays: 1, version: 1, dealId: null, dealTitle: null, clientName: 'Ромашка', allowedActions: [],
    moves: [{ fromDueAt: at('2026-11-17'), toDueAt: at('2026-11-19'), at: at('2026-11-17'), by: null, source: 'import', later: true, approved: false }] },
  requests: row.request ? [row.request] : [], chain: [], events: [], contactsKnown: true,
})

const makeFake = (rows: TaskListRow[]) => {
  const fake = { rows, calls: [] as { path: string, input: Record<string, unknown> }[], onDecide: null as (() => Promise<TaskItemResult>) | null }
  const ok = (taskId: number): TaskItemResult => ({ taskId, requestId: null, version: 2, ok: true, code: null, message: null, details: null })
  const answer: Record<string, (input: Record<string, unknown>) => unknown> = {
    'tasks.list': () => ({ rows: fake.rows, next: null, total: fake.rows.length, known: true, since: null, groups: [{ manager: { id: 7, name: 'Ковалёв' }, absent: false, count: fake.rows.length, oldestDays: 1, short: 0 }] }),
    'tasks.counts': () => ({ overdue: 40, dragged: 0, recycled: 0, closedToday: 0, requests: fake.rows.length, short: 0, known: true, teams: [] }),
    'tasks.closedForNewLeads': () => ({ overdueLimit: 10, stuckLimit: 15, rows: [{ person: { id: 7, name: 'Ковалёв' }, team: null, absent: false, overdueTasks: 12, stuckDeals: 3, since: at('2026-11-12') }] }),
    'tasks.history': ({ taskId }) => historyOf(fake.rows.find(row => row.id === taskId) ?? makeRow(Number(taskId))),
    'tasks.decideMoves': async ({ items }) => {
      const ids = (items as { requestId: number }[]).map(item => item.requestId - 50)
      if (fake.onDecide) return { results: [await fake.onDecide()], applied: 0 }
      fake.rows = fake.rows.filter(row => !ids.includes(row.id))
      return { results: ids.map(ok), applied: ids.length }
    },
    'tasks.undo': () => {
      fake.rows = rows
      return { results: [ok(1)], applied: 1 }
    },
    'settings.calendar': ({ year }) => ({ year, known: true, days: [] }),
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
  return Object.assign(fake, { link })
}

const open = async (fake: ReturnType<typeof makeFake>): Promise<void> => {
  useDoor(fake.link)
  i18n.global.locale.value = 'ru'
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/tasks/:id(\\d+)?', name: 'tasks', component: TasksScreen }, { path: '/:rest(.*)*', component: { render: () => h('p', 'elsewhere') } }] })
  await router.push('/tasks?view=requests')
  const Host = defineComponent({
    setup: () => {
      provideFormat({ locale: 'ru', timeZone: 'Europe/Moscow', currency: 'RUB', today: '2026-11-20' })
      return () => h('div', { style: 'height: 700px; display: flex' }, [h(RouterView), h(Toasts)])
    },
  })
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 }, mutations: { retry: false } } })
  await page.viewport(1440, 800)
  render(Host, { global: { plugins: [createPinia(), i18n, router, [VueQueryPlugin, { queryClient }]] } })
  await expect.element(page.getByRole('grid').getByText('Задача 1')).toBeVisible()
}
const rowCount = (): number => document.querySelectorAll('[role="grid"] [aria-selected]').length
const activeTitle = (): string => document.querySelector('[data-active]')?.textContent ?? ''
afterEach(() => { for (const notice of [...notices]) dismiss(notice.id) })

test('one key allows: the row leaves before the backend answers, the next takes its place, z brings it back', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  await userEvent.keyboard('a')
  await expect.poll(rowCount).toBe(1)
  expect(activeTitle()).toContain('Задача 2')
  expect(fake.calls.find(call => call.path === 'tasks.decideMoves')?.input).toMatchObject({ items: [{ requestId: 51, expectedVersion: 3 }], decision: 'allow' })
  await expect.element(page.getByText('Перенос разрешён: Задача 1')).toBeVisible()
  await userEvent.keyboard('z')
  await expect.poll(rowCount).toBe(2)
})

test('decided by somebody else meanwhile: the row is back and says who and when', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  fake.onDecide = async () => ({ taskId: 1, requestId: null, version: null, ok: false, code: 'CONFLICT', message: 'Decided.', details: { what: 'denied', who: 'Петров', when: Date.parse('2026-11-20T15:40:00Z') } })
  await userEvent.keyboard('d')
  await expect.element(page.getByText('В переносе уже отказано, Петров, сегодня, 18:40')).toBeVisible()
  await expect.poll(rowCount).toBe(2)
})

test('the counts are those of all rows, the drawing says the moves in words', async () => {
  await open(makeFake([makeRow(1)]))
  await expect.element(page.getByRole('navigation').getByText('40')).toBeVisible()
  await expect.element(page.getByText('12 просрочено')).toBeVisible()
  const drawing = page.getByRole('img')
  await expect.element(drawing).toHaveAccessibleName(/Срок сдвинут с 17 ноября 2026 г\. на 19 ноября 2026 г\./)
  await expect.element(drawing).toHaveAccessibleName(/Просят перенести с 19 ноября 2026 г\. на 26 ноября 2026 г\./)
  await expect.element(page.getByText('сдвинута 1 раз')).toBeVisible()
})
