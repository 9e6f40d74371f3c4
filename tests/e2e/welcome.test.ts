import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { ask, expect, test } from './desk.ts'
import type { Hands } from './hands.ts'
import { writeNativeFolder } from './native.ts'
import { atStep } from './pages/importing.ts'
import { activeRow, expectCheck } from './pages/today.ts'
import type { Words } from './words.ts'

/** Fills the form of a new team with keys; the window goes on to the import. */
const makeTeam = async (page: Page, hands: Hands, words: Words): Promise<void> => {
  await expect(page.getByRole('textbox', { name: words('welcome.create.name') })).toBeFocused()
  await hands.type('Отдел продаж')
  await hands.press('Tab')
  await hands.type('Ирина Соколова')
  await hands.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: words('importing.title') })).toBeVisible()
}
const applied = (page: Page, words: Words): Locator => page.getByRole('heading', { name: words('importing.applied'), exact: true })
const preview = (page: Page, words: Words): Locator => page.getByRole('heading', { name: words('importing.preview') })
const dealCount = async (page: Page): Promise<number> => (await ask<{ dealCount: number }>(page, 'workspace/current')).dealCount
const look = async (page: Page, hands: Hands, words: Words, folder: string): Promise<void> => {
  await page.getByRole('textbox', { name: words('importing.folder') }).fill(folder)
  await hands.press('Control+Enter')
}

test('a team is made and its folder brought in: looked at first, bad rows said with their place', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ empty: true, layout: 'ru' })
  const folder = join(host.folder, 'export')
  writeNativeFolder(folder, { bad: 3 })
  await page.getByRole('button', { name: words('welcome.create.open') }).click()
  await makeTeam(page, hands, words)

  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: words('welcome.bring.pickFolder') }).click()
  await (await chooser).setFiles(folder)
  await expect(preview(page, words)).toBeVisible()
  await expect(page.getByRole('row', { name: words('importing.kinds.deals') })).toContainText('12')
  await expect(page.getByText(words('importing.rejected.title', {}, 3))).toBeVisible()
  const rejected = page.getByRole('region', { name: words('importing.columns.rejected') })
  await expect(rejected.getByRole('row', { name: /31\.02\.2026/ }).first()).toContainText(words('importing.codes.BAD_DATE'))
  await expect(rejected.getByRole('row', { name: /много/ })).toContainText(words('importing.codes.BAD_AMOUNT'))
  expect(await dealCount(page)).toBe(0)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: words('wizard.done.download') }).click()
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('31.02.2026')

  await hands.press('Control+Enter')
  await expect(applied(page, words)).toBeVisible()
  await page.getByRole('link', { name: words('importing.toToday') }).click()
  await expectCheck(page, words, 'A')
  await expect(activeRow(page)).toBeVisible()

  await test.step('the same again changes nothing', async () => {
    await page.goto(`${host.origin}/import`)
    await look(page, hands, words, folder)
    await expect(page.getByText(words('importing.nothingNew'))).toBeVisible()
  })
  await test.step('history names it', async () => {
    await page.goto(`${host.origin}/import?view=history`)
    await expect(page.getByRole('tabpanel').getByRole('row')).toHaveCount(2)
  })
})

test('files dropped on Welcome wait for their team and are then looked at', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ empty: true, language: 'en' })
  const { files } = writeNativeFolder(join(host.folder, 'export'))
  await expect(page.getByRole('heading', { level: 1, name: words('welcome.title') })).toBeVisible()
  await page.evaluate(dropped => {
    const transfer = new DataTransfer()
    for (const { name, text } of dropped) transfer.items.add(new File([text], name, { type: 'text/csv' }))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
  }, files.map(file => ({ name: basename(file), text: readFileSync(file, 'utf8') })))
  await expect(page.getByText(words('welcome.bring.needsTeam'))).toBeVisible()
  await makeTeam(page, hands, words)
  await expect(preview(page, words)).toBeVisible()
  // Back a step at a time: what was understood, then other files.
  await hands.press('Escape')
  await atStep(page, words, 'files')
  await hands.press('Escape')
  await expect(page.getByRole('button', { name: words('welcome.bring.pickFolder') })).toBeVisible()
})

test('an import that is stopped leaves nothing behind', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ empty: true })
  const folder = join(host.folder, 'export')
  writeNativeFolder(folder, { deals: 60_000 })
  await page.getByRole('button', { name: words('welcome.create.open') }).click()
  await makeTeam(page, hands, words)
  await look(page, hands, words, folder)
  await page.getByRole('button', { name: words('ui.progress.cancel') }).click()
  await expect(page.getByText(words('importing.cancelled'))).toBeVisible()
  expect(await dealCount(page)).toBe(0)
})

const cp1251 = Buffer.from([0x69, 0x64, 0x2c, 0x6e, 0x61, 0x6d, 0x65, 0x0a, 0x31, 0x2c, 0xc0, 0xed, 0xed, 0xe0, 0x0a])
const badFiles: [what: string, code: string, content: Buffer | string, understood?: true][] = [
  ['of 0 bytes', 'PULT_IMPORT_EMPTY', ''],
  ['in another encoding', 'PULT_IMPORT_ENCODING', cp1251, true],
  ['with a quote that is never closed', 'PULT_IMPORT_QUOTES', 'id,name\n1,"Анна\n2,Роман\n'],
]

test('bad files are said in a sentence with a code, and the window goes on', async ({ desk, watch }) => {
  watch.expected.push(/Failed to load resource/)
  const { page, hands, words, host } = await desk({ empty: true })
  const notDatabase = join(host.folder, 'letter.pult')
  writeFileSync(notDatabase, 'Dear Anna, this is not a database.'.repeat(100))
  const open = async (path: string): Promise<void> => {
    await page.getByRole('textbox', { name: words('welcome.recent.path') }).fill(path)
    await hands.press('Enter')
  }
  await open(notDatabase)
  await expect(page.getByRole('alert').filter({ hasText: words('errors.PULT_NOT_A_DATABASE') })).toContainText('PULT_NOT_A_DATABASE')
  await open(join(host.folder, 'nothing.pult'))
  await expect(page.getByRole('alert').filter({ hasText: words('errors.PULT_NOT_FOUND') })).toContainText('PULT_NOT_FOUND')

  await page.getByRole('button', { name: words('welcome.create.open') }).click()
  await makeTeam(page, hands, words)
  const otherFiles = async (): Promise<void> => {
    await atStep(page, words, 'files')
    await hands.press('Escape')
    await page.getByRole('button', { name: words('wizard.choose.drop') }).click()
  }
  for (const [what, code, content, understood] of badFiles) {
    await test.step(what, async () => {
      const folder = join(host.folder, code)
      mkdirSync(folder)
      writeFileSync(join(folder, 'people.csv'), content)
      await look(page, hands, words, folder)
      await expect(page.getByRole('alert').filter({ hasText: words(`errors.${code}`) })).toContainText(code)
      // What could be looked at stays in sight; other files are chosen a step back.
      if (understood) await otherFiles()
    })
  }
  await test.step('without its key column it is nobody’s export: a person says what its rows are', async () => {
    const folder = join(host.folder, 'keyless')
    mkdirSync(folder)
    writeFileSync(join(folder, 'people.csv'), 'name,role\nАнна,manager\n')
    await look(page, hands, words, folder)
    await expect(page.getByText(words('wizard.files.unknown'))).toBeVisible()
    await otherFiles()
  })
  await test.step('a good one goes in afterwards', async () => {
    const folder = join(host.folder, 'good')
    writeNativeFolder(folder)
    await look(page, hands, words, folder)
    await expect(preview(page, words)).toBeVisible()
    await hands.press('Control+Enter')
    await expect(applied(page, words)).toBeVisible()
  })
})

test('language and theme change at once and stay after a reload', async ({ desk }) => {
  const { page } = await desk({ empty: true })
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The desk of a head of sales')
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await page.reload()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: 'Light' }).click()
  await expect(page.locator('html')).not.toHaveClass(/dark/)
})

test('a team without data says what comes next on every screen', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ empty: true, language: 'en' })
  await page.getByRole('button', { name: words('welcome.create.open') }).click()
  await makeTeam(page, hands, words)
  for (const [path, said] of [['today', 'today.noData.title'], ['refusals', 'refusals.empty.title'], ['nurture', 'refusals.nurtureEmpty.title']] as const) {
    await page.goto(`${host.origin}/${path}`)
    await expect(page.getByText(words(said))).toBeVisible()
  }
})
