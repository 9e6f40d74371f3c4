import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import vue from '@vitejs/plugin-vue'
import ui from '@nuxt/ui/vite'
import { nuxtUiOptions } from './src/ui/nuxtUiOptions.ts'

const alias = { '@shared': resolve(import.meta.dirname, 'src/shared') }

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      outDir: 'out/main',
      // One folder for everything that runs in Node: the shell, the backend process and its doors.
      rollupOptions: {
        input: {
          index: 'electron/main/index.ts',
          backend: 'electron/hosts/backendProcess.ts',
          web: 'electron/hosts/web.ts',
          cli: 'electron/hosts/cli.ts',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: 'electron/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src',
    resolve: { alias },
    plugins: [vue(), ui(nuxtUiOptions)],
    build: { outDir: 'out/renderer', minify: true, rollupOptions: { input: 'src/index.html' } },
  },
})
