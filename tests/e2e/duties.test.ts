import { expect, test } from './desk.ts'
import { activeRow, idOfActive } from './pages/today.ts'

/** The head does what was delayed, by keys alone on a Cyrillic layout: the row leaves, `z` brings it back. */
test('late key points: done with a result, undone, the backlog shown apart', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ language: 'ru', layout: 'ru' })
  await page.goto(`${host.origin}/today?check=tasks`)
  await idOfActive(page)
  await hands.press('End')
  await expect(page.getByRole('grid').getByText(words('today.duties.courtesy_call'), { exact: true }).or(page.getByText(words('today.duties.key_point'), { exact: true })).first()).toBeVisible()
  await hands.press('b')
  await expect(page.getByText(words('today.duties.key_point'), { exact: true })).toBeVisible()
  await expect(activeRow(page)).toBeVisible()
  const id = await activeRow(page).getAttribute('id')
  await hands.press('d')
  await expect(page.getByRole('dialog')).toBeVisible()
  await hands.type('отправил сам, ждём ответа')
  await hands.press('Control+Enter')
  await expect(page.locator(`[id="${id}"]`)).toHaveCount(0)
  await expect(activeRow(page)).toBeVisible()
  await hands.press('z')
  await expect(page.locator(`[id="${id}"]`)).toBeVisible()
  await hands.press('b')
  await expect(page.getByText(words('today.duties.dwell_limit'), { exact: true })).toBeVisible()
})
