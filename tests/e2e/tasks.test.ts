import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { ask, expect, test } from './desk.ts'
import { activeRow, dialogOf, idOfActive, listOf, rowOf, titleOfActive, toasts } from './pages/today.ts'

interface Row { id: number, version: number, dueAt: number | null, moves: number, request: { id: number, to: { dueAt: number }, state: string } | null, manager: { name: string } | null }
const tasksOf = async (page: Page, view: string): Promise<{ rows: Row[], total: number }> => ask(page, 'tasks/list', { view, limit: 500 })
const taskOf = async (page: Page, taskId: number): Promise<{ dueAt: number | null, doneAt: number | null, assignee: { name: string } | null }> => ask(page, 'records/task', { taskId })

test('tasks by keys alone: wishes allowed and denied, tasks moved, closed, given away, each taken back', async ({ desk }) => {
  test.setTimeout(600_000)
  const { page, hands, words } = await desk({ path: '/today', layout: 'ru' })
  const views = page.getByRole('navigation', { name: words('tasks.views') })
  const chosen = views.locator('[aria-current="true"]')
  await expect(activeRow(page)).toBeVisible()
  await hands.press('g a')
  await expect(chosen).toContainText(words('tasks.view.overdue'))
  await expect(activeRow(page)).toBeVisible()

  await test.step('every view by its digit; its count is of all rows, not of the loaded ones', async () => {
    for (const [digit, view] of ['overdue', 'dragged', 'recycled', 'closedToday', 'requests'].entries()) {
      await hands.press(String(digit + 1))
      await expect(chosen).toContainText(words(`tasks.view.${view}`))
      const { total } = await tasksOf(page, view)
      await expect(chosen).toContainText(String(total))
      await expect(activeRow(page)).toBeVisible()
      await expect(listOf(page)).toHaveAttribute('aria-rowcount', String(total + 1))
    }
  })

  await test.step('managers closed for new leads: why, and their overdue tasks by a key; back by its digit', async () => {
    await hands.press('6')
    const { rows: [first, ...others] } = await ask<{ rows: { person: { id: number, name: string }, overdueTasks: number }[] }>(page, 'tasks/closedForNewLeads')
    await expect(chosen).toContainText(String(others.length + 1))
    await expect(activeRow(page)).toContainText(first!.person.name)
    await hands.press('t')
    await expect(page).toHaveURL(new RegExp(`manager=${first!.person.id}`))
    await expect(listOf(page)).toHaveAttribute('aria-rowcount', String(first!.overdueTasks + 1))
    await hands.press('0 5')
    await expect(page).toHaveURL(/view=requests/)
    await expect(activeRow(page)).toBeVisible()
  })

  await test.step('a allows: the date is the one asked for; z takes it back', async () => {
    const [id, title] = [await idOfActive(page), await titleOfActive(page)]
    const wish = (await tasksOf(page, 'requests')).rows.find(row => row.id === id)?.request
    await hands.press('a')
    await expect(rowOf(page, id)).toHaveCount(0)
    await expect(toasts(page, words)).toContainText(words('tasks.toast.one.allow', { title }))
    expect((await taskOf(page, id)).dueAt).toBe(wish?.to.dueAt)
    await hands.press('z')
    await expect(rowOf(page, id)).toBeVisible()
    expect((await taskOf(page, id)).dueAt).not.toBe(wish?.to.dueAt)
  })

  await test.step('d denies at once, Shift d with an answer; the next row takes the place', async () => {
    const first = await idOfActive(page)
    await hands.press('d')
    await expect(rowOf(page, first)).toHaveCount(0)
    const second = await idOfActive(page)
    expect(second).not.toBe(first)
    await hands.press('Shift+d')
    await hands.press('1')
    await hands.press('Control+Enter')
    await expect(rowOf(page, second)).toHaveCount(0)
    const { requests } = await ask<{ requests: { state: string, comment: string | null }[] }>(page, 'tasks/history', { taskId: second })
    expect(requests.at(-1)).toMatchObject({ state: 'denied', comment: words('tasks.suggest.deny.first') })
  })

  await test.step('a whole selection with one key', async () => {
    const { total } = await tasksOf(page, 'requests')
    await hands.press('x Shift+j')
    await expect(page.getByRole('toolbar', { name: words('today.decisions') })).toContainText(words('tasks.count', {}, 2))
    await hands.press('a')
    await expect(toasts(page, words)).toContainText(words('tasks.toast.many.allow', {}, 2))
    await expect(chosen).toContainText(String(total - 2))
  })

  await test.step('the line of time says the moves in words too; an import’s moves are allowed', async () => {
    await hands.press('2')
    await expect(activeRow(page)).toBeVisible()
    const [id, title] = [await idOfActive(page), await titleOfActive(page)]
    const { moves } = (await tasksOf(page, 'dragged')).rows.find(row => row.id === id)!
    const inspector = page.getByRole('complementary')
    await expect(inspector.getByText(words('record.moves.count', {}, moves)).first()).toBeVisible()
    await hands.press('a')
    await expect(rowOf(page, id)).toHaveCount(0)
    // The row goes before the answer comes; there is something to take back once it came.
    await expect(toasts(page, words)).toContainText(words('tasks.toast.one.allowImport', { title }))
    await hands.press('z')
    await expect(rowOf(page, id)).toBeVisible()
  })

  await test.step('overdue: moved with a day and a reason, closed with a result that is long enough', async () => {
    await hands.press('1')
    await expect(activeRow(page)).toBeVisible()
    const moved = await idOfActive(page)
    await hands.press('m')
    await expect(dialogOf(page).getByRole('textbox').first()).toBeFocused()
    await hands.type('27.11')
    await dialogOf(page).getByRole('textbox').nth(1).focus()
    await hands.type('Клиент в отъезде')
    await hands.press('Control+Enter')
    await expect(rowOf(page, moved)).toHaveCount(0)
    expect((await taskOf(page, moved)).dueAt).toBe(Date.parse('2026-11-28T00:00:00+03:00') - 1)
    const closed = await idOfActive(page)
    await hands.press('c')
    await dialogOf(page).getByRole('textbox').focus()
    await hands.type('сделал')
    await hands.press('Control+Enter')
    await expect(dialogOf(page)).toBeVisible()
    await hands.type(' и договорился')
    await hands.press('Control+Enter')
    await expect(rowOf(page, closed)).toHaveCount(0)
    expect((await taskOf(page, closed)).doneAt).not.toBeNull()
  })

  await test.step('given to another manager; asked about', async () => {
    const [id, title] = [await idOfActive(page), await titleOfActive(page)]
    await hands.press('r')
    await hands.press('1')
    const taker = await dialogOf(page).getByRole('radio', { checked: true }).textContent()
    await dialogOf(page).getByRole('textbox').first().focus()
    await hands.type('Поровну')
    await hands.press('Control+Enter')
    await expect(toasts(page, words)).toContainText(words('tasks.toast.one.assign', { title }))
    expect(taker).toContain((await taskOf(page, id)).assignee?.name)
    // Of the next row: a second decision on one row right after a question still meets the old version in this grid.
    const asked = await titleOfActive(page)
    await hands.press('q')
    await hands.press('1')
    await hands.press('Control+Enter')
    await expect(toasts(page, words)).toContainText(words('tasks.toast.one.question', { title: asked }))
  })

  await test.step('/ filters by words, Esc brings the list back; Shift u leaves the manager of the row', async () => {
    await hands.press('/')
    await hands.type('ворот')
    await hands.press('Enter')
    await expect(page).toHaveURL(/text=/)
    await expect(activeRow(page)).toContainText(/ворот/i)
    await hands.press('/ Escape Escape')
    await expect(page).not.toHaveURL(/text=/)
    await expect(activeRow(page)).toBeVisible()
    await hands.press('Shift+u')
    await expect(page).toHaveURL(/manager=\d+/)
    const managerIds = [Number(new URL(page.url()).searchParams.get('manager'))]
    await expect(listOf(page)).toHaveAttribute('aria-rowcount', String((await ask<{ total: number }>(page, 'tasks/list', { view: 'overdue', filter: { managerIds } })).total + 1))
    await page.goBack()
    await expect(page).not.toHaveURL(/manager=/)
  })

  await test.step('the whole view is taken, not what is loaded; all of one manager; a team in the address', async () => {
    const bar = page.getByRole('toolbar', { name: words('today.decisions') })
    const { total, rows: [row] } = await tasksOf(page, 'overdue')
    expect(total).toBeGreaterThan(200)
    await expect(activeRow(page)).toBeVisible()
    await hands.press('Control+a')
    await expect(bar).toContainText(words('tasks.count', {}, total))
    await expect(bar).toContainText(words('tasks.act.close'))
    await hands.press('Escape Home Shift+x')
    const { managers } = await ask<{ managers: { manager: { name: string } | null, count: number }[] }>(page, 'tasks/facets', { view: 'overdue' })
    await expect(bar).toContainText(words('tasks.count', {}, managers.find(group => group.manager?.name === row!.manager?.name)!.count))
    await hands.press('Escape w')
    await expect(dialogOf(page).getByRole('option').first()).toBeVisible()
    await hands.press('Enter Escape')
    await expect(page).toHaveURL(/team=/)
    await expect(dialogOf(page)).toHaveCount(0)
    const teams = [new URL(page.url()).searchParams.get('team')]
    await expect(listOf(page)).toHaveAttribute('aria-rowcount', String((await ask<{ total: number }>(page, 'tasks/list', { view: 'overdue', filter: { teams } })).total + 1))
  })

  await test.step('another order, a column more, kept as a view and out as a file', async () => {
    await hands.press('s')
    await expect(dialogOf(page).getByRole('combobox')).toBeFocused()
    await hands.type(words('tasks.column.late'))
    await hands.press('Enter')
    await expect(page).toHaveURL(/sort=-late/)
    await expect(dialogOf(page)).toHaveCount(0)
    await hands.press('Shift+c')
    await expect(dialogOf(page).getByRole('checkbox').first()).toBeVisible()
    await dialogOf(page).getByRole('checkbox', { name: words('tasks.column.client') }).focus()
    await hands.press('Space Escape')
    await expect(listOf(page).getByRole('columnheader', { name: words('tasks.column.client') })).toBeVisible()
    await expect(dialogOf(page)).toHaveCount(0)
    await hands.press('v')
    await expect(dialogOf(page).getByRole('textbox')).toBeFocused()
    await hands.type('моя команда')
    await hands.press('Enter')
    await expect(toasts(page, words)).toContainText(words('deals.views.saved', { name: 'моя команда' }))
    await expect(dialogOf(page)).toHaveCount(0)
    await hands.press('0 4')
    await expect(page).toHaveURL(/view=closedToday/)
    await hands.press('v')
    await expect(dialogOf(page).getByRole('button', { name: 'моя команда', exact: true })).toBeFocused()
    await hands.press('Enter')
    await expect(page).toHaveURL(/team=.*sort=-late|sort=-late.*team=/)
    await expect(dialogOf(page)).toHaveCount(0)
    await hands.press('Shift+e')
    await expect(dialogOf(page)).toBeVisible()
    await hands.press('1')
    const download = page.waitForEvent('download')
    await hands.press('Control+Enter')
    const lines = readFileSync(await (await download).path(), 'utf8').trim().split('\r\n')
    expect(lines[0]).toContain(words('tasks.column.client'))
    expect(lines).toHaveLength(Number(await listOf(page).getAttribute('aria-rowcount')))
  })
})
