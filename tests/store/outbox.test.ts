import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OutboxFilter, OutboxSort } from '../../src/shared/contract/outbox.ts'
import type { DealDecision } from '../../src/shared/contract/deals.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { closeTasks } from '../../electron/backend/usecases/closeTasks.ts'
import { decideDeals } from '../../electron/backend/usecases/decideDeals.ts'
import { decideRefusals } from '../../electron/backend/usecases/decideRefusals.ts'
import { exportOutbox } from '../../electron/backend/usecases/exportOutbox.ts'
import { outboxRange } from '../../electron/backend/usecases/listOutbox.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { resolveDivergences, undoResolved, type DivergenceChoice } from '../../electron/backend/usecases/resolveDivergences.ts'
import { undoDealDecisions } from '../../electron/backend/usecases/undoDealDecisions.ts'
import { undoTaskDecisions } from '../../electron/backend/usecases/undoTaskDecisions.ts'
import { fileOf } from './exportText.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, importRows, newCommandId, one, smallTeam, value, withDeal, withTask, type Folder, type Row } from './importFiles.ts'

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

const idOf = (table: string, externalId: string): number => value(workspace, `SELECT id FROM ${table} WHERE external_id = ?`, externalId)
const decide = (decision: DealDecision): string => {
  const commandId = newCommandId()
  const dealId = idOf('deal', 'd1')
  const { results } = decideDeals(workspace.session, { commandId, items: [{ dealId, expectedVersion: value(workspace, 'SELECT version FROM deal WHERE id = ?', dealId) }], decision })
  expect(results.map(result => result.code)).toEqual([null])
  return commandId
}
const give = (): string => decide({ kind: 'reassign', newOwnerId: idOf('person', 'm2'), reason: 'Большая нагрузка' })
const move = (): string => {
  const commandId = newCommandId()
  const taskId = idOf('task', 't1')
  expect(moveTasks(workspace.session, { commandId, items: [{ taskId, expectedVersion: value(workspace, 'SELECT version FROM task WHERE id = ?', taskId) }], dueDay: '2026-11-27', reason: 'Клиент просил позже' }).applied).toBe(1)
  return commandId
}
const usual = { by: 'manager', descending: false } as const
const listed = (filter: Partial<OutboxFilter> = {}, limit = 100, offset = 0, sort: OutboxSort = usual) => outboxRange(workspace.session, { filter: { state: 'open', ...filter }, sort, offset, limit })
const open = () => listed()
const kinds = (): string[] => open().rows.map(row => row.kind).sort()
const states = (): Row[] => all(workspace, 'SELECT kind, state FROM outbox_item ORDER BY id')
/** An evening's import, with the clock on it. */
const bring = (files: Folder, asOf: string) => {
  workspace.setNow(Date.parse(asOf) + 60_000)
  return importRows(workspace, files, asOf)
}

describe('what the CRM does not know yet', () => {
  test('a new owner is entered by who has the deal there, until an import shows it', async () => {
    give()
    expect(open()).toMatchObject({ total: 2, rows: [{ kind: 'owner', title: 'Поставка', person: 'Пётр Второй', manager: { name: 'Иван Первый' }, late: false, lateFrom: '2026-11-23' }, { kind: 'task_assignee', taskTitle: 'Позвонить' }] })
    await bring(smallTeam(), second)
    expect(kinds()).toEqual(['owner', 'task_assignee'])
    await bring({ ...withDeal({ owner_id: 'm2' }), tasks: withTask({ assignee_id: 'm2' }).tasks! }, third)
    expect(kinds()).toEqual([])
    expect(listed({ state: 'done' }, 10, 0, { by: 'settled', descending: true }).rows.map(row => [row.kind, row.settledAt, row.batch?.asOf])).toEqual([['task_assignee', Date.parse(third) + 60_000, Date.parse(third)], ['owner', Date.parse(third) + 60_000, Date.parse(third)]])
  })

  test('an undo withdraws it, and a second decision is the same line', () => {
    const commandId = give()
    undoDealDecisions(workspace.session, { commandId: newCommandId(), undoOf: commandId })
    expect(kinds()).toEqual([])
    expect(new Set(states().map(row => row.state))).toEqual(new Set(['withdrawn']))
    give()
    expect(kinds()).toEqual(['owner', 'task_assignee'])
  })

  test('a stage that was moved here', async () => {
    decide({ kind: 'move', stageId: value(workspace, "SELECT id FROM stage WHERE name = 'Новая'") })
    expect(open().rows).toMatchObject([{ kind: 'stage', stage: 'Новая' }])
    await bring(withDeal({ stage: 'Новая' }), second)
    expect(states()).toEqual([{ kind: 'stage', state: 'confirmed' }])
  })

  test('a refusal that was returned is to be opened again in the CRM, with the task that goes with it', async () => {
    await bring(withDeal(lost), second)
    const refusalId = value<number>(workspace, 'SELECT id FROM refusal')
    decideRefusals(workspace.session, { commandId: newCommandId(), items: [{ refusalId, expectedVersion: 1 }], decision: { decision: 'return', instruction: 'Позвонить директору и предложить рассрочку', dueDay: '2026-11-26' } })
    expect(open().rows).toMatchObject([{ kind: 'reopen', stage: 'КП' }, { kind: 'task_new', dueDay: '2026-11-26', taskTitle: 'Позвонить директору и предложить рассрочку' }])
    await bring(smallTeam(), third)
    expect(states()).toEqual([{ kind: 'reopen', state: 'confirmed' }, { kind: 'task_new', state: 'open' }])
  })

  test('a refusal that was asked and approved here is to be closed there; what the CRM closed itself is not', async () => {
    await bring(withDeal(lost), second)
    const refusalId = value<number>(workspace, 'SELECT id FROM refusal')
    const reasonId = value<number>(workspace, "SELECT id FROM refusal_reason WHERE key = 'budget'")
    decideRefusals(workspace.session, { commandId: newCommandId(), items: [{ refusalId, expectedVersion: 1 }], decision: { decision: 'approve', reasonId } })
    expect(kinds()).toEqual([])
    await bring(withDeal({ id: 'd2' }), third)
    workspace.desk.db.sqlite.prepare("INSERT INTO refusal (deal_id, round, origin, requested_at, reason_id, from_stage_id, state) SELECT id, 1, 'asked', 0, ?, stage_id, 'pending' FROM deal WHERE external_id = 'd2'").run(reasonId)
    workspace.desk.db.sqlite.prepare("UPDATE deal SET status = 'refusal_review' WHERE external_id = 'd2'").run()
    decideRefusals(workspace.session, { commandId: newCommandId(), items: [{ refusalId: value(workspace, 'SELECT max(id) FROM refusal'), expectedVersion: 1 }], decision: { decision: 'approve', reasonId } })
    expect(open().rows).toMatchObject([{ kind: 'lose', reason: 'budget' }])
  })

  test('a date that was moved here: the same day at another time is done, another day is not', async () => {
    const commandId = move()
    expect(open().rows).toMatchObject([{ kind: 'task_due', dueDay: '2026-11-27', dueAt: null }])
    await bring(withTask({ due_at: '2026-11-30' }), second)
    expect(kinds()).toEqual(['task_due'])
    await bring(withTask({ due_at: '2026-11-27T15:00:00+03:00' }), third)
    expect(states()).toEqual([{ kind: 'task_due', state: 'confirmed' }])
    expect(all(workspace, "SELECT field FROM field_decision WHERE record_type = 'task'")).toEqual([])
    // What the CRM shows by now can still be undone here: nothing waits there for it.
    expect(undoTaskDecisions(workspace.session, { commandId: newCommandId(), undoOf: commandId }).applied).toBe(1)
  })

  test('a task that was closed here is closed there at whatever time', async () => {
    closeTasks(workspace.session, { commandId: newCommandId(), items: [{ taskId: idOf('task', 't1'), expectedVersion: 1 }], result: 'Договорились о встрече' })
    expect(open().rows).toMatchObject([{ kind: 'task_done', result: 'Договорились о встрече' }])
    await bring(withTask({ done_at: '2026-11-23T12:00:00+03:00', result: 'Договорились о встрече' }), second)
    expect(states()).toEqual([{ kind: 'task_done', state: 'confirmed' }])
    expect(all(workspace, 'SELECT field FROM divergence WHERE resolved_at IS NULL')).toEqual([])
  })

  test('parking and tasks of Pult’s own deals are not in it', () => {
    decide({ kind: 'park', reason: 'Ждём бюджета клиента', untilDay: '2026-12-01' })
    expect(kinds()).toEqual([])
    workspace.desk.db.sqlite.prepare("UPDATE deal SET source = 'pult'").run()
    decide({ kind: 'task', title: 'Позвонить', dueDay: '2026-11-24' })
    expect(kinds()).toEqual([])
  })

  test('the CRM’s task takes the place of the one raised here: the deal waits for one call, not two', async () => {
    decide({ kind: 'task', title: 'Позвонить директору по рассрочке', dueDay: '2026-11-24' })
    const team = smallTeam()
    const entered = { ...team.tasks[0]!, id: 't2', title: 'позвонить директору (рассрочка)', due_at: '2026-11-24' }
    await bring({ ...team, tasks: [team.tasks[0]!, { ...entered, id: 't3', title: 'Отправить образцы' }] }, second)
    expect(kinds()).toEqual(['task_new'])
    await bring({ ...team, tasks: [team.tasks[0]!, { ...entered, id: 't3', title: 'Отправить образцы' }, entered] }, third)
    expect(states()).toEqual([{ kind: 'task_new', state: 'confirmed' }])
    expect(value(workspace, "SELECT count(*) FROM task WHERE source = 'pult' AND cancelled_at IS NULL")).toBe(0)
    expect(one(workspace, 'SELECT open_tasks FROM deal')).toEqual({ open_tasks: 3 })
    expect(value(workspace, "SELECT payload FROM audit_entry JOIN audit_payload ON audit_payload.entry_id = audit_entry.id WHERE action = 'cancelTask' LIMIT 1")).toContain('in_crm')
  })

  test('a dry run confirms nothing', async () => {
    give()
    workspace.setNow(Date.parse(second) + 1)
    await importRows(workspace, withDeal({ owner_id: 'm2' }), second, { dryRun: true })
    expect(kinds()).toEqual(['owner', 'task_assignee'])
  })

  test('the same import again changes nothing', async () => {
    give()
    await bring(smallTeam(), second)
    const before = all(workspace, 'SELECT * FROM outbox_item')
    await bring(smallTeam(), second)
    expect(all(workspace, 'SELECT * FROM outbox_item')).toEqual(before)
  })

  test('CSV keeps a title that begins like a formula a text', async () => {
    workspace.desk.db.sqlite.prepare("UPDATE deal SET title = '=HYPERLINK(1)'").run()
    give()
    const columns = (['what', 'deal', 'value'] as const).map(key => ({ key, label: key }))
    const { text, fileName } = await fileOf(exportOutbox(workspace.session, { filter: { state: 'open' }, sort: usual, format: 'csv', decimal: '.', columns, words: { 'kind.owner': 'Сменить менеджера' } }))
    expect(fileName).toBe('crm-2026-11-20.csv')
    expect(text).toContain('Сменить менеджера,"\'=HYPERLINK(1)",Пётр Второй')
    expect(text).toContain(',"Позвонить, Пётр Второй"')
  })
})

describe('not done in one working day', () => {
  const findings = (): unknown[] => all(workspace, "SELECT kind, present FROM finding WHERE kind = 'not_in_crm' ORDER BY id")
  test('is a finding of the next working day’s control, counted in no check, and gone when the CRM shows it', async () => {
    give()
    openDay(workspace.session, {})
    expect(findings()).toEqual([])
    // Friday evening → Monday: Saturday and Sunday are no working days.
    workspace.setNow(Date.parse('2026-11-22T19:00:00+03:00'))
    openDay(workspace.session, {})
    expect(findings()).toEqual([])
    await bring(smallTeam(), second)
    expect(findings()).toEqual([{ kind: 'not_in_crm', present: 1 }])
    expect(open()).toMatchObject({ late: 2 })
    await bring({ ...withDeal({ owner_id: 'm2' }), tasks: withTask({ assignee_id: 'm2' }).tasks! }, third)
    expect(findings()).toEqual([{ kind: 'not_in_crm', present: 0 }])
  })
})

describe('a divergence', () => {
  const divergences = () => all<{ id: number, field: string, resolution: string | null }>(workspace, 'SELECT id, field, resolution FROM divergence ORDER BY id')
  const resolve = (choice: DivergenceChoice, commandId = newCommandId()) => ({ commandId, ...resolveDivergences(workspace.session, { commandId, items: divergences().filter(row => row.resolution === null).map(({ id }) => ({ id })), choice }) })
  const undo = (undoOf: string) => undoResolved(workspace.session, { commandId: newCommandId(), undoOf })

  test('kept ours: it waits in the outbox and is not reported again, until the CRM says something else', async () => {
    give()
    await bring(smallTeam(), second)
    expect(divergences().map(row => row.field)).toEqual(['owner_id', 'assignee_id'])
    resolve('ours')
    const { found } = await bring(smallTeam(), third)
    expect([found.divergences, divergences().filter(row => row.resolution === null).length, kinds()]).toEqual([0, 0, ['owner', 'task_assignee']])
    await bring({ ...withDeal({ owner_id: '' }), people: smallTeam().people }, fourth)
    expect(divergences().filter(row => row.resolution === null).map(row => row.field)).toEqual(['owner_id'])
  })

  test('taken theirs: a transfer back with its tasks, the field follows the CRM again; undo restores it', async () => {
    give()
    await bring(smallTeam(), second)
    const { commandId, applied } = resolve('theirs')
    expect(applied).toBe(2)
    expect(one(workspace, 'SELECT person.external_id AS owner, (SELECT other.external_id FROM task JOIN person AS other ON other.id = assignee_id) AS assignee FROM deal JOIN person ON person.id = owner_id')).toEqual({ owner: 'm1', assignee: 'm1' })
    expect(all(workspace, 'SELECT field FROM field_decision')).toEqual([])
    expect(value(workspace, 'SELECT reason FROM transfer ORDER BY id DESC LIMIT 1')).toBe('crm')
    expect(kinds()).toEqual([])
    expect(undo(commandId).results.every(result => result.ok)).toBe(true)
    expect(one(workspace, 'SELECT person.external_id AS owner FROM deal JOIN person ON person.id = owner_id')).toEqual({ owner: 'm2' })
    expect(kinds()).toEqual(['owner', 'task_assignee'])
    expect(divergences().every(row => row.resolution === null)).toBe(true)
  })

  test('a date: the CRM’s is taken, and undone', async () => {
    move()
    await bring(withTask({ due_at: '2026-12-04' }), second)
    const due = (): number => value(workspace, 'SELECT due_at FROM task')
    const ours = due()
    const { commandId } = resolve('theirs')
    expect(due()).toBe(Date.parse('2026-12-04T23:59:59.999+03:00'))
    await bring(withTask({ due_at: '2026-12-08' }), third)
    expect(due()).toBe(Date.parse('2026-12-08T23:59:59.999+03:00'))
    // Somebody changed it since: that stays.
    expect(undo(commandId).results[0]).toMatchObject({ ok: false, code: 'CONFLICT' })
    expect(due()).not.toBe(ours)
  })

  test('lost in the CRM, open here: it waits for a decision on the refusal, it is not simply lost', async () => {
    await bring(withDeal(lost), second)
    decideRefusals(workspace.session, { commandId: newCommandId(), items: [{ refusalId: value(workspace, 'SELECT id FROM refusal'), expectedVersion: 1 }], decision: { decision: 'return', instruction: 'Позвонить ещё раз и уточнить', dueDay: '2026-11-26' } })
    await bring(withDeal(lost), third)
    const { commandId, results } = resolve('theirs')
    expect(results.every(result => result.ok)).toBe(true)
    expect(one(workspace, 'SELECT status FROM deal')).toEqual({ status: 'refusal_review' })
    expect(all(workspace, "SELECT state FROM refusal ORDER BY round")).toEqual([{ state: 'returned' }, { state: 'pending' }])
    undo(commandId)
    expect(one(workspace, 'SELECT status FROM deal')).toEqual({ status: 'open' })
    expect(kinds()).toEqual(['reopen', 'task_new'])
  })

  test('a stage', async () => {
    decide({ kind: 'move', stageId: value(workspace, "SELECT id FROM stage WHERE name = 'Новая'") })
    await bring(smallTeam(), second)
    const { commandId } = resolve('theirs')
    expect(value(workspace, 'SELECT stage.name FROM deal JOIN stage ON stage.id = stage_id')).toBe('КП')
    undo(commandId)
    expect(value(workspace, 'SELECT stage.name FROM deal JOIN stage ON stage.id = stage_id')).toBe('Новая')
  })

  test('one that was settled meanwhile is a conflict', async () => {
    give()
    await bring(smallTeam(), second)
    const { id } = divergences()[0]!
    resolve('ours')
    expect(resolveDivergences(workspace.session, { commandId: newCommandId(), items: [{ id }], choice: 'theirs' }).results[0]).toMatchObject({ code: 'CONFLICT' })
  })
})


describe('the check of the file counts the outbox again', () => {
  const damage: readonly [what: string, sql: string, problem: RegExp][] = [
    ['an item that got lost', "DELETE FROM outbox_item WHERE kind = 'owner'", /^deal \d+: outbox\.owner is null, should be \d+ of \d+ by \d+ on \d+$/],
    ['one too many', "INSERT INTO outbox_item (kind, record_type, record_id, value, decided_at) SELECT 'client_owner', 'client', id, '1', 0 FROM client LIMIT 1", /^client \d+: outbox\.client_owner is 1, should be null$/],
    ['another value', "UPDATE outbox_item SET value = '999' WHERE kind = 'owner'", /^deal \d+: outbox\.owner is 999 of /],
  ]
  test.each(damage)('%s is named', (_what, sql, problem) => {
    give()
    const { sqlite } = workspace.desk.db
    const before = sqlite.prepare('SELECT * FROM outbox_item').all()
    sqlite.exec(sql)
    expect(checkWorkspace(workspace.desk.db).checks.find(check => check.name === 'derivedColumns')!.problems).toEqual([expect.stringMatching(problem)])
    sqlite.exec('DELETE FROM outbox_item')
    const columns = Object.keys(before[0] as object)
    for (const row of before) sqlite.prepare(`INSERT INTO outbox_item (${columns.join()}) VALUES (${columns.map(name => `@${name}`).join()})`).run(row)
  })
})
