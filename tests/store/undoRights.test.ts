import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { closeTasks } from '../../electron/backend/usecases/closeTasks.ts'
import { decideDeals } from '../../electron/backend/usecases/decideDeals.ts'
import { decideRefusals } from '../../electron/backend/usecases/decideRefusals.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { reassignTasks } from '../../electron/backend/usecases/reassignTasks.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { undoDealDecisions } from '../../electron/backend/usecases/undoDealDecisions.ts'
import { undoRefusalDecisions } from '../../electron/backend/usecases/undoRefusalDecisions.ts'
import { undoTaskDecisions } from '../../electron/backend/usecases/undoTaskDecisions.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

let workspace: TestWorkspace
let team: Team
let south: number
let north: number
let supervisor: Session
let manager: Session

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  team = makeTeam(workspace.desk)
  south = team.person('Юрий Южный', 'manager', { team: 'Юг' })
  north = team.person('Сева Северный', 'manager', { team: 'Север' })
  supervisor = sessionAs(workspace.session, team.person('Света Старшая', 'supervisor', { team: 'Юг' }), 'Света Старшая', 'supervisor')
  manager = sessionAs(workspace.session, south, 'Юрий Южный', 'manager')
})
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  workspace.cleanup()
})

const versionOf = (table: string, id: number): number => team.row(table, id).version as number
const moveTeam = (personId: number, name: string): void => { workspace.desk.db.sqlite.prepare('UPDATE person SET team = ? WHERE id = ?').run(name, personId) }
const giveDeal = (session: Session, dealId: number, newOwnerId: number, commandId = newCommandId()): string => {
  const { results } = decideDeals(session, { commandId, items: [{ dealId, expectedVersion: versionOf('deal', dealId) }], decision: { kind: 'reassign', newOwnerId, reason: 'Передача' } })
  expect(results).toMatchObject([{ ok: true }])
  return commandId
}
const undoDeal = (session: Session, undoOf: string) => undoDealDecisions(session, { commandId: newCommandId(), undoOf }).results
const undoTask = (session: Session, undoOf: string) => undoTaskDecisions(session, { commandId: newCommandId(), undoOf }).results
const item = (taskId: number) => ({ taskId, expectedVersion: versionOf('task', taskId) })

describe('a transfer out of the team', () => {
  test('is taken back by the supervisor who decided it, with the tasks that went along', () => {
    const deal = team.deal({ owner_id: south })
    const task = team.task({ deal_id: deal, assignee_id: south })
    const given = giveDeal(supervisor, deal, north)
    expect(undoDeal(supervisor, given)).toMatchObject([{ ok: true }])
    expect(team.row('deal', deal).owner_id).toBe(south)
    expect(team.row('task', task).assignee_id).toBe(south)
  })

  test('gives no right but that one: once out, the deal is not theirs to give again', () => {
    const deal = team.deal({ owner_id: south })
    giveDeal(supervisor, deal, north)
    const again = decideDeals(supervisor, { commandId: newCommandId(), items: [{ dealId: deal, expectedVersion: versionOf('deal', deal) }], decision: { kind: 'reassign', newOwnerId: south, reason: 'Назад' } })
    expect(again.results).toMatchObject([{ ok: false, code: 'FORBIDDEN' }])
  })

  test('isn\'t taken back by who has neither team any more', () => {
    const deal = team.deal({ owner_id: south })
    const given = giveDeal(supervisor, deal, north)
    moveTeam(supervisor.actor.id, 'Запад')
    expect(undoDeal(supervisor, given)).toMatchObject([{ ok: false, code: 'FORBIDDEN' }])
    expect(team.row('deal', deal).owner_id).toBe(north)
  })

  test('of a task alone is taken back too', () => {
    const task = team.task({ assignee_id: south })
    const commandId = newCommandId()
    expect(reassignTasks(supervisor, { commandId, items: [item(task)], toId: north }).applied).toBe(1)
    expect(undoTask(supervisor, commandId)).toMatchObject([{ ok: true }])
    expect(team.row('task', task).assignee_id).toBe(south)
  })

  test('of a refusal is taken back too, and not by a supervisor of neither team', () => {
    const deal = team.deal({ owner_id: south })
    const { refusalId } = requestRefusal(manager, { commandId: newCommandId(), dealId: deal, reasonId: team.reason('budget'), comment: 'Бюджета нет до следующего года' })
    const decide = (): string => {
      const commandId = newCommandId()
      const { results } = decideRefusals(supervisor, { commandId, items: [{ refusalId, expectedVersion: versionOf('refusal', refusalId) }], decision: { decision: 'reassign', newOwnerId: north, instruction: 'Позвонить ещё раз', dueDay: '2026-11-25' } })
      expect(results).toMatchObject([{ ok: true }])
      return commandId
    }
    const undo = (undoOf: string) => undoRefusalDecisions(supervisor, { commandId: newCommandId(), undoOf }).results
    expect(undo(decide())).toMatchObject([{ ok: true }])
    expect(team.row('deal', deal)).toMatchObject({ owner_id: south, status: 'refusal_review' })
    const again = decide()
    moveTeam(supervisor.actor.id, 'Запад')
    expect(undo(again)).toMatchObject([{ ok: false, code: 'FORBIDDEN' }])
    expect(team.row('deal', deal)).toMatchObject({ owner_id: north, status: 'open' })
  })
})

describe('an undo needs the right that the decision needed', () => {
  test('a request to refuse is not withdrawn by who no longer has the deal', () => {
    const deal = team.deal({ owner_id: south })
    const commandId = newCommandId()
    requestRefusal(manager, { commandId, dealId: deal, reasonId: team.reason('budget'), comment: 'Бюджета нет до следующего года' })
    workspace.desk.db.sqlite.prepare('UPDATE deal SET owner_id = ? WHERE id = ?').run(north, deal)
    expect(undoRefusalDecisions(manager, { commandId: newCommandId(), undoOf: commandId }).results).toMatchObject([{ ok: false, code: 'FORBIDDEN' }])
    expect(team.row('deal', deal).status).toBe('refusal_review')
  })

  test('a task is not opened again by who no longer has it', () => {
    const task = team.task({ assignee_id: south })
    const commandId = newCommandId()
    expect(closeTasks(manager, { commandId, items: [item(task)], result: 'Договорились о встрече' }).applied).toBe(1)
    workspace.desk.db.sqlite.prepare('UPDATE task SET assignee_id = ? WHERE id = ?').run(north, task)
    expect(undoTask(manager, commandId)).toMatchObject([{ ok: false, code: 'FORBIDDEN' }])
    expect(team.row('task', task).done_at).not.toBeNull()
  })

  test('who is a manager by now takes back no transfer that they decided as supervisor', () => {
    const task = team.task({ assignee_id: south })
    const commandId = newCommandId()
    reassignTasks(supervisor, { commandId, items: [item(task)], toId: north })
    workspace.desk.db.sqlite.prepare("UPDATE person SET role = 'manager' WHERE id = ?").run(supervisor.actor.id)
    expect(undoTask(supervisor, commandId)).toMatchObject([{ ok: false, code: 'FORBIDDEN' }])
  })
})

describe('a manager moved a task earlier', () => {
  const endOf = (day: string): number => Date.parse(`${day}T23:59:59.999+03:00`)
  const moved = (session: Session): { task: number, commandId: string } => {
    const task = team.task({ assignee_id: south, due_at: endOf('2026-11-27'), due_day_only: 1 })
    const commandId = newCommandId()
    expect(moveTasks(session, { commandId, items: [item(task)], dueDay: '2026-11-23', reason: 'Клиент готов раньше' }).applied).toBe(1)
    return { task, commandId }
  }

  test('and takes it back while its date is ahead', () => {
    const { task, commandId } = moved(manager)
    workspace.setNow(endOf('2026-11-23'))
    expect(undoTask(manager, commandId)).toMatchObject([{ ok: true }])
    expect(team.row('task', task).due_at).toBe(endOf('2026-11-27'))
  })

  test('but not once it is over: that would move an overdue task later', () => {
    const { task, commandId } = moved(manager)
    workspace.setNow(endOf('2026-11-23') + 1)
    expect(undoTask(manager, commandId)).toMatchObject([{ ok: false, code: 'REFUSED_BY_RULE', details: { rule: 'move_over' } }])
    expect(team.row('task', task).due_at).toBe(endOf('2026-11-23'))
  })

  test('whoever decides moves may', () => {
    const { task, commandId } = moved(supervisor)
    workspace.setNow(testNow + 6 * 86_400_000)
    expect(undoTask(supervisor, commandId)).toMatchObject([{ ok: true }])
    expect(team.row('task', task).due_at).toBe(endOf('2026-11-27'))
  })
})
