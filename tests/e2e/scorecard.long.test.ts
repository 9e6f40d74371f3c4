import { ask, expect, test } from './desk.ts'
import { toasts } from './pages/today.ts'
import { noComplaints, startTeam } from './teamDesk.ts'
import { wordsOf } from './words.ts'
import type { CallDay, ScorecardVersion, ScorecardView } from '../../src/shared/contract/callDesk.ts'

const words = wordsOf('ru')

test('the head changes the scorecard by keys: another weight, an own criterion in its place; the listener’s sheet is the new one, an earlier score keeps its own, and the first version comes back', async ({ desk }) => {
  const { page, hands } = await desk({ path: '/calls' })
  const verdicts = page.getByRole('group', { name: words('calls.verdict') })
  await expect(verdicts.getByRole('button').first()).toBeEnabled()
  await hands.press('v')
  await hands.press('Control+Enter')
  await expect(toasts(page, words).first()).toBeVisible()
  const scored = (await ask<CallDay>(page, 'callDesk/day', {})).calls.find(call => call.scored)!

  await hands.press('g s')
  await expect(page.getByRole('heading', { level: 2, name: words('settings.names.team') })).toBeVisible()
  await hands.press('5')
  await expect(page).toHaveURL(/\/settings\/scorecard/)
  const name = words('calls.scorecard.criteria.greeting.name')
  const group = page.getByRole('group', { name, exact: true })
  await expect(group).toBeVisible()
  await noComplaints(page)
  const weight = group.getByLabel(words('scorecard.weight'))
  await weight.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('25')
  // 5 of 100 points were 5 %; 25 of 120 are 21 %.
  await expect(group.getByText('21 %')).toBeVisible()

  await page.getByRole('button', { name: words('scorecard.add'), exact: true }).first().press('Enter')
  const fresh = page.locator('[data-name][aria-invalid="true"]')
  await expect(fresh).toBeFocused()
  await expect(page.getByText(words('scorecard.problem.noName'))).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.type('Спросил, откуда узнали о нас')
  // Up over the one above it, with the focus in it.
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.locator('[data-criterion] [data-name]').nth(1)).toHaveValue('Спросил, откуда узнали о нас')
  await expect(page.locator('[data-criterion] [data-name]').nth(1)).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await noComplaints(page)
  await page.keyboard.press('Enter')
  await expect(toasts(page, words).first()).toContainText(words('scorecard.saved', { n: 2 }))
  const present = await ask<ScorecardView>(page, 'callDesk/scorecard')
  expect(present.sections[0]!.criteria.map(({ name: own, weight: points }) => [own, points])).toEqual([[null, 25], ['Спросил, откуда узнали о нас', 10], [null, 5]])

  await page.getByRole('tab', { name: words('scorecard.view.preview') }).click()
  await expect(page.getByText('100 %', { exact: true })).toBeVisible()
  await hands.press('0')
  await hands.press('Escape')
  await expect(page.getByText('81 %', { exact: true })).toBeVisible()
  await noComplaints(page)

  await page.getByRole('tab', { name: words('scorecard.view.versions') }).click()
  await expect(page.getByText(words('scorecard.change.added', { name: 'Спросил, откуда узнали о нас' }))).toBeVisible()
  await expect(page.getByText(words('scorecard.change.weight', { name, from: 5, to: 25 }))).toBeVisible()
  await noComplaints(page)
  expect((await ask<ScorecardVersion[]>(page, 'callDesk/scorecardVersions')).map(({ number, checks }) => [number, checks])).toEqual([[2, 0], [1, 1]])

  await hands.press('g v')
  await expect(page.getByText('Спросил, откуда узнали о нас')).toBeVisible()

  // What was scored by the first version shows it, and what was judged.
  await page.locator(`[data-call="${scored.id}"]`).click()
  await expect(page.getByText(words('calls.isDone'))).toBeVisible()
  await expect(verdicts.getByRole('button', { name: words('calls.verdicts.voicemail') })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('Спросил, откуда узнали о нас')).toHaveCount(0)

  await page.goto(new URL('/settings/scorecard', page.url()).href)
  await page.getByRole('tab', { name: words('scorecard.view.versions') }).click()
  await page.getByRole('button', { name: words('scorecard.takeBack') }).click()
  await expect(group.getByLabel(words('scorecard.weight'))).toHaveValue('5')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('button', { name: words('scorecard.save') }).click()
  await expect.poll(async () => (await ask<ScorecardView>(page, 'callDesk/scorecard')).version).toBe(3)
})

test('whoever is scored reads the sheet and changes nothing', async ({ team, browser, watch }) => {
  const at = await startTeam(await team.file('ru'), browser, watch)
  const { page } = await at.enter('manager', '/settings/scorecard')
  await expect(page.getByRole('group', { name: words('calls.scorecard.criteria.greeting.name') }).locator('[data-name]')).toBeDisabled()
  await expect(page.getByRole('button', { name: words('scorecard.add'), exact: true })).toHaveCount(0)
  await noComplaints(page)
  await at.close()
})
