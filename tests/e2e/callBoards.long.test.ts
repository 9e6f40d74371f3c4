import { readFileSync } from 'node:fs'
import type { BoardCall, CallScores } from '../../src/shared/contract/callBoards.ts'
import { ask, expect, test, today } from './desk.ts'
import { activeRow, dialogOf } from './pages/today.ts'
import { scoreSome } from './scoring.ts'
import { noComplaints } from './teamDesk.ts'

test('the boards by keys: scores, criteria, quota, lengths, each with the calls behind its figures and a file; axe finds nothing', async ({ desk }) => {
  test.setTimeout(300_000)
  const { page, hands, words } = await desk({ path: '/tasks' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await scoreSome(page, 15)
  const period = { from: '2026-10-21', to: today }
  const scores = await ask<CallScores>(page, 'callBoards/scores', period)
  expect(scores.all).toMatchObject({ checks: 15, withoutTotal: 3 })

  await hands.press('g b')
  await expect(page).toHaveURL(/\/calls\/boards/)
  const worst = scores.managers.toSorted((a, b) => (a.mean ?? 101) - (b.mean ?? 101))[0]!
  const row = page.getByRole('row', { name: new RegExp(worst.manager.name) })
  await expect(row).toContainText(`${Math.round(worst.mean!)} %`)
  await expect(row.getByRole('cell').last()).toHaveText(/\(.+\)|—/)
  await expect(page.getByRole('slider', { name: words('boards.againstConversion') })).toBeVisible()
  await noComplaints(page)

  await test.step('a file with the same figures', async () => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: words('boards.exportOf', { name: words('boards.byManager') }) }).press('Enter')
    await expect(dialogOf(page)).toBeVisible()
    await dialogOf(page).getByText('CSV').first().click()
    await page.keyboard.press('Control+Enter')
    const text = readFileSync(await (await download).path(), 'utf8')
    expect(text.split('\n')).toHaveLength(scores.managers.length + 2)
    expect(text).toContain(worst.manager.name)
  })

  await hands.press('2')
  await expect(page.getByRole('row', { name: new RegExp(words('calls.scorecard.criteria.needs.name')) })).toContainText(words('boards.tooFewPairs', { pairs: 0, least: 20 }))
  await noComplaints(page)
  const needs = scores.criteria.find(({ criterion }) => criterion.id === 'needs')!
  await page.getByRole('row', { name: new RegExp(words('calls.scorecard.criteria.needs.name')) }).getByRole('link').click()
  await expect(page).toHaveURL(/\/calls\/list\?.*belowFull=needs/)
  await expect(activeRow(page)).toBeVisible()
  const { total, rows } = await ask<{ total: number, rows: BoardCall[] }>(page, 'callBoards/calls', { ...period, belowFull: 'needs' })
  expect(total).toBe(needs.belowFull)
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(words('boards.calls', {}, total))
  await noComplaints(page)
  await hands.press('v')
  await expect(page).toHaveURL(new RegExp(`/calls\\?.*call=${rows[0]!.id}`))
  await expect(page.getByText(words('calls.isDone'))).toBeVisible()

  await hands.press('g b')
  await hands.press('3')
  await expect(page.getByText(words('boards.quotaWhat'))).toBeVisible()
  await expect(page.getByRole('table').first()).toContainText(worst.manager.name)
  await noComplaints(page)
  await hands.press('4')
  await expect(page.getByText(words('boards.suspicious')).first()).toBeVisible()
  const chart = page.getByRole('slider', { name: words('boards.lengths') })
  await expect(chart).toBeVisible()
  await noComplaints(page)
  await chart.focus()
  await hands.press('ArrowRight')
  await expect(chart).toHaveAttribute('aria-valuetext', /0:45–0:50/)
  await hands.press('Enter')
  await expect(page).toHaveURL(/fromS=45&toS=50/)
  await expect(activeRow(page)).toContainText(/0:4[5-9]/)
})
