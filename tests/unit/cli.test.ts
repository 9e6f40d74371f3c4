import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const root = fileURLToPath(new URL('../..', import.meta.url))
let built = ''
let folder = ''

// The command as it is shipped: built, in a process of its own.
beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'pult-cli-'))
  chmodSync(built, 0o755)
  symlinkSync(join(root, 'node_modules'), join(built, 'node_modules'))
  writeFileSync(join(built, 'package.json'), '{"type":"module"}')
  await build({
    root, configFile: false, logLevel: 'error',
    build: { ssr: 'electron/hosts/cli.ts', target: 'node22', outDir: join(built, 'out'), emptyOutDir: false, copyPublicDir: false },
    ssr: { noExternal: ['drizzle-orm'] },
  })
}, 60_000)
afterAll(() => rmSync(built, { recursive: true, force: true }))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pult-cli-data-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

interface Outcome { status: number | null, stdout: string, stderr: string }

const pult = (words: readonly string[], options: { uid?: number, gid?: number } = {}): Outcome => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(built, 'out', 'cli.js'), ...words], {
    encoding: 'utf8', cwd: folder, env: { ...process.env, PULT_NOW_FROZEN: '2026-11-20T19:00:00+03:00' }, ...options,
  })
  return { status, stdout, stderr }
}
const init = (file = 'team.pult'): Outcome => pult(['init', '--db', file, '--name', 'Отдел', '--timezone', 'Europe/Moscow', '--currency', 'RUB', '--head', 'Анна Руководитель'])

/** Nothing on standard output; on standard error one line: a code and a sentence. */
const expectRefusal = (outcome: Outcome, status: number, code: string): void => {
  expect({ ...outcome, stderr: outcome.stderr.slice(0, code.length + 1) }).toEqual({ status, stdout: '', stderr: `${code}:` })
  expect(outcome.stderr).toMatch(/^\S+: .+\n$/)
}

test('init makes one file, and refuses when there is one', () => {
  expect(init()).toMatchObject({ status: 0, stderr: '' })
  expect(readdirSync(folder)).toEqual(['team.pult'])
  const before = readFileSync(join(folder, 'team.pult'))
  expectRefusal(init(), 1, 'PULT_EXISTS')
  expect(readFileSync(join(folder, 'team.pult')).equals(before)).toBe(true)
})

const wrongCalls: [string[], string][] = [
  [[], 'PULT_USAGE'],
  [['bogus'], 'PULT_USAGE'],
  [['constructor'], 'PULT_USAGE'],
  [['review'], 'PULT_USAGE'],
  [['review', '--db'], 'PULT_USAGE'],
  [['review', '--db', 'team.pult', '--bogus'], 'PULT_USAGE'],
  [['review', '--db', 'team.pult', 'extra'], 'PULT_USAGE'],
  [['review', '--db', 'team.pult', '--ids'], 'PULT_USAGE'],
  [['review', '--db', 'team.pult', '--json=yes'], 'PULT_USAGE'],
  [['import', '--db', 'team.pult'], 'PULT_USAGE'],
  [['import', '--db', 'team.pult', '--format', 'excel', 'x'], 'PULT_USAGE'],
  [['demo', '--db', 'demo.pult', '--deals', 'many'], 'PULT_USAGE'],
  [['review', '--db', 'team.pult', '--as-of', '31.02.2026'], 'PULT_BAD_TIME'],
  [['init', '--db', 'new.pult', '--name', 'a', '--timezone', 'Mars', '--currency', 'RUB', '--head', 'b'], 'PULT_BAD_INPUT'],
]

test('called wrongly: exit 2, a code and one sentence, nothing made', () => {
  init()
  for (const [words, code] of wrongCalls) expectRefusal(pult(words), 2, code)
  expect(readdirSync(folder)).toEqual(['team.pult'])
})

test('review and check say one JSON document with --json, a table without; a missing file is exit 1', () => {
  init()
  const review = pult(['review', '--db', 'team.pult', '--json', '--ids'])
  expect(JSON.parse(review.stdout)).toMatchObject({ asOf: '2026-11-20T19:00:00+03:00', timezone: 'Europe/Moscow', currency: 'RUB', funnel: [], stuck: { count: 0, ids: [] } })
  expect(review).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(pult(['review', '--db', 'team.pult', '--json', '--as-of', '2026-11-21T10:30']).stdout)).toMatchObject({ asOf: '2026-11-21T10:30:00+03:00' })
  expect(pult(['review', '--db', 'team.pult'])).toMatchObject({ status: 0, stdout: expect.stringContaining('Overdue tasks') as string })
  expect(JSON.parse(pult(['check', '--db', 'team.pult', '--json']).stdout)).toEqual({
    ok: true, checks: ['integrity', 'foreignKeys', 'derivedColumns', 'auditChain', 'signedReports'].map(name => ({ name, ok: true, problems: [] })),
  })
  expectRefusal(pult(['review', '--db', 'none.pult', '--json']), 1, 'PULT_NOT_FOUND')
  writeFileSync(join(folder, 'text.pult'), 'не база'.repeat(1000))
  expectRefusal(pult(['check', '--db', 'text.pult', '--json']), 1, 'PULT_NOT_A_DATABASE')
})

test('import finds out what a CRM wrote; --format and --mapping are held against the file', () => {
  init()
  const fixture = (name: string): string => join(root, 'tests/fixtures/exports', name)
  const outcome = pult(['import', '--db', 'team.pult', '--json', '--dry-run', fixture('amocrm_new_1.csv')])
  expect(outcome).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(outcome.stdout)).toMatchObject({ dryRun: true, created: { deals: 5, tasks: 3 }, files: [{ format: 'amocrm' }], rejectedCount: 0 })
  expect(pult(['import', '--db', 'team.pult', '--format', 'bitrix24', fixture('bitrix24_1.xls')]).stdout).toContain('Думают: thinking')
  expectRefusal(pult(['import', '--db', 'team.pult', fixture('unknown.tsv')]), 1, 'PULT_IMPORT_MAPPING')
  expectRefusal(pult(['import', '--db', 'team.pult', '--mapping', join(root, 'docs/mappings/maven_crm.json'), fixture('unknown.tsv')]), 1, 'PULT_IMPORT_MAPPING')
  expectRefusal(pult(['import', '--db', 'team.pult', '--mapping', 'nowhere.json', fixture('unknown.tsv')]), 1, 'PULT_NOT_FOUND')
})

test('import takes a folder, --dry-run writes nothing, the second time changes nothing', () => {
  init()
  mkdirSync(join(folder, 'export'))
  writeFileSync(join(folder, 'export', 'stages.csv'), 'pipeline,stage,order,kind\nПродажи,Новая,1,open\nПродажи,Думают,2,thinking\n')
  writeFileSync(join(folder, 'export', 'deals.csv'), 'id,title,pipeline,stage,status,amount\n1,Сделка,Продажи,Думают,open,100.50\n2,Плохая,Продажи,Думают,open,сто\n')
  const run = (...more: string[]): { created: Record<string, number>, unchanged: Record<string, number>, rejectedCount: number } => {
    const outcome = pult(['import', '--db', 'team.pult', '--format', 'native', 'export', '--as-of', '2026-11-20T18:00', '--json', ...more])
    expect(outcome).toMatchObject({ status: 0, stderr: '' })
    return JSON.parse(outcome.stdout) as ReturnType<typeof run>
  }
  expect(run('--dry-run')).toMatchObject({ dryRun: true, created: { deals: 1 }, rejectedCount: 1 })
  expect(run()).toMatchObject({ asOf: '2026-11-20T18:00:00+03:00', created: { deals: 1, stages: 2 }, rejectedCount: 1 })
  expect(run()).toMatchObject({ created: { deals: 0 }, unchanged: { deals: 1 } })
  expect(JSON.parse(pult(['review', '--db', 'team.pult', '--json', '--ids']).stdout)).toMatchObject({ thinking: { count: 1, amount: 10050, ids: ['1'] } })
  expectRefusal(pult(['import', '--db', 'team.pult', folder]), 1, 'PULT_IMPORT_NO_FILES')
})

test('backup copies into a new file, restore brings it back and keeps what was there', () => {
  init()
  expect(pult(['backup', '--db', 'team.pult', '--to', 'copy.pult'])).toMatchObject({ status: 0 })
  expectRefusal(pult(['backup', '--db', 'team.pult', '--to', 'copy.pult']), 1, 'PULT_EXISTS')
  writeFileSync(join(folder, 'team.pult'), 'разрушено'.repeat(500))
  expectRefusal(pult(['restore', '--from', 'team.pult', '--db', 'other.pult']), 1, 'PULT_NOT_A_DATABASE')
  const { db, kept } = JSON.parse(pult(['restore', '--from', 'copy.pult', '--db', 'team.pult', '--json']).stdout) as { db: string, kept: string }
  expect(pult(['check', '--db', db])).toMatchObject({ status: 0 })
  expect(readFileSync(kept, 'utf8')).toContain('разрушено')
  expect(existsSync(join(folder, 'other.pult'))).toBe(false)
})

test('a demo of the same seed and time gives the same review', () => {
  for (const file of ['one.pult', 'two.pult']) {
    expect(pult(['demo', '--db', file, '--deals', '300', '--seed', '3', '--as-of', '2026-11-20T12:00'])).toMatchObject({ status: 0, stderr: '' })
  }
  const [one, two] = ['one.pult', 'two.pult'].map(file => pult(['review', '--db', file, '--json', '--ids']).stdout)
  expect(JSON.parse(one!)).toMatchObject({ currency: 'RUB' })
  expect(one).toBe(two)
  expect(pult(['check', '--db', 'one.pult'])).toMatchObject({ status: 0 })
})

test('a demo that is told to stop half-way says so and leaves nothing', async () => {
  const child = spawn(process.execPath, [join(built, 'out', 'cli.js'), 'demo', '--db', 'demo.pult', '--deals', '2000', '--as-of', '2026-11-20T12:00'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text })
  // Once: a second signal would end it at once.
  const watcher = watch(folder).once('change', () => child.kill('SIGTERM'))
  const [status] = await once(child, 'close') as [number | null]
  watcher.close()
  expect({ status, said }).toEqual({ status: 1, said: expect.stringMatching(/^PULT_CANCELLED: .+\n$/) as string })
  expect(readdirSync(folder)).toEqual([])
})

// Root writes wherever it likes, so these run as somebody else (or as ourselves, when we aren't root).
test('a folder or a file that cannot be written to: reading works, the rest says so and changes nothing', () => {
  init()
  mkdirSync(join(folder, 'export'))
  writeFileSync(join(folder, 'export', 'stages.csv'), 'pipeline,stage,order,kind\nПродажи,Новая,1,open\n')
  const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const file = join(folder, 'team.pult')
  const before = readFileSync(file)
  chmodSync(file, 0o644)
  chmodSync(folder, 0o555)
  expectRefusal(pult(['import', '--db', 'team.pult', 'export'], somebody), 1, 'PULT_READ_ONLY')
  expectRefusal(pult(['init', '--db', 'new.pult', '--name', 'a', '--timezone', 'UTC', '--currency', 'RUB', '--head', 'b'], somebody), 1, 'PULT_READ_ONLY')
  expect(pult(['review', '--db', 'team.pult', '--json'], somebody)).toMatchObject({ status: 0, stderr: '' })
  chmodSync(folder, 0o777)
  chmodSync(file, 0o444)
  expectRefusal(pult(['import', '--db', 'team.pult', 'export'], somebody), 1, 'PULT_READ_ONLY')
  chmodSync(file, 0o000)
  expectRefusal(pult(['review', '--db', 'team.pult'], somebody), 1, 'PULT_READ_ONLY')
  chmodSync(file, 0o644)
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('calls quota says the same on paper and as JSON, and refuses a day that is none', () => {
  init()
  const files = join(folder, 'export')
  mkdirSync(files)
  writeFileSync(join(files, 'people.csv'), 'id,name,role\nm1,Борис,manager\n')
  const calls = [['c1', '2026-11-20T10:00:00+03:00', 90, 'a.mp3'], ['c2', '2026-11-20T11:00:00+03:00', 39, 'b.mp3'], ['c3', '2026-11-20T12:00:00+03:00', 90, ''], ['c4', '2026-11-20T20:00:00+03:00', 90, 'd.mp3']]
  writeFileSync(join(files, 'activities.csv'), `id,manager_id,kind,occurred_at,created_at,talk_s,recording\n${calls.map(([id, at, talk, recording]) => `${id},m1,call,${at},2026-11-20T09:00:00+03:00,${talk},${recording}\n`).join('')}`)
  expect(pult(['import', '--db', 'team.pult', '--format', 'native', files]).status).toBe(0)
  const asked = pult(['calls', 'quota', '--db', 'team.pult', '--day', '2026-11-20', '--json'])
  expect(asked).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(asked.stdout)).toEqual({ day: '2026-11-20', items: [{ manager: 'm1', calls: 3, withRecording: 2, eligible: 1, quota: 1, listened: 0, scored: 0, suspicious: 0 }] })
  expect(pult(['calls', 'quota', '--db', 'team.pult', '--day', '2026-11-20']).stdout).toMatch(/Manager.*Suspicious\n.*m1\s+3\s+2\s+1\s+1\s+0\s+0\s+0/s)
  expectRefusal(pult(['calls', 'quota', '--db', 'team.pult', '--day', '2026-11-31']), 2, 'PULT_BAD_TIME')
  expect(pult(['calls', 'score', '--db', 'team.pult', '--day', '2026-11-20']).status).toBe(2)
})
