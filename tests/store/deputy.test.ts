import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decideMoves } from '../../electron/backend/usecases/decideMoves.ts'
import { decideRefusals } from '../../electron/backend/usecases/decideRefusals.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { listDeals } from '../../electron/backend/usecases/listDeals.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { readQueue } from '../../electron/backend/usecases/readQueue.ts'
import { readReminders } from '../../electron/backend/usecases/reminders.ts'
import { reopenRefusal } from '../../electron/backend/usecases/reopenRefusal.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { addAbsence, removeAbsence } from '../../electron/backend/usecases/savePerson.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

const hour = 3_600_000
const day = 24 * hour
const comment = 'Клиент решил обойтись своими силами, проект закрыт до весны.'
let workspace: TestWorkspace
let team: Team
let head: Session
let [south, north, manager]: Session[] = []
let people: { south: number, north: number, manager: number }

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  head = workspace.session
  team = makeTeam(workspace.desk)
  team.know('deals', 'tasks')
  people = { south: team.person('Сергей', 'supervisor', { team: 'Юг' }), north: team.person('Олег', 'supervisor', { team: 'Север' }), manager: team.person('Борис', 'manager', { team: 'Юг' }) }
  south = sessionAs(head, people.south, 'Сергей', 'supervisor')
  north = sessionAs(head, people.north, 'Олег', 'supervisor')
  manager = sessionAs(head, people.manager, 'Борис', 'manager')
})
afterEach(() => workspace.cleanup())

const away = (more: Partial<Parameters<typeof addAbsence>[1]> = {}): number => addAbsence(head, { commandId: newCommandId(), personId: people.south, fromDay: '2026-11-20', toDay: '2026-11-22', reason: 'Отпуск', deputyId: people.north, ...more }).id
const ask = (): number => requestRefusal(manager!, { commandId: newCommandId(), dealId: team.deal({ owner_id: people.manager, title: 'Сделка Юга' }), reasonId: team.reason('budget'), comment }).refusalId
const approve = (session: Session, refusalId: number) => decideRefusals(session, { commandId: newCommandId(), items: [{ refusalId, expectedVersion: team.row('refusal', refusalId).version as number }], decision: { decision: 'approve', reasonId: team.reason('budget') } }).results[0]
const wish = (): { id: number, taskId: number } => {
  const taskId = team.task({ deal_id: team.deal({ owner_id: people.manager }), assignee_id: people.manager, due_at: testNow - day })
  moveTasks(manager!, { commandId: newCommandId(), items: [{ taskId, expectedVersion: 1 }], dueDay: '2026-11-25', reason: 'Клиент в отъезде' })
  return { id: team.rows('task_move_request').at(-1)!.id as number, taskId }
}
const refused = (work: () => unknown): string | undefined => {
  try {
    work()
  } catch (error) {
    const { code, details } = error as { code: string, details?: { rule?: string } }
    return details?.rule ?? code
  }
}

describe('a deputy', () => {
  test('decides for the absent supervisor’s team in those days, in the own name, and not before or after', () => {
    const refusalId = ask()
    const { id } = wish()
    expect(approve(north!, refusalId)).toMatchObject({ ok: false, code: 'FORBIDDEN' })
    away()
    expect(readQueue(north!)).toMatchObject({ refusals: { total: 1 }, moves: { total: 1 }, standsInFor: [{ person: { name: 'Сергей' }, team: 'Юг', untilDay: '2026-11-22' }], deputy: null })
    expect(readQueue(south!)).toMatchObject({ refusals: { total: 1 }, deputy: { person: { name: 'Олег' }, untilDay: '2026-11-22' }, standsInFor: [] })
    expect(approve(north!, refusalId)).toMatchObject({ ok: true })
    expect(decideMoves(north!, { commandId: newCommandId(), items: [{ requestId: id, expectedVersion: 1 }], decision: 'allow' }).applied).toBe(1)
    expect(team.rows('audit_entry', "action = 'approveRefusal'").map(entry => entry.actor_id)).toContain(people.north)
    expect(team.row('refusal', refusalId).decided_by).toBe(people.north)

    const later = ask()
    workspace.setNow(Date.parse('2026-11-22T23:59:59+03:00'))
    expect(listDeals(north!, { filter: {}, sort: { by: 'created', descending: true }, limit: 10 }).total).toBeGreaterThan(0)
    workspace.setNow(Date.parse('2026-11-23T00:00:00+03:00'))
    expect(approve(north!, later)).toMatchObject({ ok: false, code: 'FORBIDDEN' })
    expect(readQueue(north!)).toMatchObject({ refusals: { total: 0 }, standsInFor: [] })
    expect(approve(south!, later)).toMatchObject({ ok: true })
  })

  test('the right ends with the absence that gave it, and with the deputy’s own role', () => {
    const refusalId = ask()
    const id = away()
    removeAbsence(head, { commandId: newCommandId(), absenceId: id })
    expect(approve(north!, refusalId)).toMatchObject({ code: 'FORBIDDEN' })
    away()
    workspace.desk.db.sqlite.prepare("UPDATE person SET role = 'manager' WHERE id = ?").run(people.north)
    expect(approve(north!, refusalId)).toMatchObject({ code: 'FORBIDDEN' })
  })

  test('is another decider, who is there in those days, of a supervisor', () => {
    expect(refused(() => away({ deputyId: people.manager }))).toBe('deputy_decides')
    expect(refused(() => away({ deputyId: people.south }))).toBe('deputy_decides')
    expect(refused(() => away({ personId: people.manager }))).toBe('deputy_of_supervisor')
    expect(refused(() => away({ deputyId: 9999 }))).toBe('NOT_FOUND')
    away({ personId: people.north, deputyId: null, fromDay: '2026-11-22', toDay: '2026-11-25' })
    expect(refused(() => away())).toBe('deputy_away')
    expect(refused(() => away({ toDay: '2026-11-21', deputyId: 1 }))).toBe(undefined)
  })

  test('the giving of the right stands in the audit', () => {
    away()
    const [entry] = team.rows('audit_entry', "action = 'addAbsence'")
    expect(JSON.parse(team.rows('audit_payload', `entry_id = ${entry!.id}`)[0]!.payload as string)).toMatchObject({ after: { deputyId: people.north, personId: people.south } })
  })
})

describe('a supervisor’s queue', () => {
  test('late ones first, moves by their asking; nobody else has one', () => {
    ask()
    workspace.setNow(testNow + hour)
    ask()
    wish()
    workspace.setNow(testNow + 5 * day)
    ask()
    const queue = readQueue(south!)
    expect(queue.refusals).toMatchObject({ total: 3, late: 2 })
    expect(queue.refusals.rows.map(row => row.late)).toEqual([true, true, false])
    expect(queue.moves.rows).toMatchObject([{ request: { reason: 'Клиент в отъезде' }, allowedActions: expect.arrayContaining(['decide_move']) as string[] }])
    for (const session of [head, manager!]) expect(refused(() => readQueue(session))).toBe('FORBIDDEN')
    expect(readQueue(north!)).toMatchObject({ refusals: { total: 0 }, moves: { total: 0 } })
  })

  test('what the head reopened stays in sight with the reason, also after it was decided anew by somebody else', () => {
    const refusalId = ask()
    approve(south!, refusalId)
    workspace.setNow(testNow + hour)
    reopenRefusal(head, { commandId: newCommandId(), refusalId, expectedVersion: team.row('refusal', refusalId).version as number, reason: 'Клиент вернулся' })
    expect(readQueue(south!).reopened).toMatchObject([{ title: 'Сделка Юга', decided: 'approved', decidedAt: testNow, at: testNow + hour, by: { name: 'Анна Руководитель' }, reason: 'Клиент вернулся', state: 'pending', stateBy: null }])
    decideRefusals(head, { commandId: newCommandId(), items: [{ refusalId, expectedVersion: team.row('refusal', refusalId).version as number }], decision: { decision: 'return', instruction: 'Позвонить', dueDay: '2026-11-23' } })
    expect(readQueue(south!).reopened).toMatchObject([{ state: 'returned', stateBy: { name: 'Анна Руководитель' } }])
    expect(readQueue(north!).reopened).toEqual([])
    workspace.setNow(testNow + 32 * day)
    expect(readQueue(south!).reopened).toEqual([])
  })

  test('reminders tell how much waits and when the newest was asked; to nobody but supervisors', () => {
    expect(readReminders(south!).waiting).toEqual({ count: 0, newestAt: null })
    ask()
    workspace.setNow(testNow + hour)
    wish()
    expect(readReminders(south!).waiting).toEqual({ count: 2, newestAt: testNow + hour })
    expect(readReminders(north!).waiting).toEqual({ count: 0, newestAt: null })
    away()
    expect(readReminders(north!).waiting).toEqual({ count: 2, newestAt: testNow + hour })
    expect([readReminders(head).waiting, readReminders(manager!).waiting]).toEqual([null, null])
  })
})
