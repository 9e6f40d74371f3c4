import type { Page } from '@playwright/test'
import { expect, test } from './desk.ts'
import { activeRow, dialogOf, toasts } from './pages/today.ts'
import { noComplaints, startTeam } from './teamDesk.ts'
import { wordsOf } from './words.ts'

const words = wordsOf('ru')
const comment = 'Клиент закрыл проект и распустил отдел закупок'

const part = (page: Page, name: 'tasks' | 'questions' | 'returned' | 'stuck' | 'requests') => page.getByRole('navigation', { name: words('myDay.parts') }).getByRole('button', { name: words(`myDay.part.${name}`) })
/** What stands beside the part's name; its key is the first figure. */
const figureOf = async (page: Page, name: Parameters<typeof part>[1]): Promise<number> => Number((await part(page, name).innerText()).split('\n').map(line => line.trim()).filter(line => /^\d+$/.test(line))[1])

test('a manager’s day by keys: a call that nobody answered, a talk with its next step, a wish, a refusal that the supervisor returns while the manager looks on', async ({ team, browser, watch }) => {
  test.setTimeout(300_000)
  const at = await startTeam(await team.file('ru'), browser, watch)
  const manager = await at.enter('manager')
  const { page, hands } = manager
  await expect(page).toHaveURL(/\/my-day$/)
  await expect(activeRow(page)).toBeVisible()
  await noComplaints(page)
  const calls = () => at.read<{ count: number }>("SELECT count(*) AS count FROM activity WHERE source = 'pult'").count
  const before = await figureOf(page, 'tasks')

  // Two keys, and one that takes it back.
  await hands.press('c')
  await expect(dialogOf(page)).toBeVisible()
  await noComplaints(page)
  await hands.press('2')
  await expect(toasts(page, words)).toContainText(words('myDay.call.outcome.no_answer').toLowerCase())
  expect(calls()).toBe(1)
  await expect(dialogOf(page)).toHaveCount(0)
  await hands.press('z')
  await expect.poll(calls).toBe(0)

  await hands.press('c')
  await expect(dialogOf(page)).toBeVisible()
  await hands.press('1')
  await expect(page.getByRole('radio').first()).toBeFocused()
  await hands.press('3')
  await expect(page.getByLabel(words('myDay.call.result'))).toBeFocused()
  await hands.type('Договорились, ждут предложение в понедельник')
  await hands.press('Tab')
  await hands.type('Отправить предложение')
  await hands.press('Control+Enter')
  await expect.poll(() => figureOf(page, 'tasks')).toBe(before - 1)
  expect(at.read("SELECT outcome, talk_s AS talk, (SELECT count(*) FROM note WHERE source = 'pult') AS notes FROM activity WHERE source = 'pult'")).toEqual({ outcome: 'talked', talk: 300, notes: 1 })

  // A later date is a wish.
  const wishes = await figureOf(page, 'requests')
  await expect(activeRow(page)).toBeVisible()
  await hands.press('m')
  await expect(dialogOf(page)).toContainText(words('tasks.dialog.title.ask'))
  await hands.type('+7')
  await hands.press('Tab Tab')
  await page.getByLabel(words('tasks.dialog.words.move')).last().fill('Клиент в отъезде до конца недели')
  await hands.press('Control+Enter')
  await expect.poll(() => figureOf(page, 'requests')).toBe(wishes + 1)

  // A refusal: asked here, seen there without a key, returned there by keys, and back here with its instruction.
  const supervisor = await at.enter('supervisor')
  await expect(supervisor.page).toHaveURL(/\/queue$/)
  await expect(activeRow(supervisor.page)).toBeVisible()
  await noComplaints(supervisor.page)
  const waiting = at.read<{ count: number }>("SELECT count(*) AS count FROM refusal WHERE state = 'pending'").count
  // On another screen the window says that something was asked.
  await supervisor.hands.press('g l')
  await expect(supervisor.page).toHaveURL(/\/deals/)
  const titled = await supervisor.page.title()
  expect(titled).toMatch(/^\(\d+\) /)
  await hands.press('e')
  await expect(dialogOf(page)).toContainText(words('decide.request.title'))
  await hands.type(words('refusals.reasons.budget'))
  await hands.press('Enter')
  await page.getByLabel(words('common.comment')).fill(comment)
  await hands.press('Control+Enter')
  await expect.poll(() => at.read<{ count: number }>("SELECT count(*) AS count FROM refusal WHERE state = 'pending'").count).toBe(waiting + 1)
  await expect(supervisor.page.getByText(words('queue.news.title', { n: Number(/\d+/.exec(titled)![0]) + 1 }, Number(/\d+/.exec(titled)![0]) + 1))).toBeVisible()
  await expect(supervisor.page).toHaveTitle(new RegExp(`^\\(${Number(/\d+/.exec(titled)![0]) + 1}\\) `))
  const { dealId } = at.read<{ dealId: number }>('SELECT deal_id AS dealId FROM refusal WHERE comment = ?', comment)
  const had = await figureOf(page, 'returned')

  await supervisor.hands.press('g q')
  await expect(activeRow(supervisor.page)).toBeVisible()
  await supervisor.hands.press('2')
  await expect(activeRow(supervisor.page)).toBeVisible()
  await supervisor.hands.press('End')
  await expect(supervisor.page.getByText(comment).first()).toBeVisible()
  await supervisor.hands.press('v')
  await expect(dialogOf(supervisor.page)).toContainText(words('refusals.dialog.title.return'))
  await supervisor.hands.press('1')
  await supervisor.hands.press('Control+Enter')
  await expect.poll(() => figureOf(page, 'returned')).toBe(had + 1)
  await hands.press('3')
  await expect(page.getByText(words('refusals.suggest.call')).first()).toBeVisible()
  expect(at.read('SELECT status FROM deal WHERE id = ?', dealId)).toEqual({ status: 'open' })
  await noComplaints(page)

  // The wish is allowed by one key; its answer is here at once.
  await supervisor.hands.press('3')
  await expect(activeRow(supervisor.page)).toBeVisible()
  await supervisor.hands.press('End')
  await expect(activeRow(supervisor.page)).toContainText('Клиент в отъезде до конца недели')
  await hands.press('5')
  await expect(page.getByText(words('myDay.requestState.pendingMove')).first()).toBeVisible()
  await supervisor.hands.press('a')
  await expect(page.getByText(words('myDay.requestState.allowed')).first()).toBeVisible()
  expect(at.read("SELECT state FROM task_move_request WHERE reason = 'Клиент в отъезде до конца недели'")).toEqual({ state: 'allowed' })
  await at.close()
})

test('an operator begins at a new client: who is there already is said before anything is entered; QA begins at the calls of the day, and sees deals without sums; nobody sees a screen that is not theirs', async ({ team, browser, watch }) => {
  test.setTimeout(240_000)
  const at = await startTeam(await team.file('ru'), browser, watch)
  const { page, hands } = await at.enter('operator')
  await expect(page).toHaveURL(/\/clients\/new$/)
  await expect(page.getByRole('heading', { level: 1, name: words('clients.enter.title') })).toBeVisible()
  await expect(page.getByText(words('clients.enter.nothingToday'))).toBeVisible()
  await noComplaints(page)
  const { name, phone } = at.read<{ name: string, phone: string }>('SELECT name, phone_e164 AS phone FROM client WHERE phone_e164 IS NOT NULL AND owner_id IS NOT NULL ORDER BY id LIMIT 1')
  const clients = () => at.read<{ count: number }>('SELECT count(*) AS count FROM client').count
  const before = clients()
  await page.getByLabel(words('clients.enter.name.person')).fill('Новиков Пётр')
  await page.getByLabel(words('clients.enter.phone')).fill(phone.replace('+7', '8'))
  await expect(page.getByRole('status').filter({ hasText: name })).toBeVisible()
  await expect(page.getByRole('button', { name: words('clients.enter.submit') })).toBeDisabled()
  await page.getByLabel(words('clients.enter.phone')).fill('8 916 000-11-22')
  await expect(page.getByRole('button', { name: words('clients.enter.submit') })).toBeEnabled()
  await hands.press('Control+Enter')
  await expect(toasts(page, words)).toContainText(words('clients.enter.done', { name: 'Новиков Пётр' }))
  await expect(page.getByText('+79160001122')).toBeVisible()
  expect(clients()).toBe(before + 1)
  await page.getByRole('heading', { level: 1 }).click()
  await hands.press('z')
  await expect.poll(clients).toBe(before)
  // Neither in the sidebar nor by a key: no deals for an operator.
  await expect(page.getByRole('link', { name: words('ui.frame.tasks') })).toHaveCount(0)
  await hands.press('g l')
  await expect(page).toHaveURL(/\/clients\/new$/)

  const qa = await at.enter('qa')
  await expect(qa.page).toHaveURL(/\/calls/)
  await noComplaints(qa.page)
  await qa.hands.press('g l')
  await expect(qa.page).toHaveURL(/\/deals/)
  await expect(activeRow(qa.page)).toBeVisible()
  expect(await activeRow(qa.page).textContent()).not.toContain('₽')
  await noComplaints(qa.page)
  await at.close()
})

test('who signs out leaves nothing behind: not on the screen, not by «back», not in the browser, not at the host', async ({ team, browser, watch }) => {
  const at = await startTeam(await team.file('ru'), browser, watch)
  const { page, hands } = await at.enter('manager', '/deals')
  await expect(activeRow(page)).toBeVisible()
  const title = at.read<{ title: string }>("SELECT deal.title FROM deal JOIN person ON person.id = deal.owner_id JOIN sign_in ON sign_in.person_id = person.id WHERE login = 'manager' AND status = 'open' AND length(deal.title) > 5 LIMIT 1").title
  const token = await page.evaluate(() => sessionStorage.getItem('pult.person'))
  const signOut = async (): Promise<void> => {
    await hands.press('Control+k')
    await page.keyboard.type('sign out')
    await hands.press('Enter')
  }
  // The form is there as soon as the host refuses the place that has ended; the fresh page comes a moment later, and «back» is pressed on that one.
  const freshPage = page.waitForEvent('load')
  await signOut()
  await freshPage
  await expect(page.getByRole('heading', { level: 1, name: words('account.signIn.title') })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel(words('account.signIn.password'))).toBeVisible()
  expect(await page.locator('body').textContent()).not.toContain(title)
  const kept = await page.evaluate(async () => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie, await caches.keys(), await indexedDB.databases()]))
  expect(kept).not.toContain(token)
  expect(kept).not.toContain(title)
  expect((await page.request.post(`${at.host.origin}/rpc/deals/range`, { headers: { 'pult-session': token! }, data: { json: { filter: {}, offset: 0, limit: 1 } } })).status()).toBe(401)

  // Also while the host doesn't answer.
  const away = await at.enter('qa', '/deals')
  await expect(activeRow(away.page)).toBeVisible()
  watch.expected.push(/ERR_INTERNET_DISCONNECTED/, /WebSocket/)
  await away.page.context().setOffline(true)
  await away.hands.press('Control+k')
  await away.page.keyboard.type('sign out')
  await away.hands.press('Enter')
  await expect(away.page.getByLabel(words('account.signIn.password'))).toBeVisible({ timeout: 60_000 })
  expect(await away.page.evaluate(() => sessionStorage.getItem('pult.person') ?? localStorage.getItem('pult.person'))).toBeNull()
  await at.close()
})
