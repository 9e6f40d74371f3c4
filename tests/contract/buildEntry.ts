import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')

/** One entry as the product's build makes it (migrations inside, native modules outside), for a process of its own; `thread` is built beside it as importThread.js, and the one that checks backups. */
export const buildEntry = async (entry: string, thread?: string): Promise<{ file: string, cleanup: () => void }> => {
  // Below node_modules, so that the built file finds the packages.
  const outDir = mkdtempSync(join(root, 'node_modules', '.pult-test-'))
  await build({
    root, configFile: false, logLevel: 'error',
    build: {
      ssr: true, outDir, emptyOutDir: true, minify: false,
      rollupOptions: { input: { entry: resolve(root, entry), copyCheckThread: resolve(root, 'electron/hosts/copyCheckThread.ts'), ...thread === undefined ? {} : { importThread: resolve(root, thread) } }, output: { entryFileNames: '[name].js' } },
    },
  })
  return { file: join(outDir, 'entry.js'), cleanup: () => rmSync(outDir, { recursive: true, force: true }) }
}
