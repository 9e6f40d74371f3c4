import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { makeDemo, type DemoInput } from '../../electron/backend/usecases/makeDemo.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { openWorkspace, type OpenedWorkspace } from '../../electron/backend/usecases/openWorkspace.ts'

const sunday = Date.parse('2026-11-22T12:00:00+03:00')
const slow = 60_000
let folder: string
let opened: OpenedWorkspace | null = null

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'pult-demo-test-')) })
afterEach(() => {
  opened?.close()
  opened = null
  rmSync(folder, { recursive: true, force: true })
})

const make = async (options: Partial<DemoInput> = {}): Promise<OpenedWorkspace> => {
  const input: DemoInput = { path: join(folder, 'demo.pult'), deals: 300, seed: 7, asOf: sunday, language: 'ru', onProgress: () => {}, signal: new AbortController().signal, ...options }
  await makeDemo(input)
  return opened = openWorkspace({ path: input.path, clock: () => input.asOf })
}

const rowsOf = ({ desk }: OpenedWorkspace, sql: string): unknown[] => desk.db.sqlite.prepare(sql).raw().all()
const countOf = (workspace: OpenedWorkspace, sql: string): number => (rowsOf(workspace, sql)[0] as [number])[0]

test('the demo shows exactly 600 deals for 100 000 000 ₽ in thinking, the red tasks, the dragging and the queue of refusals', async () => {
  const steps = new Set<string>()
  const workspace = await make({ deals: 1500, onProgress: ({ step }) => steps.add(step) })
  const review = computeReview(workspace.desk, { asOf: sunday, ids: false })
  expect(workspace.desk.workspace.isDemo).toBe(true)
  expect(review.thinking).toMatchObject({ count: 600, amount: 100_000_000_00, noRate: 0 })
  expect(review.checks.A.count).toBeGreaterThan(100)
  expect(review.checks.B.count).toBeGreaterThan(150)
  expect(review.checks.F.count).toBeGreaterThan(3)
  expect(review.checks.F.late).toBeGreaterThan(0)
  const refusals = new Set(rowsOf(workspace, 'SELECT DISTINCT origin, state FROM refusal').map(row => (row as string[]).join(' ')))
  for (const kind of ['closed_outside pending', 'closed_outside approved', 'closed_outside returned', 'asked pending']) expect(refusals).toContain(kind)
  expect(review.stuck.noRate).toBeGreaterThan(0)
  expect(review.stuck.parked).toBeGreaterThan(0)
  expect(countOf(workspace, "SELECT count(*) FROM task WHERE unapproved_moves >= 4 AND done_at IS NULL")).toBeGreaterThan(15)
  expect(countOf(workspace, "SELECT count(DISTINCT source) FROM task_move WHERE source = 'import'")).toBe(1)
  expect([...steps]).toEqual(['demo.people', 'demo.deals', 'demo.history', 'import', 'demo.control', 'demo.finish'])
}, slow)

test('the last working day before the as-of is signed, the backlog goes down, and one day was missed', async () => {
  const workspace = await make()
  const days = rowsOf(workspace, 'SELECT day, signed_at IS NOT NULL, backlog_left FROM control_day ORDER BY day') as [string, number, number][]
  expect(days.at(-1)![0]).toBe('2026-11-20')
  expect(days.every(([, signed]) => signed === 1)).toBe(true)
  expect(days.at(-1)![2]).toBeLessThan(days[0]![2])
  const today = openDay(workspace.session, {})
  expect(today.missedDays).toHaveLength(1)
  expect(today.progress.left).toBeGreaterThan(0)
  expect(today.absent).toHaveLength(1)
}, slow)

test('what the demo leaves is sound: integrity, references, derived columns, the audit chain', async () => {
  const { desk } = await make()
  expect(checkWorkspace(desk.db).checks.filter(({ ok }) => !ok)).toEqual([])
}, slow)

test('the same seed and as-of give the same records, ids included', async () => {
  const facts = ['person', 'client', 'deal', 'stage_move', 'task', 'task_move', 'task_move_request', 'activity', 'note', 'refusal', 'finding', 'question', 'parking', 'transfer', 'absence']
  const read = async (name: string, seed: number): Promise<Record<string, string>> => {
    const workspace = await make({ path: join(folder, name), deals: 120, seed })
    const found = Object.fromEntries(facts.map(table => [table, createHash('sha256').update(JSON.stringify(rowsOf(workspace, `SELECT * FROM ${table} ORDER BY id`))).digest('hex')]))
    workspace.close()
    opened = null
    return found
  }
  const first = await read('first.pult', 7)
  expect(await read('second.pult', 7)).toEqual(first)
  expect((await read('third.pult', 8)).deal).not.toBe(first.deal)
}, slow)

test.each(['2026-11-20T16:10:00+03:00', '2026-11-23T08:30:00+03:00', '2026-01-06T12:00:00+03:00'])('as of %s the jam is exact (a refusal decided on the way must not take a deal out of it), and nothing is later', async asOf => {
  const workspace = await make({ deals: 150, asOf: Date.parse(asOf) })
  expect(computeReview(workspace.desk, { asOf: Date.parse(asOf), ids: false }).thinking).toMatchObject({ count: 60, amount: 10_000_000_00 })
  for (const [table, column] of [['audit_entry', 'at'], ['command', 'at'], ['deal', 'updated_at'], ['task', 'created_at'], ['task', 'done_at'], ['activity', 'created_at'], ['activity', 'contact_at'], ['note', 'created_at'], ['finding_decision', 'at'], ['control_day', 'signed_at']]) {
    expect(countOf(workspace, `SELECT count(*) FROM ${table} WHERE ${column} > ${Date.parse(asOf)}`), `${table}.${column}`).toBe(0)
  }
}, slow)

test.each([1, 12])('a team of %i deals is still a team', async deals => {
  const workspace = await make({ deals, language: 'es' })
  expect(countOf(workspace, 'SELECT count(*) FROM deal')).toBe(deals)
}, slow)

test('an existing file is refused and left as it is', async () => {
  const path = join(folder, 'demo.pult')
  writeFileSync(path, 'mine')
  await expect(make()).rejects.toMatchObject({ code: 'PULT_EXISTS' })
  expect(readdirSync(folder)).toEqual(['demo.pult'])
})

test('a cancelled demo leaves nothing behind, whenever it is cancelled', async () => {
  for (const stopAt of ['demo.deals', 'import', 'demo.control', 'demo.finish']) {
    const stop = new AbortController()
    await expect(make({ deals: 100, signal: stop.signal, onProgress: ({ step }) => { if (step === stopAt) stop.abort() } })).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(readdirSync(folder), stopAt).toEqual([])
  }
  expect(existsSync(join(folder, 'demo.pult'))).toBe(false)
}, slow)
