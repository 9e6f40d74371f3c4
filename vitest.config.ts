import { resolve } from 'node:path'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArguments, findChromium } from './scripts/chromium.mjs'
import { nuxtUiOptions } from './src/ui/nuxtUiOptions.ts'

const alias = { '@shared': resolve(import.meta.dirname, 'src/shared') }
// Long ones (scale, random walks) run by `npm run test:long` alone.
const long = process.env.PULT_LONG === '1'
const ending = long ? '*.long.test.ts' : '*.test.ts'
const exclude = ['**/node_modules/**', 'tests/e2e/**', ...long ? [] : ['**/*.long.test.ts']]

export default defineConfig({
  test: {
    projects: [
      {
        // The Electron runtime isn't everywhere: main and preload run against a fake of it.
        resolve: { alias: { ...alias, electron: resolve(import.meta.dirname, 'tests/desktop/fakeElectron.ts') } },
        test: {
          name: 'node', environment: 'node', setupFiles: ['tests/seed.ts'],
          include: [`tests/**/${ending}`], exclude: [...exclude, 'tests/components/**'],
          // Two slow cores: a test that makes a workspace file takes its second.
          testTimeout: long ? 1_800_000 : 20_000, hookTimeout: long ? 600_000 : 60_000, maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        plugins: [vue(), ui({ ...nuxtUiOptions, root: import.meta.dirname })],
        // Said beforehand: a cold cache finds dependencies one by one and reloads the page, tests and all, for each.
        optimizeDeps: {
          entries: ['tests/components/**/*.ts'],
          include: [
            'vue', 'vue-router', 'vue-i18n', 'pinia', 'zod', 'vitest-browser-vue', '@tanstack/vue-query', '@tanstack/vue-virtual', 'wavesurfer.js',
            '@orpc/client', '@orpc/client/fetch', '@orpc/client/message-port', '@orpc/tanstack-query', '@orpc/server', '@orpc/server/message-port',
          ],
        },
        test: {
          name: 'browser',
          include: [`tests/components/**/${ending}`], exclude,
          testTimeout: 20_000,
          browser: {
            enabled: true, headless: true, screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: findChromium() ?? undefined, args: chromiumArguments } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
