import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decideRefusals } from '../../electron/backend/usecases/decideRefusals.ts'
import { listReasonGroups, mapReasons, undoMapped, type GroupsInput } from '../../electron/backend/usecases/reasonTexts.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, importRows, newCommandId, smallTeam, value, type Folder, type Row } from './importFiles.ts'

const lost = (id: string, reason: string): Row => ({ ...smallTeam().deals[0]!, id, status: 'lost', stage: 'Отказ', closed_at: '2026-11-19T10:00:00+03:00', refusal_reason: reason, stage_entered_at: '2026-11-19T10:00:00+03:00' })
const said = ['Дорого', 'ДОРОГО!', 'дорого.', 'Слишком дорого', 'Дорого', 'Выбрали конкурента', 'выбрали кокурента', 'Погода', '...', '']
const team = (): Folder => ({ ...smallTeam(), deals: [...smallTeam().deals, ...said.map((reason, index) => lost(`l${index}`, reason))] })
let workspace: TestWorkspace
const page = (more: Partial<GroupsInput> = {}) => listReasonGroups(workspace.session, { state: 'open', level: 'families', sort: { by: 'deals', descending: true }, offset: 0, limit: 100, ...more })
const groups = (state: 'open' | 'merged' = 'open') => page({ state })
const reason = (key: string): number => value(workspace, 'SELECT id FROM refusal_reason WHERE key = ?', key)
const merge = (textKeys: readonly string[], reasonId: number | null, commandId = newCommandId()) => ({ commandId, ...mapReasons(workspace.session, { commandId, items: textKeys.map(textKey => ({ textKey })), reasonId }) })
const closedNow = (text: string): Folder => ({ ...smallTeam(), deals: [{ ...lost('d1', text) }] })

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  await importRows(workspace, team(), '2026-11-19T18:00:00+03:00')
})
afterEach(() => workspace.cleanup())

describe('groups', () => {
  test('the largest first, with what they hold and the entry that they speak of; figures over all', () => {
    expect(groups()).toMatchObject({
      total: 3, progress: { deals: { covered: 0, total: 8 }, texts: { covered: 0, total: 5 } },
      rows: [
        { deals: 5, texts: 2, samples: [{ text: 'Дорого', deals: 4 }, { text: 'Слишком дорого', deals: 1 }], reasonId: reason('price_not_defended'), money: { amount: 5 * 15_000_050, noRate: 0 } },
        { deals: 2, texts: 2, reasonId: reason('competitor') }, { deals: 1, reasonId: null },
      ],
    })
  })

  test('page by page in any order; the few that hold four fifths of the deals are named', () => {
    expect(groups().lead).toEqual({ groups: 2, deals: { covered: 7, total: 8 } })
    const keys = groups().rows.map(row => row.key)
    expect([0, 1, 2].flatMap(offset => page({ offset, limit: 1 }).rows.map(row => row.key))).toEqual(keys)
    expect(page({ offset: 3 }).rows).toEqual([])
    expect(page({ sort: { by: 'deals', descending: false } }).rows.map(row => row.deals)).toEqual([1, 2, 5])
    expect(page({ sort: { by: 'said', descending: false } }).rows.map(row => row.samples[0]!.text)).toEqual(['Выбрали конкурента', 'Дорого', 'Погода'])
    expect(page({ state: 'merged' }).lead).toEqual({ groups: 0, deals: { covered: 0, total: 0 } })
  })

  test('merged ones leave, count as covered, and can be seen by entry and forgotten', () => {
    const [first] = groups().rows
    expect(merge(first!.textKeys, reason('price_not_defended'))).toMatchObject({ texts: 2, refusals: 0 })
    expect(groups()).toMatchObject({ total: 2, progress: { deals: { covered: 5, total: 8 } } })
    expect(groups('merged').rows).toMatchObject([{ deals: 5, reasonId: reason('price_not_defended') }])
    merge(first!.textKeys, null)
    expect(groups()).toMatchObject({ total: 3, progress: { deals: { covered: 0 } } })
  })
})

describe('merging', () => {
  test('gives a waiting refusal its reason at once; undo takes it back', async () => {
    await importRows(workspace, closedNow('ДОРОГО !!'), '2026-11-20T18:00:00+03:00')
    const { commandId, refusals } = merge(['дорого'], reason('budget'))
    expect(refusals).toBe(1)
    expect(all(workspace, 'SELECT reason_id AS id, decided_reason_id AS decided FROM refusal')).toEqual([{ id: reason('budget'), decided: null }])
    // Somebody merged it by mistake and says so by merging it otherwise: the refusal follows.
    merge(['дорого'], reason('price_not_defended'))
    expect(value(workspace, 'SELECT reason_id FROM refusal')).toBe(reason('price_not_defended'))
    expect(() => undoMapped(workspace.session, { commandId: newCommandId(), undoOf: commandId })).toThrow(/changed/)
  })

  test('undo forgets the texts and gives the refusals back', async () => {
    await importRows(workspace, closedNow('Дорого'), '2026-11-20T18:00:00+03:00')
    const { commandId } = merge(['дорого'], reason('budget'))
    expect(undoMapped(workspace.session, { commandId: newCommandId(), undoOf: commandId })).toEqual({ texts: 1, refusals: 1 })
    expect(value(workspace, 'SELECT reason_id FROM refusal')).toBeNull()
    expect(groups('merged').total).toBe(0)
  })

  test('is remembered by every later import', async () => {
    merge(['дорого'], reason('budget'))
    await importRows(workspace, closedNow('  дорого...'), '2026-11-20T18:00:00+03:00')
    expect(all(workspace, 'SELECT state, reason_id AS id FROM refusal')).toEqual([{ state: 'pending', id: reason('budget') }])
    expect(value(workspace, "SELECT count(*) FROM audit_entry WHERE record_type = 'refusal' AND action = 'importChange'")).toBe(2)
  })

  test('leaves what the head decided', async () => {
    await importRows(workspace, closedNow('Дорого'), '2026-11-20T18:00:00+03:00')
    decideRefusals(workspace.session, { commandId: newCommandId(), items: [{ refusalId: value(workspace, 'SELECT id FROM refusal'), expectedVersion: 1 }], decision: { decision: 'approve', reasonId: reason('competitor') } })
    merge(['дорого'], reason('budget'))
    expect(all(workspace, 'SELECT reason_id AS id, decided_reason_id AS decided FROM refusal')).toEqual([{ id: reason('budget'), decided: reason('competitor') }])
  })

  test('a repeated command is answered as the first time, and a reason that does not exist is refused', () => {
    const { commandId } = merge(['дорого'], reason('budget'))
    expect(merge(['дорого'], reason('budget'), commandId)).toMatchObject({ texts: 1 })
    expect(() => merge(['дорого'], 999)).toThrow(/no such reason/)
  })
})
