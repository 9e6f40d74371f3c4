import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { ask, expect, test } from './desk.ts'
import type { Hands } from './hands.ts'
import { writeNativeFolder } from './native.ts'
import { atStep } from './pages/importing.ts'
import { activeRow, listOf } from './pages/today.ts'
import type { Words } from './words.ts'

test.describe.configure({ timeout: 180_000 })

const importFolder = async (page: Page, hands: Hands, words: Words, folder: string): Promise<void> => {
  await hands.press('g i')
  await expect(page.getByRole('textbox', { name: words('importing.folder') })).toBeVisible()
  await page.getByRole('textbox', { name: words('importing.folder') }).fill(folder)
  await hands.press('Control+Enter')
  await expect(page.getByText(words('importing.previewNote'))).toBeVisible()
  await hands.press('Enter')
  await atStep(page, words, 'done')
}

test('what was decided here waits in the outbox; the next evening’s export confirms one, contradicts the other, and one key chooses', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ empty: true, language: 'ru', layout: 'ru', now: '2026-11-20T18:55:00+03:00' })
  await page.getByRole('button', { name: words('welcome.create.open') }).press('Enter')
  await expect(page.getByRole('textbox', { name: words('welcome.create.name') })).toBeFocused()
  await hands.type('Отдел продаж')
  await hands.press('Tab')
  await hands.type('Ирина Соколова')
  await hands.press('Enter')
  const folder = join(host.folder, 'evening')
  writeNativeFolder(folder)
  await importFolder(page, hands, words, folder)

  interface DealRow { id: number, title: string, version: number }
  const { rows } = await ask<{ rows: DealRow[] }>(page, 'deals/list', {})
  const people = await ask<{ id: number, name: string }[]>(page, 'settings/people')
  const roman = people.find(person => person.name === 'Роман Ковалёв')!
  const deals = ['Поставка 2', 'Поставка 4'].map(title => rows.find(row => row.title === title)!)
  await ask(page, 'settings/setRules', { commandId: randomUUID(), rules: { recordAddress: { native: 'https://crm.example/deals/{id}' } } })
  await ask(page, 'deals/decide', { commandId: randomUUID(), items: deals.map(({ id, version }) => ({ dealId: id, expectedVersion: version })), decision: { kind: 'reassign', newOwnerId: roman.id, reason: 'отпуск' } })

  await test.step('both wait to be entered, and o opens the deal there', async () => {
    await hands.press('g o')
    await expect(page).toHaveURL(/\/outbox$/)
    await expect(activeRow(page)).toBeVisible()
    await expect(listOf(page)).toHaveAttribute('aria-rowcount', '3')
    await page.evaluate(() => { window.open = address => { document.body.dataset.opened = String(address); return null } })
    await expect(page.getByRole('button', { name: words('record.openCrm') }).first()).toBeVisible()
    await hands.press('o')
    await expect.poll(() => page.evaluate(() => document.body.dataset.opened)).toMatch(/^https:\/\/crm\.example\/deals\/d[24]$/)
  })

  await test.step('the next export shows the first as decided, and the second with somebody else’s hand on it', async () => {
    const path = join(folder, 'deals.csv')
    const owned = (line: string): string => line.startsWith('d2,') ? line.replace(',m1,', ',m2,') : line.startsWith('d4,') ? line.replace(',m1,', ',m3,') : line
    writeFileSync(path, readFileSync(path, 'utf8').split('\r\n').map(owned).join('\r\n'))
    writeFileSync(join(folder, 'people.csv'), `${readFileSync(join(folder, 'people.csv'), 'utf8')}m3,Олег Третий,manager,Юг,,,1\r\n`)
    await importFolder(page, hands, words, folder)
  })

  await test.step('what it shows is done by itself', async () => {
    await hands.press('g o')
    await expect(page).toHaveURL(/\/outbox$/)
    await expect(activeRow(page)).toContainText('Поставка 4')
    await expect(listOf(page)).toHaveAttribute('aria-rowcount', '2')
    await hands.press('2')
    await expect(activeRow(page)).toContainText('Поставка 2')
  })

  await test.step('where both differ, theirs is taken by one key', async () => {
    await hands.press('3')
    await expect(page).toHaveURL(/view=divergences/)
    await expect(activeRow(page)).toContainText('Роман Ковалёв')
    await expect(activeRow(page)).toContainText('Олег Третий')
    await hands.press('t')
    await expect(page.getByText(words('importing.divergences.none'))).toBeVisible()
    const after = await ask<{ rows: { title: string, manager: { name: string } | null }[] }>(page, 'deals/list', {})
    expect(after.rows.find(row => row.title === 'Поставка 4')!.manager!.name).toBe('Олег Третий')
    await hands.press('1')
    await expect(page).toHaveURL(/\/outbox$/)
    await expect(activeRow(page)).toBeHidden()
  })
})
