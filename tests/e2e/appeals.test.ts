import { expect, test } from './desk.ts'
import { activeRow, dialogOf, toasts } from './pages/today.ts'
import { noComplaints, startTeam } from './teamDesk.ts'
import { wordsOf } from './words.ts'

const words = wordsOf('ru')
/** Marks of the shipped scorecard: two of five for the needs is 88 %, four is 96 %. */
const marks = {
  greeting: { score: 1, comment: '' }, purpose: { score: 1, comment: '' }, needs: { score: 2, comment: 'Задан один вопрос' }, qualification: { score: 5, comment: '' },
  offer: { score: 5, comment: '' }, objection: { score: 5, comment: '' }, next_step: { score: 1, comment: '' }, note: { score: 1, comment: '' },
}

test('a manager reads their score and appeals by keys; the head hears it, changes one mark and answers; the manager sees it while they look on', async ({ team, browser, watch }) => {
  test.setTimeout(300_000)
  const at = await startTeam(await team.file('ru'), browser, watch)
  const { id } = at.read<{ id: number }>("SELECT activity.id FROM activity JOIN sign_in ON sign_in.person_id = activity.manager_id WHERE login = 'manager' AND kind = 'call' AND recording IS NOT NULL ORDER BY occurred_at DESC LIMIT 1")
  const qa = await at.enter('qa', '/calls')
  const token = await qa.page.evaluate(() => sessionStorage.getItem('pult.person'))
  const scored = await qa.page.request.post(`${at.host.origin}/rpc/callDesk/finish`, { headers: { 'pult-session': token! }, data: { json: { commandId: 'walk-score-1', callId: id, expectedVersion: null, verdict: 'conversation', marks, comments: [{ at: 12, text: 'Хорошая пауза' }], comment: 'Спокойный разговор', nextStep: '', agreedDay: null } } })
  expect(scored.status()).toBe(200)

  const manager = await at.enter('manager')
  await manager.hands.press('g v')
  await expect(manager.page).toHaveURL(/\/my-calls/)
  await expect(activeRow(manager.page)).toContainText('88')
  const card = manager.page.getByRole('complementary')
  await expect(card.getByText('Задан один вопрос')).toBeVisible()
  await noComplaints(manager.page)
  await manager.hands.press('a')
  await expect(dialogOf(manager.page)).toBeVisible()
  await noComplaints(manager.page)
  await manager.hands.type('Вопросов было четыре')
  await manager.hands.press('Control+Enter')
  await expect(activeRow(manager.page)).toContainText(words('appeals.state.pending'))
  // Taken back and sent again: nobody has decided yet.
  await manager.hands.press('z')
  await expect(activeRow(manager.page)).not.toContainText(words('appeals.state.pending'))
  await manager.hands.press('a')
  await manager.hands.type('Вопросов было четыре')
  await manager.hands.press('Control+Enter')
  await expect(activeRow(manager.page)).toContainText(words('appeals.state.pending'))
  await expect(manager.page.getByRole('toolbar').getByText(words('appeals.onlyOnce'))).toBeVisible()

  const head = await at.enter('head', '/calls/appeals')
  await expect(head.page.getByText('Вопросов было четыре')).toBeVisible()
  await noComplaints(head.page)
  const decide = (label: string) => head.page.getByRole('button', { name: label })
  await expect(decide(words('appeals.stands'))).toBeVisible()
  await head.hands.press('Control+Enter')
  await expect(head.page.getByText(words('appeals.wantsAnswer'))).toBeVisible()
  await head.hands.press('Escape')
  for (const key of ['j', 'j', '4', 'Escape']) await head.hands.press(key)
  await expect(decide('88 % → 96 %')).toBeVisible()
  await expect(head.page.getByText(words('calls.before', { mark: '2' }))).toBeVisible()
  await head.hands.press('r')
  await head.hands.type('Послушал: действительно четыре')
  await noComplaints(head.page)
  await head.hands.press('Control+Enter')
  await expect(toasts(head.page, words).first()).toContainText('96')
  await expect(head.page.getByText(words('appeals.empty.pending'))).toBeVisible()
  await noComplaints(head.page)

  await expect(activeRow(manager.page)).toContainText('96')
  await expect(card.getByText(words('appeals.state.changed'))).toBeVisible()
  expect(at.read("SELECT call_appeal.state, round(total) AS total FROM call_appeal JOIN call_check ON call_check.id = check_id")).toEqual({ state: 'changed', total: 96 })

  await head.hands.press('z')
  await expect(head.page.getByText('Вопросов было четыре')).toBeVisible()
  await expect(activeRow(manager.page)).toContainText('88')
  await at.close()
})
