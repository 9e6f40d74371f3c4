import { afterEach, expect, test } from 'vitest'
import { page, userEvent, type Locator } from 'vitest/browser'
import DealsScreen from '../../src/features/deals/DealsScreen.vue'
import type { DealRow } from '../../src/shared/contract/deals.ts'
import { PultError } from '../../src/shared/errors.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import { makeDeal, makeDealsFake, mountDeals, previewOf, type DealsFake } from './dealsFake.ts'

afterEach(() => { for (const notice of [...notices]) dismiss(notice.id) })

const deals = (count: number, over: Partial<DealRow> = {}): DealRow[] => Array.from({ length: count }, (_, index) => makeDeal(index + 1, over))
const open = async (rows: DealRow[], prepare: (fake: DealsFake) => void = () => {}) => {
  const fake = makeDealsFake(rows)
  prepare(fake)
  const screen = await mountDeals(DealsScreen, fake, '/deals', 'deals')
  await expect.poll(() => screen.container.querySelector('[data-active]')?.textContent ?? '').toContain('Сделка 1')
  return { fake, ...screen, grid: () => screen.container.querySelector<HTMLElement>('[role="grid"]')!, bar: () => page.getByRole('toolbar', { name: 'Решения' }).element().textContent ?? '' }
}
const says = async (where: Locator, text: string): Promise<void> => { await expect.poll(() => where.elements().map(element => element.textContent).join('\n')).toContain(text) }
const sent = (fake: DealsFake, path: string) => fake.calls.filter(call => call.path === path).map(call => call.input)
const raiseTask = async (): Promise<void> => {
  await userEvent.keyboard('t')
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await userEvent.keyboard('1{Control>}{Enter}{/Control}')
}

test('what is decided is what was seen: a deal that changed since it was selected is refused by name, the others are done', async () => {
  const { fake, refresh } = await open(deals(3))
  await userEvent.keyboard('xjx')
  fake.rows = fake.rows.map(row => row.id === 1 ? { ...row, version: 5, title: 'Сделка 1' } : row)
  await refresh()
  await raiseTask()
  await expect.poll(() => sent(fake, 'deals.decide')).toMatchObject([{ items: [{ dealId: 1, expectedVersion: 1 }, { dealId: 2, expectedVersion: 1 }] }])
  const said = page.getByRole('region', { name: 'Сообщения' })
  await says(said, 'Поставлена 1 задача')
  await says(said, 'Не записана 1 сделка')
  await says(said, 'Сделка 1: Изменено раньше вас: Серова')
})

test('a selected deal that left the filter is not decided on, and that is said beside the decisions', async () => {
  const { fake, refresh, bar } = await open(deals(3))
  await userEvent.keyboard('xjxjx')
  fake.rows = fake.rows.filter(row => row.id !== 2)
  await refresh()
  await expect.poll(bar).toContain('2 сделки')
  expect(bar()).toContain('Больше не под фильтром и не войдут: 1')
  await raiseTask()
  await expect.poll(() => sent(fake, 'deals.decide')).toMatchObject([{ items: [{ dealId: 1 }, { dealId: 3 }] }])
})

test('with the selection out of sight the letters work: the backend says what all of them allow', async () => {
  const { fake, grid, bar } = await open(deals(3000))
  await userEvent.keyboard('xjx')
  grid().focus()
  await userEvent.keyboard('{End}')
  await expect.poll(() => grid().querySelector('[data-active]')?.textContent ?? '').toContain('Сделка 3000')
  await expect.poll(bar).toContain('Поставить задачу')
  await raiseTask()
  await expect.poll(() => sent(fake, 'deals.decide')).toMatchObject([{ items: [{ dealId: 1, expectedVersion: 1 }, { dealId: 2, expectedVersion: 1 }] }])
})

test('a sum says what it leaves out, and deals that allow nothing in common say so', async () => {
  const { bar: barText } = await open([makeDeal(1), makeDeal(2, { currency: 'USD', amountReporting: null }), makeDeal(3, { allowedActions: [] })])
  const bar = (): string => barText().replaceAll('\u00a0', ' ')
  await userEvent.keyboard('xjx')
  await expect.poll(bar).toContain('2 сделки на 1 000 ₽, без курса: 1')
  await userEvent.keyboard('jx')
  await expect.poll(bar).toContain('Нет решения, которое подошло бы всем выбранным')
})

test('rows of the former filter are not decided on when the new one fails; «again» brings the list', async () => {
  const { fake, grid } = await open(deals(3), given => {
    given.instead['deals.range'] = input => {
      if ((input.filter as { text?: string }).text) throw new PultError('INTERNAL', 'broken')
      return { rows: given.rows, total: 3, money: { amount: 0, noRate: 0 } }
    }
  })
  await userEvent.keyboard('/')
  await userEvent.keyboard('xyz{Enter}')
  await expect.element(page.getByRole('alert').getByRole('button', { name: 'Повторить' })).toBeVisible()
  expect(grid()).toBeNull()
  ;(document.activeElement as HTMLElement | null)?.blur()
  await userEvent.keyboard('t')
  expect(page.getByRole('dialog').elements()).toHaveLength(0)
  fake.instead = {}
  await page.getByRole('alert').getByRole('button', { name: 'Повторить' }).click()
  await expect.poll(() => grid()?.textContent ?? '').toContain('Таких сделок нет')
})

test('«clear» gives the focus to the rows', async () => {
  const { grid, router } = await open(deals(3))
  await userEvent.keyboard('/')
  await userEvent.keyboard('Сделка')
  await expect.poll(() => router.currentRoute.value.query.text).toBe('Сделка')
  await page.getByRole('search').getByRole('button', { name: 'Сбросить' }).click()
  await expect.poll(() => document.activeElement).toBe(grid())
})

test('nothing is given away before what follows was shown; when that fails it is said', async () => {
  let answer: (value: unknown) => void = () => {}
  const { fake } = await open(deals(1), given => { given.instead['deals.preview'] = () => new Promise(resolve => { answer = resolve }) })
  await userEvent.keyboard('r')
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await userEvent.keyboard('1')
  const dialog = page.getByRole('dialog')
  await says(dialog.getByRole('status'), 'Считаем, что изменится')
  await userEvent.keyboard('1')
  const submit = dialog.getByRole('button', { name: 'Передать' })
  await expect.element(submit).toBeDisabled()
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  expect(sent(fake, 'deals.decide')).toEqual([])
  await expect.poll(() => sent(fake, 'deals.preview').length).toBe(1)
  answer(previewOf({ takers: [{ person: { id: 8, name: 'Лебедева' }, takes: 1, tasks: 0, openDeals: 1200, overdueTasks: 12, stuckDeals: 2, absent: false, closedForNewLeads: true }] }))
  await says(dialog.getByRole('status'), 'станет 1\u00a0201 сделка')
  await says(dialog.getByRole('status'), 'просроченных задач 12')
  await userEvent.keyboard('{Escape}')

  fake.instead['deals.preview'] = () => { throw new PultError('INTERNAL', 'broken') }
  await userEvent.keyboard('r')
  await userEvent.keyboard('11')
  await says(dialog.getByRole('alert'), 'посчитать не удалось')
  await expect.element(submit).toBeDisabled()
})

test('a refusal of several is one reason and comment for each of them, and the dialog says so', async () => {
  const { fake } = await open(deals(2))
  await userEvent.keyboard('xjxe')
  const dialog = page.getByRole('dialog')
  await says(dialog, 'Причина и комментарий у каждой сделки будут одни и те же')
  await userEvent.keyboard('{Enter}{Tab}')
  await dialog.getByRole('textbox', { name: 'Комментарий' }).fill('Клиент выбрал другого поставщика')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => sent(fake, 'refusals.requestMany')).toMatchObject([{ items: [{ dealId: 1, expectedVersion: 1 }, { dealId: 2, expectedVersion: 1 }], reasonId: 5, comment: 'Клиент выбрал другого поставщика', inName: 'manager' }])
  await says(page.getByRole('region', { name: 'Сообщения' }), 'Запрошено 2 отказа')
})

test('a stage of one pipeline and the whole of another go together; a stage narrows its own pipeline, and naming that again widens it', async () => {
  const { router } = await open(deals(1))
  const query = () => router.currentRoute.value.query
  const pick = async (name: string): Promise<void> => { await page.getByRole('option', { name: new RegExp(`^${name}`) }).click() }
  await page.getByRole('search').getByRole('button', { name: /^Этап/ }).click()
  await pick('Лид')
  await expect.poll(query).toMatchObject({ stage: '11' })
  await pick('Розница')
  await expect.poll(query).toMatchObject({ stage: '11', pipeline: '2' })
  await pick('Заявка')
  await expect.poll(query).toEqual({ stage: '11,21' })
  await pick('Опт')
  await expect.poll(query).toEqual({ stage: '21', pipeline: '1' })
})
