// The real Electron, wherever its runtime is (npx install-electron); elsewhere counted as skipped, with the reason.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron as electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { findRuntime } from '../../scripts/desktopRuntime.mjs'
import { root, runPult } from './host.ts'
import { wordsOf } from './words.ts'

const words = wordsOf('en')
const runtime = findRuntime(root)
const needed = process.env.PULT_NEEDS_ELECTRON === '1'
const noDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
const why = runtime ? 'there is no display (xvfb-run npm test has one)' : 'the Electron runtime isn\'t here (npx install-electron fetches it)'

interface Desktop { app: ElectronApplication, page: Page, folder: string }
const test = base.extend<{ desktop: (words?: readonly string[], folder?: string) => Promise<Desktop> }>({
  // oxlint-disable-next-line no-empty-pattern
  desktop: async ({}, use) => {
    const running: { app: ElectronApplication, folder: string }[] = []
    await use(async (args = [], folder = mkdtempSync(join(tmpdir(), 'pult-desktop-'))) => {
      const app = await electron.launch({
        executablePath: runtime ?? undefined, args: [root, ...process.getuid?.() === 0 ? ['--no-sandbox'] : [], '--lang=en', ...args],
        env: { ...process.env as Record<string, string>, PULT_FOLDER: folder, PULT_NOW: '2026-11-19T18:55:00+03:00', LANGUAGE: 'en', LC_ALL: 'en_US.UTF-8' },
      })
      running.push({ app, folder })
      return { app, page: await app.firstWindow(), folder }
    })
    for (const { app, folder } of running) {
      await app.close().catch(() => {})
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
})
test.skip(!needed && (!runtime || noDisplay), `Desktop: ${why}.`)

const openDemo = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: words('welcome.demo.open') }).click()
  await expect(page.getByRole('heading', { level: 1, name: words('ui.frame.today') })).toBeVisible({ timeout: 60_000 })
}

test('the window opens from the own protocol, sandboxed, and keeps the content policy', async ({ desktop }) => {
  const { app, page } = await desktop()
  await page.evaluate(() => { document.addEventListener('securitypolicyviolation', event => document.body.setAttribute('data-violation', event.violatedDirective)) })
  expect(new URL(page.url()).protocol).toBe('app:')
  await expect(page.getByRole('heading', { level: 1, name: words('welcome.title') })).toBeVisible()
  expect(await page.evaluate(() => ['require', 'process', 'module'].filter(name => name in globalThis))).toEqual([])
  expect(await page.evaluate(() => Object.keys(window.pult ?? {}).sort())).toContain('hello')
  expect(await page.evaluate(() => fetch('https://example.org/').then(() => 'answered', () => 'refused'))).toBe('refused')
  await expect(page.locator('[data-violation]:not([data-violation="connect-src"])')).toHaveCount(0)
  expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.length ?? 0)).toBeGreaterThan(4)
})

test('the demo opens over the port; a backend that is killed comes back with its file', async ({ desktop }) => {
  const { app, page } = await desktop()
  await openDemo(page)
  const backend = (): Promise<number | undefined> => app.evaluate(({ app: shell }) => shell.getAppMetrics().find(({ name, serviceName }) => name === 'Pult backend' || serviceName === 'Pult backend')?.pid)
  const before = await backend()
  expect(before).toBeGreaterThan(0)
  process.kill(before!, 'SIGKILL')
  await expect.poll(backend).not.toBe(before)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: words('ui.frame.today') })).toBeVisible({ timeout: 30_000 })
})

test('a file given at the start is opened; a second start brings its own to the first', async ({ desktop }) => {
  const folder = mkdtempSync(join(tmpdir(), 'pult-desktop-'))
  for (const name of ['one', 'two']) await runPult(['init', '--db', join(folder, `${name}.pult`), '--name', name, '--timezone', 'Europe/Moscow', '--currency', 'RUB', '--head', 'Anna'])
  const { app, page } = await desktop([join(folder, 'one.pult')], folder)
  await expect(page.getByText('one', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  const second = await electron.launch({
    executablePath: runtime ?? undefined, args: [root, ...process.getuid?.() === 0 ? ['--no-sandbox'] : [], join(folder, 'two.pult')],
    env: { ...process.env as Record<string, string>, PULT_FOLDER: folder },
  }).catch(() => null)
  await second?.close().catch(() => {})
  await expect(page.getByText('two', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  expect(app.windows()).toHaveLength(1)
})
