// `npm start [-- --web] [--no-open] [--port P] [--db F]`: builds when needed and opens Pult.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { requireNode } from './nodeVersion.mjs'

requireNode()
const root = fileURLToPath(new URL('..', import.meta.url))
const words = process.argv.slice(2)

/** Electron's program, when it was fetched; never fetches it itself. */
const electronRuntime = () => {
  const folder = join(root, 'node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : null
}

const whyNoDesktop = () => {
  if (words.includes('--web')) return null
  if (!existsSync(join(root, 'electron', 'main', 'index.ts'))) return 'The desktop shell is not in this version yet: Pult opens in the browser.'
  if (!electronRuntime()) return 'The Electron runtime is not installed (npx install-electron fetches it): Pult opens in the browser.'
  return 'The desktop shell is not in this version yet: Pult opens in the browser.'
}

if (!build({ quiet: true })) {
  console.error('Pult could not be built; nothing was started.')
  process.exit(1)
}
const reason = whyNoDesktop()
if (reason) console.log(reason)

const host = spawn(process.execPath, [join(root, 'out', 'main', 'web.js'), ...words], { stdio: 'inherit' })
// The terminal sends Ctrl+C to the host as well, which then closes the database and leaves by itself.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => host.kill(signal))
host.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
