import { readFileSync } from 'node:fs'
import { expect, test } from './desk.ts'
import { dialogOf, idOfActive } from './pages/today.ts'

/** From Today by Ctrl+K: the file is checked while the window works, the bundle is read and saved; keys alone, on a Cyrillic layout. */
test('diagnostics: found by Ctrl+K, the file checked, the bundle saved', async ({ desk }) => {
  const { page, hands, words } = await desk({ language: 'ru', layout: 'ru' })
  await idOfActive(page)
  await hands.press('Control+k')
  await expect(dialogOf(page)).toBeVisible()
  await hands.type('диагн')
  await hands.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: words('settings.names.diagnostics') })).toBeVisible()
  await expect(page.getByText(words('settings.diagnostics.never'))).toBeVisible()
  await hands.press('c')
  await expect(page.getByText(words('settings.diagnostics.fine'))).toHaveCount(5)
  await hands.press('s')
  await expect(dialogOf(page).getByRole('textbox')).toHaveValue(/"schema"/)
  const saving = page.waitForEvent('download')
  await hands.press('Control+Enter')
  const saved = JSON.parse(readFileSync(await (await saving).path(), 'utf8')) as { tables: { name: string, rows: number }[], lastCheck: { ok: boolean } }
  expect(saved.lastCheck.ok).toBe(true)
  expect(saved.tables.find(table => table.name === 'deal')?.rows).toBeGreaterThan(1000)
})
