// `npm run bench [-- --deals N] [--only NAME]`: times what a person waits for, on a team of 10 000 deals, and writes bench/results.json.
import { spawn, spawnSync } from 'node:child_process'
import { cpus, tmpdir, totalmem } from 'node:os'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { build } from '../scripts/build.mjs'
import { chromiumArguments, findChromium } from '../scripts/chromium.mjs'
import { requireNode } from '../scripts/nodeVersion.mjs'
import { withBackend } from './loadBackend.mjs'
import { measureGrid } from './grid.mjs'
import { makeTeam } from './makeTeam.ts'
import { measurePeople } from './people.mjs'
import { measureScreens } from './screens.mjs'

requireNode()
const root = fileURLToPath(new URL('..', import.meta.url))
const at = process.argv.indexOf('--deals')
const onlyAt = process.argv.indexOf('--only')
const named = onlyAt < 0 ? null : process.argv[onlyAt + 1] ?? ''
/** 50 people at the team's host, and nothing else (people.mjs). */
const onlyPeople = named === 'people'
/** Of the window, just what is named so; the lists and the processes are left out then. */
const only = named === null ? null : new RegExp(named)
const deals = at < 0 ? onlyPeople ? 100_000 : 10_000 : Number(process.argv[at + 1])
const now = '2026-11-19T18:55:00+03:00'
const browserPath = findChromium()
if (!browserPath && !onlyPeople) {
  console.error('Chromium is missing: install it (Debian: apt-get install chromium) or say where it is with PULT_CHROMIUM.')
  process.exit(1)
}
if (!build({ quiet: true })) process.exit(1)

const folder = mkdtempSync(join(tmpdir(), 'pult-bench-'))
const environment = { ...process.env, PULT_FOLDER: join(folder, 'data'), PULT_NOW: now }
const pult = words => {
  const began = performance.now()
  const done = spawnSync(process.execPath, [join(root, 'scripts', 'pult.mjs'), ...words], { encoding: 'utf8', env: environment, maxBuffer: 1e9 })
  if (done.status !== 0) throw new Error(`pult ${words[0]}: ${done.stderr}`)
  return performance.now() - began
}

const sorted = values => [...values].sort((left, right) => left - right)
const median = values => sorted(values)[Math.floor(values.length / 2)]
const p95 = values => sorted(values)[Math.min(values.length - 1, Math.ceil(values.length * 0.95) - 1)]
const results = []
/** `cpu`: what each run cost, ms. `by`: which figure is held against the target; a target of null is there to compare with. */
const add = (name, values, target, unit = 'ms', by = 'median', cpu = undefined) => {
  const result = { name, median: Number(median(values).toFixed(1)), p95: Number(p95(values).toFixed(1)), runs: values.length, target, unit, ratio: target === null ? null : Number(((by === 'p95' ? p95(values) : median(values)) / target).toFixed(2)), ...cpu && { cpu: { window: Math.round(cpu.window), host: cpu.host === null ? null : Math.round(cpu.host) } } }
  results.push(result)
  const against = target === null ? '' : `  target ${String(target).padStart(5)} ${unit}${by === 'p95' ? ' (p95)' : ''}  ${result.ratio <= 1 ? 'ok' : `${result.ratio} ×`}`
  const spent = result.cpu ? `  CPU: window ${result.cpu.window}, host ${result.cpu.host ?? '?'} ms` : ''
  console.log(`${name.padEnd(46)} ${String(result.median).padStart(7)} ${unit}  p95 ${String(result.p95).padStart(7)} ${unit}${against}${spent}`)
}

/** The web host on a free port, and the address that lets the window in. */
const startHost = db => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, [join(root, 'out', 'main', 'web.js'), '--no-open', '--db', db], { stdio: ['ignore', 'pipe', 'inherit'], env: environment })
  let said = ''
  child.stdout.on('data', chunk => {
    said += String(chunk)
    const address = /http:\/\/\S+#token=\S+/.exec(said)?.[0]
    if (address) resolve({ child, address })
  })
  child.once('exit', code => reject(new Error(`The host ended with ${code}: ${said}`)))
})

try {
  mkdirSync(environment.PULT_FOLDER, { recursive: true })
  const team = join(folder, 'team')
  makeTeam(team, deals, Date.parse(now))
  console.log(`${deals} deals, ${deals * 3} tasks, ${deals * 5} activities; ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}\n`)

  const empty = join(folder, 'empty.pult')
  pult(['init', '--db', empty, '--name', 'Bench', '--timezone', 'Europe/Moscow', '--currency', 'RUB', '--head', 'Head of Sales'])
  const imports = []
  let db = ''
  const runs = only ? 1 : 5
  for (let run = 0; run < runs; run++) {
    db = join(folder, `run-${run}.pult`)
    copyFileSync(empty, db)
    imports.push(pult(['import', '--db', db, '--format', 'native', '--as-of', now, team]))
    if (run < runs - 1) rmSync(db)
  }
  add('pult import (whole process)', imports, 5_000)
  add('pult review (whole process)', Array.from({ length: runs }, () => pult(['review', '--db', db, '--as-of', now, '--json'])), 1_500)

  if (onlyPeople) await measurePeople({ db, environment, now: Date.parse(now), pult, add })
  else {
    const lists = join(folder, 'lists.pult')
    copyFileSync(db, lists)
    if (!only) await withBackend(async load => {
      ;(await load('/bench/reads.ts')).measureReads(lists, Date.parse(now), add)
      await (await load('/bench/lists.ts')).measureLists(lists, Date.parse(now), add)
    })

    const host = await startHost(db)
    const browser = await chromium.launch({ executablePath: browserPath, args: chromiumArguments })
    try {
      const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ru-RU', timezoneId: 'Europe/Moscow' })).newPage()
      await measureScreens(page, { address: host.address, pid: host.child.pid, only }, (name, values, { target, cpu }) => add(name, values, target, 'ms', 'median', cpu))
      if (!only) await measureGrid(page, add)
    } finally {
      await browser.close()
      host.child.removeAllListeners('exit')
      host.child.kill('SIGTERM')
    }
  }
  if (!only) writeFileSync(join(root, 'bench', 'results.json'), `${JSON.stringify({ at: new Date().toISOString(), deals, processor: cpus()[0]?.model, cores: cpus().length, memory: totalmem(), node: process.version, results }, null, 2)}\n`)
  if (!only) console.log('\nWritten to bench/results.json')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
