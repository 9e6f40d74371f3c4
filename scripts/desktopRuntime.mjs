// Is the Electron runtime here, may it be fetched, and can a window be shown? What `npm start` decides by.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const dayMs = 24 * 3_600_000
/** The runtime is about 110 MB. */
const fetchLimitMs = 180_000
const readText = path => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

/** Path of the runtime's program, as the package `electron` looks for it; null when it is missing or of another version. */
export const findRuntime = root => {
  const place = join(root, 'node_modules', 'electron')
  const program = readText(join(place, 'path.txt'))
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    const own = join(process.env.ELECTRON_OVERRIDE_DIST_PATH, program ?? 'electron')
    return existsSync(own) ? own : null
  }
  const wanted = JSON.parse(readText(join(place, 'package.json')) ?? '{}').version
  if (!program || !wanted || readText(join(place, 'dist', 'version'))?.replace(/^v/, '') !== wanted) return null
  const path = join(place, 'dist', program)
  return existsSync(path) ? path : null
}

/** Why no window of its own can be shown here, one sentence; null when it can. */
export const whyNoWindow = (platform, environment, uid) => {
  if (platform !== 'linux') return null
  if (!environment.DISPLAY && !environment.WAYLAND_DISPLAY) return 'There is no display here'
  if (uid === 0) return 'The desktop app does not run as root'
  return null
}

const runInstall = root => spawnSync(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], { stdio: 'ignore', timeout: fetchLimitMs, killSignal: 'SIGKILL' }).status === 0

/** Fetches the runtime, at most once a day and never for longer than three minutes. Null or why not, one sentence. */
export const fetchRuntime = (root, { now = Date.now(), install = runInstall, say = console.log } = {}) => {
  const marker = join(root, 'node_modules', '.cache', 'pult-desktop-runtime.json')
  if (!existsSync(join(root, 'node_modules', 'electron', 'install.js'))) return 'The package electron is not installed'
  const triedAt = Number(readText(marker) ?? 0)
  if (now - triedAt < dayMs && now >= triedAt) return 'The desktop runtime could not be fetched today (npx install-electron tries again)'
  mkdirSync(dirname(marker), { recursive: true })
  // Written before: also a start that is broken off was today's try.
  writeFileSync(marker, String(now))
  say('Fetching the desktop runtime, once …')
  return install(root) && findRuntime(root) ? null : 'The desktop runtime could not be fetched'
}
