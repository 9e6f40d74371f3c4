import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { findNativeFiles, runImport } from '../../electron/backend/usecases/runImport.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'

let workspace: TestWorkspace
beforeEach(async () => { workspace = await makeTestWorkspace() })
afterEach(() => workspace.cleanup())

const rows = (sql: string): Record<string, unknown>[] => workspace.desk.db.sqlite.prepare(sql).all() as Record<string, unknown>[]
const stages = 'pipeline,stage,order,kind\nПродажи,Новая,1,open\nПродажи,Отказ,2,lost\n'

/** Imports files named without their ending, as of `asOf`. */
const bring = (files: Record<string, string>, asOf: number) => {
  const dir = join(workspace.folder, randomUUID())
  mkdirSync(dir)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, `${name}.csv`), text)
  return runImport(workspace.session, { commandId: randomUUID(), files: findNativeFiles(dir), asOf })
}
const deals = (stage: string, status: string): string => `id,pipeline,stage,status\nd1,Продажи,${stage},${status}\n`

test('an export that is ahead of this computer\'s clock comes in, also without a stage history', async () => {
  const report = await bring({ stages, deals: deals('Новая', 'open') }, testNow + 120_000)
  expect(report.created.deals).toBe(1)
  expect(openDay(workspace.session, {}).state).toBe('open')
  // What somebody asks about the past still is refused.
  expect(() => computeReview(workspace.desk, { asOf: testNow, ids: false })).toThrow(expect.objectContaining({ code: 'PULT_AS_OF' }))
})

describe('what an import does to a refusal stands in the audit', () => {
  test('asked, withdrawn by the source, and the tasks and the nurture list of one that the source opens again', async () => {
    await bring({ stages, deals: deals('Новая', 'open'), tasks: 'id,deal_id,due_at\nt1,d1,2026-12-01\n' }, testNow - 3000)
    await bring({ deals: deals('Отказ', 'lost') }, testNow - 2000)
    await bring({ deals: deals('Новая', 'open') }, testNow - 1000)
    expect(rows('SELECT state FROM refusal')).toEqual([{ state: 'withdrawn' }])
    const entries = rows(`SELECT entry.action, payload.payload FROM audit_entry AS entry JOIN audit_payload AS payload ON payload.entry_id = entry.id WHERE record_type = 'refusal' ORDER BY entry.id`)
    expect(entries.map(({ action, payload }) => [action, JSON.parse(payload as string)])).toMatchObject([
      ['importChange', { before: null, after: { origin: 'closed_outside', state: 'pending' } }],
      ['importChange', { before: { state: 'pending' }, after: { state: 'withdrawn' } }],
    ])
    expect(checkWorkspace(workspace.desk.db).ok).toBe(true)
  })
})
