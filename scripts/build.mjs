// `npm run build [-- --force]`: builds out/ unless it is newer than everything that it is made of.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requireNode } from './nodeVersion.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'out', '.build-stamp')
const sources = ['electron', 'src', 'drizzle', 'resources', 'package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json']

/** The newest change under a path, folders included, so that a removed file counts too. */
const newest = path => {
  const info = statSync(path, { throwIfNoEntry: false })
  if (!info) return 0
  if (!info.isDirectory()) return info.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), info.mtimeMs)
}

const isFresh = () => {
  const built = statSync(stamp, { throwIfNoEntry: false })
  return built !== undefined && sources.every(source => newest(join(root, source)) <= built.mtimeMs)
}

/** Builds when needed. False when the build failed; its own words stand in the terminal. */
export const build = ({ force = false, quiet = false } = {}) => {
  if (!force && isFresh()) {
    if (!quiet) console.log('out/ is up to date (npm run build -- --force builds anyway).')
    return true
  }
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  if (!existsSync(tool)) {
    console.error('The build tools are missing: run npm ci first.')
    return false
  }
  if (quiet) console.log('Building the window, a moment …')
  // What changes during the build is newer than the stamp, so the next build sees it.
  const began = new Date()
  rmSync(stamp, { force: true })
  const made = spawnSync(process.execPath, [tool, 'build', ...quiet ? ['--logLevel', 'error'] : []], { cwd: root, stdio: 'inherit' })
  if (made.status !== 0) return false
  writeFileSync(stamp, '')
  utimesSync(stamp, began, began)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  requireNode()
  process.exit(build({ force: process.argv.includes('--force') }) ? 0 : 1)
}
