import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkInSlices, checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { checkOpenWorkspace, diagnostics, diagnosticTables, supportBundle } from '../../electron/backend/usecases/diagnostics.ts'
import { toCallError } from '../../electron/backend/api/errors.ts'
import { all, one } from '../../electron/backend/store/queries/rows.ts'
import { duringProcedure, slowQueries } from '../../electron/backend/store/slowQueries.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import type { TestWorkspace } from './helpers.ts'
import { makeTeam, sessionAs } from './salesTeam.ts'

let team: TestWorkspace
beforeAll(async () => { team = await makeGeneratedTeam({ seed: 3, deals: 120 }) })
afterAll(() => team.cleanup())

// Counts long enough to be slow on any machine; the parameter carries what may not be kept.
const slowSql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $many) SELECT count(*) AS count, $phone AS phone FROM n'
const askSlowly = (phone: string): void => {
  for (let many = 1_000_000; slowQueries().rows[0]?.parameters.includes('phone: string') !== true; many *= 2) duringProcedure('deals.list', () => all(team.desk.db, slowSql, { many, phone }))
}

test('a slow query is kept with its text and procedure, the kinds of its parameters and never their values', () => {
  askSlowly('+79161234567')
  const { total, rows } = slowQueries()
  expect(total).toBeGreaterThan(0)
  expect(rows[0]).toMatchObject({ sql: slowSql, parameters: ['many: number', 'phone: string'], procedure: 'deals.list' })
  expect(JSON.stringify(rows)).not.toContain('9161234567')
  expect(one(team.desk.db, 'SELECT 1 AS one')).toEqual({ one: 1 })
})

test('no name, phone, title, text or e-mail of the team is in the bundle, whatever went wrong before', () => {
  const { sqlite } = team.desk.db
  const secrets = [
    ...sqlite.prepare(`SELECT name AS text FROM person UNION SELECT email FROM person UNION SELECT phone FROM person UNION SELECT name FROM client UNION SELECT phone FROM client UNION SELECT email FROM client
      UNION SELECT title FROM deal UNION SELECT title FROM task UNION SELECT result FROM task UNION SELECT text FROM note UNION SELECT subject FROM activity UNION SELECT refusal_reason FROM deal UNION SELECT name FROM workspace
      UNION SELECT name FROM stage UNION SELECT name FROM pipeline`).pluck().all() as (string | null)[],
  ].filter((text): text is string => text !== null && text.trim().length >= 4)
  expect(secrets.length).toBeGreaterThan(300)
  askSlowly(secrets[0]!)
  const failure = new TypeError(`Cannot read ${secrets.find(text => text.includes(' '))}`)
  failure.stack = `TypeError: ${secrets[1]}\n    at work (/home/anna.petrova/pult/out/main/chunks/day.js:12:5)\n    at file:///C:/Users/Anna Petrova/pult/main.js:1:1\n    at C:\\Users\\anna.petrova\\x.js:3:4`
  toCallError(failure, { procedure: 'day.open' })
  const { text, fileName } = supportBundle(team.session, 3)
  expect(fileName).toMatch(/^pult-diagnostics-\d{4}-\d\d-\d\d\.json$/)
  expect(secrets.filter(secret => text.includes(secret))).toEqual([])
  expect(text).not.toMatch(/anna|petrova|home|Users/i)
  expect(text).not.toContain(team.folder)
  expect(JSON.parse(text)).toMatchObject({ versions: { pult: expect.any(String), sqlite: expect.any(String) }, backend: { restarts: 2 }, incidents: [{ procedure: 'day.open', name: 'TypeError' }], slow: { fromMs: 40 } })
})

test('the check in slices finds what `pult check` finds, tells how far it is, lets others work between, and can be stopped', async () => {
  const { sqlite } = team.desk.db
  const steps: string[] = []
  let between = 0
  const timer = setInterval(() => { between++ }, 0)
  const fine = await checkInSlices(team.desk.db, (done, total, name) => steps.push(`${name} ${done}/${total}`), new AbortController().signal)
  clearInterval(timer)
  expect(fine).toEqual(checkWorkspace(team.desk.db))
  expect(fine.ok).toBe(true)
  expect(between).toBeGreaterThan(3)
  expect(steps.at(-1)).toBe(`signedReports ${steps.length}/${steps.length}`)
  sqlite.exec('UPDATE deal SET open_tasks = open_tasks + 1 WHERE id = 5; UPDATE audit_payload SET payload = NULL, erased_at = 1 WHERE entry_id = 2')
  const found = await checkOpenWorkspace(team.session, () => {}, new AbortController().signal)
  expect(found.checks).toEqual(checkWorkspace(team.desk.db).checks)
  expect(found.checks.find(check => check.name === 'derivedColumns')!.problems).toHaveLength(1)
  expect(diagnostics(team.session, 1).lastCheck).toEqual(found)
  sqlite.exec('UPDATE deal SET open_tasks = open_tasks - 1 WHERE id = 5')
  const stop = new AbortController()
  const stopped = checkInSlices(team.desk.db, done => { if (done === 3) stop.abort() }, stop.signal)
  await expect(stopped).rejects.toThrow()
})

test('tables with rows and bytes; the indexes count with their table, full-text search as one', () => {
  const tables = diagnosticTables(team.session)
  const deal = tables.find(table => table.name === 'deal')!
  expect(deal.rows).toBe(team.desk.db.sqlite.prepare('SELECT count(*) FROM deal').pluck().get())
  expect(deal.bytes).toBeGreaterThan(team.desk.db.sqlite.prepare("SELECT pgsize FROM dbstat WHERE aggregate = TRUE AND name = 'deal'").pluck().get() as number)
  expect(tables.filter(table => table.name.startsWith('deal_search'))).toHaveLength(1)
})

test('diagnostics are the head’s', () => {
  const manager = sessionAs(team.session, makeTeam(team.desk).person('Мария'), 'Мария', 'manager')
  for (const ask of [() => diagnostics(manager, 1), () => diagnosticTables(manager), () => supportBundle(manager, 1)]) expect(ask).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
})
