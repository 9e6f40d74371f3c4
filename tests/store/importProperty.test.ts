import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { makeTestWorkspace } from './helpers.ts'
import { importRows, one, smallTeam, snapshot, value, type Folder, type Row } from './importFiles.ts'

const day = fc.constantFrom('01', '05', '11', '20', '21', '29')
const instant = day.map(number => `2026-11-${number}T10:00:00+03:00`)
const maybe = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(fc.constant(''), text)
const ids = (prefix: string, most: number): fc.Arbitrary<string> => fc.integer({ min: 1, max: most }).map(number => `${prefix}${number}`)
const rows = (row: Record<string, fc.Arbitrary<string>>): fc.Arbitrary<Row[]> => fc.uniqueArray(fc.record(row), { maxLength: 6, selector: one => one.id ?? `${one.deal_id} ${one.at}` })
const stage = fc.constantFrom('Новая', 'КП', 'Успех', 'Отказ')
const owner = maybe(fc.constantFrom('m1', 'm2'))

/** An export of any subset of the files, with references that may point nowhere. */
const folder: fc.Arbitrary<Folder> = fc.record({
  clients: rows({ id: ids('c', 3), owner_id: owner }),
  deals: rows({
    id: ids('d', 5), client_id: maybe(ids('c', 4)), owner_id: owner, pipeline: fc.constant('Продажи'), stage, status: fc.constantFrom('open', 'won', 'lost'),
    amount: maybe(fc.constantFrom('10', '0.5')), currency: maybe(fc.constantFrom('RUB', 'USD', 'EUR')), updated_at: maybe(instant), stage_entered_at: maybe(instant), closed_at: maybe(instant),
  }),
  stageMoves: rows({ deal_id: ids('d', 6), at: instant, to_stage: stage }),
  tasks: rows({ id: ids('t', 6), deal_id: maybe(ids('d', 6)), due_at: maybe(fc.oneof(instant, day.map(number => `2026-11-${number}`))), done_at: maybe(instant) }),
  activities: rows({
    id: ids('a', 6), deal_id: maybe(ids('d', 6)), client_id: maybe(ids('c', 4)), kind: fc.constantFrom('call', 'meeting', 'email', 'proposal'), state: maybe(fc.constantFrom('held', 'planned')),
    occurred_at: maybe(instant), created_at: maybe(instant), talk_s: maybe(fc.constantFrom('0', '50')), duration_s: maybe(fc.constantFrom('0', '60')),
  }),
  notes: rows({ id: ids('n', 4), deal_id: maybe(ids('d', 6)), pinned: fc.constantFrom('', '0', '1') }),
}, { requiredKeys: [] }).filter(files => Object.keys(files).length > 0)

test('after any sequence of imports the derived columns follow from the facts, and the last import again changes nothing', async () => {
  await fc.assert(fc.asyncProperty(fc.array(folder, { minLength: 1, maxLength: 4 }), async folders => {
    const workspace = await makeTestWorkspace()
    try {
      workspace.desk.db.sqlite.prepare("INSERT INTO rate (currency, rate, entered_at) VALUES ('USD', '92.5', 0)").run()
      await importRows(workspace, { people: smallTeam().people, stages: smallTeam().stages }, '2026-11-01T00:00:00+03:00')
      for (const [index, files] of folders.entries()) {
        await importRows(workspace, files, `2026-12-0${index + 1}T00:00:00+03:00`)
        expect(checkDerived(workspace.desk.db)).toEqual([])
        expect(value(workspace, "SELECT count(*) FROM deal WHERE status = 'refusal_review' AND NOT EXISTS (SELECT 1 FROM refusal WHERE deal_id = deal.id AND state = 'pending')")).toBe(0)
        expect(value(workspace, "SELECT count(*) FROM refusal JOIN deal ON deal.id = deal_id WHERE state = 'pending' AND status <> 'refusal_review'")).toBe(0)
      }
      const before = snapshot(workspace)
      const again = await importRows(workspace, folders.at(-1)!, '2026-12-09T00:00:00+03:00')
      expect(snapshot(workspace)).toBe(before)
      expect(Object.values({ ...again.created, ...again.found }).every(count => count === 0)).toBe(true)
      expect(one(workspace, 'PRAGMA foreign_key_check')).toBeUndefined()
    } finally {
      workspace.cleanup()
    }
  }), { numRuns: 40 })
}, 60_000)
