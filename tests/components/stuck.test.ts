import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import StuckScreen from '../../src/features/stuck/StuckScreen.vue'
import type { JamOverview } from '../../src/shared/contract/jam.ts'
import { PultError } from '../../src/shared/errors.ts'
import { ageBuckets, stuckReasons } from '../../src/shared/vocabulary.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import { evening, makeDeal, makeDealsFake, mountDeals, type DealsFake } from './dealsFake.ts'

afterEach(() => { for (const notice of [...notices]) dismiss(notice.id) })

const figure = (count: number): { count: number, money: { amount: number, noRate: number } } => ({ count, money: { amount: count * 100_000, noRate: 0 } })
const overview: JamOverview = {
  asOf: evening, all: figure(3), scopes: { thinking: figure(3), stuck: figure(3), parked: figure(0) }, buckets: ageBuckets.map(bucket => ({ bucket, ...figure(bucket === '0-7' ? 3 : 0) })),
  managers: [{ manager: { id: 7, name: 'Ковалёв' }, absent: false, ...figure(3), buckets: ageBuckets.map(bucket => ({ bucket, ...figure(bucket === '0-7' ? 3 : 0) })) }], stages: [], reasons: stuckReasons.map(reason => ({ reason, known: reason !== 'promise_missed', ...figure(reason === 'no_task' ? 3 : 0) })),
}
const open = async (prepare: (fake: DealsFake) => void = () => {}) => {
  const fake = makeDealsFake([1, 2, 3].map(id => makeDeal(id, { stuck: ['no_task'] })))
  fake.instead = {
    'jam.overview': () => overview,
    'jam.history': () => ({ points: [{ day: '2026-11-18', figure: figure(2) }, { day: '2026-11-19', figure: figure(3) }], ignored: [] }),
    'workspace.current': () => ({ path: '/team.pult', name: 'Отдел', dealCount: 3, timeZone: 'Europe/Moscow', today: '2026-11-20' }),
  }
  prepare(fake)
  // High enough for the charts to stand there from the start.
  await page.viewport(1440, 1000)
  const screen = await mountDeals(StuckScreen, fake, '/stuck', 'stuck')
  return { fake, ...screen, active: () => screen.container.querySelector('[data-active]')?.textContent ?? '' }
}
const failing = (answer: (input: Record<string, unknown>) => unknown, isBroken: () => boolean) => (input: Record<string, unknown>): unknown => {
  if (isBroken()) throw new PultError('INTERNAL', 'broken')
  return answer(input)
}

test('figures that failed say so with «again»; no row is decided on before', async () => {
  let broken = true
  const { active } = await open(given => { given.instead['jam.overview'] = failing(given.instead['jam.overview']!, () => broken) })
  await expect.element(page.getByRole('alert').getByRole('button', { name: 'Повторить' })).toBeVisible()
  broken = false
  await page.getByRole('button', { name: 'Повторить' }).click()
  await expect.poll(active).toContain('Сделка 1')
})

test('without its history the jam stays: the line says what is missing, the deals are decided on', async () => {
  let broken = true
  const { fake, active } = await open(given => { given.instead['jam.history'] = failing(given.instead['jam.history']!, () => broken) })
  await expect.poll(active).toContain('Сделка 1')
  await expect.poll(() => document.querySelector('[role="alert"]')?.textContent ?? '').toContain('История затора не загрузилась.')
  await userEvent.keyboard('t')
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await userEvent.keyboard('1{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.calls.filter(call => call.path === 'deals.decide').length).toBe(1)
  broken = false
  await page.getByRole('button', { name: 'Повторить' }).click()
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})

test('a list that failed under good figures says so by itself, and its rows are nobody’s to decide on', async () => {
  const { fake } = await open(given => { given.instead['deals.range'] = () => { throw new PultError('INTERNAL', 'broken') } })
  await expect.element(page.getByText('Список сделок не загрузился')).toBeVisible()
  await expect.element(page.getByText(/«думают»/)).toBeVisible()
  await userEvent.keyboard('t')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  expect(fake.calls.some(call => call.path === 'deals.decide')).toBe(false)
})

test('somebody decided first: the deal stays, and it says who and when', async () => {
  const { active } = await open(given => { given.instead['deals.decide'] = () => ({ results: [{ dealId: 1, version: null, ok: false, code: 'CONFLICT', message: 'changed', details: { reason: 'version', at: evening, by: { id: 9, name: 'Серова' } } }], applied: 0 }) })
  await expect.poll(active).toContain('Сделка 1')
  await userEvent.keyboard('t')
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await userEvent.keyboard('1{Control>}{Enter}{/Control}')
  await expect.element(page.getByRole('region', { name: 'Сообщения' }).getByText(/Изменено раньше вас: Серова/)).toBeVisible()
  expect(active()).toContain('Сделка 1')
})
