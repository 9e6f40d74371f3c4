// `npm start [-- --db F]` opens the desktop app where it can run, else (or with --web) serves the window: [--web] [--no-open] [--port P].
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { fetchRuntime, findRuntime, whyNoWindow } from './desktopRuntime.mjs'
import { requireNode } from './nodeVersion.mjs'

requireNode()
const root = fileURLToPath(new URL('..', import.meta.url))
const words = process.argv.slice(2)
/** A desktop that ends so soon with an error never came up: a library is missing, the sandbox is forbidden. */
const neverCameUpMs = 10_000
/** How Chromium ends where it may not have its sandbox, and how a missing library does. */
const crashes = ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL', 'SIGBUS']

if (!build({ quiet: true })) {
  console.error('Pult could not be built; nothing was started.')
  process.exit(1)
}

// The terminal sends Ctrl+C to the child as well, which then closes the database and leaves by itself.
process.on('SIGINT', () => {})
let child = null
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child?.kill(signal))
const leave = (code, signal) => process.exit(code ?? (signal ? 1 : 0))

const serve = why => {
  if (why) console.log(`${why}: Pult opens in the browser.`)
  child = spawn(process.execPath, [join(root, 'out', 'main', 'web.js'), ...words], { stdio: 'inherit' })
  child.on('exit', leave)
}

const openDesktop = runtime => {
  // Terminals inside of Electron apps set it, and Electron would start as a plain Node.
  const { ELECTRON_RUN_AS_NODE: _asNode, ...environment } = process.env
  const began = Date.now()
  child = spawn(runtime, [root, ...words], { stdio: 'inherit', env: environment })
  child.on('error', () => serve('The desktop app could not be started'))
  child.on('exit', (code, signal) => {
    if ((code || crashes.includes(signal)) && Date.now() - began < neverCameUpMs) return serve('The desktop app could not be started')
    leave(code, signal)
  })
}

const asksForHost = words.some(word => /^--(web|no-open|port)(=|$)/.test(word))
if (asksForHost) serve(null)
else {
  const why = whyNoWindow(process.platform, process.env, process.getuid?.()) ?? (findRuntime(root) ? null : fetchRuntime(root))
  const runtime = why === null ? findRuntime(root) : null
  if (runtime) openDesktop(runtime)
  else serve(why ?? 'The desktop runtime is not here')
}
