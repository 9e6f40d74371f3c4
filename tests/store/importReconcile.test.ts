import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { readDivergences } from '../../electron/backend/store/queries/imports.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, importRows, one, smallTeam, value, withDeal, withTask, type Row } from './importFiles.ts'

const [first, second, third, fourth] = ['2026-11-20', '2026-11-23', '2026-11-24', '2026-11-25'].map(day => `${day}T18:00:00+03:00`) as [string, string, string, string]
const lost: Row = { status: 'lost', stage: 'Отказ', closed_at: '2026-11-22T10:00:00+03:00', refusal_reason: 'Дорого', stage_entered_at: '2026-11-22T10:00:00+03:00' }
let workspace: TestWorkspace

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  await importRows(workspace, smallTeam(), first)
})
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  workspace.cleanup()
})

const run = (sql: string, ...parameters: unknown[]): void => {
  workspace.desk.db.sqlite.prepare(sql).run(...parameters)
}
const decide = (type: string, field: string): void =>
  run(`INSERT INTO field_decision (record_type, record_id, field, decided_at, decided_by) SELECT ?, id, ?, 0, 1 FROM ${type} WHERE source = 'native' LIMIT 1`, type, field)
const stageOf = (): string => value(workspace, 'SELECT stage.name FROM deal JOIN stage ON stage.id = deal.stage_id')
const deal = (): { status: string, stay: number, stage_seen_at: number, entered_exact: number } => one(workspace, 'SELECT status, stay, stage_seen_at, entered_exact FROM deal')
const refusals = (): unknown[] => all(workspace, 'SELECT round, origin, state, requested_at AS at, reason_text AS reason, requested_by IS NOT NULL AS owned FROM refusal ORDER BY round')

describe('closed outside', () => {
  test('an open deal that comes back lost waits in the stage that it comes from', async () => {
    const report = await importRows(workspace, withDeal(lost), second)
    expect(report.found).toMatchObject({ closedOutside: 1, stageMoves: 0 })
    expect(deal().status).toBe('refusal_review')
    expect(stageOf()).toBe('КП')
    expect(refusals()).toEqual([{ round: 1, origin: 'closed_outside', state: 'pending', at: Date.parse(second), reason: 'Дорого', owned: 1 }])
  })

  test('still lost keeps the asking of the first import; open again withdraws it', async () => {
    await importRows(workspace, withDeal(lost), second)
    expect((await importRows(workspace, withDeal({ ...lost, title: 'Поставка окон' }), third)).found.closedOutside).toBe(0)
    expect(refusals()).toMatchObject([{ state: 'pending', at: Date.parse(second) }])
    await importRows(workspace, smallTeam(), fourth)
    expect(refusals()).toMatchObject([{ state: 'withdrawn' }])
    expect(deal()).toMatchObject({ status: 'open', stay: 2, stage_seen_at: Date.parse(fourth) })
  })

  test('lost again after that is a new round', async () => {
    await importRows(workspace, withDeal(lost), second)
    await importRows(workspace, smallTeam(), third)
    await importRows(workspace, withDeal(lost), fourth)
    expect(refusals()).toMatchObject([{ round: 1, state: 'withdrawn' }, { round: 2, state: 'pending', at: Date.parse(fourth) }])
  })

  test('a deal first seen as lost is simply lost', async () => {
    const team = smallTeam()
    await importRows(workspace, { deals: [{ ...team.deals[0]!, ...lost, id: 'd2' }] }, second)
    expect(value(workspace, "SELECT status FROM deal WHERE external_id = 'd2'")).toBe('lost')
    expect(refusals()).toEqual([])
  })

  test('returned here and still lost there is a divergence, not a new round; open there confirms; lost once more asks again', async () => {
    await importRows(workspace, withDeal(lost), second)
    run("UPDATE refusal SET state = 'returned'")
    run("UPDATE deal SET status = 'open'")
    decide('deal', 'status')
    const report = await importRows(workspace, withDeal({ ...lost, title: 'Поставка окон' }), third)
    expect(report.found).toMatchObject({ closedOutside: 0, divergences: 1 })
    expect(deal().status).toBe('open')
    expect(stageOf()).toBe('КП')
    expect(readDivergences(workspace.desk.db, workspace.desk.settings().zone)).toMatchObject([{ recordType: 'deal', field: 'status', ours: 'open', theirs: 'lost', title: 'Поставка окон' }])
    await importRows(workspace, withDeal({ ...lost, title: 'Поставка окон' }), third)
    expect(all(workspace, 'SELECT id FROM divergence')).toHaveLength(1)
    await importRows(workspace, smallTeam(), fourth)
    expect(one(workspace, 'SELECT resolution FROM divergence')).toEqual({ resolution: 'confirmed' })
    expect(all(workspace, 'SELECT * FROM field_decision')).toEqual([])
    expect((await importRows(workspace, withDeal(lost), '2026-11-26T18:00:00+03:00')).found.closedOutside).toBe(1)
    expect(refusals()).toMatchObject([{ state: 'returned' }, { round: 2, state: 'pending' }])
  })

  test('approved here, then seen as lost: confirmed, with the stage of the source', async () => {
    run("UPDATE deal SET status = 'lost', closed_at = 1")
    decide('deal', 'status')
    expect((await importRows(workspace, smallTeam(), second)).found.divergences).toBe(1)
    expect(deal().status).toBe('lost')
    await importRows(workspace, withDeal(lost), third)
    expect(stageOf()).toBe('Отказ')
    expect(refusals()).toEqual([])
    expect(one(workspace, 'SELECT resolution FROM divergence')).toEqual({ resolution: 'confirmed' })
  })

  test('lost on both sides and open there again: the tasks that the refusal cancelled are open, too', async () => {
    run("UPDATE deal SET status = 'lost', closed_at = 1, open_tasks = 0, next_due_at = NULL")
    run('UPDATE task SET cancelled_at = 1')
    decide('deal', 'status')
    await importRows(workspace, withDeal(lost), second)
    expect(one(workspace, 'SELECT open_tasks FROM deal')).toEqual({ open_tasks: 0 })
    await importRows(workspace, smallTeam(), third)
    expect(one(workspace, 'SELECT status, open_tasks FROM deal')).toEqual({ status: 'open', open_tasks: 1 })
  })

  test('a refusal asked for in Pult waits on while the source says open, and follows the deal to another stage', async () => {
    run("UPDATE deal SET status = 'refusal_review'")
    run("INSERT INTO refusal (deal_id, round, origin, requested_at, from_stage_id, state) SELECT id, 1, 'asked', 0, stage_id, 'pending' FROM deal")
    await importRows(workspace, withDeal({ stage: 'Новая' }), second)
    expect(deal().status).toBe('refusal_review')
    expect(value(workspace, 'SELECT stage.name FROM refusal JOIN stage ON stage.id = from_stage_id')).toBe('Новая')
    expect(stageOf()).toBe('Новая')
  })
})

describe('stages', () => {
  test('another stage without a move in the files is an inferred move and a new stay of unknown entry', async () => {
    const report = await importRows(workspace, withDeal({ stage: 'Новая' }), second)
    expect(report.found.stageMoves).toBe(1)
    expect(all(workspace, 'SELECT at, inferred FROM stage_move ORDER BY inferred')).toEqual([{ at: Date.parse('2026-11-03T12:00:00+03:00'), inferred: 0 }, { at: Date.parse(second), inferred: 1 }])
    expect(deal()).toMatchObject({ stay: 2, stage_seen_at: Date.parse(second), entered_exact: 0 })
  })

  test('with a move in the files nothing is inferred', async () => {
    const team = { ...withDeal({ stage: 'Новая' }), stageMoves: [{ deal_id: 'd1', from_stage: 'КП', to_stage: 'Новая', at: '2026-11-21T12:00:00+03:00', by: 'm1' }] }
    expect((await importRows(workspace, team, second)).found.stageMoves).toBe(1)
    expect(value(workspace, 'SELECT count(*) FROM stage_move WHERE inferred = 1')).toBe(0)
    expect(one(workspace, 'SELECT entered_at, entered_exact FROM deal')).toEqual({ entered_at: Date.parse('2026-11-21T12:00:00+03:00'), entered_exact: 1 })
  })

  test('a limit decided in Settings stays, and the file is listed as a divergence', async () => {
    run("UPDATE stage SET dwell_limit_days = 12 WHERE name = 'КП'")
    run("INSERT INTO field_decision (record_type, record_id, field, decided_at) SELECT 'stage', id, 'dwell_limit_days', 0 FROM stage WHERE name = 'КП'")
    expect((await importRows(workspace, smallTeam(), second)).found.divergences).toBe(1)
    expect(value(workspace, "SELECT dwell_limit_days FROM stage WHERE name = 'КП'")).toBe(12)
  })

  test('a won deal in an open stage comes in with a warning', async () => {
    expect((await importRows(workspace, withDeal({ status: 'won' }), second)).warnings).toEqual([{ code: 'STATUS_STAGE', count: 1, example: 'd1' }])
    expect(deal().status).toBe('won')
  })
})

describe('tasks', () => {
  const moves = (): unknown[] => all(workspace, 'SELECT later, approved_at IS NOT NULL AS approved, source FROM task_move ORDER BY id')

  test('a later due date is an unapproved move each time; an earlier one is kept and not counted', async () => {
    expect((await importRows(workspace, withTask({ due_at: '2026-11-27' }), second)).found.taskMoves).toBe(1)
    expect((await importRows(workspace, withTask({ due_at: '2026-11-26' }), third)).found.taskMoves).toBe(0)
    expect((await importRows(workspace, withTask({ due_at: '2026-11-28T10:00:00+03:00' }), fourth)).found.taskMoves).toBe(1)
    expect(moves()).toEqual([{ later: 1, approved: 0, source: 'import' }, { later: 0, approved: 0, source: 'import' }, { later: 1, approved: 0, source: 'import' }])
    expect(one(workspace, 'SELECT unapproved_moves FROM task')).toEqual({ unapproved_moves: 2 })
    expect(one(workspace, 'SELECT task_moves_max FROM deal')).toEqual({ task_moves_max: 2 })
  })

  test('an hour on the day that stood there alone is no later date', async () => {
    expect((await importRows(workspace, withTask({ due_at: '2026-11-20T21:00:00+03:00' }), second)).found.taskMoves).toBe(0)
  })

  test('a date that Pult allowed is no unapproved move', async () => {
    const to = Date.parse('2026-11-28T00:00:00+03:00') - 1
    run("INSERT INTO task_move (task_id, from_due_at, from_day_only, to_due_at, to_day_only, at, source, later, approved_at, approved_by) SELECT id, due_at, 1, ?, 1, 0, 'manager', 1, 0, 1 FROM task", to)
    run('UPDATE task SET due_at = ?', to)
    decide('task', 'due_at')
    expect((await importRows(workspace, smallTeam(), second)).found).toMatchObject({ taskMoves: 0, divergences: 1 })
    expect((await importRows(workspace, withTask({ due_at: '2026-11-27' }), third)).found).toMatchObject({ taskMoves: 0, divergences: 0 })
    expect(moves()).toHaveLength(1)
  })

  test('moved there beyond what was decided here: the decision stays, the move is kept once', async () => {
    decide('task', 'due_at')
    for (const [moment, taskMoves] of [[second, 1], [third, 0]] as const) {
      expect((await importRows(workspace, withTask({ due_at: '2026-12-15' }), moment)).found).toMatchObject({ taskMoves, divergences: 1 })
    }
    expect(value(workspace, 'SELECT due_at FROM task')).toBe(Date.parse('2026-11-21T00:00:00+03:00') - 1)
  })

  test('a task closed in Pult stays closed; one closed by the file opens with it', async () => {
    run("UPDATE task SET done_at = 5, result = 'Поговорили, ждём ответ'")
    run('UPDATE deal SET open_tasks = 0, next_due_at = NULL')
    decide('task', 'done_at')
    expect((await importRows(workspace, withTask({ title: 'Перезвонить' }), second)).found.divergences).toBe(1)
    expect(one(workspace, 'SELECT done_at, title FROM task')).toEqual({ done_at: 5, title: 'Перезвонить' })
    run('DELETE FROM field_decision')
    await importRows(workspace, withTask({ done_at: '2026-11-24T10:00:00+03:00' }), third)
    await importRows(workspace, withTask({}), fourth)
    expect(one(workspace, 'SELECT open_tasks FROM deal')).toEqual({ open_tasks: 1 })
  })
})

describe('owners and people', () => {
  test('another owner of a deal and of a client is a transfer from outside', async () => {
    const team = withDeal({ owner_id: 'm2' })
    team.clients![0]!.owner_id = ''
    expect((await importRows(workspace, team, second)).found.ownerChanges).toBe(2)
    expect(all(workspace, 'SELECT record_type, to_id IS NULL AS nobody, outside, at FROM transfer ORDER BY record_type')).toEqual([
      { record_type: 'client', nobody: 1, outside: 1, at: Date.parse(second) }, { record_type: 'deal', nobody: 0, outside: 1, at: Date.parse(second) },
    ])
  })

  test('an owner decided in Pult stays until the source shows the same', async () => {
    run("UPDATE deal SET owner_id = (SELECT id FROM person WHERE external_id = 'm2')")
    decide('deal', 'owner_id')
    expect((await importRows(workspace, smallTeam(), second)).found).toMatchObject({ ownerChanges: 0, divergences: 1 })
    expect(readDivergences(workspace.desk.db, workspace.desk.settings().zone)).toMatchObject([{ ours: 'Пётр Второй', theirs: 'Иван Первый', dealId: 1 }])
    expect((await importRows(workspace, withDeal({ owner_id: 'm2' }), third)).found).toMatchObject({ ownerChanges: 0, divergences: 0 })
    expect((await importRows(workspace, withDeal({ owner_id: 'm1' }), fourth)).found.ownerChanges).toBe(1)
  })

  test('a role that the head confirmed outlives the proposals of imports', async () => {
    run("UPDATE person SET role_confirmed = 1 WHERE external_id = 'm1'")
    const team = smallTeam()
    team.people[0]!.role = 'head'
    expect((await importRows(workspace, team, second)).found.divergences).toBe(1)
    expect(one(workspace, "SELECT role, role_confirmed FROM person WHERE external_id = 'm1'")).toEqual({ role: 'manager', role_confirmed: 1 })
  })
})
