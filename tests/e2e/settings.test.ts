import { ask, expect, nextDay, test } from './desk.ts'
import { dialogOf, toasts } from './pages/today.ts'

interface Overview { checks: { check: string, count: number, apart: number }[] }

test('a changed rule is saved with Ctrl+Enter, changes the review at once, and is undone with z', async ({ desk }) => {
  const { page, hands, words } = await desk({ path: '/settings/rules', layout: 'ru' })
  const resultLength = async (): Promise<number> => (await ask<Overview>(page, 'day/open', {})).checks.find(check => check.check === 'E')?.count ?? -1
  const before = await resultLength()
  const field = page.getByRole('textbox', { name: words('settings.rules.names.taskResultLength') })
  await field.focus()
  await field.fill('60')
  await hands.press('Control+Enter')
  await expect(toasts(page, words)).toContainText(words('common.undo'))
  await expect.poll(resultLength).toBeGreaterThan(before)

  await hands.press('Tab')
  await page.getByRole('main').focus()
  await hands.press('z')
  await expect(toasts(page, words)).toContainText(words('common.undone'))
  await expect(field).toHaveValue('10')
  await expect.poll(resultLength).toBe(before)
})

test('a number that can’t be is said beside its field and not saved', async ({ desk }) => {
  const { page, hands, words } = await desk({ path: '/settings/rules', language: 'en' })
  const field = page.getByRole('textbox', { name: words('settings.rules.names.silentDays') })
  await field.fill('many')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await hands.press('Control+Enter')
  expect((await ask<{ rules: { silentDays: number } }>(page, 'settings/rules')).rules.silentDays).toBe(14)
  await hands.press('Escape')
  await expect(field).toHaveValue('14')
})

test('a day of the calendar turns into a holiday by keys', async ({ desk }) => {
  const { page, hands } = await desk({ path: '/settings/calendar' })
  const day = page.locator(`[data-day="${nextDay}"]`)
  await expect(day).toBeVisible()
  await hands.press('ArrowRight')
  await expect(day).toBeFocused()
  await hands.press('Enter')
  const kind = async (): Promise<string | undefined> => (await ask<{ days: { day: string, kind: string }[] }>(page, 'settings/calendar', { year: 2026 })).days.find(each => each.day === nextDay)?.kind
  await expect.poll(kind).toBe('holiday')
})

test('language, theme and letter keys switch at once', async ({ desk }) => {
  const { page, hands, words } = await desk({ path: '/settings/appearance' })
  await expect(page.getByRole('heading', { level: 1, name: words('ui.frame.settings') })).toBeVisible()
  await page.getByRole('radio', { name: 'English' }).check()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByRole('radiogroup', { name: 'Theme' }).or(page.getByRole('group', { name: 'Theme' })).getByRole('radio', { name: /Dark/ }).check()
  await expect(page.locator('html')).toHaveClass(/dark/)

  await page.getByRole('radiogroup', { name: /keys/i }).or(page.getByRole('group', { name: /keys/i })).getByRole('radio').nth(1).check()
  await page.getByRole('main').focus()
  await hands.press('g t')
  await hands.press('Control+k')
  await expect(dialogOf(page)).toBeVisible()
  await hands.press('Escape')
  await expect(page).toHaveURL(/settings/)
})
