import nuxtIcons from '@nuxt/ui/runtime/vue/plugins/icons.js'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-vue'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { queryClient, useDoor } from '../../src/api/index.ts'
import SettingsScreen from '../../src/features/settings/SettingsScreen.vue'
import { i18n } from '../../src/i18n/index.ts'
import { PultError } from '../../src/shared/errors.ts'
import '../../src/style.css'
import { asked } from '../../src/ui/confirm.ts'
import ConfirmHost from '../../src/ui/ConfirmHost.vue'
import { provideFormat } from '../../src/ui/format.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import Toasts from '../../src/ui/Toasts.vue'
import { makeFake, today } from './settingsFake.ts'

const open = async (section: string, fake = makeFake()) => {
  useDoor(fake.link)
  queryClient.clear()
  i18n.global.locale.value = 'ru'
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/settings/:section?', component: SettingsScreen }, { path: '/:rest(.*)*', component: { render: () => h('p', 'elsewhere') } }] })
  await router.push(`/settings/${section}`)
  const Host = defineComponent({
    setup: () => {
      provideFormat({ locale: 'ru', timeZone: 'Europe/Moscow', currency: 'RUB', today })
      return () => h('div', { style: 'height: 800px; display: flex' }, [h(RouterView), h(Toasts), h(ConfirmHost)])
    },
  })
  await page.viewport(1440, 860)
  render(Host, { global: { plugins: [createPinia(), i18n, router, nuxtIcons, [VueQueryPlugin, { queryClient }]] } })
  return { fake, router }
}

afterEach(() => {
  asked.value?.answer(false)
  for (const notice of [...notices]) dismiss(notice.id)
})

const silent = () => page.getByRole('textbox', { name: 'Тишина' })

test('a rule that the contract refuses says its bounds and can’t be saved; the sentence follows what is typed', async () => {
  const { fake } = await open('rules')
  await silent().fill('0')
  await expect.element(page.getByText('Целое число от 1 до 365')).toBeVisible()
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  expect(fake.sent('settings.setRules')).toEqual([])
  await silent().fill('21')
  await expect.element(page.getByText('Сделка застряла, если контакта нет дольше 21 дня.')).toBeVisible()
})

test('Ctrl+Enter saves only the group at hand, and the undo puts its numbers back', async () => {
  const { fake } = await open('rules')
  await page.getByRole('textbox', { name: 'Результат задачи' }).fill('15')
  await silent().fill('21')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(page.getByText('Сохранено: Застрявшие сделки')).toBeVisible()
  expect(fake.sent('settings.setRules').map(call => call.rules)).toEqual([{ silentDays: 21 }])
  await page.getByRole('button', { name: /^Отменить/ }).click()
  await expect.poll(() => fake.rules.silentDays).toBe(14)
  expect(fake.rules.taskResultLength).toBe(10)
})

test('Esc takes unsaved edits back; leaving with them asks, and staying keeps them', async () => {
  const { router } = await open('rules')
  await silent().fill('21')
  await userEvent.keyboard('{Escape}')
  await expect.element(silent()).toHaveValue('14')
  await silent().fill('30')
  void router.push('/settings/team')
  await expect.element(page.getByRole('dialog', { name: 'Уйти без сохранения?' })).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(silent()).toHaveValue('30')
  expect(router.currentRoute.value.path).toBe('/settings/rules')
})

test('a changed rule says who changed it when', async () => {
  await open('rules')
  await expect.element(page.getByText('изменено чт, 12 нояб., Соколова')).toBeInTheDocument()
})

test('the same save repeated after an error keeps its command id', async () => {
  const fake = makeFake()
  fake.fails.set('settings.setRules', new PultError('INTERNAL', 'broken'))
  await open('rules', fake)
  await silent().fill('21')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(page.getByText(/Внутри Pult что-то сломалось/)).toBeVisible()
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.rules.silentDays).toBe(21)
  const [first, second] = fake.sent('settings.setRules')
  expect(first?.commandId).toBe(second?.commandId)
})

test('roles that an import proposed are confirmed together, each with its own version', async () => {
  const { fake } = await open('team')
  await page.getByRole('button', { name: 'Выбрать их' }).click()
  await userEvent.keyboard('c')
  await page.getByRole('dialog').getByRole('button', { name: 'Подтвердить роль' }).click()
  await expect.element(page.getByText('Подтверждены 2 роли')).toBeVisible()
  expect(fake.sent('settings.savePerson').map(({ id, expectedVersion, role }) => ({ id, expectedVersion, role }))).toEqual([{ id: 2, expectedVersion: 1, role: 'manager' }, { id: 3, expectedVersion: 1, role: 'manager' }])
})

test('a conflict names who was first, keeps what was typed, and offers the present state', async () => {
  const fake = makeFake()
  const { router } = await open('team', fake)
  await expect.element(page.getByText('Ковалёв').first()).toBeVisible()
  await page.getByText('Ковалёв').first().dblClick()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Имя' }).fill('Ковалёв Роман')
  fake.people = fake.people.map(each => each.id === 2 ? { ...each, name: 'Ковалёв Р. С.', version: 2 } : each)
  fake.fails.set('settings.savePerson', new PultError('CONFLICT', 'changed', { who: 'Орлов', when: Date.parse('2026-11-20T15:00:00Z') }))
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(page.getByText(/другая правка: Орлов/)).toBeVisible()
  await expect.element(page.getByRole('dialog').getByRole('textbox', { name: 'Имя' })).toHaveValue('Ковалёв Роман')
  await page.getByRole('button', { name: 'Показать, как стало' }).click()
  await expect.element(page.getByRole('dialog').getByRole('textbox', { name: 'Имя' })).toHaveValue('Ковалёв Р. С.')
  expect(router.currentRoute.value.path).toBe('/settings/team')
})

test('a shipped reason that is switched off keeps following the language', async () => {
  const { fake } = await open('reasons')
  await expect.element(page.getByText('Дубль').first()).toBeVisible()
  await userEvent.keyboard('d')
  await expect.element(page.getByText('Больше не предлагается: Дубль')).toBeVisible()
  expect(fake.sent('settings.saveReason')[0]).toMatchObject({ name: 'duplicate', active: false })
  expect(fake.reasons[0]?.name).toBeNull()
})

test('Enter cycles a day; one undo takes the whole cycle back with the name of the holiday', async () => {
  const { fake } = await open('calendar')
  const day = page.getByRole('gridcell', { name: /среда, 4 ноября, праздник/ })
  await day.click()
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => fake.calendar.get('2026-11-04')?.kind).toBe('workday')
  await userEvent.keyboard('{Enter}{Enter}')
  await expect.poll(() => fake.calendar.has('2026-11-04')).toBe(false)
  await expect.element(page.getByText('среда, 4 ноября: по неделе')).toBeVisible()
  await page.getByRole('button', { name: /^Отменить/ }).click()
  await expect.poll(() => fake.calendar.get('2026-11-04')).toMatchObject({ kind: 'holiday', name: 'День народного единства' })
})

test('arrows lead over the end of a year, where no calendar is said with what to do', async () => {
  await open('calendar')
  await page.getByRole('gridcell', { name: /четверг, 31 декабря/ }).click()
  await userEvent.keyboard('{ArrowRight}')
  await expect.element(page.getByText('За 2027 год календаря нет.')).toBeVisible()
  await expect.poll(() => document.activeElement?.getAttribute('data-day')).toBe('2027-01-01')
})

test('a rate is taken with a comma, sent with a point; words are refused', async () => {
  const { fake } = await open('rates')
  const rate = page.getByRole('textbox', { name: 'Курс USD' })
  await rate.fill('девяносто')
  await expect.element(page.getByText(/Число больше нуля/)).toBeVisible()
  await rate.fill('92,5')
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => fake.sent('settings.setRate').map(call => call.rate)).toEqual(['92.5'])
})

const at = Date.parse('2026-11-20T15:00:00Z')
const copies = (): ReturnType<typeof makeFake> => {
  const fake = makeFake()
  fake.backups.rows = [{ name: 'day.backup', at, kind: 'auto', bytes: 2_500_000 }, { name: 'bad.backup', at: at - 3_600_000, kind: 'damaged', bytes: 100 }]
  return fake
}

test('a backup is restored after one question that says what goes; without a yes nothing is sent', async () => {
  const { fake } = await open('backups', copies())
  await expect.element(page.getByText('по расписанию')).toBeVisible()
  await userEvent.keyboard('r')
  await expect.element(page.getByText(/решено и загружено после этого момента/)).toBeVisible()
  await userEvent.keyboard('{Escape}')
  expect(fake.sent('backups.restore')).toEqual([])
  await userEvent.keyboard('r')
  await expect.element(page.getByText(/решено и загружено после этого момента/)).toBeVisible()
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => fake.sent('backups.restore')).toEqual([{ name: 'day.backup' }])
  await expect.element(page.getByText(/Файл восстановлен, копия/)).toBeVisible()
})

test('a damaged copy can’t be restored, and a failed last attempt is said with its reason', async () => {
  const fake = copies()
  fake.backups.failures = [{ at: at + 60_000, kind: 'auto', code: 'PULT_DISK_FULL' }]
  await open('backups', fake)
  await expect.element(page.getByText(/Последняя попытка.*не удалась/)).toBeVisible()
  await expect.element(page.getByText('копия не удалась')).toBeVisible()
  await userEvent.keyboard('jj')
  await userEvent.keyboard('r')
  expect(asked.value).toBeNull()
  await userEvent.keyboard('k')
  await userEvent.keyboard('r')
  await expect.poll(() => asked.value).not.toBeNull()
})

test('where recordings lie and how long copies stay is kept at once; the folder when it is said', async () => {
  const { fake } = await open('workspace')
  await page.getByRole('textbox', { name: /Папка записей/ }).fill(' /srv/calls ')
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => fake.sent('recordings.setSettings').at(-1)?.folder).toBe('/srv/calls')
  await page.getByRole('radio', { name: '6 месяцев' }).click()
  await expect.poll(() => fake.recordings).toEqual({ folder: '/srv/calls', fetchAddresses: false, keepMonths: 6 })
  await page.getByRole('group', { name: 'Забирать по адресам' }).getByRole('radio', { name: 'Да' }).click()
  await expect.poll(() => fake.recordings.fetchAddresses).toBe(true)
  fake.fails.set('recordings.setSettings', new PultError('BAD_INPUT', 'There is no such folder on this computer.', { field: 'folder' }))
  await page.getByRole('textbox', { name: /Папка записей/ }).fill('/nowhere')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('alert')).toBeVisible()
  await expect.element(page.getByRole('textbox', { name: /Папка записей/ })).toHaveValue('/nowhere')
})
