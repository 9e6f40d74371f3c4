import type { Page } from '@playwright/test'
import { ask, expect, test } from './desk.ts'
import { activeRow, dialogOf, idOfActive, listOf, titleOfActive, toasts } from './pages/today.ts'

interface Figure { count: number }
const total = async (page: Page, filter: unknown): Promise<number> => (await ask<{ total: number }>(page, 'deals/list', { filter, limit: 1 })).total
const expectRows = (page: Page, count: number): Promise<void> => expect(listOf(page)).toHaveAttribute('aria-rowcount', String(count + 1))
/** Goes on with Tab until a chart of that name has the focus. */
const tabTo = async (page: Page, press: (keys: string) => Promise<void>, name: string | RegExp): Promise<void> => {
  const chart = page.getByRole('slider', { name, exact: true })
  await expect(chart).toBeVisible()
  for (let step = 0; step < 60 && !(await chart.evaluate(element => element === document.activeElement)); step++) await press('Tab')
  await expect(chart).toBeFocused()
}

test('thinking and stuck by the keyboard alone: figures, charts and rows are one; a deal is parked and comes back', async ({ desk }) => {
  test.setTimeout(240_000)
  const { page, hands, words } = await desk({ layout: 'ru' })
  await idOfActive(page)
  await hands.press('g k')
  await expect(page).toHaveURL(/\/stuck$/)
  await expect(activeRow(page)).toBeVisible()
  const { all } = await ask<{ all: Figure }>(page, 'jam/overview', {})
  await expectRows(page, all.count)
  expect(await total(page, { status: ['open'], kinds: ['thinking'] })).toBe(all.count)

  await test.step('a day of the line opens the rows of then, and «back» leads here again', async () => {
    const { points } = await ask<{ points: { day: string, figure: Figure | null }[] }>(page, 'jam/history', {})
    const before = points.at(-1)!
    await tabTo(page, hands.press, /^Думают, за 8 недель/)
    await hands.press('ArrowLeft Enter')
    await expect(page).toHaveURL(new RegExp(`/past\\?of=jam&day=${before.day}`))
    await expect(activeRow(page)).toBeVisible()
    await expectRows(page, before.figure!.count)
    await page.goBack()
    await expect(page).toHaveURL(/\/stuck$/)
    await expect(activeRow(page)).toBeVisible()
  })

  await test.step('a bar opens its rows', async () => {
    await tabTo(page, hands.press, words('stuck.byAge'))
    await hands.press('ArrowRight Enter')
    await expect(page).toHaveURL(/age=8-30/)
    await expectRows(page, await total(page, { status: ['open'], kinds: ['thinking'], buckets: ['8-30'] }))
    // The same bar lets go, and Enter works right after Tab: it stands on the chosen one.
    await hands.press('Shift+Tab')
    await tabTo(page, hands.press, words('stuck.byAge'))
    await hands.press('Enter')
    await expect(page).toHaveURL(/\/stuck$/)
    await expectRows(page, all.count)
  })

  await test.step('a reason and another view', async () => {
    await hands.press('v')
    await expect(page).toHaveURL(/view=stuck/)
    await hands.press('3')
    await expect(page).toHaveURL(/reason=no_task/)
    await expectRows(page, await total(page, { status: ['open'], stuck: true, reasons: ['no_task'] }))
    await hands.press('v v c')
    await expect(page).toHaveURL(/\/stuck$/)
    await expectRows(page, all.count)
  })

  await test.step('park, and undo', async () => {
    const parked = await total(page, { status: ['open'], parked: true })
    await hands.press('j')
    const title = await titleOfActive(page)
    await hands.press('p')
    await expect(dialogOf(page)).toBeVisible()
    await hands.press('1')
    await expect(dialogOf(page).getByRole('textbox').first()).not.toHaveValue('')
    await hands.press('Control+Enter')
    await expect(toasts(page, words)).toContainText(words('decide.toast.one.park', { title }))
    await expect(page.getByRole('tab', { name: words('stuck.view.parked') })).toContainText(String(parked + 1))
    await hands.press('z')
    await expect(page.getByRole('tab', { name: words('stuck.view.parked') })).toContainText(String(parked))
    expect(await total(page, { status: ['open'], parked: true })).toBe(parked)
  })

  await test.step('the funnel: its figures open their rows', async () => {
    await hands.press('g f')
    await expect(page.getByRole('table').first()).toBeVisible()
    await hands.press('j j')
    const figure = page.locator('[data-figure]:focus')
    await expect(figure).toBeVisible()
    const count = Number((await figure.textContent() ?? '').replaceAll(/\D/g, ''))
    await hands.press('Enter')
    await expect(page).toHaveURL(/\/deals\?.*stage=/)
    await expectRows(page, count)
  })

  await test.step('the funnel narrowed by two managers, a past day beside: its figures open the rows of then', async () => {
    await hands.press('g f')
    await expect(page.getByRole('table').first()).toBeVisible()
    await hands.press('/')
    await expect(dialogOf(page)).toBeVisible()
    await hands.press('ArrowDown Enter ArrowDown Enter Escape')
    await expect(dialogOf(page)).toHaveCount(0)
    await expect(page).toHaveURL(/manager=\d+,\d+/)
    await hands.press('b ArrowDown Enter')
    await expect(page).toHaveURL(/beside=/)
    const share = page.getByRole('link', { name: /^было .*\d+ из \d+/ }).first()
    await expect(share).toBeVisible()
    const [moved, entered] = [...(await share.textContent() ?? '').replaceAll('\u00a0', '').matchAll(/(\d+) из (\d+)/g)].map(found => [Number(found[1]), Number(found[2])])[0]!
    await share.focus()
    await hands.press('Enter')
    await expect(page).toHaveURL(/\/past\?of=conversion.*asOf=/)
    await expectRows(page, entered!)
    await hands.press('2')
    await expectRows(page, moved!)
    // «Back» within the funnel takes one choice back after the other.
    await page.goBack()
    await page.goBack()
    await expect(page).toHaveURL(/\/funnel\?.*beside=/)
    await page.goBack()
    await expect(page).not.toHaveURL(/beside=/)
    await page.goBack()
    await expect(page).toHaveURL(/manager=\d+$/)
    await expect(page.getByText(words('charts.filter.manager'), { exact: false }).first()).toBeVisible()
  })
})
