import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { ask, expect, test, type Desk } from './desk.ts'
import { root } from './host.ts'
import { writeNativeFolder } from './native.ts'
import { atStep, dropFiles, mapTab } from './pages/importing.ts'
import { activeRow, dialogOf, idOfActive } from './pages/today.ts'
import { wideExport } from './wideExport.ts'
import type { Language } from './words.ts'

interface Scene { name: string, path?: string, ready: (page: Page) => Locator, before?: (desk: Desk) => Promise<void>, after?: (desk: Desk) => Promise<void> }

const main = (page: Page): Locator => page.getByRole('main')
const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 })
const escape = async ({ page, hands }: Desk): Promise<void> => {
  await hands.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)
}
const onRow = async ({ page }: Desk): Promise<void> => { await idOfActive(page) }
const press = (keys: string) => async (desk: Desk): Promise<void> => {
  await onRow(desk)
  await desk.hands.press(keys)
}

const scenes: readonly Scene[] = [
  ...['A', 'B', 'C', 'E', 'F'].map(check => ({ name: `today-${check}`, path: `/today?check=${check}`, ready: activeRow })),
  { name: 'today-D', path: '/today?check=D', ready: page => page.getByRole('table') },
  { name: 'today-tasks', path: '/today?check=tasks', ready: activeRow },
  { name: 'today-questions', path: '/today?check=questions', ready: activeRow },
  ...([['question', 'q'], ['reassign', 'r'], ['park', 'p'], ['sign', 'Control+Enter']] as const).map(([name, keys]) => ({ name: `dialog-${name}`, path: '/today?check=A', ready: dialogOf, before: press(keys), after: escape })),
  { name: 'selection', path: '/today?check=A', ready: activeRow, before: press('x Shift+j Shift+j') },
  { name: 'palette', path: '/today?check=A', ready: dialogOf, before: press('Control+k'), after: escape },
  { name: 'keys', path: '/today?check=A', ready: dialogOf, before: press('?'), after: escape },
  ...['overdue', 'dragged', 'recycled', 'closedToday', 'requests', 'closed'].map(view => ({ name: `tasks-${view}`, path: `/tasks?view=${view}`, ready: activeRow })),
  ...([['move', 'm'], ['close', 'c'], ['deny', 'Shift+d']] as const).map(([name, keys]) => ({ name: `dialog-task-${name}`, path: '/tasks?view=requests', ready: dialogOf, before: press(keys), after: escape })),
  ...([['filter', 'u'], ['columns', 'Shift+c'], ['export', 'Shift+e']] as const).map(([name, keys]) => ({ name: `tasks-${name}`, path: '/tasks', ready: dialogOf, before: press(keys), after: escape })),
  { name: 'tasks-nothing', path: '/tasks?text=qqqq', ready: page => main(page).getByRole('grid').getByRole('button') },
  { name: 'stuck', path: '/stuck', ready: activeRow },
  { name: 'stuck-parked', path: '/stuck?view=parked', ready: activeRow },
  { name: 'stuck-nothing', path: '/stuck?view=parked&reason=promise_missed', ready: page => main(page).getByRole('grid').getByRole('button') },
  { name: 'stuck-tables', path: '/stuck?view=stuck&reason=no_task', ready: page => page.getByRole('table').first(), before: press('l') },
  { name: 'funnel', path: '/funnel', ready: page => page.getByRole('table').first() },
  { name: 'funnel-beside', path: '/funnel?beside=2026-10-20', ready: page => page.getByRole('table').first() },
  { name: 'past-jam', path: '/past?of=jam&day=2026-10-20&part=all', ready: activeRow },
  { name: 'past-conversion', path: '/past?of=conversion&at=2&from=2026-10-20&to=2026-11-18&part=entered', ready: activeRow },
  { name: 'past-unknown', path: '/past?of=jam', ready: heading },
  { name: 'refusals', path: '/refusals', ready: activeRow },
  { name: 'refusals-decided', path: '/refusals?view=decided', ready: activeRow },
  ...([['approve', 'a'], ['return', 'v']] as const).map(([name, keys]) => ({ name: `dialog-${name}`, path: '/refusals', ready: dialogOf, before: press(keys), after: escape })),
  { name: 'deals', path: '/deals?status=open', ready: activeRow },
  ...([['filter', '3'], ['columns', 'c'], ['views', 'v']] as const).map(([name, keys]) => ({ name: `deals-${name}`, path: '/deals?status=open', ready: dialogOf, before: press(keys), after: escape })),
  ...([['reassign', 'r'], ['move', 'm'], ['refusal', 'e'], ['export', 'Shift+e']] as const).map(([name, keys]) => ({ name: `deals-${name}`, path: '/deals?status=open', ready: dialogOf, before: press(keys), after: escape })),
  { name: 'deals-nothing', path: '/deals?text=qqqq', ready: page => main(page).getByRole('grid').getByRole('button') },
  { name: 'clients', path: '/clients', ready: activeRow },
  { name: 'client', path: '/clients/3', ready: page => main(page).getByRole('article') },
  { name: 'nurture', path: '/nurture', ready: heading },
  { name: 'import', path: '/import', ready: heading },
  { name: 'import-history', path: '/import?view=history', ready: page => page.getByRole('table') },
  { name: 'outbox', path: '/outbox', ready: activeRow },
  { name: 'outbox-done', path: '/outbox?view=done', ready: page => main(page).getByRole('grid') },
  { name: 'outbox-filter', path: '/outbox', ready: dialogOf, before: press('/'), after: escape },
  { name: 'reasons', path: '/reasons', ready: heading },
  { name: 'divergences', path: '/outbox?view=divergences', ready: page => main(page).getByRole('grid') },
  { name: 'calls', path: '/calls', ready: page => page.locator('[data-call]') },
  ...['quotas', 'lengths'].map(view => ({ name: `boards-${view}`, path: `/calls/boards?view=${view}`, ready: (page: Page) => page.getByRole('table') })),
  { name: 'boards-nothing', path: '/calls/boards', ready: page => main(page).getByRole('tabpanel').getByRole('link') },
  { name: 'calls-list', path: '/calls/list?from=2026-11-18&to=2026-11-18', ready: activeRow },
  { name: 'appeals', path: '/calls/appeals', ready: heading },
  { name: 'audit', path: '/audit', ready: activeRow },
  { name: 'days', path: '/days', ready: activeRow },
  { name: 'report', path: '/report/2026-11-18', ready: page => page.getByRole('article') },
  { name: 'deal', path: '/deals/3', ready: page => main(page).getByRole('article') },
  ...['team', 'stages', 'rules', 'reasons', 'scorecard', 'calendar', 'rates', 'appearance', 'workspace', 'backups', 'diagnostics'].map(section => ({ name: `settings-${section}`, path: `/settings/${section}`, ready: heading })),
  { name: 'nothing', path: '/nowhere', ready: heading },
]

const settled = async (page: Page): Promise<void> => {
  // Answers that are on their way, skeletons and pictures: the screen as a person comes to see it.
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null && document.fonts.status === 'loaded')
  await page.evaluate(() => new Promise(resolve => { requestAnimationFrame(() => requestAnimationFrame(resolve)) }))
}

/** In the dark theme only what colours decide: the rest is the same document. */
const axeOn = async (page: Page, isDark: boolean): Promise<string[]> => {
  const { violations } = await (isDark ? new AxeBuilder({ page }).withRules('color-contrast') : new AxeBuilder({ page })).analyze()
  return violations.flatMap(violation => violation.nodes.slice(0, 3).map(node => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n').slice(1, 3).join(' ').trim() ?? ''}`))
}

type Picture = readonly [theme: 'light' | 'dark', width: 1440 | 1024 | 390]
export interface Looks { pictures: readonly Picture[], axe: boolean }
const heights = { 1440: 900, 1024: 700, 390: 844 } as const

/** What axe found on the scene. */
const shoot = async (page: Page, language: Language, name: string, { pictures, axe }: Looks): Promise<string[]> => {
  const complaints: string[] = []
  for (const [colorScheme, width] of pictures) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: heights[width] })
    await settled(page)
    await page.screenshot({ path: join(root, 'test-results', 'screenshots', `${name}-${language}-${colorScheme}-${width}.png`), animations: 'disabled' })
    if (axe) for (const complaint of await axeOn(page, colorScheme === 'dark')) complaints.push(`${name} ${colorScheme}: ${complaint}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
  return complaints
}

const parts = 4

/** Pictures of every screen for CI's output; with `axe` nothing may be found on them. In parts, for two workers. */
export const testScreens = (language: Language, looks: Looks): void => {
  const what = looks.axe ? 'pictures, nothing found by axe' : 'pictures'
  for (let part = 0; part < parts; part++) {
    test(`every screen of the demo team, ${language}, ${part + 1} of ${parts}: ${what}`, async ({ desk }) => {
      test.setTimeout(900_000)
      const at = await desk({ language })
      const { page, host } = at
      await onRow(at)
      for (const scene of scenes.filter((_, index) => index % parts === part)) {
        await test.step(scene.name, async () => {
          if (scene.path) await page.goto(`${host.origin}${scene.path}`)
          await scene.before?.(at)
          await expect(scene.ready(page).first()).toBeVisible()
          expect.soft(await shoot(page, language, scene.name, looks)).toEqual([])
          await scene.after?.(at)
        })
      }
    })
  }

  test(`Welcome, a new team, the report of an import, ${language}: ${what}`, async ({ desk }) => {
    test.setTimeout(600_000)
    const { page, hands, words, host } = await desk({ language, empty: true })
    const show = async (name: string): Promise<void> => expect.soft(await shoot(page, language, name, looks)).toEqual([])
    await expect(page.getByRole('heading', { level: 1, name: words('welcome.title') })).toBeVisible()
    await show('welcome')
    await page.getByRole('button', { name: words('welcome.create.open') }).click()
    await show('welcome-create')
    await page.getByRole('textbox', { name: words('welcome.create.name') }).focus()
    await hands.type('Команда')
    await hands.press('Tab')
    await hands.type('Ирина')
    await hands.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: words('importing.title') })).toBeVisible()
    const folder = join(host.folder, 'export')
    writeNativeFolder(folder, { bad: 3 })
    await page.getByRole('textbox', { name: words('importing.folder') }).fill(folder)
    await hands.press('Control+Enter')
    await expect(page.getByRole('heading', { name: words('importing.preview') })).toBeVisible()
    await show('import-preview')
    expect(await ask<{ dealCount: number }>(page, 'workspace/current')).toMatchObject({ dealCount: 0 })
    await page.goto(`${host.origin}/today`)
    await expect(page.getByText(words('today.noData.title'))).toBeVisible()
    await show('today-empty')
  })

  test(`the wizard with sixty columns of Bitrix24, ${language}: ${what}`, async ({ desk }) => {
    test.setTimeout(600_000)
    const { page, hands, words, host } = await desk({ language })
    const show = async (name: string): Promise<void> => expect.soft(await shoot(page, language, name, { ...looks, pictures: [...looks.pictures, ['light', 390]] })).toEqual([])
    await page.goto(`${host.origin}/import`)
    await expect(page.getByRole('heading', { level: 1, name: words('importing.title') })).toBeVisible()
    await dropFiles(page, [wideExport()])
    await atStep(page, words, 'files')
    await expect(page.getByText(words('wizard.files.known', { system: 'Bitrix24' }))).toBeVisible()
    await show('wizard-files')
    await hands.press('Control+Enter')
    await atStep(page, words, 'mapping')
    for (const [tab, key] of [['fields', 'f'], ['stages', 's'], ['owners', 'p'], ['reasons', 'r'], ['habits', 'd']] as const) {
      await hands.press(key)
      await expect(mapTab(page, words, tab)).toBeVisible()
      await show(`wizard-${tab}`)
    }
    await hands.press('f')
    await expect(activeRow(page)).toBeVisible()
    await hands.press('Enter')
    await expect(dialogOf(page)).toBeVisible()
    await show('wizard-column')
    await hands.press('Escape')
    await expect(dialogOf(page)).toHaveCount(0)
    await hands.press('Control+Enter')
    await atStep(page, words, 'check')
    await expect(page.getByText(words('importing.previewNote'))).toBeVisible()
    await show('wizard-check')
    await hands.press('Enter')
    await atStep(page, words, 'done')
    await show('wizard-done')
  })
}
