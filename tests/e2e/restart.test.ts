import Database from 'better-sqlite3'
import { ask, expect, test, today } from './desk.ts'
import { activeRow, dialogOf, idOfActive, rowOf, titleOfActive, toasts } from './pages/today.ts'

const decisionsOf = (db: string, findingId: number): number => {
  const database = new Database(db, { readonly: true })
  const count = database.prepare('select count(*) from finding_decision where finding_id = ? and day = ?').pluck().get(findingId, today) as number
  database.close()
  return count
}
/** The browser says every answer that a dead host can't give. */
const connectionErrors = /Failed to load resource|net::ERR|ERR_CONNECTION/

test('the backend is killed while it decides: the decision waits, is sent again and applied once', async ({ desk, watch }) => {
  watch.expected.push(connectionErrors)
  const { page, hands, words, host, db } = await desk()
  const [id, title] = [await idOfActive(page), await titleOfActive(page)]
  const pid = host.backendPid()
  // It takes the command in and can't answer any more.
  process.kill(pid, 'SIGSTOP')
  const sent = page.waitForRequest(/rpc\/day\/decide/)
  await hands.press('a')
  await sent
  await expect(rowOf(page, id)).toHaveCount(0)
  process.kill(pid, 'SIGKILL')
  await expect(toasts(page, words)).toContainText(words('today.toast.one.allow', { title }), { timeout: 20_000 })
  await expect(rowOf(page, id)).toHaveCount(0)
  expect(host.backendPid()).not.toBe(pid)
  expect(decisionsOf(db, id)).toBe(1)
})

test('the answer to a decision is lost: repeated under its id, it is applied once', async ({ desk, watch }) => {
  watch.expected.push(connectionErrors)
  const { page, hands, words, host, db } = await desk()
  const [id, title] = [await idOfActive(page), await titleOfActive(page)]
  let tries = 0
  await page.route(/rpc\/day\/decide/, async route => {
    if (tries++ > 0) return route.continue()
    await route.fetch()
    process.kill(host.backendPid(), 'SIGKILL')
    await route.abort('connectionreset')
  })
  await hands.press('a')
  await expect(toasts(page, words)).toContainText(words('today.toast.one.allow', { title }), { timeout: 20_000 })
  expect(tries).toBeGreaterThan(1)
  expect(decisionsOf(db, id)).toBe(1)
})

test('a decision that found no connection for a moment goes out by itself', async ({ desk, watch }) => {
  watch.expected.push(connectionErrors)
  const { page, hands, words, db } = await desk()
  const [id, title] = [await idOfActive(page), await titleOfActive(page)]
  let tries = 0
  await page.route(/rpc\/day\/decide/, route => tries++ === 0 ? route.abort('connectionreset') : route.continue())
  await hands.press('a')
  await expect(toasts(page, words)).toContainText(words('today.toast.one.allow', { title }), { timeout: 20_000 })
  expect(decisionsOf(db, id)).toBe(1)
})

test('the window says that Pult is away, and how to open it after the host was started anew', async ({ desk, host, watch }) => {
  watch.expected.push(connectionErrors)
  const { page, words, host: first, db } = await desk()
  await expect(activeRow(page)).toBeVisible()
  const port = Number(new URL(first.origin).port)
  await first.stop()
  await expect(page.getByRole('status').filter({ hasText: words('ui.frame.away') })).toBeVisible()
  // What is on the screen stays to be read.
  await expect(activeRow(page)).toBeVisible()

  await host({ folder: first.folder, db, port })
  await expect(page.getByRole('heading', { name: words('ui.signedOut.title') })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(words('ui.signedOut.expired'))).toBeVisible()
})

test('a killed backend comes back by itself and the screen works on', async ({ desk, watch }) => {
  watch.expected.push(connectionErrors)
  const { page, hands, words, host } = await desk()
  await expect(activeRow(page)).toBeVisible()
  const pid = host.backendPid()
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => {
    try {
      return host.backendPid()
    } catch {
      return pid
    }
  }).not.toBe(pid)
  expect((await ask<{ day: string }>(page, 'day/overview', {})).day).toBe(today)
  await hands.press('q')
  await expect(dialogOf(page)).toBeVisible()
  await hands.press('Escape')
  await hands.press('2')
  await expect(page.getByRole('heading', { level: 2, name: words('today.names.B') })).toBeVisible()
})
