import { ask, expect, test } from './desk.ts'
import { activeRow, listOf, toasts } from './pages/today.ts'

/** What goes back to the CRM and the words of refusals, by keys alone on a Cyrillic layout. */
test('the outbox: a message for one person, what is done beside; reasons in words: accepted, undone, chosen by a digit', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ language: 'ru', layout: 'ru' })
  await page.goto(`${host.origin}/today`)
  await expect(activeRow(page)).toBeVisible()
  await hands.press('g o')
  await expect(page.getByRole('tab', { name: words('importing.tabs.outbox'), selected: true })).toBeVisible()
  await expect(activeRow(page)).toBeVisible()
  await hands.press('m')
  await expect(toasts(page, words)).toContainText('Скопировано')
  const message = await page.evaluate(() => navigator.clipboard.readText())
  expect(message.split('\n\n')).toHaveLength(3)
  expect(message).toMatch(/\n1\. [^:]+: /)
  await hands.press('2')
  await expect(page.getByText(words('outbox.doneNone')).or(activeRow(page)).first()).toBeVisible()

  await hands.press('g m')
  await expect(page.getByRole('heading', { level: 1, name: words('reasons.title') })).toBeVisible()
  await expect(activeRow(page)).toBeVisible()
  const covered = async (): Promise<number> => (await ask<{ progress: { deals: { covered: number } } }>(page, 'reasons/groups', {})).progress.deals.covered
  const count = await listOf(page).getAttribute('aria-rowcount')
  await hands.press('1')
  await expect.poll(covered).toBeGreaterThan(0)
  await hands.press('z')
  await expect.poll(covered).toBe(0)
  await expect(listOf(page)).toHaveAttribute('aria-rowcount', count ?? '')
  await hands.press('r')
  await expect(page.getByRole('dialog')).toBeVisible()
  await hands.press('Enter')
  await hands.press('Control+Enter')
  await expect.poll(covered).toBeGreaterThan(0)
  await hands.press('v')
  await expect(activeRow(page)).toBeVisible()
  await hands.press('f')
  await expect.poll(covered).toBe(0)
})
