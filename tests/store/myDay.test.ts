import { afterEach, beforeEach, expect, test } from 'vitest'
import { decideMoves } from '../../electron/backend/usecases/decideMoves.ts'
import { decideRefusals } from '../../electron/backend/usecases/decideRefusals.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { logCall } from '../../electron/backend/usecases/logCall.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { myDay } from '../../electron/backend/usecases/myDay.ts'
import { reopenRefusal } from '../../electron/backend/usecases/reopenRefusal.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { setRules } from '../../electron/backend/usecases/setRules.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

const hour = 3_600_000
const day = 24 * hour
const endOf = (date: string): number => Date.parse(`${date}T23:59:59.999+03:00`)
const comment = 'Клиент решил обойтись своими силами, проект закрыт до весны.'
let workspace: TestWorkspace
let team: Team
let manager: Session
let other: Session

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  team = makeTeam(workspace.desk)
  team.know('deals', 'tasks', 'activities', 'notes', 'clients')
  manager = sessionAs(workspace.session, team.person('Борис'), 'Борис', 'manager')
  other = sessionAs(workspace.session, team.person('Вера'), 'Вера', 'manager')
})
afterEach(() => workspace.cleanup())

const own = (more: Record<string, string | number | null> = {}): number => team.deal({ owner_id: manager.actor.id, ...more })
const task = (dealId: number | null, dueAt: number | null, more: Record<string, string | number | null> = {}): number => team.task({ deal_id: dealId, assignee_id: manager.actor.id, due_at: dueAt, ...more })
const coded = (code: string): Error => expect.objectContaining({ code }) as Error
const ask = (dealId: number): number => requestRefusal(manager, { commandId: newCommandId(), dealId, reasonId: team.reason('budget'), comment }).refusalId
const decide = (refusalId: number, decision: Parameters<typeof decideRefusals>[1]['decision']) =>
  expect(decideRefusals(workspace.session, { commandId: newCommandId(), items: [{ refusalId, expectedVersion: team.row('refusal', refusalId).version as number }], decision }).applied).toBe(1)

test('tasks of the day: overdue first, then by the hour, a whole day last; nobody else’s, nothing of tomorrow, nothing of closed deals', () => {
  const deal = own()
  const late = task(deal, testNow - 3 * day)
  const now = task(deal, testNow + hour)
  const today = task(deal, endOf('2026-11-20'), { due_day_only: 1 })
  const minute = task(null, testNow - 60_000)
  task(deal, testNow + day)
  task(deal, null)
  task(deal, testNow - hour, { done_at: testNow - hour / 2, result: 'Сделано как надо' })
  task(own({ status: 'won', stage_id: team.stages.won, closed_at: testNow - day }), testNow - day)
  team.task({ deal_id: deal, assignee_id: other.actor.id, due_at: testNow - day })
  const { tasks } = myDay(manager)
  expect(tasks.rows.map(row => row.id)).toEqual([late, minute, now, today])
  expect(tasks).toMatchObject({ known: true, overdue: 2, today: 2 })
  expect(tasks.rows[0]!.allowedActions).toEqual(['ask_move', 'close', 'log_call'])
})

test('nobody but a manager has a manager’s day', () => {
  expect(() => myDay(workspace.session)).toThrow(coded('FORBIDDEN'))
  expect(() => myDay(sessionAs(workspace.session, team.person('Сергей', 'supervisor', { team: 'Юг' }), 'Сергей', 'supervisor'))).toThrow(coded('FORBIDDEN'))
})

test('a deal that came back stands with its instruction until that task is closed', () => {
  const deal = own()
  const refusalId = ask(deal)
  expect(myDay(manager).returned).toEqual([])
  decide(refusalId, { decision: 'return', instruction: 'Предложить рассрочку', dueDay: '2026-11-23' })
  const [row] = myDay(manager).returned
  expect(row).toMatchObject({ refusalId, deal: { id: deal, allowedActions: ['request_refusal', 'log_call', 'plan_task'] }, instruction: 'Предложить рассрочку', dueDay: '2026-11-23', late: false, by: { name: 'Анна Руководитель' }, task: { title: expect.any(String) as string, allowedActions: ['ask_move', 'close', 'log_call'] } })
  workspace.setNow(testNow + 4 * day)
  expect(myDay(manager).returned).toMatchObject([{ late: true }])
  logCall(manager, { commandId: newCommandId(), on: { taskId: row!.task!.id, expectedVersion: row!.task!.version }, direction: 'out', said: { outcome: 'talked', talkMinutes: 3, result: 'Рассрочку согласовали на полгода' } })
  expect(myDay(manager).returned).toEqual([])
})

test('requests: what waits on top, then the answers; one that was reopened waits again and says why', () => {
  const [first, second, third] = [own({ title: 'Первая' }), own({ title: 'Вторая' }), own({ title: 'Третья' })]
  const firstId = ask(first)
  const taskId = task(second, testNow - day, { title: 'Позвонить' })
  moveTasks(manager, { commandId: newCommandId(), items: [{ taskId, expectedVersion: 1 }], dueDay: '2026-11-25', reason: 'Клиент в отъезде' })
  workspace.setNow(testNow + hour)
  const thirdId = ask(third)
  expect(myDay(manager).requests.map(({ kind, title, state }) => [kind, title, state])).toEqual([['refusal', 'Первая', 'pending'], ['move', 'Позвонить', 'pending'], ['refusal', 'Третья', 'pending']])
  expect(myDay(other).requests).toEqual([])

  decide(firstId, { decision: 'approve', reasonId: team.reason('budget'), comment: 'Вернёмся весной' })
  const [wish] = team.rows('task_move_request')
  decideMoves(workspace.session, { commandId: newCommandId(), items: [{ requestId: wish!.id as number, expectedVersion: 1 }], decision: 'deny', comment: 'Позвоните сегодня' })
  workspace.setNow(testNow + 2 * hour)
  decide(thirdId, { decision: 'reassign', newOwnerId: other.actor.id, instruction: 'Позвонить директору', dueDay: '2026-11-23' })
  expect(myDay(manager).requests).toMatchObject([
    { kind: 'refusal', title: 'Третья', state: 'reassigned', answer: 'Позвонить директору', dealId: null, decidedBy: { name: 'Анна Руководитель' } },
    { kind: 'refusal', title: 'Первая', state: 'approved', answer: 'Вернёмся весной', dealId: first, reopened: null }, { kind: 'move', state: 'denied', answer: 'Позвоните сегодня', dealId: second },
  ])
  expect(myDay(other).returned).toMatchObject([{ instruction: 'Позвонить директору' }])

  reopenRefusal(workspace.session, { commandId: newCommandId(), refusalId: firstId, expectedVersion: team.row('refusal', firstId).version as number, reason: 'Клиент вернулся' })
  expect(myDay(manager).requests[0]).toMatchObject({ title: 'Первая', state: 'pending', decidedBy: null, answer: null, reopened: { reason: 'Клиент вернулся', by: { name: 'Анна Руководитель' } } })
  // Two weeks later the answers are history; what waits is late.
  workspace.setNow(testNow + 15 * day)
  expect(myDay(manager).requests).toMatchObject([{ title: 'Первая', state: 'pending', late: true }])
})

test('the counters are check D of this person alone, against their plan', () => {
  const deal = own()
  const happened: Record<string, string | number>[] = [
    { kind: 'call', direction: 'out', talk_s: 120, occurred_at: testNow - hour }, { kind: 'call', direction: 'in', talk_s: 0, occurred_at: testNow - hour }, { kind: 'call', direction: 'in', talk_s: 50, occurred_at: testNow - 2 * day },
    { kind: 'meeting', state: 'held', created_at: testNow - 5 * day, occurred_at: testNow - hour }, { kind: 'meeting', state: 'planned', created_at: testNow - hour, occurred_at: testNow + 5 * day }, { kind: 'proposal', created_at: testNow - hour },
  ]
  for (const values of happened) for (const session of [manager, other]) team.activity({ deal_id: deal, manager_id: session.actor.id, ...values })
  team.derive(deal)
  task(deal, testNow, { done_at: testNow - hour, result: 'Сделано как надо' })
  team.client('ООО «Ромашка»', { phone_e164: '+79161234567', created_by: manager.actor.id, created_at: testNow - hour })
  team.client('ООО «Ромашка 2»', { phone_e164: '+79161234567', created_by: manager.actor.id, created_at: testNow - hour / 2 })
  setRules(workspace.session, { commandId: newCommandId(), rules: { dayPlan: { ...Object.fromEntries(['meetingsSet', 'meetingsHeld', 'proposals', 'presentations', 'invoices', 'payments', 'tasksDone', 'firstContacts'].map(metric => [metric, 0])), callsWithTalk: 10 } as never } })
  const { values, plan, callsOut, callsIn } = myDay(manager).counters
  const { callsOut: out, callsIn: into, ...ofTeam } = evaluateWorkspace(workspace.desk, testNow).kpis.get(manager.actor.id)!
  expect([values, callsOut, callsIn]).toEqual([ofTeam, out, into])
  expect(values).toMatchObject({ callsWithTalk: 1, meetingsHeld: 1, meetingsSet: 1, proposals: 1, tasksDone: 1, firstContacts: 1 })
  expect(plan).toMatchObject({ callsWithTalk: 10, proposals: 0 })
})
