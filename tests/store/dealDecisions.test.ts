import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import type { DealDecision } from '../../src/shared/contract/deals.ts'
import { PultError } from '../../src/shared/errors.ts'
import { runJobsNow } from '../../electron/backend/jobs/runJobs.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { dealView } from '../../electron/backend/usecases/dealView.ts'
import { decideDeals } from '../../electron/backend/usecases/decideDeals.ts'
import { dealIds, listDeals } from '../../electron/backend/usecases/listDeals.ts'
import { moveTargets } from '../../electron/backend/usecases/moveTargets.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { previewTransfer } from '../../electron/backend/usecases/previewTransfer.ts'
import { listQuestions } from '../../electron/backend/usecases/questions.ts'
import { undoDealDecisions } from '../../electron/backend/usecases/undoDealDecisions.ts'
import { at, makeControlTeam, type ControlTeam, type Facts } from './controlTeam.ts'
import { sessionAs } from './salesTeam.ts'

let team: ControlTeam
let ids: { ivan: number, olga: number, petr: number, deals: number[] }
const commandId = (): string => randomUUID()
const sql = <Row = Record<string, number | string | null>>(text: string, ...parameters: unknown[]): Row[] => team.desk.db.sqlite.prepare(text).all(...parameters) as Row[]
const dealRow = (id: number) => sql('SELECT * FROM deal WHERE id = ?', id)[0]!
const items = (...dealIds: number[]) => dealIds.map(dealId => ({ dealId, expectedVersion: dealRow(dealId).version as number }))
const decide = (dealIds: number[], decision: DealDecision, id = commandId()) => decideDeals(team.session, { commandId: id, items: items(...dealIds), decision })
const undo = (undoOf: string) => undoDealDecisions(team.session, { commandId: commandId(), undoOf })
const codes = (results: { code: string | null, details: Record<string, unknown> | null }[]) => results.map(result => result.code === null ? 'ok' : String(result.details?.rule ?? result.code))
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    if (error instanceof PultError) return error.code
    throw error
  }
}

const fill = (facts: Facts): void => {
  const [ivan, olga, petr] = [facts.manager('Иван', 'А'), facts.manager('Ольга', 'А'), facts.manager('Пётр', 'Б')]
  const deals = [100_000, 200_000, 300_000].map((amount, index) => facts.deal({ ownerId: ivan, amount, title: `Сделка ${index + 1}`, createdAt: at('2026-10-01T10:00'), enteredAt: at('2026-11-01T10:00') }))
  facts.task({ dealId: deals[0]!, assigneeId: ivan, title: 'просрочена' })
  facts.task({ dealId: deals[0]!, assigneeId: ivan, title: 'впереди', dueAt: at('2026-11-30T12:00') })
  facts.task({ dealId: deals[0]!, assigneeId: olga, title: 'чужая', dueAt: at('2026-11-30T12:00') })
  ids = { ivan, olga, petr, deals }
}
const make = async () => {
  team = await makeControlTeam(fill, { firstImport: false })
  return ids.deals as [number, number, number]
}

afterEach(() => {
  expect(checkDerived(team.desk.db)).toEqual([])
  expect(team.refresh()).toMatchObject({ added: 0, changed: 0, gone: 0 })
  team.cleanup()
})

describe('deciding on deals outside of the walk', () => {
  test('a question, a task and a parking are made as in the walk, and everything goes back by one undo each', async () => {
    const [first, second] = await make()
    const read = () => sql<Record<string, unknown>>('SELECT * FROM deal ORDER BY id').map(({ version: _version, ...columns }) => columns)
    const before = read()
    const asked = commandId()
    expect(decide([first, second], { kind: 'question', text: 'Что с ответом?', answerDay: '2026-11-23' }, asked)).toMatchObject({ applied: 2 })
    expect(listQuestions(team.session, { state: 'open' }).map(({ dealId, text, to }) => [dealId, text, to.name])).toEqual([[first, 'Что с ответом?', 'Иван'], [second, 'Что с ответом?', 'Иван']])
    expect(sql('SELECT DISTINCT finding_id AS id FROM question')).toEqual([{ id: null }])

    const raised = commandId()
    expect(decide([second], { kind: 'task', title: 'Позвонить', dueDay: '2026-11-23' }, raised)).toMatchObject({ applied: 1 })
    expect(dealRow(second)).toMatchObject({ open_tasks: 1 })
    const parked = commandId()
    expect(decide([second], { kind: 'park', reason: 'Ждёт бюджета', untilDay: '2026-12-01' }, parked)).toMatchObject({ applied: 1 })
    expect(listDeals(team.session, { filter: { parked: true }, sort: { by: 'amount', descending: true }, limit: 10 }).rows).toMatchObject([{ id: second, parkedUntil: '2026-12-01', allowedActions: expect.arrayContaining(['unpark']) as string[] }])

    for (const id of [parked, raised, asked]) expect(undo(id).results.every(result => result.ok)).toBe(true)
    expect(listQuestions(team.session, { state: 'open' })).toEqual([])
    expect(read()).toEqual(before)
    expect(codes(undo(asked).results)).toEqual(['CONFLICT', 'CONFLICT'])
    expect(codeOf(() => undo('no-such-command'))).toBe('NOT_FOUND')
  })

  test('a parking ends before its day by «unpark», and is there again when that is undone', async () => {
    const [first] = await make()
    expect(codes(decide([first], { kind: 'unpark' }).results)).toEqual(['not_parked'])
    decide([first], { kind: 'park', reason: 'Отпуск', untilDay: '2026-12-01' })
    const id = commandId()
    expect(decide([first], { kind: 'unpark' }, id)).toMatchObject({ applied: 1 })
    expect(dealView(team.session, { dealId: first })).toMatchObject({ parkedUntil: null, stuck: expect.arrayContaining(['dwell', 'silent']) as string[] })
    expect(undo(id)).toMatchObject({ applied: 1 })
    expect(dealView(team.session, { dealId: first }).parkedUntil).toBe('2026-12-01')
  })

  test('reassigning takes the owner\'s tasks along and leaves the others; the undo gives exactly those back', async () => {
    const [first, second] = await make()
    const id = commandId()
    const assignees = () => Object.fromEntries(sql('SELECT title, assignee_id AS id FROM task').map(row => [row.title, row.id]))
    const tasksBefore = assignees()
    expect(decide([first, second], { kind: 'reassign', newOwnerId: ids.petr, reason: 'Отпуск' }, id)).toMatchObject({ applied: 2 })
    expect(assignees()).toEqual({ просрочена: ids.petr, впереди: ids.petr, чужая: ids.olga })
    expect(sql('SELECT owner_id AS id FROM deal WHERE id IN (?, ?)', first, second)).toEqual([{ id: ids.petr }, { id: ids.petr }])
    expect(codes(decide([first], { kind: 'reassign', newOwnerId: ids.petr, reason: 'ещё раз' }).results)).toEqual(['same_owner'])
    expect(undo(id)).toMatchObject({ applied: 2 })
    expect(assignees()).toEqual(tasksBefore)
    expect(sql("SELECT count(*) AS n FROM field_decision WHERE record_type = 'deal'")).toEqual([{ n: 0 }])
  })

  test('what somebody changed meanwhile is not overwritten: CONFLICT says who and how, the rest goes through', async () => {
    const [first, second] = await make()
    const stale = items(first, second)
    decide([first], { kind: 'reassign', newOwnerId: ids.olga, reason: 'раньше' })
    const { results, applied } = decideDeals(team.session, { commandId: commandId(), items: stale, decision: { kind: 'reassign', newOwnerId: ids.petr, reason: 'позже' } })
    expect(applied).toBe(1)
    expect(results[0]).toMatchObject({ ok: false, code: 'CONFLICT', details: { action: 'transferDeal', by: { name: 'Анна Руководитель' } } })
    expect(dealRow(first).owner_id).toBe(ids.olga)
  })

  test('an undo doesn\'t touch what was changed after the decision', async () => {
    const [first, second] = await make()
    const id = commandId()
    decide([first, second], { kind: 'reassign', newOwnerId: ids.olga, reason: 'раз' }, id)
    decide([second], { kind: 'reassign', newOwnerId: ids.petr, reason: 'два' })
    expect(codes(undo(id).results)).toEqual(['CONFLICT', 'ok'])
    expect([dealRow(first).owner_id, dealRow(second).owner_id]).toEqual([ids.ivan, ids.petr])
  })

  test('a repeated command answers as the first time and decides once', async () => {
    const [first] = await make()
    const input = { commandId: commandId(), items: items(first), decision: { kind: 'question' as const, text: 'Когда?', answerDay: '2026-11-23' } }
    expect(decideDeals(team.session, input)).toEqual(decideDeals(team.session, input))
    expect(listQuestions(team.session, { state: 'open' })).toHaveLength(1)
  })

  test('a finding that stands in the begun walk goes with the decision that settles it, and comes back with its undo', async () => {
    const [, second] = await make()
    openDay(team.session, {})
    const present = () => sql("SELECT present FROM finding WHERE kind = 'no_task' AND deal_id = ? ORDER BY id DESC LIMIT 1", second)[0]!.present
    expect(present()).toBe(1)
    const id = commandId()
    decide([second], { kind: 'task', title: 'Позвонить', dueDay: '2026-11-23' }, id)
    expect(present()).toBe(0)
    undo(id)
    expect(present()).toBe(1)
  })

  test('a spread gives to the least loaded first and leaves out who is away', async () => {
    const [first, second, third] = await make()
    sql("INSERT INTO absence (person_id, from_day, to_day) VALUES (?, '2026-11-19', '2026-11-25') RETURNING id", ids.petr)
    decide([first, second, third], { kind: 'spread', toIds: [ids.olga, ids.petr], reason: 'Разгрузка' })
    expect(sql('SELECT DISTINCT owner_id AS id FROM deal')).toEqual([{ id: ids.olga }])
  })
})

describe('moving to a stage', () => {
  test('begins a new stay with age 0; its control task closes; the undo brings back the old stay, age and task', async () => {
    const [first] = await make()
    runJobsNow(team.desk, team.desk.clock())
    const tasks = () => sql('SELECT done_at IS NULL AS open, closed_itself AS itself FROM control_task WHERE deal_id = ?', first)
    expect(tasks()).toEqual([{ open: 1, itself: 0 }])
    const before = dealView(team.session, { dealId: first })
    expect(before.age).toEqual({ days: 19, exact: true })
    expect(moveTargets(team.session, { dealIds: [first] }).map(target => target.stage)).toEqual(['Новый', 'КП', 'Думают'])
    const id = commandId()
    expect(decide([first], { kind: 'move', stageId: team.facts.stages.thinking, reason: 'Думает' }, id)).toMatchObject({ applied: 1 })
    expect(dealView(team.session, { dealId: first })).toMatchObject({ stage: { name: 'Думают' }, age: { days: 0, exact: true } })
    expect(dealRow(first)).toMatchObject({ stay: 2, over_limit_when_seen: 0, stage_seen_at: team.desk.clock() })
    expect(sql('SELECT source, inferred, by_id AS byId FROM stage_move WHERE deal_id = ?', first)).toEqual([{ source: 'pult', inferred: 0, byId: 1 }])
    expect(tasks()).toEqual([{ open: 0, itself: 1 }])
    expect(undo(id)).toMatchObject({ applied: 1 })
    const { version: _now, ...after } = dealView(team.session, { dealId: first })
    const { version: _then, ...same } = before
    expect(after).toEqual(same)
    expect(sql('SELECT * FROM stage_move')).toEqual([])
    expect(tasks()).toEqual([{ open: 1, itself: 0 }])
  })

  test('is refused where it would be a closing, another pipeline, the same stage or a closed deal', async () => {
    const [first, second] = await make()
    const { stages } = team.facts
    sql("INSERT INTO pipeline (source, name) VALUES ('native', 'Другая') RETURNING id")
    const other = sql<{ id: number }>("INSERT INTO stage (pipeline_id, name, position, kind) VALUES ((SELECT max(id) FROM pipeline), 'Старт', 1, 'open') RETURNING id")[0]!.id
    const move = (dealId: number, stageId: number) => codes(decide([dealId], { kind: 'move', stageId }).results)[0]
    expect([move(first, stages.won), move(first, other), move(first, stages.proposal), move(first, 9999)]).toEqual(['closing_stage', 'other_pipeline', 'same_stage', 'NOT_FOUND'])
    sql("UPDATE deal SET status = 'won', stage_id = ? WHERE id = ? RETURNING id", stages.won, second)
    team.refresh()
    expect(move(second, stages.first)).toBe('deal_closed')
    expect(dealRow(first)).toMatchObject({ stage_id: stages.proposal, stay: 1 })
  })
})

describe('what a transfer would do', () => {
  test('is what it then does, and leaves no trace before', async () => {
    const [first, second, third] = await make()
    const before = ['deal', 'task', 'transfer', 'field_decision', 'audit_entry', 'command', 'deal_decision'].map(table => sql(`SELECT * FROM ${table}`))
    const told = previewTransfer(team.session, { dealIds: [first, second, third], toIds: [ids.olga, ids.petr] })
    expect(['deal', 'task', 'transfer', 'field_decision', 'audit_entry', 'command', 'deal_decision'].map(table => sql(`SELECT * FROM ${table}`))).toEqual(before)
    expect(told).toMatchObject({ deals: 3, money: { amount: 600_000, noRate: 0 }, tasks: 2, refused: [] })
    expect(told.takers.map(({ person, openDeals, overdueTasks }) => [person.name, openDeals, overdueTasks])).toEqual([['Ольга', 0, 0], ['Пётр', 0, 0]])
    decide([first, second, third], { kind: 'spread', toIds: [ids.olga, ids.petr], reason: 'Разгрузка' })
    for (const taker of told.takers) expect(sql('SELECT count(*) AS n FROM deal WHERE owner_id = ?', taker.person.id)).toEqual([{ n: taker.takes }])
  })

  test('says what a rule would refuse: a closed manager gets no new leads', async () => {
    team = await makeControlTeam((facts) => {
      fill(facts)
      for (let number = 0; number < 11; number++) facts.task({ assigneeId: ids.olga, title: `старая ${number}` })
      ids.deals.push(facts.deal({ ownerId: ids.ivan, stageId: facts.stages.first, title: 'Свежий лид' }))
    }, { firstImport: false })
    const [first, , , lead] = ids.deals as [number, number, number, number]
    const told = previewTransfer(team.session, { dealIds: [first, lead], toIds: [ids.olga] })
    expect(told).toMatchObject({ deals: 1, refused: [{ dealId: lead, title: 'Свежий лид', rule: 'closed_for_new_leads' }], takers: [{ closedForNewLeads: true, overdueTasks: 11, takes: 1 }] })
    // What is no new lead goes, and the answer warns of it.
    expect(decide([first, lead], { kind: 'reassign', newOwnerId: ids.olga, reason: 'Передача' }).results).toMatchObject([
      { ok: true, code: 'closed_for_new_leads', details: { overdueTasks: 11, overdueLimit: 10 } }, { ok: false, code: 'REFUSED_BY_RULE', details: { rule: 'closed_for_new_leads' } },
    ])
    expect(codes(decide([lead], { kind: 'reassign', newOwnerId: ids.olga, reason: 'Передача', override: 'Её клиент' }).results)).toEqual(['ok'])
  })
})

describe('select all', () => {
  test('says what every deal of the filter allows, not only those that a window has loaded', async () => {
    const [first, second, third] = await make()
    const actions = (ids: number[]) => dealIds(team.session, { filter: { ids }, sort: { by: 'amount', descending: true } }).allowedActions
    const ofOpen = ['request_refusal', 'close_directly', 'question', 'task', 'park', 'move', 'reassign', 'spread', 'log_call', 'plan_task']
    expect(actions([first, second, third])).toEqual(ofOpen)
    decide([second], { kind: 'park', reason: 'Ждёт бюджета', untilDay: '2026-12-01' })
    expect(actions([first, second])).toEqual(ofOpen)
    expect(actions([second])).toContain('unpark')
    sql("UPDATE deal SET status = 'won', stage_id = ? WHERE id = ? RETURNING id", team.facts.stages.won, third)
    team.refresh()
    expect(actions([first, third])).toEqual(['reassign', 'spread'])
    expect(actions([])).toEqual([])
  })
})

describe('who may', () => {
  test('a supervisor transfers within the own team and decides nothing else; a manager decides nothing', async () => {
    const [first] = await make()
    sql("INSERT INTO person (source, external_id, name, role, role_confirmed, team, created_at) VALUES ('pult', 's1', 'Супер', 'supervisor', 1, 'Б', 0) RETURNING id")
    sql('UPDATE person SET role_confirmed = 1 RETURNING id')
    const supervisor = sessionAs(team.session, sql<{ id: number }>("SELECT id FROM person WHERE external_id = 's1'")[0]!.id, 'Супер', 'supervisor')
    const as = (session: typeof supervisor, decision: DealDecision) => decideDeals(session, { commandId: commandId(), items: items(first), decision })
    expect(codeOf(() => as(supervisor, { kind: 'question', text: 'Что?', answerDay: '2026-11-23' }))).toBe('FORBIDDEN')
    expect(codes(as(supervisor, { kind: 'reassign', newOwnerId: ids.petr, reason: 'в мою команду' }).results)).toEqual(['FORBIDDEN'])
    expect(previewTransfer(supervisor, { dealIds: [first], toIds: [ids.petr] })).toMatchObject({ deals: 0, refused: [{ title: '', rule: 'forbidden' }] })
    const manager = sessionAs(team.session, ids.ivan, 'Иван', 'manager')
    expect(codeOf(() => as(manager, { kind: 'reassign', newOwnerId: ids.petr, reason: 'не хочу' }))).toBe('FORBIDDEN')
    expect(codeOf(() => as(manager, { kind: 'move', stageId: team.facts.stages.thinking }))).toBe('FORBIDDEN')
  })
})
