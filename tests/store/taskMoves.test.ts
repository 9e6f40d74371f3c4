import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { approveRefusalDecision, importOf } from './taskMovesHelp.ts'
import { closeTasks } from '../../electron/backend/usecases/closeTasks.ts'
import { approveMoves, decideMoves } from '../../electron/backend/usecases/decideMoves.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { countTasksOf, listTasks } from '../../electron/backend/usecases/listTasks.ts'
import { moveTasks, type MoveTasksInput } from '../../electron/backend/usecases/moveTasks.ts'
import { undoTaskDecisions } from '../../electron/backend/usecases/undoTaskDecisions.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, importRows, newCommandId, one, smallTeam, value, withTask } from './importFiles.ts'
import { sessionAs } from './salesTeam.ts'

const [first, second, third] = ['2026-11-20', '2026-11-23', '2026-11-24'].map(day => `${day}T18:00:00+03:00`) as [string, string, string]
const endOf = (day: string): number => Date.parse(`${day}T23:59:59.999+03:00`)
let workspace: TestWorkspace
let manager: Session

beforeEach(async () => {
  workspace = await makeTestWorkspace({ clock: Date.parse(first) })
  await importRows(workspace, smallTeam(), first)
  const id = value<number>(workspace, "SELECT id FROM person WHERE external_id = 'm1'")
  workspace.desk.db.sqlite.prepare('UPDATE person SET role_confirmed = 1').run()
  manager = sessionAs(workspace.session, id, 'Иван Первый', 'manager')
})
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  workspace.cleanup()
})

const task = (): { id: number, version: number, due_at: number, unapproved_moves: number, done_at: number | null } => one(workspace, 'SELECT id, version, due_at, unapproved_moves, done_at FROM task LIMIT 1')
const move = (session: Session, dueDay: string, more: Partial<MoveTasksInput> = {}) => moveTasks(session, { commandId: newCommandId(), items: [{ taskId: task().id, expectedVersion: task().version }], dueDay, reason: 'Клиент просил позже', ...more })
const request = (): { id: number, version: number, state: string, asked_by: number | null, entered_by: number | null, decided_by: number | null, decision_comment: string | null } => one(workspace, 'SELECT * FROM task_move_request ORDER BY id DESC LIMIT 1')
const decide = (session: Session, decision: 'allow' | 'deny', commandId = newCommandId(), version = request().version) =>
  decideMoves(session, { commandId, items: [{ requestId: request().id, expectedVersion: version }], decision, ...(decision === 'deny' ? { comment: 'Позвоните сегодня' } : {}) })
const moves = (): unknown[] => all(workspace, 'SELECT source, later, approved_at IS NOT NULL AS approved, by_id IS NOT NULL AS known FROM task_move ORDER BY id')
const makeHead = (name: string): Session => {
  const id = Number(workspace.desk.db.sqlite.prepare("INSERT INTO person (source, external_id, name, role, role_confirmed, created_at) VALUES ('pult', ?, ?, 'head', 1, 0)").run(name, name).lastInsertRowid)
  return sessionAs(workspace.session, id, name, 'head')
}

describe('moving', () => {
  test('a manager who moves later asks; the date stays until somebody allows it', () => {
    expect(move(manager, '2026-11-25').results).toMatchObject([{ ok: true, requestId: request().id }])
    expect(task().due_at).toBe(endOf('2026-11-20'))
    expect(moves()).toEqual([])
    expect(listTasks(workspace.session, { view: 'requests' }).rows).toMatchObject([{ request: { askedBy: { id: manager.actor.id }, enteredBy: null, reason: 'Клиент просил позже' }, allowedActions: expect.arrayContaining(['decide_move']) as string[] }])
    expect(countTasksOf(workspace.session, {}).requests).toBe(1)
    decide(workspace.session, 'allow')
    expect(task()).toMatchObject({ due_at: endOf('2026-11-25'), unapproved_moves: 0 })
    expect(moves()).toEqual([{ source: 'head', later: 1, approved: 1, known: 1 }])
    expect(countTasksOf(workspace.session, {}).requests).toBe(0)
  })

  test('a manager who moves earlier moves', async () => {
    await importRows(workspace, withTask({ due_at: '2026-11-27' }), first)
    workspace.desk.db.sqlite.prepare('UPDATE task SET unapproved_moves = (SELECT count(*) FROM task_move WHERE later = 1 AND approved_at IS NULL)').run()
    expect(move(manager, '2026-11-24').results).toMatchObject([{ ok: true, requestId: null }])
    expect(task().due_at).toBe(endOf('2026-11-24'))
    expect(moves().at(-1)).toEqual({ source: 'manager', later: 0, approved: 0, known: 1 })
  })

  test('the head moves at once, and it is no dragging', () => {
    move(workspace.session, '2026-11-27')
    move(workspace.session, '2026-11-30')
    move(workspace.session, '2026-12-02')
    expect(task()).toMatchObject({ due_at: endOf('2026-12-02'), unapproved_moves: 0 })
    expect(listTasks(workspace.session, { view: 'dragged' }).total).toBe(0)
    expect(value(workspace, 'SELECT task_moves_max FROM deal')).toBe(0)
  })

  test('who asks for a manager names them: the wish is theirs, the audit names both', () => {
    const result = move(workspace.session, '2026-11-25', { onBehalfOf: manager.actor.id })
    expect(result.results[0]).toMatchObject({ ok: true, requestId: request().id })
    expect(request()).toMatchObject({ asked_by: manager.actor.id, entered_by: workspace.session.actor.id })
    expect(one(workspace, 'SELECT actor_id FROM audit_entry ORDER BY id DESC LIMIT 1')).toEqual({ actor_id: workspace.session.actor.id })
    expect(move(manager, '2026-11-26', { onBehalfOf: workspace.session.actor.id }).results[0]).toMatchObject({ ok: false, code: 'FORBIDDEN' })
  })

  test('refused: the same day, a day that is over, a second wish, a stranger, another version', () => {
    expect(move(manager, '2026-11-20').results[0]).toMatchObject({ code: 'REFUSED_BY_RULE', details: { rule: 'same_due' } })
    expect(() => move(manager, '2026-11-19')).toThrowError(expect.objectContaining({ code: 'REFUSED_BY_RULE', details: expect.objectContaining({ rule: 'past_day' }) as object }))
    move(manager, '2026-11-25')
    expect(move(manager, '2026-11-26').results[0]).toMatchObject({ code: 'CONFLICT', details: { what: 'pending', who: 'Иван Первый' } })
    const stranger = sessionAs(workspace.session, value<number>(workspace, "SELECT id FROM person WHERE external_id = 'm2'"), 'Пётр Второй', 'manager')
    expect(move(stranger, '2026-11-25').results[0]).toMatchObject({ code: 'FORBIDDEN' })
    expect(moveTasks(workspace.session, { commandId: newCommandId(), items: [{ taskId: task().id, expectedVersion: 7 }], dueDay: '2026-11-25', reason: 'Да' }).results[0]).toMatchObject({ code: 'CONFLICT' })
  })

  test('the head’s own date answers the wish that waits', () => {
    move(manager, '2026-11-25')
    move(workspace.session, '2026-11-23')
    expect(request().state).toBe('withdrawn')
    move(manager, '2026-11-25')
    move(workspace.session, '2026-11-25')
    expect(request().state).toBe('allowed')
  })
})

describe('deciding', () => {
  test('denied, the date stays and the comment is kept; undone, it waits again', () => {
    move(manager, '2026-11-25')
    const commandId = newCommandId()
    decide(workspace.session, 'deny', commandId)
    expect(request()).toMatchObject({ state: 'denied', decision_comment: 'Позвоните сегодня', decided_by: workspace.session.actor.id })
    expect(task().due_at).toBe(endOf('2026-11-20'))
    expect(undoTaskDecisions(workspace.session, { commandId: newCommandId(), undoOf: commandId }).applied).toBe(1)
    expect(request()).toMatchObject({ state: 'pending', decided_by: null, decision_comment: null })
  })

  test('two deciders: the first wins, the second is told who and what', () => {
    const other = makeHead('Борис Второй')
    move(manager, '2026-11-25')
    const { version } = request()
    decide(other, 'deny')
    expect(decide(workspace.session, 'allow', newCommandId(), version).results[0]).toMatchObject({ ok: false, code: 'CONFLICT', details: { who: 'Борис Второй', what: 'denied' } })
    expect(task().due_at).toBe(endOf('2026-11-20'))
  })

  test('nobody decides their own wish while another can; alone they do', () => {
    // A manager who became head keeps the wish of before.
    move(manager, '2026-11-25')
    workspace.desk.db.sqlite.prepare("UPDATE person SET role = 'head' WHERE id = ?").run(manager.actor.id)
    expect(decide(manager, 'allow').results[0]).toMatchObject({ code: 'REFUSED_BY_RULE', details: { rule: 'own_request' } })
    expect(listTasks(manager, { view: 'requests' }).rows[0]!.allowedActions).not.toContain('decide_move')
    workspace.desk.db.sqlite.prepare('UPDATE person SET active = 0 WHERE id = ?').run(workspace.session.actor.id)
    expect(decide(manager, 'allow').applied).toBe(1)
  })

  test('a supervisor decides for the own team alone; a manager for nobody', () => {
    move(manager, '2026-11-25')
    expect(decide(manager, 'allow').results[0]).toMatchObject({ code: 'FORBIDDEN' })
    const supervisor = makeHead('Ольга Чужая')
    workspace.desk.db.sqlite.prepare("UPDATE person SET role = 'supervisor', team = 'Б' WHERE id = ?").run(supervisor.actor.id)
    expect(decide(supervisor, 'allow').results[0]).toMatchObject({ code: 'FORBIDDEN' })
    expect(listTasks(supervisor, { view: 'requests' }).total).toBe(0)
    workspace.desk.db.sqlite.prepare("UPDATE person SET team = 'А' WHERE id = ?").run(supervisor.actor.id)
    expect(decide(supervisor, 'allow').applied).toBe(1)
    expect(moves()).toMatchObject([{ source: 'supervisor', approved: 1 }])
  })

  test('a date asked for that is over by now can’t be allowed, only denied', () => {
    move(manager, '2026-11-21')
    workspace.setNow(Date.parse('2026-11-22T10:00:00+03:00'))
    expect(decide(workspace.session, 'allow').results[0]).toMatchObject({ details: { rule: 'past_day' } })
    expect(decide(workspace.session, 'deny').applied).toBe(1)
  })

  test('an import that closes the task withdraws the wish; a late decision is a conflict', async () => {
    move(manager, '2026-11-25')
    const { version } = request()
    workspace.setNow(Date.parse(second))
    await importRows(workspace, withTask({ done_at: '2026-11-22T10:00:00+03:00', result: 'Созвонились, ждут договор' }), second)
    expect(request()).toMatchObject({ state: 'withdrawn', decided_by: null })
    expect(decide(workspace.session, 'allow', newCommandId(), version).results[0]).toMatchObject({ code: 'CONFLICT', details: { what: 'withdrawn', who: null } })
    expect(listTasks(workspace.session, { view: 'requests' }).total).toBe(0)
  })

  test('a refusal that cancels the task withdraws the wish too', () => {
    move(manager, '2026-11-25')
    approveRefusalDecision(workspace, value(workspace, 'SELECT id FROM deal'))
    expect(request().state).toBe('withdrawn')
  })
})

describe('imports after a decision', () => {
  test('an older date there is a divergence, the allowed one no unapproved move, and then they agree', async () => {
    move(manager, '2026-11-25')
    decide(workspace.session, 'allow')
    expect((await importRows(workspace, withTask({ title: 'Перезвонить' }), second)).found).toMatchObject({ taskMoves: 0, divergences: 1 })
    expect(task()).toMatchObject({ due_at: endOf('2026-11-25'), unapproved_moves: 0 })
    expect((await importRows(workspace, withTask({ title: 'Перезвонить', due_at: '2026-11-25' }), third)).found).toMatchObject({ taskMoves: 0, divergences: 0 })
    expect(task()).toMatchObject({ due_at: endOf('2026-11-25'), unapproved_moves: 0 })
    expect(value(workspace, 'SELECT count(*) FROM field_decision')).toBe(0)
  })

  test('beyond the allowed date it is an unapproved move again', async () => {
    move(manager, '2026-11-25')
    decide(workspace.session, 'allow')
    expect((await importRows(workspace, withTask({ due_at: '2026-12-15' }), second)).found.taskMoves).toBe(1)
    expect(task()).toMatchObject({ due_at: endOf('2026-11-25'), unapproved_moves: 1 })
  })

  test('an import that was faster than the decision: allowing clears its move', async () => {
    move(manager, '2026-11-25')
    await importRows(workspace, withTask({ due_at: '2026-11-25' }), second)
    expect(task().unapproved_moves).toBe(1)
    const commandId = newCommandId()
    decide(workspace.session, 'allow', commandId)
    expect(task()).toMatchObject({ due_at: endOf('2026-11-25'), unapproved_moves: 0 })
    expect(moves()).toHaveLength(1)
    undoTaskDecisions(workspace.session, { commandId: newCommandId(), undoOf: commandId })
    expect(task().unapproved_moves).toBe(1)
    expect(request().state).toBe('pending')
  })

  test('moves of imports allowed later count no more, nor come back with the next import', async () => {
    await importRows(workspace, withTask({ due_at: '2026-11-25' }), second)
    await importRows(workspace, withTask({ due_at: '2026-11-28' }), second)
    expect(listTasks(workspace.session, { view: 'dragged' }).rows).toMatchObject([{ moves: 2, allowedActions: expect.arrayContaining(['allow_move']) as string[] }])
    const commandId = newCommandId()
    const items = [{ taskId: task().id, expectedVersion: task().version }]
    expect(approveMoves(workspace.session, { commandId, items }).applied).toBe(1)
    expect(listTasks(workspace.session, { view: 'dragged' }).total).toBe(0)
    expect(value(workspace, 'SELECT task_moves_max FROM deal')).toBe(0)
    expect((await importRows(workspace, withTask({ due_at: '2026-11-28' }), third)).found.taskMoves).toBe(0)
    expect(undoTaskDecisions(workspace.session, { commandId: newCommandId(), undoOf: commandId }).applied).toBe(1)
    expect(task().unapproved_moves).toBe(2)
    expect(approveMoves(workspace.session, { commandId: newCommandId(), items }).results[0]).toMatchObject({ code: 'CONFLICT' })
  })

  test('after an allowed import move an earlier date there is simply taken', async () => {
    await importRows(workspace, withTask({ due_at: '2026-11-28' }), second)
    approveMoves(workspace.session, { commandId: newCommandId(), items: [{ taskId: task().id, expectedVersion: task().version }] })
    expect((await importRows(workspace, withTask({ due_at: '2026-11-26' }), third)).found.divergences).toBe(0)
    expect(task().due_at).toBe(endOf('2026-11-26'))
  })
})

describe('undo', () => {
  test('an undone move never was: the date, the wish, and the next import’s date counts again', async () => {
    move(manager, '2026-11-25')
    const commandId = newCommandId()
    decide(workspace.session, 'allow', commandId)
    expect(undoTaskDecisions(workspace.session, { commandId: newCommandId(), undoOf: commandId }).applied).toBe(1)
    expect(task()).toMatchObject({ due_at: endOf('2026-11-20'), unapproved_moves: 0 })
    expect(request().state).toBe('pending')
    expect(moves()).toEqual([])
    expect((await importRows(workspace, withTask({ due_at: '2026-11-25' }), second)).found.taskMoves).toBe(1)
  })

  test('what was changed since stays: CONFLICT; and only who decided undoes', () => {
    move(manager, '2026-11-25')
    const commandId = newCommandId()
    decide(workspace.session, 'allow', commandId)
    expect(() => undoTaskDecisions(makeHead('Борис Второй'), { commandId: newCommandId(), undoOf: commandId })).toThrowError(expect.objectContaining({ code: 'FORBIDDEN' }))
    move(workspace.session, '2026-11-30')
    expect(undoTaskDecisions(workspace.session, { commandId: newCommandId(), undoOf: commandId }).results[0]).toMatchObject({ ok: false, code: 'CONFLICT' })
    expect(task().due_at).toBe(endOf('2026-11-30'))
  })

  test('a command sent twice moves once', () => {
    const input = { commandId: newCommandId(), items: [{ taskId: task().id, expectedVersion: task().version }], dueDay: '2026-11-25', reason: 'Отпуск клиента' }
    expect(moveTasks(workspace.session, input)).toEqual(moveTasks(workspace.session, input))
    expect(moves()).toHaveLength(1)
  })
})

test('closing needs a result that says something, withdraws the wish, and stays closed in imports; undone, both are as before', async () => {
  move(manager, '2026-11-25')
  const items = [{ taskId: task().id, expectedVersion: task().version }]
  expect(() => closeTasks(manager, { commandId: newCommandId(), items, result: '  сделал 👍  ' })).toThrowError(expect.objectContaining({ details: expect.objectContaining({ rule: 'result_too_short', needed: 10 }) as object }))
  const commandId = newCommandId()
  closeTasks(manager, { commandId, items, result: 'Созвонились, ждут договор' })
  expect(request().state).toBe('withdrawn')
  await importRows(workspace, withTask({ title: 'Другое' }), second)
  expect(task().done_at).not.toBeNull()
  expect(undoTaskDecisions(manager, { commandId: newCommandId(), undoOf: commandId }).results[0]).toMatchObject({ code: 'CONFLICT' })
})

test('closing is undone with the wish that waited', () => {
  move(manager, '2026-11-25')
  const commandId = newCommandId()
  closeTasks(manager, { commandId, items: [{ taskId: task().id, expectedVersion: task().version }], result: 'Созвонились, ждут договор' })
  undoTaskDecisions(manager, { commandId: newCommandId(), undoOf: commandId })
  expect(task().done_at).toBeNull()
  expect(request().state).toBe('pending')
})

describe('on the days when the clocks change', () => {
  test.each([['Europe/Berlin', '2026-10-24', '2026-10-25', '2026-10-25T22:59:59.999Z'], ['Europe/Berlin', '2026-03-28', '2026-03-29', '2026-03-29T21:59:59.999Z']])('%s: a task due on %s moved to the day of %s is due with its last millisecond', async (timeZone, before, day, expected) => {
    const away = await makeTestWorkspace({ timeZone, clock: Date.parse(`${before}T12:00:00Z`) })
    try {
      await importOf(away, { due_at: before }, `${before}T12:00:00Z`)
      const [row] = all<{ id: number, version: number }>(away, 'SELECT id, version FROM task')
      moveTasks(away.session, { commandId: newCommandId(), items: [{ taskId: row!.id, expectedVersion: row!.version }], dueDay: day, reason: 'Часы' })
      expect(value(away, 'SELECT due_at FROM task')).toBe(Date.parse(expected))
      away.setNow(Date.parse(expected))
      expect(listTasks(away.session, { view: 'overdue' }).total).toBe(0)
      away.setNow(Date.parse(expected) + 1)
      expect(listTasks(away.session, { view: 'overdue' }).rows).toMatchObject([{ overdueDays: 1 }])
    } finally {
      away.cleanup()
    }
  })
})
