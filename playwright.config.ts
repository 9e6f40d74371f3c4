import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from './scripts/chromium.mjs'

const long = process.env.PULT_LONG === '1'

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: long ? '**/*.long.test.ts' : '**/*.test.ts',
  testIgnore: long ? [] : '**/*.long.test.ts',
  // A folder of its own: the runner empties it, the screenshots beside it stay.
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  // Once more, on a machine that is busy with two walks at a time; which ones needed it is said at the end (scripts/test.mjs).
  retries: 1,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: process.env.PULT_E2E_JSON ?? 'test-results/e2e.json' }]],
  use: {
    browserName: 'chromium', headless: true,
    viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1, locale: 'ru-RU', timezoneId: 'Europe/Moscow',
    trace: 'retain-on-failure', screenshot: 'only-on-failure',
    launchOptions: { executablePath: findChromium() ?? undefined, args: chromiumArguments },
  },
})
