import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { xlsxOf } from '../unit/xlsxFiles.ts'
import { ask, expect, test } from './desk.ts'
import type { Hands } from './hands.ts'
import { writeNativeFolder } from './native.ts'
import { activeName, atStep, dropFiles, fileAt, fixture, mapTab, oneEnter, walkThrough, type Dropped } from './pages/importing.ts'
import { activeRow, dialogOf, toasts } from './pages/today.ts'
import { patternOf, type Words } from './words.ts'

test.describe.configure({ timeout: 300_000 })

const makeTeam = async (page: Page, hands: Hands, words: Words): Promise<void> => {
  await page.getByRole('button', { name: words('welcome.create.open') }).press('Enter')
  await expect(page.getByRole('textbox', { name: words('welcome.create.name') })).toBeFocused()
  await hands.type('Отдел продаж')
  await hands.press('Tab')
  await hands.type('Ирина Соколова')
  await hands.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: words('importing.title') })).toBeVisible()
}
const dealCount = async (page: Page): Promise<number> => (await ask<{ dealCount: number }>(page, 'workspace/current')).dealCount
const kindsOf = async (page: Page): Promise<Record<string, string>> => Object.fromEntries((await ask<{ name: string, kind: string }[]>(page, 'settings/stages')).map(stage => [stage.name, stage.kind]))
const asXlsx = ({ name, content }: Dropped, separator: string): Dropped => ({
  name: name.replace(/\.[a-z]+$/, '.xlsx'), content: xlsxOf(String(content).replace(/^\uFEFF/, '').trim().split(/\r?\n/).map(line => line.split(separator).map(cell => cell.replace(/^"(.*)"$/, '$1')))),
})

test('amoCRM, Bitrix24’s .xls and XLSX by keys alone on a Cyrillic layout: from the drop to the report; the same columns go by themselves the next evening', async ({ desk }) => {
  const { page, hands, words } = await desk({ empty: true, layout: 'ru', now: '2026-11-20T18:55:00+03:00' })
  await makeTeam(page, hands, words)

  await test.step('two files of amoCRM: a stage is said to be one of thinking, a reason is merged', async () => {
    await dropFiles(page, [fixture('amocrm_new_1.csv'), fixture('amocrm_tasks_1.csv')])
    await atStep(page, words, 'files')
    await expect(page.getByText(words('wizard.files.known', { system: 'amoCRM' }))).toBeVisible()
    await hands.press('Control+Enter')
    await atStep(page, words, 'mapping')
    await hands.press('s')
    await expect(mapTab(page, words, 'stages')).toBeVisible()
    await hands.press('End')
    const stage = await activeName(page)
    await hands.press('2')
    await expect(page.locator('[role="row"][data-active]')).toContainText(words('wizard.map.stages.kinds.thinking'))
    await hands.press('n')
    await expect(mapTab(page, words, 'reasons')).toBeVisible()
    await expect(page.locator('[role="row"][data-active]')).toContainText('Дорого')
    // The line of decisions follows the row; its keys are there when it is.
    await expect(page.getByRole('button', { name: patternOf(words, 'wizard.map.reasons.likeAct') })).toBeVisible()
    await hands.press('1')
    await expect(page.getByText(words('wizard.map.allDone'))).toBeVisible()
    await hands.press('Control+Enter')
    await atStep(page, words, 'check')
    expect(await dealCount(page)).toBe(0)
    await hands.press('Enter')
    await atStep(page, words, 'done')
    expect(await dealCount(page)).toBe(5)
    expect((await kindsOf(page))[stage]).toBe('thinking')
    await hands.press('Control+Enter')
    await expect(page).toHaveURL(/\/today/)
  })
  await test.step('the next evening’s files, dropped on Today, need one Enter', async () => {
    await dropFiles(page, [fixture('amocrm_new_2.csv'), fixture('amocrm_tasks_2.csv')])
    await expect(page.getByText(patternOf(words, 'wizard.check.asBefore'))).toBeVisible()
    await oneEnter(page, hands, words)
    await expect(page.getByText(words('importing.found.taskMoves'))).toBeVisible()
  })
  for (const [what, first, second] of [
    ['an HTML table called .xls', fixture('bitrix24_1.xls'), fixture('bitrix24_2.xls')],
    ['a workbook', asXlsx(fixture('pipedrive_deals.csv'), ','), asXlsx(fixture('pipedrive_deals.csv'), ',')],
  ] as const) {
    await test.step(`${what}, and again`, async () => {
      const before = await dealCount(page)
      await dropFiles(page, [first])
      await walkThrough(page, hands, words)
      const now = await dealCount(page)
      expect(now).toBeGreaterThan(before)
      await hands.press('Escape')
      await dropFiles(page, [second])
      await atStep(page, words, 'check')
      if (second.name.endsWith('.xlsx')) await expect(page.getByText(words('importing.nothingNew'))).toBeVisible()
      else await oneEnter(page, hands, words)
      await hands.press('Escape')
    })
  }
})

test('an unknown program: a column is chosen, rows are told apart, rejected rows come back with words, are mended and go in by themselves', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ empty: true, layout: 'ru', now: '2026-11-20T18:55:00+03:00' })
  await makeTeam(page, hands, words)
  const rows = ['Заявка;Кто ведёт;На чём стоит;Деньги;Когда', 'Окна;Орлова М.;в работе;1 000,00;01.11.2026', 'Двери;Громов П.;думают;много;02.11.2026', 'Крыша;Громов П.;в работе;5 000;99.99.2026']
  await dropFiles(page, [{ name: 'crm.csv', content: rows.join('\r\n') }])
  await atStep(page, words, 'files')

  await test.step('what the rows are and where they are from is said by hand', async () => {
    await hands.press('Enter')
    await expect(dialogOf(page)).toBeVisible()
    await hands.type('Сделки')
    await hands.press('Enter')
    await expect(dialogOf(page)).toHaveCount(0)
    await expect(page.locator('[role="row"][data-active]')).toContainText(words('importing.kinds.deals'))
    await hands.press('s')
    await hands.type('Другая')
    await hands.press('Enter')
    await expect(page.getByRole('textbox', { name: words('wizard.files.otherName') })).toBeFocused()
    await hands.type('Наша CRM')
    await hands.press('Enter')
    await expect(page.getByRole('heading', { name: 'Наша CRM' })).toBeVisible()
    await hands.press('Control+Enter')
    await atStep(page, words, 'mapping')
  })
  await test.step('without its required field it goes to that field and says so', async () => {
    await hands.press('Control+Enter')
    await expect(toasts(page, words)).toContainText(words('wizard.map.mustFirst'))
    await expect.poll(() => activeName(page)).toContain(words('wizard.fields.stage'))
  })
  const fill = async (field: string, column: string): Promise<void> => {
    await hands.press('/')
    await hands.type(field)
    await hands.press('Enter')
    await expect.poll(() => activeName(page)).toContain(field)
    await hands.press('Enter')
    await expect(dialogOf(page)).toBeVisible()
    await hands.type(column)
    await hands.press('Enter')
    await expect(dialogOf(page)).toHaveCount(0)
    await expect(page.locator('[role="row"][data-active]')).toContainText(column)
  }
  await test.step('columns are found by typing, an edit can be taken back', async () => {
    await fill(words('wizard.fields.stage'), 'На чём стоит')
    await fill(words('wizard.fields.amount'), 'Деньги')
    await fill(words('wizard.fields.created_at'), 'Когда')
    await fill(words('wizard.fields.title'), 'Заявка')
    await fill(words('wizard.fields.probability'), 'Деньги')
    await hands.press('z')
    await expect(page.locator('[role="row"][data-active]')).toContainText(words('wizard.map.fields.none'))
    await hands.press('Escape')
    await atStep(page, words, 'files')
    await hands.press('Control+Enter')
    await atStep(page, words, 'mapping')
  })
  await hands.press('Control+Enter')
  await atStep(page, words, 'check')
  await expect(page.getByText(words('importing.rejected.title', {}, 2))).toBeVisible()
  await hands.press('Enter')
  await atStep(page, words, 'done')
  expect(await dealCount(page)).toBe(1)

  await test.step('the rejected rows are mended and dropped again', async () => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: words('wizard.done.download') }).press('Enter')
    const file = await download
    expect(file.suggestedFilename()).toBe('crm-rejected.csv')
    const text = readFileSync(await file.path(), 'utf8')
    expect(text).toContain(`${words('importing.codes.BAD_AMOUNT')}: Деньги`)
    const path = join(host.folder, 'crm-rejected.csv')
    writeFileSync(path, text.replace('много', '2 500,50').replace('99.99.2026', '03.11.2026'))
    await dropFiles(page, [fileAt(path)])
    await oneEnter(page, hands, words)
    expect(await dealCount(page)).toBe(3)
  })
  await test.step('what was remembered is renamed, and forgotten with an undo', async () => {
    await page.goto(`${host.origin}/import?view=mappings`)
    await expect(activeRow(page)).toContainText('Наша CRM')
    await hands.press('r')
    await hands.press('Control+a')
    await hands.type('Вечер')
    await hands.press('Control+Enter')
    await expect(activeRow(page)).toContainText('Вечер')
    await hands.press('Delete')
    await expect(page.getByText(words('wizard.kept.none'))).toBeVisible()
    await hands.press('z')
    await expect(activeRow(page)).toContainText('Вечер')
  })
})

test('files of two programs come one after the other; what was entered outlives another screen, a reload asks, other files ask', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ empty: true, language: 'en', now: '2026-11-20T18:55:00+03:00' })
  await makeTeam(page, hands, words)
  await dropFiles(page, [fixture('amocrm_new_1.csv'), fixture('hubspot_deals.csv'), { name: 'broken.csv', content: 'a;b\n1;"2\n' }])
  await expect(page.getByRole('heading', { name: words('wizard.files.mixed') })).toBeVisible()
  await expect(page.getByRole('row', { name: /broken\.csv/ })).toContainText(words('wizard.files.states.broken'))
  await hands.press('1')
  await expect(page.getByText(words('wizard.files.known', { system: 'amoCRM' }))).toBeVisible()
  await hands.press('Control+Enter')
  await atStep(page, words, 'mapping')
  await hands.press('s')
  await hands.press('4')
  await expect(page.locator('[role="row"][data-active]')).toContainText(words('wizard.map.stages.kinds.lost'))

  await test.step('another screen and back', async () => {
    await hands.press('g t')
    await expect(page).toHaveURL(/\/today/)
    await hands.press('g i')
    await atStep(page, words, 'mapping')
    await expect(page.locator('[role="row"]').filter({ hasText: words('wizard.map.stages.kinds.lost') }).first()).toBeVisible()
  })
  await test.step('a reload asks, and staying keeps it', async () => {
    const asked = page.waitForEvent('dialog')
    void page.reload({ timeout: 2000 }).catch(() => {})
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    await atStep(page, words, 'mapping')
  })
  await test.step('other files ask before they take its place; a file on a dialog is not taken', async () => {
    await dropFiles(page, [fixture('odoo_technical.csv')])
    await expect(page.getByRole('dialog', { name: words('wizard.leave.replaceTitle') })).toBeVisible()
    await dropFiles(page, [fixture('odoo_technical.csv')])
    await hands.press('Escape')
    await expect(dialogOf(page)).toHaveCount(0)
    await atStep(page, words, 'mapping')
  })
  await hands.press('Control+Enter')
  await atStep(page, words, 'check')
  await hands.press('Enter')
  await atStep(page, words, 'done')
  await hands.press('Control+Enter')
  await expect(page.getByText(words('wizard.files.known', { system: 'HubSpot' }))).toBeVisible()
  await walkThrough(page, hands, words)
  await expect(page.getByRole('link', { name: words('importing.toToday') })).toBeVisible()
  expect(await dealCount(page)).toBe(8)
  expect(host.origin).toContain('127.0.0.1')
})

test('the mapping to a file and from one; leaving while it runs asks, and stopping leaves nothing', async ({ desk }) => {
  const { page, hands, words, host } = await desk({ empty: true, language: 'es', now: '2026-11-20T18:55:00+03:00' })
  await makeTeam(page, hands, words)
  await dropFiles(page, [fixture('kommo_es.csv')])
  await atStep(page, words, 'files')
  await hands.press('Control+Enter')
  await atStep(page, words, 'mapping')
  const download = page.waitForEvent('download')
  await hands.press('e')
  const file = await download
  expect(file.suggestedFilename()).toBe(words('wizard.map.fileName', { name: 'amocrm' }))
  const saved = JSON.parse(readFileSync(await file.path(), 'utf8')) as { name: string, stages: { stage: string, kind: string }[] }
  const path = join(host.folder, 'mapping.json')
  const load = async (json: string): Promise<void> => {
    writeFileSync(path, json)
    // A browser opens no dialog while the download before it is still being handed over.
    await expect(async () => {
      const chooser = page.waitForEvent('filechooser', { timeout: 3000 })
      await hands.press('l')
      await (await chooser).setFiles(path)
    }).toPass()
  }
  await load('{"format":"pult-mapping"}')
  await expect(toasts(page, words)).toContainText(words('wizard.map.badFile').split('{')[0]!)
  await load(JSON.stringify({ ...saved, name: 'De otro equipo', stages: saved.stages.map(stage => stage.stage === 'Contacto inicial' ? { ...stage, kind: 'thinking' } : stage) }))
  await expect(toasts(page, words)).toContainText(words('wizard.map.loaded', { name: 'De otro equipo' }))
  await hands.press('Control+Enter')
  await atStep(page, words, 'check')
  await hands.press('Enter')
  await atStep(page, words, 'done')
  expect((await kindsOf(page))['Contacto inicial']).toBe('thinking')

  const folder = join(host.folder, 'export')
  writeNativeFolder(folder, { deals: 60_000 })
  const before = await dealCount(page)
  await hands.press('Escape')
  await page.getByRole('textbox', { name: words('importing.folder') }).fill(folder)
  await hands.press('Control+Enter')
  // Sixty thousand rows, on a machine that does other things too.
  await expect(page.getByText(words('importing.previewNote'))).toBeVisible({ timeout: 120_000 })
  await hands.press('Enter')
  await expect(page.getByRole('progressbar')).toBeVisible()
  await hands.press('g t')
  await expect(page.getByRole('dialog', { name: words('wizard.leave.runningTitle') })).toBeVisible()
  await hands.press('Control+Enter')
  await expect(page).toHaveURL(/\/today/)
  expect(await dealCount(page)).toBe(before)
})
