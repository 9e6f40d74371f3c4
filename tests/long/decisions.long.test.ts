import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { router } from '../../electron/backend/api/router.ts'
import { atLocalDesk } from '../../electron/backend/domain/account.ts'
import { findingsOf } from '../../electron/backend/domain/control/findings.ts'
import { nativeFiles } from '../../electron/backend/import/native/files.ts'
import { runJobsNow } from '../../electron/backend/jobs/runJobs.ts'
import { checkAudit } from '../../electron/backend/store/queries/checkAudit.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { createWorkspace } from '../../electron/backend/usecases/createWorkspace.ts'
import type { Desk } from '../../electron/backend/usecases/desk.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import type { PultClient } from '../../src/api/client.ts'
import type { FactKind } from '../../src/shared/vocabulary.ts'
import { makeTestFolder } from '../store/helpers.ts'
import { csvOf, type Folder, type Row } from '../store/importFiles.ts'
import { makeCall, newMemory, picksOfStep, planStep, remember, whats, type Step } from './steps.ts'

const start = Date.parse('2026-11-16T10:00:00+03:00')
const hour = 3_600_000
/** More runs by PULT_RUNS, the same ones again by PULT_SEED. */
const runs = Number(process.env.PULT_RUNS ?? 150)
const seed = process.env.PULT_SEED ? { seed: Number(process.env.PULT_SEED) } : {}

type Doing = { do: 'step', step: Step, thenUndo: boolean } | { do: 'import', folder: Folder } | { do: 'later', hours: number } | { do: 'restart' }

const day = fc.integer({ min: 1, max: 30 }).map(number => String(number).padStart(2, '0'))
const instant = fc.tuple(day, fc.constantFrom('00:00', '09:30', '18:59', '23:59')).map(([number, time]) => `2026-11-${number}T${time}:00+03:00`)
const maybe = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 3, arbitrary: text })
const ids = (prefix: string, most: number): fc.Arbitrary<string> => fc.integer({ min: 1, max: most }).map(number => `${prefix}${number}`)
const manager = maybe(ids('m', 3))
const stage = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('Новая', 'КП', 'Думают') }, { weight: 1, arbitrary: fc.constantFrom('Успех', 'Отказ') })
const rows = (row: Record<string, fc.Arbitrary<string>>, most: number): fc.Arbitrary<Row[]> =>
  fc.uniqueArray(fc.record(row), { minLength: Math.ceil(most / 2), maxLength: most, selector: one => one.id ?? `${one.deal_id} ${one.at}` })
const status = fc.oneof({ weight: 5, arbitrary: fc.constant('open') }, { weight: 2, arbitrary: fc.constantFrom('won', 'lost') })

/** Any part of an export of the same small team, with rows that contradict what was said or decided before. */
const folder: fc.Arbitrary<Folder> = fc.record({
  clients: rows({ id: ids('c', 3), owner_id: manager, created_at: maybe(instant), created_by: manager }, 3),
  deals: rows({
    id: ids('d', 8), client_id: maybe(ids('c', 3)), owner_id: manager, pipeline: fc.constant('Продажи'), stage, status, amount: maybe(fc.constantFrom('1000', '250.50')), currency: maybe(fc.constantFrom('RUB', 'USD')),
    created_at: maybe(instant), updated_at: maybe(instant), stage_entered_at: maybe(instant), closed_at: maybe(instant),
  }, 8),
  stageMoves: rows({ deal_id: ids('d', 8), at: instant, to_stage: stage, by: manager }, 4),
  tasks: rows({ id: ids('t', 10), deal_id: maybe(ids('d', 8)), assignee_id: manager, created_at: maybe(instant), due_at: maybe(fc.oneof(instant, day.map(number => `2026-11-${number}`))), done_at: fc.oneof(fc.constant(''), fc.constant(''), instant), result: maybe(fc.constantFrom('ок', 'Договорились о встрече')) }, 10),
  activities: rows({ id: ids('a', 8), deal_id: maybe(ids('d', 8)), client_id: maybe(ids('c', 3)), manager_id: manager, kind: fc.constantFrom('call', 'call', 'meeting', 'message'), state: maybe(fc.constantFrom('held', 'planned')), created_at: maybe(instant), occurred_at: maybe(instant), talk_s: maybe(fc.constantFrom('0', '50')) }, 8),
  notes: rows({ id: ids('n', 6), deal_id: maybe(ids('d', 8)), client_id: maybe(ids('c', 3)), author_id: manager, created_at: maybe(instant), text: maybe(fc.constantFrom('коротко', 'Достаточно длинная заметка')), pinned: fc.constantFrom('', '0', '1') }, 6),
}, { requiredKeys: [] }).filter(files => Object.keys(files).length > 0)

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof({ weight: 5, arbitrary: fc.constant('decide' as const) }, { weight: 3, arbitrary: fc.constantFrom('decideRefusals' as const, 'requestRefusal' as const) }, { weight: 6, arbitrary: fc.constantFrom(...whats) }),
  picks: fc.array(fc.nat({ max: 1000 }), { minLength: picksOfStep, maxLength: picksOfStep }),
})
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('step' as const), step, thenUndo: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('import' as const), folder }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('later' as const), hours: fc.constantFrom(1, 5, 9, 24, 50, 100) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
)

const people: Row[] = ['Иван', 'Пётр', 'Мария'].map((name, index) => ({ id: `m${index + 1}`, name, role: 'manager', team: 'А', active: '1' }))
const stages: Row[] = [['Новая', 'open', ''], ['КП', 'open', '5'], ['Думают', 'thinking', '7'], ['Успех', 'won', ''], ['Отказ', 'lost', '']]
  .map(([name, kind, limit], index) => ({ pipeline: 'Продажи', stage: name!, order: String(index + 1), kind: kind!, dwell_limit_days: limit! }))

const walk = async (firstFolder: Folder, doings: readonly Doing[]): Promise<void> => {
  const { folder: place, cleanup } = makeTestFolder()
  let now = start
  let exports = 0
  const path = await createWorkspace({ path: join(place, 'team.pult'), name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна', now })
  const backend = makeBackend({ folder: place, clock: () => now })
  const client = createRouterClient(router, { context: { backend, caller: atLocalDesk } }) as PultClient
  const memory = newMemory()
  const signed = new Map<string, string>()
  const desk = (): Desk => backend.desk()!
  const query = <Result>(sql: string): Result[] => desk().db.sqlite.prepare(sql).all() as Result[]

  /** Owners and assignees that were decided in Pult, which no export may change. */
  const decidedPeople = () => query<{ type: string, id: number, personId: number | null }>(`
    SELECT record_type AS type, record_id AS id, CASE record_type WHEN 'deal' THEN (SELECT owner_id FROM deal WHERE id = record_id) ELSE (SELECT assignee_id FROM task WHERE id = record_id) END AS personId
    FROM field_decision WHERE (record_type = 'deal' AND field = 'owner_id') OR (record_type = 'task' AND field = 'assignee_id')`)
  const personOf = (type: string, id: number) => query<{ personId: number | null }>(type === 'deal' ? `SELECT owner_id AS personId FROM deal WHERE id = ${id}` : `SELECT assignee_id AS personId FROM task WHERE id = ${id}`)[0]?.personId
  const importNext = async (files: Folder): Promise<void> => {
    const source = join(place, `export-${++exports}`)
    mkdirSync(source)
    for (const [kind, kindRows] of Object.entries(files) as [FactKind, Row[]][]) writeFileSync(join(source, nativeFiles[kind].file), csvOf(kind, kindRows))
    const before = decidedPeople()
    for await (const _event of await client.importing.run({ commandId: `import-command-${exports}`, source: { folder: source } })) { /* until it is done */ }
    expect(before.map(({ type, id }) => ({ type, id, personId: personOf(type, id) }))).toEqual(before)
  }
  const seeds = (): string[] => findingsOf(evaluateWorkspace(desk(), now), desk().settings().zone)
    .map(one => [one.kind, one.recordType, one.recordId, one.dealId, one.managerId, one.amount, one.noRate ? 1 : 0, one.sinceDay].join(' ')).sort()
  const kept = (): string[] => query<Record<string, unknown>>('SELECT kind, record_type, record_id, deal_id, manager_id, amount, no_rate, since_day FROM finding WHERE present = 1').map(row => Object.values(row).join(' ')).sort()
  const expectSound = (): void => {
    const { db } = desk()
    expect(checkDerived(db)).toEqual([])
    expect(checkAudit(db)).toBeNull()
    expect(kept()).toEqual(seeds())
    expect(query(`SELECT id, status FROM deal WHERE (status = 'refusal_review') <> EXISTS (SELECT 1 FROM refusal WHERE deal_id = deal.id AND state = 'pending')`)).toEqual([])
    for (const { day: signedDay, text } of query<{ day: string, text: string }>("SELECT day, report || report_hash AS text FROM control_day WHERE signed_at IS NOT NULL")) {
      expect(signed.get(signedDay) ?? text).toBe(text)
      signed.set(signedDay, text)
    }
  }
  /** Refusals are answers; what nobody foresaw is not. */
  const attempt = async (work: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await work()
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === undefined || code === 'INTERNAL' || code === 'BAD_INPUT') throw error
      return null
    }
  }
  const take = async (one: Step, thenUndo: boolean): Promise<void> => {
    const call = await planStep(client, one, memory)
    if (!call) return
    const before = seeds()
    const answer = await attempt(() => makeCall(client, call))
    if (answer === null) return
    remember(memory, call)
    // Other rules, or another "since the last signed control": the clockwork looks anew, at the latest when the next day begins.
    if (call.procedure.startsWith('settings.') || call.procedure === 'day.sign') runJobsNow(desk(), now)
    expectSound()
    const applied = (answer as { applied?: number }).applied ?? 0
    if (!thenUndo || call.procedure !== 'day.decide' || applied === 0) return
    const undone = await makeCall(client, { procedure: 'day.undo', input: { commandId: `undo-${call.input.commandId}`, undoOf: call.input.commandId } })
    expect(undone).toMatchObject({ applied })
    expect(seeds()).toEqual(before)
  }

  try {
    backend.open(path)
    await importNext({ people, stages, ...firstFolder })
    await client.day.open({})
    expectSound()
    for (const one of doings) {
      if (one.do === 'import') await importNext(one.folder)
      else if (one.do === 'step') await take(one.step, one.thenUndo)
      else if (one.do === 'restart') {
        backend.close()
        backend.open(path)
      } else {
        now += one.hours * hour
        runJobsNow(desk(), now)
        await client.day.open({})
      }
      expectSound()
    }
    expect(checkWorkspace(desk().db).checks.filter(({ ok }) => !ok)).toEqual([])
  } finally {
    backend.close()
    cleanup()
  }
}

test('after any sequence of decisions, imports and days something kept differs from what the facts say', async () => {
  await fc.assert(fc.asyncProperty(folder, fc.array(doing, { minLength: 5, maxLength: 30 }), walk), { numRuns: runs, ...seed, endOnFailure: process.env.PULT_NO_SHRINK === '1' })
})
