import { ask, expect, test } from './desk.ts'
import { activeRow, dialogOf, listOf, toasts } from './pages/today.ts'

/** What goes back to the CRM and the words of refusals, by keys alone on a Cyrillic layout. */
test('the outbox: a message for one person, what is done beside; reasons in words: accepted, undone, chosen by a digit', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ language: 'ru', layout: 'ru' })
  await page.goto(`${host.origin}/today`)
  await expect(activeRow(page)).toBeVisible()
  await hands.press('g o')
  await expect(page).toHaveURL(/\/outbox$/)
  await expect(activeRow(page)).toBeVisible()
  const rows = (): Promise<string | null> => listOf(page).getAttribute('aria-rowcount')
  interface Page { all: { open: number }, managers: { manager: { id: number, name: string }, count: number }[] }
  const { all, managers } = await ask<Page>(page, 'importing/outbox', {})
  const [first, second] = managers
  expect(await rows()).toBe(String(all.open + 1))
  await expect(page.getByRole('link', { name: new RegExp(`^${words('outbox.title')} ${all.open}`) })).toBeVisible()

  await test.step('a message for one person has all of their lines, one for a selection those of each', async () => {
    await hands.press('m')
    await expect(toasts(page, words)).toContainText(first!.manager.name)
    const message = await page.evaluate(() => navigator.clipboard.readText())
    expect(message.split('\n\n')).toHaveLength(3)
    expect(message.match(/^\d+\. [^:]+: /gm)).toHaveLength(first!.count)
    await hands.press('Control+a')
    await expect(page.getByText(words('common.selected', {}, all.open)).first()).toBeVisible()
    await hands.press('m')
    await expect(toasts(page, words)).toContainText(second!.manager.name)
    expect((await page.evaluate(() => navigator.clipboard.readText())).match(/^\d+\. [^:]+: /gm)).toHaveLength(all.open)
    await hands.press('Escape')
  })

  await test.step('narrowed to one person; paper has all of their lines', async () => {
    await hands.press('/')
    await expect(dialogOf(page)).toBeVisible()
    await hands.press('Enter Escape')
    await expect(page).toHaveURL(new RegExp(`manager=${first!.manager.id}$`))
    await expect.poll(rows).toBe(String(first!.count + 1))
    await page.evaluate(() => { window.print = () => { document.body.dataset.printed = String(document.querySelectorAll('article tbody tr').length) } })
    await hands.press('p')
    await expect.poll(() => page.evaluate(() => document.body.dataset.printed)).toBe(String(first!.count))
    await hands.press('0')
    await expect.poll(rows).toBe(String(all.open + 1))
  })

  await test.step('columns, order, another view, and back', async () => {
    await hands.press('s ArrowDown Enter')
    await expect(page).toHaveURL(/sort=/)
    await hands.press('3')
    await expect(page).toHaveURL(/view=divergences/)
    await expect(page.getByText(words('importing.divergences.none')).or(activeRow(page)).first()).toBeVisible()
    await hands.press('2')
    await expect(page.getByText(words('outbox.doneNone')).or(activeRow(page)).first()).toBeVisible()
    await page.goBack()
    await expect(page).toHaveURL(/view=divergences/)
  })

  await test.step('a link of before leads here', async () => {
    await page.goto(`${host.origin}/import?view=outbox`)
    await expect(page).toHaveURL(/\/outbox$/)
    await expect(activeRow(page)).toBeVisible()
  })

  await hands.press('g m')
  await expect(page.getByRole('heading', { level: 1, name: words('reasons.title') })).toBeVisible()
  await expect(activeRow(page)).toBeVisible()
  const covered = async (): Promise<number> => (await ask<{ progress: { deals: { covered: number } } }>(page, 'reasons/groups', {})).progress.deals.covered
  const count = await listOf(page).getAttribute('aria-rowcount')
  await expect(page.getByText(/^В первых? \d+ групп/)).toBeVisible()
  // A double click looks at a row; it decides nothing, over a selection neither.
  await hands.press('x j x')
  await activeRow(page).dblclick()
  expect(await covered()).toBe(0)
  await hands.press('Escape')
  await hands.press('0')
  await expect(toasts(page, words)).toContainText('Сведено')
  await expect.poll(covered).toBeGreaterThan(0)
  await hands.press('z')
  await expect.poll(covered).toBe(0)
  await hands.press('1')
  await expect(toasts(page, words)).toContainText('Сведено')
  expect(await covered()).toBeGreaterThan(0)
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
  // Until the other view's own rows stand there, nothing is decided on them.
  await expect(async () => {
    await hands.press('f')
    expect(await covered()).toBe(0)
  }).toPass()
})
