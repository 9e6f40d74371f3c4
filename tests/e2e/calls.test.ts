import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { CallDay } from '../../src/shared/contract/callDesk.ts'
import type { RecordingView } from '../../src/shared/contract/recordings.ts'
import { ask, expect, test } from './desk.ts'
import { copyTeam, makeFolder } from './host.ts'
import { toasts } from './pages/today.ts'
import { giveSounds } from './sounds.ts'

test('twenty calls of the day’s list are heard and scored by the keyboard alone, the next one by itself; a broken recording says so and stops nothing; the last is taken back', async ({ desk, team, watch }) => {
  test.setTimeout(600_000)
  // What a browser says of a check that lacks something.
  watch.expected.push(/400 \(Bad Request\)/)
  const { folder, remove } = makeFolder()
  const db = join(folder, 'team.pult')
  copyTeam(await team.file('ru'), db)
  const sounds = await giveSounds(db, folder)
  const { page, hands, words } = await desk({ layout: 'ru', path: '/tasks', folder, db })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await hands.press('g v')
  await expect(page).toHaveURL(/\/calls/)
  const verdicts = page.getByRole('group', { name: words('calls.verdict') })
  await expect(verdicts.getByRole('button').first()).toBeEnabled()
  const day = new URL(page.url()).searchParams.get('day')!
  const list = (): Promise<CallDay> => ask<CallDay>(page, 'callDesk/day', { day })
  const { calls } = await list()
  expect(calls.length).toBeGreaterThanOrEqual(20)
  const present = (): string | null => new URL(page.url()).searchParams.get('call')
  const marked = (name: string): Promise<void> => expect(page.getByRole('group', { name: new RegExp(name) }).locator('[aria-pressed="true"]')).toHaveCount(1)

  // Three that can't be heard: they stand behind the first one.
  const waiting = calls.slice(calls.findIndex(call => String(call.id) === present()) + 1)
  const broken = { empty: waiting[0]!, wrong_type: waiting[1]!, not_there: waiting[2]! }
  truncateSync(sounds.of(broken.empty.id), 0)
  writeFileSync(sounds.of(broken.wrong_type.id), 'a letter, not a sound'.repeat(100))
  rmSync(sounds.of(broken.not_there.id))

  await test.step('the recording is heard: faster, over its silence, to the end', async () => {
    const player = page.getByRole('region', { name: words('player.label') })
    await expect(player.getByRole('button', { name: words('player.play') })).toBeVisible()
    const id = Number(present())
    await expect(player.getByLabel(words('player.skipSilence'))).toBeVisible()
    const skips = await player.getByLabel(words('player.skipSilence')).isChecked()
    await hands.press('s')
    await expect(player.getByLabel(words('player.skipSilence'))).toBeChecked({ checked: !skips })
    if (skips) await hands.press('s')
    await hands.press(']')
    await hands.press('Space')
    await expect(player.getByText(words('player.listened'), { exact: true })).toBeVisible()
    const { listening } = await ask<RecordingView>(page, 'recordings/open', { callId: id })
    expect(listening!.coveredS / listening!.lengthS).toBeGreaterThanOrEqual(0.8)
    await expect.poll(async () => (await list()).calls.find(call => call.id === id)!.listened).toBe(true)
  })

  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([])

  await test.step('a conversation: marks by digits, a reason under the full mark, a comment at the second, what was agreed', async () => {
    const before = present()
    await hands.press('c')
    await hands.press('Control+Enter')
    await expect(page.getByText(words('calls.missing.mark')).first()).toBeVisible()
    await hands.press('1')
    await hands.press('1')
    await hands.press('3')
    await hands.type('pjlf')
    await hands.press('Escape')
    await hands.press('j')
    for (const key of ['5', '5', 'n', '1', '1']) await hands.press(key)
    await marked(words('calls.scorecard.criteria.note.name'))
    await hands.press('t')
    await hands.type('dthyj')
    await hands.press('Enter')
    // Kept at every key: another look finds it.
    await expect.poll(async () => (await ask<{ own: { marks: Record<string, { score: number | null }>, comments: unknown[] } | null }>(page, 'callDesk/open', { callId: Number(before) })).own?.comments.length).toBe(1)
    await hands.press('Control+Enter')
    await expect(toasts(page, words).first()).toBeVisible()
    await expect.poll(present).not.toBe(before)
    const scored = (await list()).calls.find(call => String(call.id) === before)!
    // Objection didn't apply: 85 points count, of which needs brings 12 of 20.
    expect([scored.verdict, Math.round(scored.total!)]).toEqual(['conversation', Math.round((85 - 8) / 85 * 100)])
  })

  const met: number[] = []
  for (let left = 19; left > 0; left--) {
    const before = present()
    await expect(verdicts.getByRole('button').first()).toBeEnabled()
    for (const [problem, call] of Object.entries(broken)) if (String(call.id) === before) await expect(page.getByText(words(`player.problem.${problem}`))).toBeVisible()
    met.push(Number(before))
    await hands.press('v')
    await hands.press('Control+Enter')
    await expect.poll(async () => (await list()).calls.filter(call => call.scored).length).toBe(21 - left)
    if ((await list()).calls.some(call => !call.scored && call.hasRecording)) await expect.poll(present).not.toBe(before)
  }
  expect(met).toEqual(expect.arrayContaining(Object.values(broken).map(({ id }) => id)))
  await hands.press('z')
  await expect.poll(async () => (await list()).calls.filter(call => call.scored).length).toBe(19)
  remove()
})
