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

  await test.step('late key points by their key: as many rows as there are', async () => {
    await expect(dialogOf(page)).toHaveCount(0)
    await hands.press('9')
    await expect(dialogOf(page).getByRole('listbox', { name: words('deals.filter.latePoint') }).getByRole('option').first()).toBeVisible()
    await hands.press('Enter Escape')
    await expect(page).toHaveURL(/late=presentation/)
    await rows((await dealsOf(page, { ...open, latePoints: ['presentation'] })).total)
    await hands.press('0')
    await rows((await dealsOf(page, {})).total)
  })

  await test.step('a client is found, its deal opened', async () => {
    await hands.press('g c')
    // The former screen's row stands there until the next one has come.
    await expect(page.getByRole('heading', { level: 1, name: words('deals.clients') })).toBeVisible()
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

  await test.step('the deal’s own page decides by the same keys and takes back', async () => {
    const [deal] = (await dealsOf(page, open)).rows
    const { id } = deal!
    await page.goto(new URL(`/deals/${id}`, page.url()).href)
    await expect(page.getByRole('toolbar', { name: words('today.decisions') }).getByRole('button').first()).toBeVisible()
    await hands.press('t')
    await expect(dialogOf(page)).toContainText(deal!.title)
    await hands.press('1 Control+Enter')
    await expect(toasts(page, words)).toContainText(words('decide.toast.one.task', { title: deal!.title }))
    await hands.press('z')
    await expect(toasts(page, words)).toContainText(words('common.undone'))
    await expect.poll(async () => (await dealsOf(page, { ids: [id] })).rows[0]?.version).toBe(deal!.version + 2)
  })
})

test('clients are given away by keys: one, then several spread by load, each taken back', async ({ desk }) => {
  const { page, hands, words } = await desk({ path: '/clients', layout: 'ru' })
  const first = await idOfActive(page)
  interface Client { id: number, name: string, manager: { id: number } | null }
  const ownersOf = async (ids: number[]): Promise<(number | undefined)[]> => Promise.all(ids.map(async clientId => (await ask<Client>(page, 'clients/get', { clientId })).manager?.id))
  /** Nothing is sent before what follows was shown. */
  const send = async (label: string): Promise<void> => {
    await expect(dialogOf(page).getByRole('button', { name: label })).toBeEnabled()
    await hands.press('Control+Enter')
  }
  const undo = async (ids: number[], before: (number | undefined)[]): Promise<void> => {
    await hands.press('z')
    await expect(toasts(page, words)).toContainText(words('common.undone'))
    expect(await ownersOf(ids)).toEqual(before)
  }

  await test.step('one', async () => {
    const before = await ownersOf([first])
    const { name } = await ask<Client>(page, 'clients/get', { clientId: first })
    await hands.press('r')
    await expect(dialogOf(page).getByRole('radio').first()).toBeFocused()
    await hands.press('1')
    await expect(dialogOf(page).getByRole('status')).toBeVisible()
    await hands.press('1')
    await send(words('today.dialog.submit.reassign'))
    await expect(toasts(page, words)).toContainText(words('clients.toast.one.reassign', { name }))
    expect(await ownersOf([first])).not.toEqual(before)
    await undo([first], before)
  })

  await test.step('several, spread: what follows is shown first', async () => {
    await hands.press('x Shift+j Shift+j')
    const ids = await listOf(page).getByRole('row', { selected: true }).evaluateAll(rows => rows.map(row => Number(/\d+$/.exec(row.id)?.[0])))
    expect(ids).toHaveLength(3)
    const before = await ownersOf(ids)
    await hands.press('f')
    // All of the demo's managers are closed for new ones: nobody is proposed.
    await expect(dialogOf(page).getByRole('checkbox').first()).toBeFocused()
    await hands.press('Space')
    await expect(dialogOf(page).getByRole('status')).toBeVisible()
    await hands.press('1')
    await send(words('today.dialog.submit.spread'))
    await expect(toasts(page, words)).toContainText(words('clients.toast.many.spread', { n: 3 }, 3))
    expect(await ownersOf(ids)).not.toEqual(before)
    await undo(ids, before)
  })
})
