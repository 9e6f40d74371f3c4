import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from './desk.ts'
import { activeRow, idOfActive } from './pages/today.ts'

const picture = process.env.PULT_PICTURES

/** A decision is found by who and what, with its before and after beside it; the filter stands in the address; Enter opens its record. */
test('the audit log is searched by keys and leads to the record', async ({ desk }) => {
  const { page, hands, words } = await desk({ path: '/audit', layout: 'ru' })
  await expect(activeRow(page)).toBeVisible()
  await hands.press('/')
  await hands.type('склад')
  await expect(page).toHaveURL(/text=/)
  await hands.press('Enter')
  await expect(activeRow(page)).toBeVisible()
  const entry = page.getByRole('article')
  await expect(entry).toContainText(words('audit.chained'))
  if (picture) {
    await page.screenshot({ path: `${picture}/audit.png` })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.screenshot({ path: `${picture}/audit-dark.png` })
    await page.setViewportSize({ width: 390, height: 800 })
    await page.screenshot({ path: `${picture}/audit-390.png` })
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
  }
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`)).toEqual([])
  await page.reload()
  await idOfActive(page)
  await expect(page.getByRole('search').locator('input').first()).toHaveValue('склад')
  await hands.press('Enter')
  await expect(page).toHaveURL(/\/(deals|clients)\/\d+/)
})
