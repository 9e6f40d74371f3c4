import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { ask, expect, test } from './desk.ts'
import { activeRow, dialogOf, idOfActive, listOf, rowOf, titleOfActive, toasts } from './pages/today.ts'

interface Refusal { id: number, state: string, title: string, clientName: string | null, instruction: string | null, newOwner: { name: string } | null, allowedActions: string[] }

const refusalsOf = async (page: Page, state: 'pending' | 'decided'): Promise<Refusal[]> => (await ask<{ rows: Refusal[] }>(page, 'refusals/list', { state, limit: 500 })).rows
const refusal = async (page: Page, id: number): Promise<Refusal | undefined> => [...await refusalsOf(page, 'decided'), ...await refusalsOf(page, 'pending')].find(row => row.id === id)

test('refusals are approved, returned and reassigned by keys, and undone', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ path: '/refusals', layout: 'ru' })
  await expect(page.getByRole('toolbar', { name: words('refusals.decisions') })).toContainText(words('refusals.act.approve'))

  await test.step('approve: the reason by name, the client goes to the nurture list', async () => {
    const [id, title] = [await idOfActive(page), await titleOfActive(page)]
    const { clientName } = await refusal(page, id) ?? {}
    await hands.press('a')
    await expect(dialogOf(page)).toContainText(title)
    await hands.type('бюдж')
    await hands.press('Enter')
    await hands.press('Control+Enter')
    await expect(rowOf(page, id)).toHaveCount(0)
    await expect(toasts(page, words)).toContainText(words('refusals.toast.one.approve', { title }))
    expect((await refusal(page, id))?.state).toBe('approved')

    await page.goto(`${host.origin}/nurture`)
    await expect(listOf(page)).toContainText(clientName ?? title)
    const download = page.waitForEvent('download')
    await hands.press('e')
    const csv = readFileSync(await (await download).path(), 'utf8')
    expect(csv.startsWith('\uFEFF')).toBe(true)
    expect(csv).toContain(clientName ?? title)
    for (const line of csv.slice(1).split(/\r?\n/)) expect(line.replace(/^"/, '')).not.toMatch(/^[=+@\t]/)
    await hands.press('g r')
    await expect(activeRow(page)).toBeVisible()
  })

  await test.step('return to work with an instruction and a day; z takes it back', async () => {
    const [id, title] = [await idOfActive(page), await titleOfActive(page)]
    await hands.press('v')
    await expect(dialogOf(page)).toBeVisible()
    await hands.press('1')
    await hands.press('Control+Enter')
    await expect(toasts(page, words)).toContainText(words('refusals.toast.one.return', { title }))
    await expect(rowOf(page, id)).toHaveCount(0)
    expect((await refusal(page, id))?.instruction).toBe(words('refusals.suggest.call'))
    await hands.press('z')
    await expect(toasts(page, words)).toContainText(words('common.undone'))
    await expect(rowOf(page, id)).toBeVisible()
    expect((await refusal(page, id))?.state).toBe('pending')
  })

  await test.step('give to another manager', async () => {
    const [id, title] = [await idOfActive(page), await titleOfActive(page)]
    await hands.press('r')
    const people = dialogOf(page).getByRole('radiogroup')
    await expect(people.getByRole('radio').first()).toBeFocused()
    await hands.press('1')
    const chosen = await people.getByRole('radio', { checked: true }).textContent()
    await dialogOf(page).getByRole('textbox').first().focus()
    await hands.type('Позвонить директору')
    await hands.press('Control+Enter')
    const done = toasts(page, words).getByText(words('refusals.toast.one.reassign', { title }))
    const grounds = dialogOf(page).getByRole('textbox', { name: words('refusals.dialog.override') })
    await expect(done.or(grounds)).toBeVisible()
    if (await grounds.isVisible()) {
      await expect(grounds).toBeFocused()
      await hands.type('Договорились')
      await hands.press('Control+Enter')
    }
    await expect(done).toBeVisible()
    const decided = await refusal(page, id)
    expect(decided?.state).toBe('reassigned')
    expect(chosen).toContain(decided?.newOwner?.name)
  })

  await test.step('several at once', async () => {
    const first = await idOfActive(page)
    await hands.press('x Shift+j')
    await expect(listOf(page).locator('[role="row"][aria-selected="true"]')).toHaveCount(2)
    await hands.press('v')
    await expect(dialogOf(page)).toContainText(words('common.deals', {}, 2))
    await hands.press('1')
    await hands.press('Control+Enter')
    await expect(toasts(page, words)).toContainText(words('refusals.toast.many.return', {}, 2))
    await expect(rowOf(page, first)).toHaveCount(0)
  })

  await test.step('reopen one that was decided, with a reason', async () => {
    await hands.press('2')
    await expect(page.getByRole('tab', { name: words('refusals.view.decided') })).toHaveAttribute('aria-selected', 'true')
    await expect(activeRow(page)).toBeVisible()
    const approved = (await refusalsOf(page, 'decided')).filter(row => row.allowedActions.includes('reopen')).map(row => row.id)
    expect(approved.length).toBeGreaterThan(0)
    for (let step = 0; step < 60 && !approved.includes(await idOfActive(page)); step++) {
      const id = await idOfActive(page)
      await hands.press('j')
      await expect(activeRow(page)).not.toHaveAttribute('id', new RegExp(`-${id}$`))
    }
    const title = await titleOfActive(page)
    await hands.press('u')
    await expect(dialogOf(page).getByRole('textbox')).toBeFocused()
    await hands.type('Клиент вернулся')
    await hands.press('Control+Enter')
    await expect(toasts(page, words)).toContainText(words('refusals.toast.reopened', { title }))
    expect((await refusalsOf(page, 'pending')).some(row => row.title === title)).toBe(true)
  })
})

test('a refusal opens by its address, also after a reload', async ({ desk }) => {
  const { page, words } = await desk({ path: '/refusals', language: 'en' })
  await expect(activeRow(page)).toBeVisible()
  const second = listOf(page).locator('[role="row"][id]').nth(1)
  const id = Number((await second.getAttribute('id'))?.split('-').at(-1))
  await second.click()
  await expect(page).toHaveURL(new RegExp(`/refusals/${id}$`))
  await page.reload()
  await expect(page).toHaveURL(new RegExp(`/refusals/${id}$`))
  await expect(activeRow(page)).toHaveAttribute('id', new RegExp(`-${id}$`))
  await expect(page.getByRole('complementary')).toContainText(words('refusals.question'))
})
