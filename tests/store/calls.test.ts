import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallInput } from '../../src/shared/contract/desk.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { decideMoves } from '../../electron/backend/usecases/decideMoves.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { logCall, undoCall, type LogCallInput } from '../../electron/backend/usecases/logCall.ts'
import { planTask } from '../../electron/backend/usecases/planTask.ts'
import { undoTaskDecisions } from '../../electron/backend/usecases/undoTaskDecisions.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

const hour = 3_600_000
const day = 24 * hour
const endOf = (date: string): number => Date.parse(`${date}T23:59:59.999+03:00`)
const result = 'Договорились: ждут предложение в среду'
const talked: CallInput = { outcome: 'talked', talkMinutes: 5, result }
let workspace: TestWorkspace
let team: Team
let manager: Session
let other: Session
let dealId: number
let clientId: number
let taskId: number

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  team = makeTeam(workspace.desk)
  team.know('deals', 'tasks', 'activities', 'notes')
  manager = sessionAs(workspace.session, team.person('Борис'), 'Борис', 'manager')
  other = sessionAs(workspace.session, team.person('Вера'), 'Вера', 'manager')
  clientId = team.client('ООО «Ромашка»', { owner_id: manager.actor.id })
  dealId = team.deal({ owner_id: manager.actor.id, client_id: clientId, created_at: testNow - 60 * day })
  taskId = team.task({ deal_id: dealId, client_id: clientId, assignee_id: manager.actor.id, due_at: testNow - hour })
})
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  expect(checkWorkspace(workspace.desk.db).checks.flatMap(check => check.problems)).toEqual([])
  workspace.cleanup()
})

const task = (id = taskId) => team.row('task', id)
const onTask = (): LogCallInput['on'] => ({ taskId, expectedVersion: task().version as number })
const log = (said: CallInput, on: LogCallInput['on'] = onTask(), session: Session = manager, commandId = newCommandId()) => logCall(session, { commandId, on, direction: 'out', said })
const refused = (rule: string): Error => expect.objectContaining({ code: 'REFUSED_BY_RULE', details: expect.objectContaining({ rule }) as object }) as Error
const coded = (code: string): Error => expect.objectContaining({ code }) as Error
const kpis = () => evaluateWorkspace(workspace.desk, testNow).kpis.get(manager.actor.id)

describe('what came of a call', () => {
  test('a talk is a contact with its note, and the task’s result; nothing is owed after it', () => {
    expect(log(talked)).toEqual({ outcome: 'talked', closed: true, moved: null, taskVersion: 2, newTaskId: null })
    expect(task()).toMatchObject({ done_at: testNow, result })
    expect(team.rows('activity')).toMatchObject([{ kind: 'call', direction: 'out', outcome: 'talked', talk_s: 300, deal_id: dealId, client_id: clientId, manager_id: manager.actor.id, contact_at: testNow }])
    expect(team.rows('note')).toMatchObject([{ deal_id: dealId, text: result, author_id: manager.actor.id, created_at: testNow }])
    expect(team.row('deal', dealId)).toMatchObject({ last_contact_at: testNow, open_tasks: 0 })
    expect(kpis()).toMatchObject({ callsWithTalk: 1, callsOut: 1, tasksDone: 1 })
    workspace.setNow(testNow + 2 * day)
    expect(evaluateWorkspace(workspace.desk, testNow + 2 * day).contactsWithoutNote).toEqual([])
  })

  test('a next task stands on the deal at its hour, the caller’s own', () => {
    const { newTaskId } = log({ ...talked, next: { title: 'Отправить предложение', dueDay: '2026-11-23', dueTime: '14:30' } })
    expect(task(newTaskId!)).toMatchObject({ title: 'Отправить предложение', assignee_id: manager.actor.id, deal_id: dealId, due_at: Date.parse('2026-11-23T14:30:00+03:00'), due_day_only: 0, source: 'pult' })
    expect(team.row('deal', dealId)).toMatchObject({ open_tasks: 1, next_due_at: Date.parse('2026-11-23T14:30:00+03:00') })
  })

  test('nobody answered: no contact, no note, the task is as it was', () => {
    const before = task()
    expect(log({ outcome: 'no_answer' })).toMatchObject({ closed: false, moved: null, newTaskId: null })
    expect(task()).toEqual(before)
    expect(team.rows('activity')).toMatchObject([{ outcome: 'no_answer', talk_s: 0, contact_at: null }])
    expect(team.rows('note')).toEqual([])
    expect(kpis()).toMatchObject({ callsWithTalk: 0, callsOut: 0 })
  })

  test('a call back later is the manager’s wish; the date stays until it is allowed', () => {
    expect(log({ outcome: 'call_back', dueDay: '2026-11-25', reason: 'Просил перезвонить в среду' })).toMatchObject({ moved: 'asked', closed: false })
    expect(task()).toMatchObject({ due_at: testNow - hour, done_at: null })
    const [request] = team.rows('task_move_request')
    expect(request).toMatchObject({ state: 'pending', asked_by: manager.actor.id, to_due_at: endOf('2026-11-25'), reason: 'Просил перезвонить в среду' })
    decideMoves(workspace.session, { commandId: newCommandId(), items: [{ requestId: request!.id as number, expectedVersion: 1 }], decision: 'allow' })
    expect(task()).toMatchObject({ due_at: endOf('2026-11-25'), unapproved_moves: 0 })
  })

  test('a call back earlier is set at once; of the head’s a later one too', () => {
    workspace.desk.db.sqlite.prepare('UPDATE task SET due_at = ? WHERE id = ?').run(endOf('2026-11-27'), taskId)
    team.derive(dealId)
    expect(log({ outcome: 'call_back', dueDay: '2026-11-24', dueTime: '10:00', reason: 'Перезвонить' })).toMatchObject({ moved: 'at_once' })
    expect(task()).toMatchObject({ due_at: Date.parse('2026-11-24T10:00:00+03:00'), due_day_only: 0 })
    expect(log({ outcome: 'call_back', dueDay: '2026-11-30', reason: 'Перезвонить' }, onTask(), workspace.session)).toMatchObject({ moved: 'at_once' })
  })

  test('on a deal without a task a call back raises one', () => {
    const alone = team.deal({ owner_id: manager.actor.id })
    const { newTaskId } = log({ outcome: 'call_back', dueDay: '2026-11-24', reason: 'Перезвонить Ивану' }, { dealId: alone })
    expect(task(newTaskId!)).toMatchObject({ deal_id: alone, title: 'Перезвонить Ивану', due_at: endOf('2026-11-24') })
  })

  test('a wrong number is no contact and leaves a task to find the right one', () => {
    const { newTaskId } = log({ outcome: 'wrong_number', title: 'Найти верный номер', dueDay: '2026-11-20' })
    expect(task(newTaskId!)).toMatchObject({ deal_id: dealId, assignee_id: manager.actor.id, done_at: null })
    expect(task().done_at).toBe(null)
    expect(team.row('deal', dealId)).toMatchObject({ open_tasks: 2, last_contact_at: null })
  })

  test('on a task of a client without a deal the contact counts for the client’s open deals', () => {
    const ofClient = team.task({ client_id: clientId, assignee_id: manager.actor.id, due_at: testNow - hour })
    log(talked, { taskId: ofClient, expectedVersion: 1 })
    expect(team.row('deal', dealId).last_contact_at).toBe(testNow)
  })
})

test('a next step on one’s own deal is taken back as any decision on a task', () => {
  const commandId = newCommandId()
  const { taskId: planned } = planTask(manager, { commandId, dealId, title: 'Отправить предложение', dueDay: '2026-11-23' })
  expect(task(planned)).toMatchObject({ assignee_id: manager.actor.id, due_at: endOf('2026-11-23'), deal_id: dealId })
  expect(() => planTask(other, { commandId: newCommandId(), dealId, title: 'Чужая', dueDay: '2026-11-23' })).toThrow(coded('FORBIDDEN'))
  expect(undoTaskDecisions(manager, { commandId: newCommandId(), undoOf: commandId }).applied).toBe(1)
  expect(task(planned).cancelled_at).not.toBe(null)
})

describe('what is refused leaves nothing', () => {
  test.each<[string, CallInput, Error]>([
    ['a result that says nothing', { outcome: 'talked', talkMinutes: 1, result: 'Ок' }, refused('result_too_short')],
    ['a day that is over', { outcome: 'call_back', dueDay: '2026-11-19', reason: 'Перезвонить' }, refused('past_day')],
    ['an hour that is over', { outcome: 'call_back', dueDay: '2026-11-20', dueTime: '18:59', reason: 'Перезвонить' }, refused('past_day')],
    ['a day that is none', { outcome: 'call_back', dueDay: '2026-02-30', reason: 'Перезвонить' }, coded('BAD_INPUT')],
    ['a next task in the past', { ...talked, next: { title: 'Дальше', dueDay: '2026-11-01' } }, refused('past_day')],
  ])('%s', (_, said, error) => {
    expect(() => log(said)).toThrow(error)
    expect(team.rows('activity')).toEqual([])
    expect(team.rows('note')).toEqual([])
    expect(task().done_at).toBe(null)
  })

  test('a stranger’s task and deal, a task that was changed meanwhile, a closed deal’s next task', () => {
    expect(() => log(talked, onTask(), other)).toThrow(coded('FORBIDDEN'))
    expect(() => log(talked, { dealId }, other)).toThrow(coded('FORBIDDEN'))
    expect(() => log(talked, { taskId, expectedVersion: 9 })).toThrow(coded('CONFLICT'))
    expect(() => log(talked, { dealId: 9999 })).toThrow(coded('NOT_FOUND'))
    const won = team.deal({ owner_id: manager.actor.id, status: 'won', stage_id: team.stages.won, closed_at: testNow - day })
    expect(() => log({ ...talked, next: { title: 'Дальше', dueDay: '2026-11-23' } }, { dealId: won })).toThrow(refused('deal_closed'))
    expect(log(talked, { dealId: won })).toMatchObject({ closed: false })
  })

  test('the same command twice enters one call', () => {
    const commandId = newCommandId()
    const on = onTask()
    expect(log(talked, on, manager, commandId)).toEqual(log(talked, on, manager, commandId))
    expect(team.rows('activity')).toHaveLength(1)
    expect(() => log({ outcome: 'no_answer' }, on, manager, commandId)).toThrow(coded('CONFLICT'))
  })
})

describe('taken back', () => {
  /** Everything that a screen or a check reads of the deal. */
  const standing = () => ({
    deal: { ...team.row('deal', dealId), version: 0 }, task: { ...task(), version: 0 }, open: team.rows('task', 'done_at IS NULL AND cancelled_at IS NULL').map(row => row.id), calls: team.rows('activity'), notes: team.rows('note'), moves: team.rows('task_move'),
    waiting: team.rows('task_move_request', "state = 'pending'").map(row => row.id), decided: team.rows('field_decision'), outbox: team.rows('outbox_item', "state = 'open'").map(row => [row.kind, row.record_id]),
    findings: team.rows('finding', 'present = 1').map(row => [row.kind, row.record_type, row.record_id]).sort(),
  })

  test.each<[string, CallInput]>([
    ['a talk', talked], ['a talk with a next task', { ...talked, next: { title: 'Дальше', dueDay: '2026-11-23' } }], ['no answer', { outcome: 'no_answer' }],
    ['a wish to call back', { outcome: 'call_back', dueDay: '2026-11-25', reason: 'Перезвонить в среду' }], ['a wrong number', { outcome: 'wrong_number', title: 'Найти номер', dueDay: '2026-11-23' }],
  ])('%s: everything stands as before', (_, said) => {
    // A first command lets findings and the outbox come up to date.
    undoCall(manager, { commandId: newCommandId(), undoOf: (() => { const id = newCommandId(); log({ outcome: 'no_answer' }, onTask(), manager, id); return id })() })
    const before = standing()
    const commandId = newCommandId()
    log(said, onTask(), manager, commandId)
    expect(standing()).not.toEqual(before)
    undoCall(manager, { commandId: newCommandId(), undoOf: commandId })
    expect(standing()).toEqual(before)
    expect(() => undoCall(manager, { commandId: newCommandId(), undoOf: commandId })).toThrow(coded('CONFLICT'))
  })

  test('only by who entered it, and only while nobody has changed what it left', () => {
    const commandId = newCommandId()
    log({ outcome: 'call_back', dueDay: '2026-11-25', reason: 'Перезвонить' }, onTask(), manager, commandId)
    expect(() => undoCall(workspace.session, { commandId: newCommandId(), undoOf: commandId })).toThrow(coded('FORBIDDEN'))
    expect(() => undoCall(manager, { commandId: newCommandId(), undoOf: 'never-was-1' })).toThrow(coded('NOT_FOUND'))
    decideMoves(workspace.session, { commandId: newCommandId(), items: [{ requestId: team.rows('task_move_request')[0]!.id as number, expectedVersion: 1 }], decision: 'deny' })
    expect(() => undoCall(manager, { commandId: newCommandId(), undoOf: commandId })).toThrow(coded('CONFLICT'))
    // Refused as a whole: the call stays with its wish.
    expect(team.rows('activity')).toHaveLength(1)
  })

  test('any sequence of calls, undone in any order that the rules allow, leaves the kept columns as the facts give them', () => {
    const dealIds = [dealId, team.deal({ owner_id: manager.actor.id, client_id: clientId }), team.deal({ owner_id: manager.actor.id })]
    for (const id of dealIds) for (let each = 0; each < 2; each++) team.task({ deal_id: id, assignee_id: manager.actor.id, due_at: testNow + (each - 1) * day })
    const random = ((seed: number) => (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor(seed / 2_147_483_648 * below)
    })(20_261_120)
    const said = (): CallInput => [talked, { ...talked, next: { title: 'Дальше', dueDay: '2026-11-24' } }, { outcome: 'no_answer' as const }, { outcome: 'call_back' as const, dueDay: `2026-11-2${2 + random(8)}`, reason: 'Перезвонить' }, { outcome: 'wrong_number' as const, title: 'Номер', dueDay: '2026-11-23' }][random(5)]!
    const done: string[] = []
    let applied = 0
    for (let step = 0; step < 120; step++) {
      workspace.setNow(testNow + step * 60_000)
      const commandId = newCommandId()
      try {
        if (done.length > 0 && random(3) === 0) undoCall(manager, { commandId, undoOf: done[random(done.length)]! })
        else {
          const open = team.rows('task', 'done_at IS NULL AND cancelled_at IS NULL')
          const row = open[random(open.length + 1)]
          log(said(), row ? { taskId: row.id as number, expectedVersion: row.version as number } : { dealId: dealIds[random(dealIds.length)]! }, manager, commandId)
          done.push(commandId)
        }
        applied++
      } catch (error) {
        expect(['CONFLICT', 'REFUSED_BY_RULE']).toContain((error as { code: string }).code)
      }
      expect(checkDerived(workspace.desk.db)).toEqual([])
    }
    expect(applied).toBeGreaterThan(60)
  })
})
