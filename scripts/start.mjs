// `npm start [-- --web] [--no-open] [--port P] [--db F]`: builds when needed and opens Pult.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { requireNode } from './nodeVersion.mjs'

requireNode()
const root = fileURLToPath(new URL('..', import.meta.url))
const words = process.argv.slice(2)

if (!build({ quiet: true })) {
  console.error('Pult could not be built; nothing was started.')
  process.exit(1)
}
if (!words.includes('--web')) console.log('The desktop shell is not in this version yet: Pult opens in the browser.')

const host = spawn(process.execPath, [join(root, 'out', 'main', 'web.js'), ...words], { stdio: 'inherit' })
// The terminal sends Ctrl+C to the host as well, which then closes the database and leaves by itself.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => host.kill(signal))
host.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
