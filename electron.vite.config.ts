import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import vue from '@vitejs/plugin-vue'
import ui from '@nuxt/ui/vite'
import { nuxtUiOptions } from './src/ui/nuxtUiOptions.ts'

const alias = { '@shared': resolve(import.meta.dirname, 'src/shared') }

/** The entries that exist: the desktop shell comes after the web host. */
const present = (entries: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(resolve(import.meta.dirname, file))))

const preload = present({ index: 'electron/preload/index.ts', host: 'electron/preload/host.ts' })

/** electron-vite makes addresses relative, which a deep link such as /settings/team would resolve to the wrong folder. */
const fromTheRoot = { name: 'addresses-from-the-root', enforce: 'post' as const, config: () => ({ base: '/' }) }

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      outDir: 'out/main', emptyOutDir: true,
      // Bundled, they cost a start of the command a tenth of what their hundreds of files cost.
      externalizeDeps: { exclude: ['drizzle-orm', 'libphonenumber-js', 'papaparse', 'zod'] },
      // One folder for everything that runs in Node: the shell, the backend process and its doors.
      rollupOptions: {
        input: present({
          index: 'electron/main/index.ts',
          backend: 'electron/hosts/backendProcess.ts',
          web: 'electron/hosts/web.ts',
          cli: 'electron/hosts/cli.ts',
          importThread: 'electron/hosts/importThread.ts',
          readingThread: 'electron/hosts/readingThread.ts',
          peaksThread: 'electron/hosts/peaksThread.ts',
          copyCheckThread: 'electron/hosts/copyCheckThread.ts',
        }),
      },
    },
  },
  ...(Object.keys(preload).length > 0 && {
    preload: {
      build: {
        outDir: 'out/preload', emptyOutDir: true,
        rollupOptions: { input: preload, output: { format: 'cjs' as const, entryFileNames: '[name].cjs' } },
      },
    },
  }),
  renderer: {
    root: 'src',
    resolve: { alias },
    // The root from here: electron-vite bundles this file, so that another file's own folder is lost on the way.
    plugins: [fromTheRoot, vue(), ui({ ...nuxtUiOptions, root: import.meta.dirname })],
    build: { outDir: 'out/renderer', emptyOutDir: true, minify: true, rollupOptions: { input: 'src/index.html' } },
  },
})
