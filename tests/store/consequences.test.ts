import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import type { DecisionInput } from '../../src/shared/contract/day.ts'
import { runJobsNow } from '../../electron/backend/jobs/runJobs.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { closeControlTask } from '../../electron/backend/usecases/controlTasks.ts'
import { dealView } from '../../electron/backend/usecases/dealView.ts'
import { dayOverview } from '../../electron/backend/usecases/dayOverview.ts'
import { decideFindings } from '../../electron/backend/usecases/decideFindings.ts'
import { decideRefusals } from '../../electron/backend/usecases/decideRefusals.ts'
import { listQuestions } from '../../electron/backend/usecases/questions.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { runImport } from '../../electron/backend/usecases/runImport.ts'
import { savePerson } from '../../electron/backend/usecases/savePerson.ts'
import { saveStage } from '../../electron/backend/usecases/saveStage.ts'
import { setCalendarDay } from '../../electron/backend/usecases/setCalendar.ts'
import { setRate } from '../../electron/backend/usecases/setRate.ts'
import { setRules } from '../../electron/backend/usecases/setRules.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { undoFindingDecisions } from '../../electron/backend/usecases/undoFindingDecisions.ts'
import { undoRefusalDecisions } from '../../electron/backend/usecases/undoRefusalDecisions.ts'
import { at, makeControlTeam, type ControlTeam, type Facts } from './controlTeam.ts'

let team: ControlTeam
const friday = at('2026-11-20T19:00')
const commandId = (): string => randomUUID()
const one = (sql: string): Record<string, number | string | null> => team.desk.db.sqlite.prepare(sql).get() as Record<string, number | string | null>
const rows = (sql: string): Record<string, unknown>[] => team.desk.db.sqlite.prepare(sql).all() as Record<string, unknown>[]
const found = (where: string): { findingId: number, expectedVersion: number } =>
  one(`SELECT id AS findingId, version AS expectedVersion FROM finding WHERE present = 1 AND ${where}`) as { findingId: number, expectedVersion: number }
const decide = (where: string, decision: DecisionInput, id = commandId()) => decideFindings(team.session, { commandId: id, items: [found(where)], decision })
const reason = (): number => one("SELECT id FROM refusal_reason WHERE key = 'budget'").id as number
const ask = (dealId: number, onBehalfOf: number) =>
  requestRefusal(team.session, { commandId: commandId(), dealId, reasonId: reason(), comment: 'Клиент выбрал другого поставщика', onBehalfOf }).refusalId

afterEach(() => {
  expect(checkDerived(team.desk.db)).toEqual([])
  expect(team.refresh()).toMatchObject({ added: 0, changed: 0, gone: 0 })
  team.cleanup()
})

describe('a deal that changes hands takes its owner\'s open tasks along', () => {
  let ids: { ivan: number, olga: number, third: number, deal: number }
  const fill = (facts: Facts): void => {
    const [ivan, olga, third] = [facts.manager('Иван'), facts.manager('Ольга'), facts.manager('Третий')]
    const deal = facts.deal({ ownerId: ivan, title: 'Передаваемая', pinned: false })
    facts.task({ dealId: deal, assigneeId: ivan, title: 'просрочена' })
    facts.task({ dealId: deal, assigneeId: ivan, title: 'впереди', dueAt: at('2026-11-30T12:00') })
    facts.task({ dealId: deal, assigneeId: ivan, title: 'сделана', doneAt: at('2026-11-01T10:00'), result: 'Договорились о встрече' })
    facts.task({ dealId: deal, assigneeId: third, title: 'чужая' })
    facts.task({ dealId: deal, assigneeId: olga, title: 'её и раньше' })
    facts.task({ dealId: facts.deal({ ownerId: ivan }), assigneeId: ivan, title: 'другой сделки' })
    ids = { ivan, olga, third, deal }
  }
  const assignees = () => Object.fromEntries(rows('SELECT title, assignee_id AS id FROM task ORDER BY id').map(row => [row.title, row.id]))
  const overdueOf = (person: number): number => one(`SELECT count(*) AS n FROM finding WHERE present = 1 AND kind = 'overdue' AND manager_id = ${person}`).n as number

  test('the former manager no longer answers for tasks of a deal that was taken from them', async () => {
    team = await makeControlTeam(fill, { firstImport: false })
    openDay(team.session, {})
    const before = assignees()
    expect([overdueOf(ids.ivan), overdueOf(ids.olga)]).toEqual([2, 1])
    const undoOf = commandId()
    expect(decide(`kind = 'no_pinned_note' AND deal_id = ${ids.deal}`, { kind: 'reassign', newOwnerId: ids.olga, reason: 'отпуск' }, undoOf).applied).toBe(1)
    expect(assignees()).toEqual({ ...before, просрочена: ids.olga, впереди: ids.olga })
    expect([overdueOf(ids.ivan), overdueOf(ids.olga), overdueOf(ids.third)]).toEqual([1, 2, 1])
    expect(computeReview(team.desk, { asOf: friday, ids: false }).checks.B.byManager.map(row => row.count).sort()).toEqual([1, 1, 2])
    // The next import must not take the tasks back.
    expect(rows("SELECT field FROM field_decision WHERE record_type = 'task'")).toHaveLength(2)

    expect(undoFindingDecisions(team.session, { commandId: commandId(), undoOf }).applied).toBe(1)
    expect(assignees()).toEqual(before)
    expect(rows('SELECT * FROM field_decision')).toEqual([])
    expect([overdueOf(ids.ivan), overdueOf(ids.olga)]).toEqual([2, 1])
  })

  test('an undo is refused when one of the tasks was changed since, and then takes nothing back', async () => {
    team = await makeControlTeam(fill, { firstImport: false })
    openDay(team.session, {})
    const undoOf = commandId()
    decide(`kind = 'no_pinned_note' AND deal_id = ${ids.deal}`, { kind: 'reassign', newOwnerId: ids.olga, reason: 'отпуск' }, undoOf)
    team.desk.db.sqlite.prepare("UPDATE task SET version = version + 1 WHERE title = 'впереди'").run()
    expect(undoFindingDecisions(team.session, { commandId: commandId(), undoOf }).results).toMatchObject([{ ok: false, code: 'CONFLICT', details: { what: 'task' } }])
    expect(assignees()).toMatchObject({ просрочена: ids.olga, впереди: ids.olga })
    expect(one(`SELECT owner_id AS id FROM deal WHERE id = ${ids.deal}`).id).toBe(ids.olga)
  })

  test('a deal is given back to somebody who left meanwhile: an undo meets no rule', async () => {
    team = await makeControlTeam(fill, { firstImport: false })
    openDay(team.session, {})
    const undoOf = commandId()
    decide(`kind = 'no_pinned_note' AND deal_id = ${ids.deal}`, { kind: 'reassign', newOwnerId: ids.olga, reason: 'уволен' }, undoOf)
    team.desk.db.sqlite.prepare('UPDATE person SET active = 0 WHERE id = ?').run(ids.ivan)
    expect(undoFindingDecisions(team.session, { commandId: commandId(), undoOf })).toMatchObject({ applied: 1 })
    expect(one(`SELECT owner_id AS id FROM deal WHERE id = ${ids.deal}`).id).toBe(ids.ivan)
  })

  test('the same when a refusal is reassigned, and its undo restores every assignee', async () => {
    team = await makeControlTeam(fill, { firstImport: false })
    const before = assignees()
    const refusalId = ask(ids.deal, ids.ivan)
    const undoOf = commandId()
    const decision = { decision: 'reassign', newOwnerId: ids.third, instruction: 'Начать заново', dueDay: '2026-11-24' } as const
    expect(decideRefusals(team.session, { commandId: undoOf, items: [{ refusalId, expectedVersion: 1 }], decision }).applied).toBe(1)
    expect(assignees()).toMatchObject({ ...before, просрочена: ids.third, впереди: ids.third })
    expect([overdueOf(ids.ivan), overdueOf(ids.third)]).toEqual([1, 2])
    expect(undoRefusalDecisions(team.session, { commandId: commandId(), undoOf }).applied).toBe(1)
    expect(assignees()).toMatchObject(before)
    expect(rows('SELECT * FROM field_decision')).toEqual([])
  })

  test('spreading counts the tasks that go along as load', async () => {
    team = await makeControlTeam((facts) => {
      fill(facts)
      facts.deal({ ownerId: ids.ivan, title: 'вторая' })
    }, { firstImport: false })
    openDay(team.session, {})
    team.desk.db.sqlite.prepare("UPDATE task SET assignee_id = NULL WHERE title IN ('чужая', 'её и раньше')").run()
    const items = [found(`kind = 'no_pinned_note' AND deal_id = ${ids.deal}`), found("kind = 'no_task' AND deal_id = (SELECT id FROM deal WHERE title = 'вторая')")]
    expect(decideFindings(team.session, { commandId: commandId(), items, decision: { kind: 'spread', toIds: [ids.olga, ids.third], reason: 'отпуск' } }).applied).toBe(2)
    // Both had nothing: the deal with two tasks went to the first, so the second deal went to the other.
    expect(rows("SELECT owner_id AS id FROM deal WHERE title IN ('Передаваемая', 'вторая') ORDER BY id").map(row => row.id)).toEqual([ids.olga, ids.third])
    team.refresh()
  })
})

describe('control tasks follow a decision at once, not at the next run of the clock', () => {
  const overLimit = (facts: Facts): number => facts.deal({ ownerId: facts.manager('Иван'), enteredAt: at('2026-11-10T10:00'), title: 'застряла' })
  const task = () => one('SELECT done_at AS doneAt, closed_itself AS closedItself, version FROM control_task')

  test('an approved refusal closes it, the undo opens it again, and the clock raises no second one', async () => {
    let deal = 0
    team = await makeControlTeam(facts => { deal = overLimit(facts) })
    expect(runJobsNow(team.desk, friday)).toMatchObject({ raised: 1 })
    expect(openDay(team.session, {}).controlTasks).toBe(1)
    const refusalId = ask(deal, one('SELECT owner_id AS id FROM deal').id as number)
    expect(task()).toMatchObject({ doneAt: null })
    const undoOf = commandId()
    decideRefusals(team.session, { commandId: undoOf, items: [{ refusalId, expectedVersion: 1 }], decision: { decision: 'approve', reasonId: reason() } })
    expect(task()).toMatchObject({ doneAt: friday, closedItself: 1 })
    expect(dayOverview(team.session, {}).controlTasks).toBe(0)
    expect(runJobsNow(team.desk, friday)).toMatchObject({ raised: 0, closed: 0 })
    undoRefusalDecisions(team.session, { commandId: commandId(), undoOf })
    expect(task()).toMatchObject({ doneAt: null, closedItself: 0 })
    expect(runJobsNow(team.desk, friday)).toMatchObject({ raised: 0, closed: 0 })
    expect(rows("SELECT 1 FROM audit_entry WHERE action IN ('closeControlTask', 'reopenControlTask')")).toHaveLength(2)
  })

  test('one that the head closed with a result stays closed, whatever is undone', async () => {
    let deal = 0
    team = await makeControlTeam(facts => { deal = overLimit(facts) })
    runJobsNow(team.desk, friday)
    closeControlTask(team.session, { commandId: commandId(), controlTaskId: one('SELECT id FROM control_task').id as number, expectedVersion: 1, result: 'Поговорил с менеджером' })
    const refusalId = ask(deal, one('SELECT owner_id AS id FROM deal').id as number)
    const undoOf = commandId()
    decideRefusals(team.session, { commandId: undoOf, items: [{ refusalId, expectedVersion: 1 }], decision: { decision: 'approve', reasonId: reason() } })
    undoRefusalDecisions(team.session, { commandId: commandId(), undoOf })
    expect(task()).toMatchObject({ doneAt: friday, closedItself: 0, version: 2 })
  })
})

describe('Today is right at once after a change of settings', () => {
  const count = (kind: string): number => one(`SELECT count(*) AS n FROM finding WHERE present = 1 AND kind = '${kind}'`).n as number

  test('a rule', async () => {
    team = await makeControlTeam((facts) => {
      const ivan = facts.manager('Иван')
      facts.task({ dealId: facts.deal({ ownerId: ivan }), assigneeId: ivan, dueAt: null, doneAt: friday - 3_600_000, result: 'двенадцать б' })
    }, { firstImport: false })
    openDay(team.session, {})
    expect(count('poor_result')).toBe(0)
    team.setNow(friday + 60_000)
    setRules(team.session, { commandId: commandId(), rules: { taskResultLength: 13 } })
    expect(dayOverview(team.session, {})).toMatchObject({ asOf: friday + 60_000 })
    expect(dayOverview(team.session, {}).checks[4]).toMatchObject({ check: 'E', count: 1, fresh: { total: 1, open: 1 } })
  })

  test('a rule that is refused changes nothing, not even for the desk that had read it', async () => {
    team = await makeControlTeam(facts => void facts.manager('Иван'))
    expect(() => setRules(team.session, { commandId: commandId(), rules: { silentDays: 3, dayPlanOf: { 999: {} } } as never })).toThrow()
    expect(team.desk.settings().rules.silentDays).toBe(14)
  })

  test('a rate, a stage\'s limit and order', async () => {
    team = await makeControlTeam((facts) => {
      const ivan = facts.manager('Иван')
      facts.deal({ ownerId: ivan, amount: 100_00, currency: 'USD' })
      facts.task({ dealId: facts.deal({ ownerId: ivan, pinned: false, stageId: facts.stages.first }), assigneeId: ivan, dueAt: at('2026-11-28T12:00') })
    }, { firstImport: false })
    openDay(team.session, {})
    expect(dayOverview(team.session, {}).checks[0]!.money).toEqual({ amount: 0, noRate: 1 })
    setRate(team.session, { commandId: commandId(), currency: 'USD', rate: '90' })
    expect(dayOverview(team.session, {}).checks[0]!.money).toEqual({ amount: 900_000, noRate: 0 })

    const { first } = team.facts.stages
    const stage = { commandId: commandId(), id: first, expectedVersion: 1, name: 'Новый', kind: 'open', probability: null } as const
    expect([count('far_task'), count('no_pinned_note')]).toEqual([0, 0])
    saveStage(team.session, { ...stage, position: 25, dwellLimitDays: 1 })
    expect([count('far_task'), count('no_pinned_note')]).toEqual([1, 1])
    expect(rows('SELECT deal_id FROM control_task')).toHaveLength(1)
  })

  test('a day of the calendar: lateness follows', async () => {
    let deal = 0
    team = await makeControlTeam(facts => { deal = facts.deal({ ownerId: facts.manager('Иван') }) }, { clock: at('2026-11-18T12:00') })
    ask(deal, one('SELECT owner_id AS id FROM deal').id as number)
    team.setNow(friday)
    openDay(team.session, {})
    expect(dayOverview(team.session, {}).checks[5]).toMatchObject({ count: 1, apart: 1 })
    setCalendarDay(team.session, { commandId: commandId(), day: '2026-11-19', kind: 'holiday', name: null })
    expect(dayOverview(team.session, {}).checks[5]).toMatchObject({ count: 1, apart: 0 })
  })
})

test('recycled tasks stand beside the moves of a deal, counted apart; unknown while contacts are', async () => {
  let deal = 0
  team = await makeControlTeam((facts) => {
    const ivan = facts.manager('Иван')
    deal = facts.deal({ ownerId: ivan })
    const days = ['2026-11-10', '2026-11-12', '2026-11-13']
    days.forEach((day, index) => facts.task({ dealId: deal, assigneeId: ivan, createdAt: at(`${days[index - 1] ?? '2026-11-02'}T19:00`), dueAt: null, doneAt: at(`${day}T18:00`), result: 'Не дозвонился опять' }))
    facts.task({ dealId: deal, assigneeId: ivan, createdAt: at('2026-11-13T18:30'), dueAt: null })
    facts.contact({ dealId: deal, managerId: ivan, at: at('2026-11-12T09:00') })
  })
  team.desk.db.sqlite.exec("UPDATE task SET kind = 'call'")
  // 10 November in silence, and again on the same day; on the 12th there was a contact; the 13th in silence again.
  const view = dealView(team.session, { dealId: deal })
  expect(view.recycledTasks).toBe(2)
  expect(view.openTasks).toMatchObject([{ recycled: 1, moves: [] }])
  team.desk.db.sqlite.exec("DELETE FROM knowledge WHERE kind = 'activities'")
  expect(dealView(team.session, { dealId: deal }).recycledTasks).toBeUndefined()
  team.desk.db.sqlite.exec("INSERT INTO knowledge (source, kind, since) VALUES ('native', 'activities', 0)")
})

describe('what a person may do is asked at every call', () => {
  test('only the head imports, because an import brings people and stages', async () => {
    team = await makeControlTeam(() => undefined)
    const { id } = savePerson(team.session, { commandId: commandId(), name: 'Пётр', role: 'manager', team: null, email: null, phone: null, active: true })
    const manager = { desk: team.desk, actor: { id, name: 'Пётр', role: 'manager' as const } }
    await expect(runImport(manager, { commandId: commandId(), files: [] })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('who handed the head\'s role over decides nothing more, without a new start', async () => {
    team = await makeControlTeam(facts => void facts.deal({ ownerId: facts.manager('Иван') }), { firstImport: false })
    openDay(team.session, {})
    const { id: next } = savePerson(team.session, { commandId: commandId(), name: 'Борис', role: 'head', team: null, email: null, phone: null, active: true })
    const me = { commandId: commandId(), id: team.session.actor.id, expectedVersion: 1, name: 'Анна', team: null, email: null, phone: null }
    savePerson(team.session, { ...me, role: 'manager', active: true })
    expect(() => decide("kind = 'no_task'", { kind: 'allow' })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    const boris = { desk: team.desk, actor: { id: next, name: 'Борис', role: 'head' as const } }
    savePerson(boris, { ...me, commandId: commandId(), expectedVersion: 2, role: 'manager', active: false })
    expect(() => listQuestions(team.session, { state: 'all' })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  })

  test('a supervisor sees the questions to the own team, not to others', async () => {
    team = await makeControlTeam((facts) => {
      facts.deal({ ownerId: facts.manager('Иван', 'Север') })
      facts.deal({ ownerId: facts.manager('Ольга', 'Юг') })
    }, { firstImport: false })
    openDay(team.session, {})
    for (const name of ['Иван', 'Ольга']) decide(`kind = 'no_task' AND manager_id = (SELECT id FROM person WHERE name = '${name}')`, { kind: 'question', text: 'Когда?', answerDay: '2026-11-23' })
    const { id } = savePerson(team.session, { commandId: commandId(), name: 'Супервайзер', role: 'supervisor', team: 'Юг', email: null, phone: null, active: true })
    const supervisor = { desk: team.desk, actor: { id, name: 'Супервайзер', role: 'supervisor' as const } }
    expect(listQuestions(supervisor, { state: 'open' }).map(row => row.to.name)).toEqual(['Ольга'])
    expect(listQuestions(team.session, { state: 'open' })).toHaveLength(2)
  })
})
