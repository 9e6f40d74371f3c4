import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from '@playwright/test'
import { evening, expect, test } from './desk.ts'
import { handsOf } from './hands.ts'
import { makeFolder, runPult, startTeamHost, type TeamHost } from './host.ts'
import { activeRow, idOfActive, rowOf, toasts } from './pages/today.ts'
import { wordsOf } from './words.ts'

const password = 'верная лошадь батарея скрепка'
const words = wordsOf('ru')
const away = (page: Page) => page.getByRole('status').filter({ hasText: words('ui.frame.away') })

/** Two people, each in a browser of their own, on one `pult serve`. */
test('what one decides the other sees at once; with the host away both say so, what is refused stays undone, what waits is applied once', async ({ team, browser, watch }) => {
  // The browser says every answer that a stopped host can't give.
  watch.expected.push(/Failed to load resource|net::ERR|ERR_CONNECTION|WebSocket connection|401 \(Unauthorized\)/)
  const { folder, remove } = makeFolder()
  const db = join(folder, 'team.pult')
  copyFileSync(await team.file('ru'), db)
  for (const [name, login] of [['Ирина Соколова', 'irina'], ['Олег Второй', 'oleg']] as const) {
    await runPult(['person', 'add', '--db', db, '--name', name, '--role', 'head', '--login', login, '--password-stdin'], { PULT_NOW: evening }, password)
  }
  const decisionsOf = (findingId: number): number => {
    const database = new Database(db, { readonly: true })
    const count = database.prepare('SELECT count(*) FROM finding_decision WHERE finding_id = ?').pluck().get(findingId) as number
    database.close()
    return count
  }
  const reasonsOffered = (): number => {
    const database = new Database(db, { readonly: true })
    const count = database.prepare('SELECT count(*) FROM refusal_reason WHERE active = 1').pluck().get() as number
    database.close()
    return count
  }
  const sockets: string[] = []
  const streams: string[] = []
  const enter = async (host: TeamHost, login: string): Promise<Page> => {
    const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1440, height: 900 }, timezoneId: 'Europe/Moscow' })
    await watch.follow(context)
    const page = await context.newPage()
    page.on('websocket', socket => sockets.push(socket.url()))
    page.on('request', request => { if (request.url().includes('/rpc/live')) streams.push(request.url()) })
    await page.goto(`${host.origin}/today?check=A`)
    await page.getByLabel(words('account.signIn.login')).fill(login)
    await page.getByLabel(words('account.signIn.password')).fill(password)
    await page.keyboard.press('Enter')
    await expect(activeRow(page)).toBeVisible()
    return page
  }

  let host = await startTeamHost({ folder, db, now: evening })
  const [one, two] = [await enter(host, 'irina'), await enter(host, 'oleg')]
  expect(new Set(sockets)).toEqual(new Set([`${host.origin.replace('http', 'ws')}/live`]))
  expect(streams).toEqual([])
  const first = await idOfActive(one)
  await expect(rowOf(two, first)).toHaveCount(1)
  const answered = one.waitForResponse(/rpc\/day\/decide/)
  await handsOf(one, 'us').press('a')
  await answered
  const since = performance.now()
  await expect(rowOf(two, first)).toHaveCount(0)
  test.info().annotations.push({ type: 'seen in the other browser after, ms', description: String(Math.round(performance.now() - since)) })

  // One goes to another screen: there a command that can't leave is refused; the walk keeps its decisions until they can.
  await one.goto(`${host.origin}/settings/reasons`)
  await expect(activeRow(one)).toBeVisible()
  const offered = reasonsOffered()
  await host.stop()
  await expect(away(one)).toBeVisible()
  await expect(away(two)).toBeVisible()
  await handsOf(one, 'us').press('d')
  await expect(toasts(one, words)).toContainText(words('errors.BACKEND_AWAY'), { timeout: 30_000 })
  const second = await idOfActive(two)
  await handsOf(two, 'us').press('a')
  await expect(two.getByText(words('today.waiting', { n: 1 }, 1))).toBeVisible({ timeout: 30_000 })

  host = await startTeamHost({ folder, db, now: evening, port: host.port })
  await expect(away(one)).toHaveCount(0, { timeout: 20_000 })
  await expect(away(two)).toHaveCount(0, { timeout: 20_000 })
  await expect(rowOf(two, second)).toHaveCount(0)
  await expect(two.getByText(words('today.waiting', { n: 1 }, 1))).toHaveCount(0)
  await expect.poll(() => [decisionsOf(first), decisionsOf(second)]).toEqual([1, 1])
  // What was refused stays undone.
  expect(reasonsOffered()).toBe(offered)
  // And live again, in the other direction.
  const changed = two.waitForResponse(/rpc\/settings\/reasons/)
  await two.goto(`${host.origin}/settings/reasons`)
  // Not yet that it hears: what changes before that reaches it too.
  await changed
  const heard = two.waitForResponse(/rpc\/settings\/reasons/)
  await handsOf(one, 'us').press('d')
  await heard
  expect(reasonsOffered()).toBe(offered - 1)
  await host.stop()
  for (const page of [one, two]) await page.context().close()
  remove()
})
