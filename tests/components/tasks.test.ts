import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { afterEach, expect, test } from 'vitest'
import { render } from 'vitest-browser-vue'
import { page, userEvent } from 'vitest/browser'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'
import { useDoor, type Link } from '../../src/api/index.ts'
import TasksScreen from '../../src/features/tasks/TasksScreen.vue'
import { i18n } from '../../src/i18n/index.ts'
import type { TaskFilter, TaskGroup, TaskHistory, TaskItemResult, TaskListRow } from '../../src/shared/contract/tasks.ts'
import { PultError } from '../../src/shared/errors.ts'
import { provideFormat } from '../../src/ui/format.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import Toasts from '../../src/ui/Toasts.vue'
import '../../src/style.css'

const at = (day: string): number => Date.parse(`${day}T12:00:00+03:00`)
const makeRow = (id: number): TaskListRow => ({
  id, version: 1, title: `Задача ${id}`, kind: 'call', source: 'native', externalId: String(id), manager: { id: 7, name: 'Ковалёв' }, managerAbsent: false, deal: null, clientId: null, clientName: 'Ромашка', amount: null, currency: null,
  createdAt: at('2026-11-10'), dueAt: at('2026-11-19'), dueDayOnly: false, doneAt: null, overdueDays: 1, result: null, short: false, moves: 0, recycled: 0,
  request: { id: id + 5000, version: 3, state: 'pending', askedBy: { id: 7, name: 'Ковалёв' }, enteredBy: null, askedAt: at('2026-11-19'), from: { dueAt: at('2026-11-19'), dueDayOnly: false }, to: { dueAt: at('2026-11-26'), dueDayOnly: false }, reason: 'Клиент в отъезде', decidedBy: null, decidedAt: null, comment: null },
  inferred: false, allowedActions: ['decide_move', 'move', 'close', 'question'],
})
const historyOf = (row: TaskListRow): TaskHistory => ({
  task: { id: row.id, title: row.title, kind: 'call', assignee: row.manager, createdAt: row.createdAt, dueAt: row.dueAt, dueDayOnly: false, doneAt: null, cancelledAt: null, result: null, overdue: true, overdueDays: 1, version: 1, dealId: null, dealTitle: null, clientName: 'Ромашка', allowedActions: [],
    moves: [{ fromDueAt: at('2026-11-17'), toDueAt: at('2026-11-19'), at: at('2026-11-17'), by: null, source: 'import', later: true, approved: false }] },
  requests: row.request ? [row.request] : [], chain: [], events: [], contactsKnown: true,
})

const makeFake = (rows: TaskListRow[]) => {
  const fake = { rows, calls: [] as { path: string, input: Record<string, unknown> }[], onDecide: null as (() => Promise<TaskItemResult>) | null, fail: null as string | null, closed: 1, /** Lists wait for it. */ hold: Promise.resolve() }
  const ok = (taskId: number): TaskItemResult => ({ taskId, requestId: null, version: 2, ok: true, code: null, message: null, details: null })
  const found = (filter: TaskFilter = {}): TaskListRow[] => fake.rows.filter(row => (!filter.ids || filter.ids.includes(row.id)) && (!filter.managerIds || filter.managerIds.includes(row.manager?.id ?? 0)) && (!filter.text || row.title?.includes(filter.text)))
  const group = (count: number): TaskGroup => ({ manager: { id: 7, name: 'Ковалёв' }, absent: false, count, oldestDays: 1, short: 0 })
  const answer: Record<string, (input: Record<string, unknown> & { filter?: TaskFilter }) => unknown> = {
    'tasks.range': ({ filter, offset, limit }) => fake.hold.then(() => ({ rows: found(filter).slice(Number(offset), Number(offset) + Number(limit)), total: found(filter).length, known: true, since: null })),
    'tasks.ids': ({ filter }) => ({ items: found(filter).map(({ id, version, request }) => ({ id, version, request: request && { id: request.id, version: request.version } })), total: found(filter).length, allowedActions: ['decide_move', 'close'] }),
    'tasks.facets': ({ filter }) => ({ managers: [group(found(filter).length), { ...group(3), manager: { id: 8, name: 'Лебедева' } }], teams: [{ team: 'Север', count: 2 }, { team: 'Юг', count: 1 }] }),
    'tasks.counts': () => ({ overdue: 40, dragged: 0, recycled: 0, closedToday: 0, requests: fake.rows.length, short: 0, known: true, teams: [] }),
    'tasks.closedForNewLeads': () => ({ overdueLimit: 10, stuckLimit: 15, teams: [], rows: [{ person: { id: 7, name: 'Ковалёв' }, team: null, absent: false, overdueTasks: 12, stuckDeals: 3, since: at('2026-11-12') }].slice(0, fake.closed) }),
    'tasks.history': ({ taskId }) => historyOf(fake.rows.find(row => row.id === taskId) ?? makeRow(Number(taskId))),
    'tasks.decideMoves': async ({ items }) => {
      const ids = (items as { requestId: number }[]).map(item => item.requestId - 5000)
      if (fake.onDecide) return { results: [await fake.onDecide()], applied: 0 }
      fake.rows = fake.rows.filter(row => !ids.includes(row.id))
      return { results: ids.map(ok), applied: ids.length }
    },
    'tasks.ask': ({ items }) => ({ results: (items as { taskId: number }[]).map(item => ok(item.taskId)), applied: 1 }),
    'tasks.undo': () => {
      fake.rows = rows
      return { results: [ok(1)], applied: 1 }
    },
    'views.list': () => [],
    'settings.calendar': ({ year }) => ({ year, known: true, days: [] }),
  }
  const link: Link = {
    call: async (path, input) => {
      const name = path.join('.')
      fake.calls.push({ path: name, input: structuredClone(input ?? {}) as Record<string, unknown> })
      const say = answer[name]
      if (!say || fake.fail === name) throw new PultError(fake.fail === name ? 'INTERNAL' : 'NOT_FOUND', `No answer for ${name}`)
      return say((input ?? {}) as Record<string, unknown>)
    },
  }
  return Object.assign(fake, { link })
}

const open = async (fake: ReturnType<typeof makeFake>, path = '/tasks?view=requests'): Promise<Router> => {
  useDoor(fake.link)
  i18n.global.locale.value = 'ru'
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/tasks/:id(\\d+)?', name: 'tasks', component: TasksScreen }, { path: '/:rest(.*)*', component: { render: () => h('p', 'elsewhere') } }] })
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
  return router
}
const loaded = async (title: string): Promise<void> => { await expect.poll(activeTitle, { timeout: 15_000 }).toContain(title) }
const rowCount = (): number => document.querySelectorAll('[role="grid"] [aria-selected]').length
const activeTitle = (): string => document.querySelector('[data-active]')?.textContent ?? ''
afterEach(() => { for (const notice of [...notices]) dismiss(notice.id) })

test('one key allows: the row leaves before the backend answers, the next takes its place, z brings it back', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  await loaded('Задача 1')
  await userEvent.keyboard('a')
  await expect.poll(rowCount).toBe(1)
  expect(activeTitle()).toContain('Задача 2')
  expect(fake.calls.find(call => call.path === 'tasks.decideMoves')?.input).toMatchObject({ items: [{ requestId: 5001, expectedVersion: 3 }], decision: 'allow' })
  await expect.element(page.getByText('Перенос разрешён: Задача 1')).toBeVisible()
  await userEvent.keyboard('z')
  await expect.poll(rowCount).toBe(2)
})

test('decided by somebody else meanwhile: the row is back and says who and when', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  await loaded('Задача 1')
  fake.onDecide = async () => ({ taskId: 1, requestId: null, version: null, ok: false, code: 'CONFLICT', message: 'Decided.', details: { what: 'denied', who: 'Петров', when: Date.parse('2026-11-20T15:40:00Z') } })
  await userEvent.keyboard('d')
  await expect.element(page.getByText('В переносе уже отказано, Петров, сегодня, 18:40')).toBeVisible()
  await expect.poll(rowCount).toBe(2)
})

test('the counts are those of all rows, the drawing says the moves in words', async () => {
  await open(makeFake([makeRow(1)]))
  await loaded('Задача 1')
  await expect.element(page.getByRole('navigation').getByText('40')).toBeVisible()
  const drawing = page.getByRole('img')
  await expect.element(drawing).toHaveAccessibleName(/Срок сдвинут с 17 ноября 2026 г\. на 19 ноября 2026 г\./)
  await expect.element(drawing).toHaveAccessibleName(/Просят перенести с 19 ноября 2026 г\. на 26 ноября 2026 г\./)
  await expect.element(page.getByText('сдвинута 1 раз')).toBeVisible()
})

test('a task that only an export’s column speaks of says so beside its title', async () => {
  await open(makeFake([{ ...makeRow(1), inferred: true }, makeRow(2)]))
  await loaded('Задача 1')
  await expect.element(page.getByText(/по выгрузке/)).toBeVisible()
  expect(page.getByText(/по выгрузке/).element().closest('[role="row"]')?.textContent).toMatch(/^Задача 1 · по выгрузке/)
})

test('Ctrl+A takes the whole view, one key decides on all of it: also on rows that were never loaded', async () => {
  const fake = makeFake(Array.from({ length: 450 }, (_, index) => makeRow(index + 1)))
  await open(fake)
  await loaded('Задача 1')
  await userEvent.keyboard('{Control>}a{/Control}')
  await expect.element(page.getByRole('toolbar').getByText('450 задач')).toBeVisible()
  await expect.element(page.getByRole('toolbar').getByRole('button', { name: 'Разрешить' })).toBeVisible()
  await userEvent.keyboard('a')
  await expect.poll(() => (fake.calls.find(call => call.path === 'tasks.decideMoves')?.input.items as unknown[] | undefined)?.length).toBe(450)
  await expect.element(page.getByText('Разрешено 450 переносов')).toBeVisible()
})

test('decided twice in a row, before the list came again: the second decision knows the version that the first one left', async () => {
  const fake = makeFake([makeRow(1)])
  await open(fake)
  await loaded('Задача 1')
  let letGo = (): void => undefined
  fake.hold = new Promise(resolve => { letGo = resolve })
  const ask = async (): Promise<void> => {
    await userEvent.keyboard('q')
    await expect.element(page.getByRole('dialog')).toBeVisible()
    await userEvent.keyboard('1{Control>}{Enter}{/Control}')
  }
  const asked = (): unknown[] => fake.calls.filter(call => call.path === 'tasks.ask').map(call => (call.input.items as unknown[])[0])
  await ask()
  await expect.poll(asked, { timeout: 15_000 }).toHaveLength(1)
  await expect.element(page.getByText('Вопрос задан: Задача 1')).toBeVisible()
  await ask()
  await expect.poll(asked, { timeout: 15_000 }).toEqual([{ taskId: 1, expectedVersion: 1 }, { taskId: 1, expectedVersion: 2 }])
  letGo()
})

test('a dialog that opened before the list came again and is sent after it knows the version that the first decision left', async () => {
  const fake = makeFake([makeRow(1)])
  await open(fake)
  await loaded('Задача 1')
  let letGo = (): void => undefined
  fake.hold = new Promise(resolve => { letGo = resolve })
  const asked = (): unknown[] => fake.calls.filter(call => call.path === 'tasks.ask').map(call => (call.input.items as unknown[])[0])
  const openDialog = async (): Promise<void> => {
    await userEvent.keyboard('q')
    await expect.element(page.getByRole('dialog')).toBeVisible()
  }
  await openDialog()
  await userEvent.keyboard('1{Control>}{Enter}{/Control}')
  await expect.poll(asked, { timeout: 15_000 }).toHaveLength(1)
  await expect.element(page.getByText('Вопрос задан: Задача 1')).toBeVisible()
  await openDialog()
  fake.rows = [{ ...makeRow(1), version: 2, title: 'Задача снова' }]
  letGo()
  // Behind an open dialog the list is hidden from those who don't see.
  await expect.element(page.getByRole('grid', { includeHidden: true }).getByText('Задача снова')).toBeVisible()
  await userEvent.keyboard('1{Control>}{Enter}{/Control}')
  await expect.poll(asked, { timeout: 15_000 }).toEqual([{ taskId: 1, expectedVersion: 1 }, { taskId: 1, expectedVersion: 2 }])
})

test('a list that failed says so with a way to try again; rows of another filter are not left to be decided on', async () => {
  const fake = makeFake([makeRow(1), makeRow(2)])
  await open(fake)
  await loaded('Задача 1')
  fake.fail = 'tasks.range'
  await userEvent.keyboard('1')
  await expect.element(page.getByRole('alert').getByText('Список задач не загрузился')).toBeVisible()
  expect(rowCount()).toBe(0)
  await expect.element(page.getByRole('toolbar').getByRole('button', { name: 'Разрешить' })).not.toBeInTheDocument()
  fake.fail = null
  await page.getByRole('button', { name: 'Повторить' }).click()
  await loaded('Задача 1')
})

test('an empty view says why and leads on by Enter; closed tasks of yesterday are not said to be missing since the last control', async () => {
  const fake = makeFake([])
  const router = await open(fake, '/tasks?view=closedToday')
  await expect.element(page.getByText('С прошлого подписанного контроля задач не закрывали.')).toBeVisible()
  await userEvent.keyboard('pp')
  await expect.element(page.getByText('Вчера задач не закрывали.')).toBeVisible()
  fake.rows = [makeRow(1)]
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => router.currentRoute.value.query.view).toBe('closed')
})

test('narrowed by team and manager in the address; a filter that fits nothing is let go by 0', async () => {
  const fake = makeFake([makeRow(1)])
  const router = await open(fake)
  await loaded('Задача 1')
  await userEvent.keyboard('w')
  await expect.element(page.getByRole('dialog').getByRole('option').first()).toBeVisible()
  await userEvent.keyboard('{Enter}{Escape}')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  await expect.poll(() => router.currentRoute.value.query.team).toEqual(['Север'])
  expect(fake.calls.findLast(call => call.path === 'tasks.range')?.input).toMatchObject({ filter: { teams: ['Север'] } })
  await router.push('/tasks?view=requests&text=zzz')
  await expect.element(page.getByText('По этому отбору ничего нет.')).toBeVisible()
  await userEvent.keyboard('0')
  await loaded('Задача 1')
})

test('managers closed for new leads: why in words, and a key to their overdue tasks', async () => {
  const router = await open(makeFake([makeRow(1)]), '/tasks?view=closed')
  await loaded('Ковалёв')
  await expect.element(page.getByRole('grid').getByText('просрочено больше 10')).toBeVisible()
  await expect.element(page.getByRole('complementary').getByText('12, предел 10')).toBeVisible()
  await userEvent.keyboard('t')
  await expect.poll(() => router.currentRoute.value.query).toEqual({ manager: '7' })
})

test('a link to a task opens its view at that row, also when it is far down', async () => {
  await open(makeFake(Array.from({ length: 900 }, (_, index) => makeRow(index + 1))), '/tasks/777?view=requests')
  await loaded('Задача 777')
})
