import nuxtIcons from '@nuxt/ui/runtime/vue/plugins/icons.js'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-vue'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { orpc, queryClient, useDoor } from '../../src/api/index.ts'
import ImportScreen from '../../src/features/importing/ImportScreen.vue'
import { bring } from '../../src/features/importing/incoming.ts'
import { useWizard } from '../../src/features/importing/wizard/useWizard.ts'
import { i18n } from '../../src/i18n/index.ts'
import { PultError } from '../../src/shared/errors.ts'
import '../../src/style.css'
import { provideFormat } from '../../src/ui/format.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import Toasts from '../../src/ui/Toasts.vue'
import { makeFake, reportOf, wide } from './importingFake.ts'

const open = async (fake: ReturnType<typeof makeFake>): Promise<void> => {
  useDoor(fake.link)
  queryClient.clear()
  useWizard().reset()
  // The window asks for the team before any screen.
  await queryClient.fetchQuery(orpc.workspace.current.queryOptions())
  i18n.global.locale.value = 'ru'
  await bring({ place: { paths: ['/exports/crm.csv'] } })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/import', component: ImportScreen }, { path: '/:rest(.*)*', component: { render: () => h('p', 'elsewhere') } }] })
  await router.push('/import')
  const Host = defineComponent({
    setup: () => {
      provideFormat({ locale: 'ru', timeZone: 'Europe/Moscow', currency: 'RUB', today: '2026-11-20' })
      return () => h('div', { style: 'height: 800px; display: flex' }, [h(RouterView), h(Toasts)])
    },
  })
  await page.viewport(1440, 860)
  render(Host, { global: { plugins: [createPinia(), i18n, router, nuxtIcons, [VueQueryPlugin, { queryClient }]] } })
}
const step = (name: string) => page.getByRole('navigation', { name: 'Шаги загрузки' }).getByRole('button', { name: new RegExp(`${name}$`) })
const atStep = async (name: string): Promise<void> => { await expect.element(step(name)).toHaveAttribute('aria-current', 'step') }
const activeRow = (): string => document.querySelector('[role="row"][data-active]')?.textContent ?? ''
const forward = () => userEvent.keyboard('{Control>}{Enter}{/Control}')

afterEach(() => {
  useWizard().reset()
  for (const notice of [...notices]) dismiss(notice.id)
})

test('of sixty columns the required field that has none is marked, and the way on leads to it instead of to a failing import', async () => {
  const fake = makeFake({ columns: wide, mapped: { title: ['Столбец 1'], amount: ['Столбец 2'] }, missing: ['stage'] })
  await open(fake)
  await atStep('Файлы')
  await forward()
  await atStep('Столбцы')
  await expect.element(page.getByText('нужно', { exact: true })).toBeVisible()
  await forward()
  await expect.element(page.getByText('Без этого поля не загрузить: укажите столбец.')).toBeVisible()
  await expect.poll(activeRow).toContain('Этап')
  expect(fake.sent('importing.run')).toEqual([])

  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await userEvent.keyboard('Столбец 57{Enter}')
  await expect.poll(activeRow).toContain('Столбец 57')
  await forward()
  await atStep('Проверка')
  expect(fake.sent('importing.run').map(({ dryRun, mapping }) => [dryRun, (mapping as { files: { columns: object }[] }).files[0]!.columns])).toEqual([[true, { title: ['Столбец 1'], amount: ['Столбец 2'], stage: ['Столбец 57'] }]])
})

test('a column with nothing in it says so; what is not brought stands apart with its samples', async () => {
  await open(makeFake({ columns: wide, mapped: { stage: ['Столбец 3'], title: ['Пустой'] }, missing: [] }))
  await atStep('Файлы')
  await forward()
  await atStep('Столбцы')
  await expect.element(page.getByRole('row').filter({ hasText: /Пустой/ }).first().getByText('пусто')).toBeVisible()
  await expect.element(page.getByRole('row').filter({ hasText: /Столбец 3/ }).first().getByText('значение 3')).toBeVisible()
})

test('remembered columns go to the look at what changes by themselves; a command whose answer got lost is the same command again', async () => {
  const fake = makeFake({ columns: wide, mapped: { stage: ['Столбец 3'] }, missing: [], remembered: true })
  await open(fake)
  await atStep('Проверка')
  await expect.element(page.getByText('Пока ничего не записано.')).toBeVisible()
  expect(fake.sent('importing.run')).toMatchObject([{ dryRun: true, remember: false }])
  fake.fail = new PultError('BACKEND_AWAY', 'The backend is away.')
  await forward()
  await expect.poll(() => fake.sent('importing.run').length).toBe(2)
  await atStep('Проверка')
  fake.fail = null
  await forward()
  await atStep('Готово')
  const [, lost, again] = fake.sent('importing.run')
  expect(again).toEqual(lost)
  expect(again).toMatchObject({ dryRun: false, remember: true })
  // The backend knows the mapping: it isn't given again.
  expect(again).not.toHaveProperty('mapping')
})

test('rejected rows are said with column, value and why; the figures are those of the report', async () => {
  const fake = makeFake({ columns: wide, mapped: { stage: ['Столбец 3'] }, missing: [], remembered: true })
  fake.report = { ...reportOf(), created: { deals: 119 }, rejectedCount: 1, rejected: [{ file: 'crm.csv', row: 9, column: 'Дата изменения', code: 'BAD_DATE', value: '31.11.2026' }] }
  await open(fake)
  await atStep('Проверка')
  await expect.element(page.getByText('Не принята 1 строка')).toBeVisible()
  await expect.element(page.getByRole('row', { name: /crm\.csv.*9.*Дата изменения.*не дата.*31\.11\.2026/ })).toBeVisible()
  await expect.element(page.getByRole('row', { name: /Сделки.*119/ })).toBeVisible()
})
