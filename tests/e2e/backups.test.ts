import { writeFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { ask, expect, test } from './desk.ts'
import { dialogOf, idOfActive, toasts } from './pages/today.ts'

const picture = process.env.PULT_PICTURES
const expectAccessible = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

/** The first window outlives its host. */
const connectionErrors = /Failed to load resource|net::ERR|ERR_CONNECTION/

/** By keys alone: a copy, a change, back to the copy; then the file is ruined, and the window that starts brings it back. */
test('a copy is made and restored by keys; a damaged file at the start offers its last copy', async ({ desk, host, openWindow, watch }) => {
  watch.expected.push(connectionErrors)
  const { page, hands, words, db, host: first } = await desk({ path: '/settings/backups', layout: 'ru' })
  await expect(page.getByText(words('backups.none'))).toBeVisible()
  await hands.press('b')
  const rows = page.getByRole('row').filter({ hasText: words('backups.sound') })
  await expect(rows).toHaveCount(1)
  await ask(page, 'settings/saveReason', { commandId: crypto.randomUUID(), name: 'После копии', class: 'lost_by_us', active: true })
  await hands.press('r')
  await expect(dialogOf(page)).toContainText(words('backups.ask.text'))
  await hands.press('Enter')
  await expect(toasts(page, words)).toContainText(words('backups.restored', { when: '' }).trim())
  // What was there before stands as a copy too.
  await expect(rows).toHaveCount(2)
  await expect(page.getByText(words('backups.kind.before_restore'))).toBeVisible()
  expect((await ask<{ name: string | null }[]>(page, 'settings/reasons')).map(({ name }) => name)).not.toContain('После копии')
  await expectAccessible(page)
  if (picture) await page.screenshot({ path: `${picture}/backups.png` })

  await first.stop()
  writeFileSync(db, 'разрушено'.repeat(5000))
  const second = await openWindow(await host({ folder: first.folder, db }), { path: '/' })
  const act = second.getByRole('button', { name: words('backups.rescue.act') })
  await expect(act).toBeVisible()
  await expect(second.getByText(words('backups.rescue.damaged', { name: 'team.pult' }))).toBeVisible()
  await expectAccessible(second)
  if (picture) await second.screenshot({ path: `${picture}/rescue.png` })
  await act.focus()
  await second.keyboard.press('Enter')
  await idOfActive(second)
})
