import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { decideRefusals } from '../../electron/backend/usecases/decideRefusals.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { countTasksOf } from '../../electron/backend/usecases/listTasks.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { reopenRefusal } from '../../electron/backend/usecases/reopenRefusal.ts'
import { taskView } from '../../electron/backend/usecases/taskView.ts'
import { undoRefusalDecisions } from '../../electron/backend/usecases/undoRefusalDecisions.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { importRows, newCommandId, one, smallTeam, value, withDeal } from './importFiles.ts'
import { sessionAs } from './salesTeam.ts'

const [first, second] = ['2026-11-20', '2026-11-23'].map(day => `${day}T18:00:00+03:00`) as [string, string]
let workspace: TestWorkspace
let manager: Session

beforeEach(async () => {
  workspace = await makeTestWorkspace({ clock: Date.parse(first) })
  await importRows(workspace, smallTeam(), first)
  workspace.desk.db.sqlite.prepare('UPDATE person SET role_confirmed = 1').run()
  manager = sessionAs(workspace.session, value(workspace, "SELECT id FROM person WHERE external_id = 'm1'"), 'Иван Первый', 'manager')
})
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  workspace.cleanup()
})

const ask = (taskId = value<number>(workspace, 'SELECT id FROM task LIMIT 1')) =>
  moveTasks(manager, { commandId: newCommandId(), items: [{ taskId, expectedVersion: value(workspace, 'SELECT version FROM task WHERE id = ?', taskId) }], dueDay: '2026-11-27', reason: 'Клиент просил позже' }).results
const wish = () => one<{ id: number, state: string, decided_at: number | null }>(workspace, 'SELECT id, state, decided_at FROM task_move_request ORDER BY id DESC LIMIT 1')
const waiting = (): number => countTasksOf(workspace.session, {}).requests
const dealId = (): number => value(workspace, 'SELECT id FROM deal')
const budget = (): number => value(workspace, "SELECT id FROM refusal_reason WHERE key = 'budget'")
const request = (session: Session, commandId = newCommandId()): number => requestRefusal(session, { commandId, dealId: dealId(), reasonId: budget(), comment: 'Бюджета нет до следующего года, решили окончательно' }).refusalId
const approve = (refusalId: number): string => {
  const commandId = newCommandId()
  const { results } = decideRefusals(workspace.session, { commandId, items: [{ refusalId, expectedVersion: value(workspace, 'SELECT version FROM refusal WHERE id = ?', refusalId) }], decision: { decision: 'approve', reasonId: budget() } })
  expect(results).toMatchObject([{ ok: true }])
  return commandId
}
const undo = (undoOf: string) => undoRefusalDecisions(workspace.session, { commandId: newCommandId(), undoOf }).results

describe('a wish to move a task that a refusal ended', () => {
  test('waits again when the approval is undone', () => {
    ask()
    const approved = approve(request(manager))
    expect(wish().state).toBe('withdrawn')
    expect(undo(approved)).toMatchObject([{ ok: true }])
    expect(wish()).toMatchObject({ state: 'pending', decided_at: null })
    expect(waiting()).toBe(1)
    expect(one(workspace, "SELECT action FROM audit_entry WHERE action = 'moveRequestWaitsAgain'")).toBeTruthy()
  })

  test('waits again when a direct closing is undone', () => {
    ask()
    const commandId = newCommandId()
    request(workspace.session, commandId)
    expect(wish().state).toBe('withdrawn')
    expect(undo(commandId)).toMatchObject([{ ok: true }])
    expect(wish().state).toBe('pending')
  })

  test('that was withdrawn before it stays so', () => {
    ask()
    workspace.desk.db.sqlite.prepare("UPDATE task_move_request SET state = 'denied', decided_at = 1").run()
    const approved = approve(request(manager))
    undo(approved)
    expect(wish().state).toBe('denied')
  })

  test('of the instruction that reopening cancels comes back with the undo of the reopening', () => {
    const refusalId = request(manager)
    decideRefusals(workspace.session, { commandId: newCommandId(), items: [{ refusalId, expectedVersion: 1 }], decision: { decision: 'return', instruction: 'Позвонить ещё раз', dueDay: '2026-11-24' } })
    expect(ask(value(workspace, "SELECT id FROM task WHERE source = 'pult'"))).toMatchObject([{ ok: true }])
    const commandId = newCommandId()
    reopenRefusal(workspace.session, { commandId, refusalId, expectedVersion: value(workspace, 'SELECT version FROM refusal'), reason: 'Решили слишком быстро' })
    expect(wish().state).toBe('withdrawn')
    expect(undo(commandId)).toMatchObject([{ ok: true }])
    expect(wish().state).toBe('pending')
  })
})

describe('a won deal', () => {
  const won = { status: 'won', stage: 'Успех', closed_at: '2026-11-22T12:00:00+03:00' }

  test('takes the wishes of its tasks along, although the tasks stay open', async () => {
    ask()
    workspace.setNow(Date.parse(second))
    await importRows(workspace, withDeal(won), second)
    expect(one(workspace, 'SELECT done_at, cancelled_at FROM task')).toEqual({ done_at: null, cancelled_at: null })
    expect(wish().state).toBe('withdrawn')
  })

  test('is asked nothing more: the wish is refused, and isn\'t offered', async () => {
    workspace.setNow(Date.parse(second))
    await importRows(workspace, withDeal(won), second)
    const taskId = value<number>(workspace, 'SELECT id FROM task')
    expect(taskView(manager, { taskId }).allowedActions).not.toContain('ask_move')
    expect(ask(taskId)).toMatchObject([{ ok: false, code: 'REFUSED_BY_RULE', details: { rule: 'deal_closed' } }])
    expect(wish()).toBeUndefined()
  })
})
