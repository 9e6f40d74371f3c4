import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { ask, expect, test } from './desk.ts'
import { activeRow, dialogOf, idOfActive, listOf, titleOfActive, toasts } from './pages/today.ts'

interface Deal { id: number, version: number, title: string, manager: { id: number, name: string } | null }
interface Deals { rows: Deal[], total: number }
const open = { status: ['open'] }
const dealsOf = (page: Page, filter: object): Promise<Deals> => ask<Deals>(page, 'deals/list', { filter })
const ownerOf = async (page: Page, id: number): Promise<string | undefined> => (await dealsOf(page, { ids: [id] })).rows[0]?.manager?.name

test('deals by keys alone: filtered in the address, reassigned with what follows and undone, exported, kept as a view; a client’s deals', async ({ desk }) => {
  const { page, hands, words } = await desk({ path: '/today', layout: 'ru' })
  const rows = async (count: number): Promise<void> => expect(listOf(page)).toHaveAttribute('aria-rowcount', String(count + 1))
  await expect(activeRow(page)).toBeVisible()
  await hands.press('g l')
  await expect(activeRow(page)).toBeVisible()
  const all = (await dealsOf(page, open)).total
  await rows(all)

  await test.step('words, then a manager from the list with counts; «back» takes a step back', async () => {
    await hands.press('/')
    await hands.type('монтаж')
    await expect(page).toHaveURL(/text=/)
    await rows((await dealsOf(page, { ...open, text: 'монтаж' })).total)
    await hands.press('Enter')
    await expect(listOf(page)).toBeFocused()
    await hands.press('3')
    const list = dialogOf(page).getByRole('listbox')
    await expect(list.getByRole('option').first()).toBeVisible()
    await hands.press('Enter')
    await expect(list.getByRole('option', { selected: true })).toHaveCount(1)
    await hands.press('Escape')
    await expect(dialogOf(page)).toHaveCount(0)
    const managerId = Number(new URL(page.url()).searchParams.get('manager'))
    await rows((await dealsOf(page, { ...open, text: 'монтаж', managerIds: [managerId] })).total)
    await page.goBack()
    await rows((await dealsOf(page, { ...open, text: 'монтаж' })).total)
    await page.goForward()
    await expect(page).toHaveURL(/manager=/)
  })

  await test.step('two deals to another manager: what follows is shown first, z takes it back', async () => {
    const first = await idOfActive(page)
    const before = await ownerOf(page, first)
    await hands.press('x Shift+j')
    await hands.press('r')
    await expect(dialogOf(page).getByRole('radio').first()).toBeFocused()
    await hands.press('1')
    await expect(dialogOf(page).getByRole('status')).toContainText(words('decide.follows.goes', { n: 2 }, 2))
    await hands.press('1')
    const grounds = dialogOf(page).getByRole('textbox', { name: words('today.dialog.override') })
    if (await grounds.count() > 0) {
      await hands.press('Tab')
      await expect(grounds).toBeFocused()
      await hands.type('просьба клиента')
    }
    await hands.press('Control+Enter')
    await expect(toasts(page, words)).toContainText(words('decide.toast.many.reassign', { n: 2 }, 2))
    expect(await ownerOf(page, first)).not.toBe(before)
    await hands.press('z')
    await expect(toasts(page, words)).toContainText(words('common.undone'))
    expect(await ownerOf(page, first)).toBe(before)
  })

  await test.step('a task on the active deal', async () => {
    const title = await titleOfActive(page)
    await hands.press('t')
    await expect(dialogOf(page)).toContainText(title)
    await hands.press('1')
    await hands.press('Control+Enter')
    await expect(toasts(page, words)).toContainText(words('decide.toast.one.task', { title }))
  })

  await test.step('all rows of the filter as CSV, with the columns of the screen', async () => {
    await hands.press('0')
    await hands.press('Shift+e')
    await expect(dialogOf(page)).toBeVisible()
    await hands.press('1')
    const download = page.waitForEvent('download')
    await hands.press('Control+Enter')
    const csv = readFileSync(await (await download).path(), 'utf8')
    await expect(dialogOf(page)).toHaveCount(0)
    const lines = csv.trim().split('\r\n')
    expect(lines[0]).toContain(words('deals.columns.title'))
    expect(lines).toHaveLength((await dealsOf(page, {})).total + 1)
  })

  await test.step('a view is kept, and applied by keys', async () => {
    await hands.press('1')
    await hands.press('Enter')
    await hands.press('Escape')
    await expect(page).toHaveURL(/status=open/)
    await expect(dialogOf(page)).toHaveCount(0)
    await hands.press('v')
    await expect(dialogOf(page).getByRole('textbox')).toBeFocused()
    await hands.type('открытые')
    await hands.press('Enter')
    await expect(toasts(page, words)).toContainText(words('deals.views.saved', { name: 'открытые' }))
    await expect(dialogOf(page)).toHaveCount(0)
    await hands.press('0')
    await rows((await dealsOf(page, {})).total)
    await hands.press('v')
    await expect(dialogOf(page).getByRole('button', { name: 'открытые', exact: true })).toBeFocused()
    await hands.press('Enter')
    await rows(all)
  })

  await test.step('a client is found, its deal opened', async () => {
    await hands.press('g c')
    await expect(activeRow(page)).toBeVisible()
    await hands.press('/')
    await hands.type('фермер')
    await expect(page).toHaveURL(/text=/)
    await hands.press('Enter')
    await expect(activeRow(page)).toContainText('Фермер')
    const deal = page.getByRole('complementary').getByRole('article').getByRole('link').filter({ has: page.locator('span') }).first()
    await expect(page.getByRole('complementary').getByRole('article').getByRole('heading', { level: 2 })).toContainText('Фермер')
    await hands.press('Enter')
    await expect(deal).toBeFocused()
    await hands.press('Enter')
    await expect(page).toHaveURL(/\/deals\/\d+$/)
  })
})
