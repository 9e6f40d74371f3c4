import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DealDecision } from '../../src/shared/contract/deals.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { askAboutTasks } from '../../electron/backend/usecases/askAboutTasks.ts'
import { decideDeals } from '../../electron/backend/usecases/decideDeals.ts'
import { decideFindings } from '../../electron/backend/usecases/decideFindings.ts'
import { decideMoves } from '../../electron/backend/usecases/decideMoves.ts'
import { decideRefusals } from '../../electron/backend/usecases/decideRefusals.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { raiseTask } from '../../electron/backend/usecases/raiseTask.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { undoDealDecisions } from '../../electron/backend/usecases/undoDealDecisions.ts'
import { undoRefusalDecisions } from '../../electron/backend/usecases/undoRefusalDecisions.ts'
import { undoTaskDecisions } from '../../electron/backend/usecases/undoTaskDecisions.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

// docs/ARCHITECTURE.md, What a version protects.
let workspace: TestWorkspace
let team: Team
let head: Session
let manager: number
let other: number
let deal: number
let task: number

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  head = workspace.session
  team = makeTeam(workspace.desk)
  team.know('tasks')
  manager = team.person('Юрий Менеджер')
  other = team.person('Сева Другой')
  deal = team.deal({ owner_id: manager, client_id: team.client('ООО «Ромашка»') })
  task = team.task({ deal_id: deal, assignee_id: manager, due_at: testNow - 86_400_000 })
})
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  workspace.cleanup()
})

const versionOf = (table: string, id: number): number => team.row(table, id).version as number
const decideWith = (session: Session, expectedVersion: number, decision: DealDecision) => {
  const commandId = newCommandId()
  return { commandId, result: decideDeals(session, { commandId, items: [{ dealId: deal, expectedVersion }], decision }).results[0]! }
}
const decide = (decision: DealDecision): string => {
  const { commandId, result } = decideWith(head, versionOf('deal', deal), decision)
  expect(result).toMatchObject({ ok: true, version: versionOf('deal', deal) })
  return commandId
}
const undo = (undoOf: string) => undoDealDecisions(head, { commandId: newCommandId(), undoOf }).results[0]!
const taskItem = () => ({ taskId: task, expectedVersion: versionOf('task', task) })
const question = { kind: 'question', text: 'Что дальше?', answerDay: '2026-11-23' } as const
const parking = { kind: 'park', reason: 'Отпуск', untilDay: '2026-12-01' } as const
const decisions = (): DealDecision[] => [
  question, { kind: 'task', title: 'Позвонить', dueDay: '2026-11-23' }, parking, { kind: 'unpark' },
  { kind: 'reassign', newOwnerId: other, reason: 'Передача' }, { kind: 'move', stageId: team.stages.thinking },
]

describe('a version rises with every decision', () => {
  test('on a deal, whatever it writes', () => {
    for (const decision of decisions()) {
      const before = versionOf('deal', deal)
      decide(decision)
      expect(versionOf('deal', deal), decision.kind).toBeGreaterThan(before)
    }
  })

  test('so that of two who decide at once the second is told who was first, and how', () => {
    const second = sessionAs(head, team.person('Вторая Глава', 'head'), 'Вторая Глава', 'head')
    const seen = versionOf('deal', deal)
    for (const [index, decision] of decisions().slice(0, 3).entries()) {
      const version = versionOf('deal', deal)
      expect(decideWith(second, version, decision).result.ok).toBe(true)
      expect(decideWith(head, index === 0 ? seen : version, parking).result).toMatchObject({ ok: false, code: 'CONFLICT', details: { by: { id: second.actor.id }, action: 'decideDeal' } })
    }
  })

  test('made in the walk too', () => {
    const overview = openDay(head, {})
    for (const kind of ['question', 'task'] as const) {
      const finding = team.rows('finding', `present = 1 AND kind = 'overdue' AND record_id = ${task}`)[0]!
      const before = [versionOf('deal', deal), versionOf('task', task)]
      const decision = kind === 'question' ? question : { kind, title: 'Дожать', dueDay: '2026-11-23' }
      expect(decideFindings(head, { commandId: newCommandId(), day: overview.day, items: [{ findingId: finding.id as number, expectedVersion: finding.version as number }], decision }).applied).toBe(1)
      expect([versionOf('deal', deal) - before[0]!, versionOf('task', task) - before[1]!], kind).toEqual(kind === 'question' ? [0, 1] : [1, 0])
    }
  })

  test('on a task: a question, a wish to move it, its denial; a new task on its deal', () => {
    const asManager = sessionAs(head, manager, 'Юрий Менеджер', 'manager')
    const steps: (() => unknown)[] = [
      () => askAboutTasks(head, { commandId: newCommandId(), items: [taskItem()], text: 'Почему просрочена?', answerDay: '2026-11-23' }),
      () => moveTasks(asManager, { commandId: newCommandId(), items: [taskItem()], dueDay: '2026-11-27', reason: 'Клиент просил' }),
      () => decideMoves(head, { commandId: newCommandId(), items: [{ requestId: team.rows('task_move_request')[0]!.id as number, expectedVersion: 1 }], decision: 'deny', comment: 'Сегодня' }),
    ]
    for (const step of steps) {
      const before = versionOf('task', task)
      expect(step()).toMatchObject({ applied: 1, results: [{ version: before + 1 }] })
      expect(versionOf('task', task)).toBe(before + 1)
    }
    const before = versionOf('deal', deal)
    raiseTask(head, { commandId: newCommandId(), dealId: deal, assigneeId: manager, title: 'Ещё раз', dueDay: '2026-11-23' })
    expect(versionOf('deal', deal)).toBe(before + 1)
  })
})

describe('several decisions on one record', () => {
  test('are taken back one after another, the last first', () => {
    const before = { ...team.row('deal', deal), version: 0 }
    const made = decisions().map(decide)
    for (const commandId of made.toReversed()) expect(undo(commandId)).toMatchObject({ ok: true })
    expect({ ...team.row('deal', deal), version: 0 }).toEqual(before)
    expect(team.row('task', task).assignee_id).toBe(manager)
  })

  test('but not what another decision was built upon', () => {
    const given = decide({ kind: 'reassign', newOwnerId: other, reason: 'Передача' })
    const asked = decide(question)
    expect(undo(given)).toMatchObject({ ok: false, code: 'CONFLICT' })
    expect(undo(asked)).toMatchObject({ ok: true })
    expect(undo(given)).toMatchObject({ ok: true })
    expect(undo(given)).toMatchObject({ ok: false, code: 'CONFLICT' })
  })

  test('and not what somebody changed in between, although all later decisions were undone', () => {
    const given = decide({ kind: 'reassign', newOwnerId: other, reason: 'Передача' })
    const asked = decide(question)
    workspace.desk.db.sqlite.prepare("UPDATE deal SET title = 'Другая', version = version + 1 WHERE id = ?").run(deal)
    expect(undo(asked)).toMatchObject({ ok: true })
    expect(undo(given)).toMatchObject({ ok: false, code: 'CONFLICT' })
  })

  test('a request to refuse goes back after its decision did', () => {
    const requested = newCommandId()
    const { refusalId } = requestRefusal(sessionAs(head, manager, 'Юрий Менеджер', 'manager'), { commandId: requested, dealId: deal, reasonId: team.reason('budget'), comment: 'Бюджета нет до следующего года' })
    const decided = newCommandId()
    decideRefusals(head, { commandId: decided, items: [{ refusalId, expectedVersion: 1 }], decision: { decision: 'approve', reasonId: team.reason('budget') } })
    const back = (session: Session, undoOf: string) => undoRefusalDecisions(session, { commandId: newCommandId(), undoOf }).results
    expect(back(head, decided)).toMatchObject([{ ok: true }])
    expect(back(sessionAs(head, manager, 'Юрий Менеджер', 'manager'), requested)).toMatchObject([{ ok: true }])
    expect(team.row('deal', deal)).toMatchObject({ status: 'open', closed_at: null })
  })

  test('a wish to move goes back after its answer did', () => {
    const asManager = sessionAs(head, manager, 'Юрий Менеджер', 'manager')
    const asked = newCommandId()
    const answered = newCommandId()
    moveTasks(asManager, { commandId: asked, items: [taskItem()], dueDay: '2026-11-27', reason: 'Клиент просил' })
    decideMoves(head, { commandId: answered, items: [{ requestId: team.rows('task_move_request')[0]!.id as number, expectedVersion: 1 }], decision: 'allow' })
    expect(undoTaskDecisions(head, { commandId: newCommandId(), undoOf: answered }).results).toMatchObject([{ ok: true }])
    expect(undoTaskDecisions(asManager, { commandId: newCommandId(), undoOf: asked }).results).toMatchObject([{ ok: true }])
    expect(team.rows('task_move_request')).toMatchObject([{ state: 'withdrawn' }])
    expect(team.row('task', task).due_at).toBe(testNow - 86_400_000)
  })
})
