import { afterEach, expect, test } from 'vitest'
import { ordinalOf } from '../../electron/backend/domain/keyPoints.ts'
import { closeDuty, undoDuty } from '../../electron/backend/usecases/closeDuty.ts'
import { listControlTasks } from '../../electron/backend/usecases/controlTasks.ts'
import { dealView } from '../../electron/backend/usecases/dealView.ts'
import { dutiesOf, listDuties } from '../../electron/backend/usecases/duties.ts'
import { saveStage } from '../../electron/backend/usecases/saveStage.ts'
import { setRules } from '../../electron/backend/usecases/setRules.ts'
import { readDeal } from '../../electron/backend/store/queries/dealRecord.ts'
import { parseDay } from '../../electron/backend/domain/time/days.ts'
import { keyPoints } from '../../src/shared/vocabulary.ts'
import { at, zone } from './controlTeam.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

let workspace: TestWorkspace | null = null
afterEach(() => {
  workspace?.cleanup()
  workspace = null
})
const begin = async (): Promise<{ team: Team, space: TestWorkspace }> => {
  workspace = await makeTestWorkspace()
  const team = makeTeam(workspace.desk)
  team.know('deals', 'activities')
  return { team, space: workspace }
}
const result = 'Сделал сам, клиент доволен'
const list = (space: TestWorkspace, kind: 'key_point' | 'courtesy_call', backlog = false) => listDuties(space.session, { kind, backlog })

test('late key points and every figure agree with the rule of each deal (a badge that counts something else)', async () => {
  workspace = await makeGeneratedTeam({ seed: 5, deals: 250 })
  const { desk, session } = workspace
  desk.db.sqlite.exec("UPDATE activity SET kind = CASE id % 5 WHEN 0 THEN 'presentation' WHEN 1 THEN 'proposal' WHEN 2 THEN 'contract' WHEN 3 THEN 'invoice' ELSE 'payment' END WHERE id % 3 = 0")
  for (const withStages of [false, true]) {
    if (withStages) desk.db.sqlite.exec("UPDATE stage SET key_point = 'proposal' WHERE position = (SELECT min(position) + 1 FROM stage)")
    const now = desk.clock()
    const expected = (desk.db.sqlite.prepare("SELECT id FROM deal WHERE status = 'open' ORDER BY id").pluck().all() as number[]).flatMap(id => dealView(session, { dealId: id }).keyPoints.flatMap(view => view.state === 'late' ? [`${id} ${view.point} ${view.dueDay} ${view.lateDays}`] : []))
    const rows = [false, true].flatMap(backlog => {
      const first = listDuties(session, { kind: 'key_point', backlog, limit: 7 })
      const pages = [...first.rows]
      for (let { next } = first; next !== null;) {
        const page = listDuties(session, { kind: 'key_point', backlog, limit: 7, cursor: next })
        pages.push(...page.rows)
        next = page.next
      }
      const figure = first[backlog ? 'backlog' : 'current']
      expect(pages.length).toBe(figure.count)
      expect(pages.reduce((sum, row) => sum + (row.amount ?? 0), 0)).toBe(figure.money.amount)
      for (const row of pages) expect(parseDay(row.dueDay)! < zone.dayOf(Math.max(readDeal(desk.db, row.dealId)!.firstSeenAt, desk.db.sqlite.prepare("SELECT coalesce(max(since), 0) FROM knowledge WHERE kind = 'activities' AND source = (SELECT source FROM deal WHERE id = ?)").pluck().get(row.dealId) as number))).toBe(backlog)
      return pages
    })
    expect(rows.map(row => `${row.dealId} ${row.point} ${row.dueDay} ${row.lateDays}`).sort()).toEqual(expected.sort())
    expect(expected.length).toBeGreaterThan(20)
    expect(now).toBe(desk.clock())
  }
})

test('what the head did is reached: it leaves the list, begins the next deadline, and comes back with the undo', async () => {
  const { team, space } = await begin()
  const deal = team.deal({ created_at: at('2026-11-12T10:00'), first_seen_at: at('2026-11-12T19:00') })
  const late = team.deal({ created_at: at('2026-10-12T10:00'), first_seen_at: at('2026-11-12T19:00'), amount: 5_000 })
  expect(list(space, 'key_point')).toMatchObject({ known: true, rows: [{ dealId: deal, stay: 1, point: 'presentation', dueDay: '2026-11-16', lateDays: 4 }], current: { count: 1, late: 1, money: { amount: 100_000, noRate: 0 } }, backlog: { count: 1 } })
  expect(list(space, 'key_point', true).rows.map(row => row.dealId)).toEqual([late])
  const commandId = newCommandId()
  closeDuty(space.session, { commandId, kind: 'key_point', dealId: deal, stay: 1, result })
  expect(list(space, 'key_point').rows).toEqual([])
  expect(dealView(space.session, { dealId: deal }).keyPoints.slice(0, 2)).toMatchObject([{ state: 'reached', byHead: true }, { state: 'due', dueDay: '2026-11-24' }])
  expect(listControlTasks(space.session)).toEqual([])
  expect(() => closeDuty(space.session, { commandId: newCommandId(), kind: 'key_point', dealId: deal, stay: 1, result })).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
  undoDuty(space.session, { commandId: newCommandId(), undoOf: commandId })
  expect(list(space, 'key_point').rows.map(row => row.dealId)).toEqual([deal])
  expect(() => undoDuty(space.session, { commandId: newCommandId(), undoOf: commandId })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
})

test('an activity of tomorrow reaches nothing, a source without activities is unknown, a stage that carries the point makes it known', async () => {
  const { team, space } = await begin()
  const deal = team.deal({ created_at: at('2026-11-12T10:00'), first_seen_at: at('2026-11-12T19:00') })
  team.activity({ deal_id: deal, kind: 'presentation', occurred_at: testNow + 86_400_000 })
  expect(list(space, 'key_point').current.count).toBe(1)
  space.desk.db.sqlite.exec("DELETE FROM knowledge WHERE kind = 'activities'")
  expect(list(space, 'key_point').rows).toEqual([])
  expect(dealView(space.session, { dealId: deal }).keyPoints.every(view => view.state === 'unknown')).toBe(true)
  saveStage(space.session, { commandId: newCommandId(), id: team.stages.talks, expectedVersion: 1, name: 'Переговоры', position: 2, kind: 'open', dwellLimitDays: null, probability: null, keyPoint: 'presentation' })
  expect(dealView(space.session, { dealId: deal }).keyPoints[0]).toMatchObject({ state: 'reached' })
})

test('a courtesy call is due seven days after the winning and done by a head’s contact or by closing it here', async () => {
  const { team, space } = await begin()
  const client = team.client('ООО «Склад»')
  const won = (closed: string, more = {}) => team.deal({ status: 'won', stage_id: team.stages.won, client_id: client, closed_at: at(closed), first_seen_at: at('2026-11-01T19:00'), ...more })
  const late = won('2026-11-12T10:00')
  const due = won('2026-11-18T10:00')
  won('2026-10-01T10:00')
  const manager = team.person('Мария')
  team.activity({ deal_id: late, manager_id: manager, contact_at: at('2026-11-14T10:00') })
  const calls = list(space, 'courtesy_call')
  expect(calls).toMatchObject({ rows: [{ dealId: late, stay: 1, dueDay: '2026-11-19', lateDays: 1, client: { id: client } }, { dealId: due, dueDay: '2026-11-25', lateDays: null }], current: { count: 2, late: 1 }, backlog: { count: 1, late: 1 } })
  closeDuty(space.session, { commandId: newCommandId(), kind: 'courtesy_call', dealId: late, stay: 1, result })
  expect(list(space, 'courtesy_call').rows.map(row => row.dealId)).toEqual([due])
  expect(dealView(space.session, { dealId: late }).courtesyCall).toMatchObject({ doneAt: testNow, lateDays: null })
  // Only the client is named: it counts for the deals won before it.
  team.activity({ client_id: client, manager_id: space.session.actor.id, contact_at: at('2026-11-19T10:00') })
  expect(list(space, 'courtesy_call').rows).toEqual([])
  // Won again later: another call, another row.
  space.setNow(at('2026-12-04T19:00'))
  space.desk.db.sqlite.prepare('UPDATE deal SET closed_at = ? WHERE id = ?').run(at('2026-12-01T10:00'), late)
  expect(list(space, 'courtesy_call').rows).toMatchObject([{ dealId: late, stay: 2 }])
  setRules(space.session, { commandId: newCommandId(), rules: { courtesyCallDays: 1 } })
  expect(list(space, 'courtesy_call').current).toMatchObject({ count: 1, late: 1 })
})

test('the duties are the head’s: nobody else sees or closes them', async () => {
  const { team, space } = await begin()
  const deal = team.deal({ created_at: at('2026-11-12T10:00'), first_seen_at: at('2026-11-12T19:00') })
  const other = sessionAs(space.session, team.person('Супер', 'supervisor', { team: 'Юг' }), 'Супер', 'supervisor')
  expect(() => listDuties(other, { kind: 'key_point' })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  expect(() => closeDuty(other, { commandId: newCommandId(), kind: 'key_point', dealId: deal, stay: 1, result })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  expect(keyPoints.map(ordinalOf)).toEqual([1, 2, 3, 4, 5])
  expect(dutiesOf(space.session, 'key_point').current.count).toBe(1)
})
