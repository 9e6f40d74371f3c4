// `node bench/importing.mjs [--deals N] [--runs N]`: `pult import` of native files beside `sqlite3 .import` of the same files, as whole processes.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../scripts/build.mjs'
import { requireNode } from '../scripts/nodeVersion.mjs'
import { makeTeam } from './makeTeam.ts'

requireNode()
const root = fileURLToPath(new URL('..', import.meta.url))
const option = (name, byDefault) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? byDefault : Number(process.argv[at + 1])
}
const deals = option('deals', 33_000)
const runs = option('runs', 5)
const now = '2026-11-19T18:55:00+03:00'
/** The issue's target: so many times what `sqlite3 .import` takes. */
const target = 4
if (!build({ quiet: true })) process.exit(1)

const folder = mkdtempSync(join(tmpdir(), 'pult-importing-'))
const environment = { ...process.env, PULT_FOLDER: join(folder, 'data'), PULT_NOW: now }

/** Runs a process to its end. Returns wall and processor time in ms and its highest memory in MB, which GNU time knows. */
const measure = (command, words, input) => {
  const report = join(folder, 'time.txt')
  const done = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', '-o', report, command, ...words], { encoding: 'utf8', env: environment, input, maxBuffer: 1e9 })
  if (done.status !== 0) throw new Error(`${command}: ${done.stderr || done.error}`)
  const [wall, user, system, memory] = readFileSync(report, 'utf8').trim().split('\n').at(-1).split(' ').map(Number)
  return { wall: wall * 1000, cpu: (user + system) * 1000, memory: memory / 1024 }
}
const pult = words => measure(process.execPath, [join(root, 'scripts', 'pult.mjs'), ...words])
const sorted = (list, figure) => list.map(one => one[figure]).sort((left, right) => left - right)
const median = (list, figure) => sorted(list, figure)[Math.floor(list.length / 2)]
const least = (list, figure) => sorted(list, figure)[0]

try {
  if (!existsSync('/usr/bin/time') || spawnSync('sqlite3', ['--version']).status !== 0) throw new Error('This bench needs sqlite3 and GNU time (Debian: apt-get install sqlite3 time).')
  mkdirSync(environment.PULT_FOLDER, { recursive: true })
  const team = join(folder, 'team')
  makeTeam(team, deals, Date.parse(now))
  const files = readdirSync(team)
  const rows = files.reduce((sum, file) => sum + readFileSync(join(team, file), 'utf8').split('\n').length - 2, 0)
  const script = join(folder, 'import.sql')
  writeFileSync(script, `.mode csv\n${files.map(file => `.import ${join(team, file)} ${file.slice(0, -4)}`).join('\n')}\n`)
  const empty = join(folder, 'empty.pult')
  pult(['init', '--db', empty, '--name', 'Bench', '--timezone', 'Europe/Moscow', '--currency', 'RUB', '--head', 'Head of Sales'])

  const plain = []
  const first = []
  const again = []
  const importing = db => pult(['import', '--db', db, '--format', 'native', '--as-of', now, '--json', team])
  // By turns, so that what else the machine does falls on both.
  for (let run = 0; run < runs; run++) {
    const bare = join(folder, 'plain.db')
    plain.push(measure('sqlite3', [bare], readFileSync(script, 'utf8')))
    rmSync(bare)
    const db = join(folder, 'run.pult')
    copyFileSync(empty, db)
    first.push(importing(db))
    again.push(importing(db))
    for (const end of ['', '-wal', '-shm', '-lock', '-backups']) rmSync(db + end, { force: true, recursive: true })
  }
  console.log(`pult import by rounds: ${first.map((one, run) => (one.wall / plain[run].wall).toFixed(1)).join(', ')} ×`)
  console.log(`${rows} rows of ${deals} deals, ${runs} runs by turns, medians (the least in brackets)`)
  for (const [name, list] of [['sqlite3 .import', plain], ['pult import', first], ['pult import of the same again', again]]) {
    const ratio = median(list, 'wall') / median(plain, 'wall')
    const cpuRatio = median(list, 'cpu') / median(plain, 'cpu')
    console.log(`${name.padEnd(30)} ${median(list, 'wall').toFixed(0).padStart(6)} ms (${least(list, 'wall').toFixed(0)})  CPU ${median(list, 'cpu').toFixed(0).padStart(6)} ms  ${median(list, 'memory').toFixed(0).padStart(5)} MB${list === plain ? '' : `  ${ratio.toFixed(1)} × (${(least(list, 'wall') / least(plain, 'wall')).toFixed(1)}, CPU ${cpuRatio.toFixed(1)} ×), target ${target} ×`}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
