// `npm test [-- --only PART,PART] [--long]`: everything that must hold, and one closing line with the sums.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { build } from './build.mjs'
import { findChromium } from './chromium.mjs'
import { requireNode } from './nodeVersion.mjs'

requireNode()
const root = fileURLToPath(new URL('..', import.meta.url))
const results = join(root, 'test-results')
const words = process.argv.slice(2)
const long = words.includes('--long')
const known = ['typecheck', 'lint', 'unit', 'components', 'build', 'e2e']
const onlyAt = words.indexOf('--only')
const only = onlyAt < 0 ? null : (words[onlyAt + 1] ?? '').split(',')
if (only && !only.every(part => known.includes(part))) {
  console.error(`--only takes some of: ${known.join(', ')}`)
  process.exit(2)
}

const total = { passed: 0, failed: 0, skipped: 0 }
const reasons = []
const add = ({ passed = 0, failed = 0, skipped = 0 }) => {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

const run = (label, file, args = [], environment = {}) => {
  console.log(`\n── ${label}`)
  const began = Date.now()
  const done = spawnSync(process.execPath, [join(root, 'node_modules', file), ...args], {
    cwd: root, stdio: 'inherit', env: { ...process.env, ...long && { PULT_LONG: '1' }, ...environment },
  })
  console.log(`── ${label}: ${done.status === 0 ? 'done' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(0)} s`)
  return done.status === 0
}

const fail = reason => {
  add({ failed: 1 })
  reasons.push(`Failed: ${reason}`)
}
/** A part of the whole that can't run here is said and counted, never passed over. */
const skip = reason => {
  add({ skipped: 1 })
  reasons.push(`Skipped: ${reason}`)
}

/** Every failed test by its name beside the sums: of a long output often only the end is kept. Counted already. */
const nameFailed = (file, title, message = '') => reasons.push(`Failed: ${file}: ${title}: ${stripVTControlCharacters(message).split('\n').filter(line => line.trim() !== '' && !line.startsWith('    at ')).slice(0, 5).join(' | ').slice(0, 400)}`)

const readJson = path => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

const vitest = (label, project) => {
  const file = join(results, `vitest-${project}.json`)
  rmSync(file, { force: true })
  const done = run(label, 'vitest/vitest.mjs', ['run', '--project', project, '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  const report = readJson(file)
  if (!report) return done ? undefined : fail(`${label} ended without a report.`)
  add({ passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests })
  for (const suite of report.testResults) {
    for (const test of suite.assertionResults.filter(({ status }) => status === 'failed')) nameFailed(relative(root, suite.name), test.fullName, test.failureMessages[0])
  }
  const broken = report.testResults.filter(suite => suite.status === 'failed' && !suite.assertionResults.some(test => test.status === 'failed'))
  for (const suite of broken) fail(`${suite.name} did not run.`)
  if (!done && report.numFailedTests === 0 && broken.length === 0) fail(`${label}: an error outside the tests.`)
}

/** What Playwright's tests said for themselves when they were skipped, with how many said it. */
const skippedWhy = (suites, found = new Map()) => {
  for (const suite of suites ?? []) {
    for (const test of (suite.specs ?? []).flatMap(spec => spec.tests)) {
      const why = test.status === 'skipped' && test.annotations.find(({ type }) => type === 'skip')?.description
      if (why) found.set(why, (found.get(why) ?? 0) + 1)
    }
    skippedWhy(suite.suites, found)
  }
  return found
}

/** Playwright's failed tests, with what failed first. */
const nameFailedWalks = suites => {
  for (const suite of suites ?? []) {
    for (const spec of suite.specs ?? []) {
      // A walk that passed only the second time counts as passed and is named all the same: it is a race to be found.
      if (spec.tests.some(({ status }) => status === 'flaky')) reasons.push(`Flaky: tests/e2e/${spec.file}: ${spec.title}`)
      for (const test of spec.tests.filter(({ status }) => status === 'unexpected')) nameFailed(`tests/e2e/${spec.file}`, spec.title, test.results.at(-1)?.errors.map(({ message }) => message).join('\n'))
    }
    nameFailedWalks(suite.suites)
  }
}

const playwright = label => {
  const file = join(results, `e2e${long ? '-long' : ''}.json`)
  rmSync(file, { force: true })
  const done = run(label, '@playwright/test/cli.js', ['test', '--pass-with-no-tests'], { PULT_E2E_JSON: file })
  const report = readJson(file)
  if (!report) return done ? undefined : fail(`${label} ended without a report.`)
  add({ passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected, skipped: report.stats.skipped })
  nameFailedWalks(report.suites)
  for (const [reason, count] of skippedWhy(report.suites)) reasons.push(`Skipped: ${count} × ${reason}`)
  for (const error of report.errors) fail(`${label}: ${String(error.message).split('\n', 1)[0]}`)
  if (!done && report.stats.unexpected === 0 && report.errors.length === 0) fail(`${label}: an error outside the tests.`)
}

/** Brings Chromium where that is one command away; null otherwise. */
const ensureChromium = () => {
  const found = findChromium()
  if (found || process.env.PULT_CHROMIUM) return found
  if (process.platform === 'linux' && existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('\n── Chromium is missing; apt-get installs it')
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const updated = spawnSync('apt-get', ['update', '-q'], { stdio: 'inherit', env: environment })
    if (updated.status === 0) spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { stdio: 'inherit', env: environment })
  }
  return findChromium()
}

const hasTests = (folder, ending) => existsSync(join(root, folder))
  && readdirSync(join(root, folder), { recursive: true }).some(name => String(name).endsWith(ending))
const ending = long ? '.long.test.ts' : '.test.ts'
const wanted = part => (only ? only.includes(part) : !(long && (part === 'typecheck' || part === 'lint')))

mkdirSync(join(results, 'screenshots'), { recursive: true })
if (wanted('typecheck') && !run('types', 'vue-tsc/bin/vue-tsc.js', ['--noEmit'])) fail('types (npm run typecheck).')
if (wanted('lint')) {
  console.log('\n── lint')
  const linted = spawnSync('npm', ['run', '-s', 'lint'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  console.log(`── lint: ${linted.status === 0 ? 'done' : 'FAILED'}`)
  if (linted.status !== 0) fail('lint (npm run lint).')
}

// The tests start the commands and hosts of out/ as processes.
let built = true
if (['unit', 'build', 'e2e'].some(wanted)) {
  console.log('\n── build')
  built = build()
  if (!built) fail('the build (npm run build).')
}
if (wanted('unit')) vitest('unit, store, contract', 'node')
for (const part of ['components', 'e2e']) {
  const folder = `tests/${part}`
  if (!wanted(part) || !hasTests(folder, ending)) continue
  if (part === 'e2e' && !built) {
    skip('end to end, because the build failed.')
    continue
  }
  if (!ensureChromium()) {
    skip(`${part}: Chromium is missing. Install it (Debian: apt-get install chromium) or say where it is with PULT_CHROMIUM.`)
    continue
  }
  if (part === 'components') vitest('components in a browser', 'browser')
  else playwright('end to end')
}

console.log('')
for (const reason of reasons) console.log(reason)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed > 0 ? 1 : 0)
