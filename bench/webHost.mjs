// What a bench of the window needs: a folder of its own, the command, the web host, and how a figure is said.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const now = '2026-11-19T18:55:00+03:00'

/** `pult(words)` runs a command to its end, `startHost(db)` answers the child and the address that lets a window in. */
export const makeBenchHost = name => {
  const folder = mkdtempSync(join(tmpdir(), `pult-bench-${name}-`))
  const environment = { ...process.env, PULT_FOLDER: join(folder, 'data'), PULT_NOW: now }
  mkdirSync(environment.PULT_FOLDER, { recursive: true })
  const pult = words => {
    const done = spawnSync(process.execPath, [join(root, 'scripts', 'pult.mjs'), ...words], { encoding: 'utf8', env: environment, maxBuffer: 1e9 })
    if (done.status !== 0) throw new Error(`pult ${words[0]}: ${done.stderr}`)
  }
  const startHost = db => new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'out', 'main', 'web.js'), '--no-open', '--db', db], { stdio: ['ignore', 'pipe', 'inherit'], env: environment })
    child.stdout.on('data', chunk => {
      const address = /http:\/\/\S+#token=\S+/.exec(String(chunk))?.[0]
      if (address) resolve({ child, address })
    })
    child.once('exit', code => reject(new Error(`The host ended with ${code}.`)))
  })
  return { folder, pult, startHost }
}

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
export const say = (name, values, target) => console.log(`${name.padEnd(52)} ${median(values).toFixed(0).padStart(6)} ms  worst ${Math.max(...values).toFixed(0).padStart(6)} ms  target ${target} ms`)
