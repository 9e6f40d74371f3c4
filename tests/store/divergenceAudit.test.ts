import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkAudit } from '../../electron/backend/store/queries/checkAudit.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { decideDeals } from '../../electron/backend/usecases/decideDeals.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { resolveDivergences, undoResolved } from '../../electron/backend/usecases/resolveDivergences.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, importRows, newCommandId, one, smallTeam, value, withDeal, withTask } from './importFiles.ts'

// «Everything that changes data leaves an audit entry» (domain.md): whatever column another one drags along, too.
const [first, second, third] = ['2026-11-20', '2026-11-23', '2026-11-24'].map(day => `${day}T18:00:00+03:00`) as [string, string, string]
const kept = ['deal', 'task', 'refusal', 'client'] as const
const bookkeeping = new Set(['version', 'updated_at', 'refusal_reason', 'open_tasks', 'next_due_at', 'entered_at', 'entered_exact', 'task_moves_max', 'unapproved_moves', 'amount_reporting', 'last_contact_at'])
let workspace: TestWorkspace

beforeEach(async () => {
  workspace = await makeTestWorkspace({ clock: Date.parse(first) })
  await importRows(workspace, smallTeam(), first)
})
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  expect(checkAudit(workspace.desk.db)).toBeNull()
  workspace.cleanup()
})

type Rows = Map<string, Record<string, unknown>>
const read = (): Rows => new Map(kept.flatMap(table => all<Record<string, unknown>>(workspace, `SELECT * FROM ${table}`).map((row): [string, Record<string, unknown>] => [`${table} ${String(row.id)}`, row])))
/** `table id column before after` of everything that changed, and of everything that the audit says has changed since the entry. */
const changesOf = (before: Rows, after: Rows): string[] => [...after].flatMap(([key, row]) => Object.keys(row).filter(column => !bookkeeping.has(column) && before.has(key) && before.get(key)![column] !== row[column])
  .map(column => `${key} ${column} ${String(before.get(key)![column])} ${String(row[column])}`)).sort()
const auditedSince = (entry: number): string[] => {
  const seen = new Map<string, { before: unknown, after: unknown }>()
  for (const { type, id, payload } of all<{ type: string, id: number, payload: string }>(workspace, 'SELECT record_type AS type, record_id AS id, payload FROM audit_entry JOIN audit_payload ON entry_id = id WHERE id > ? ORDER BY id', entry)) {
    const { before, after } = JSON.parse(payload) as { before?: Record<string, unknown> | null, after?: Record<string, unknown> | null }
    for (const column of Object.keys(after ?? {})) {
      const key = `${type} ${id} ${column}`
      seen.set(key, { before: seen.has(key) ? seen.get(key)!.before : before?.[column], after: after![column] })
    }
  }
  return [...seen].flatMap(([key, { before, after }]) => before === after || bookkeeping.has(key.split(' ')[2]!) ? [] : [`${key} ${String(before)} ${String(after)}`]).sort()
}
const lastEntry = (): number => value(workspace, 'SELECT max(id) FROM audit_entry')

const expectAllAudited = (change: () => void): string[] => {
  const before = read()
  const entry = lastEntry()
  change()
  const changes = changesOf(before, read())
  expect(auditedSince(entry)).toEqual(expect.arrayContaining(changes))
  return changes
}
const takeTheirs = (commandId: string): void => {
  const items = all<{ id: number }>(workspace, 'SELECT id FROM divergence WHERE resolved_at IS NULL')
  expect(items.length).toBeGreaterThan(0)
  const { results } = resolveDivergences(workspace.session, { commandId, items, choice: 'theirs' })
  expect(results.filter(result => !result.ok)).toEqual([])
}

const decide = (decision: Parameters<typeof decideDeals>[1]['decision']): void => {
  const { results } = decideDeals(workspace.session, { commandId: newCommandId(), items: [one(workspace, 'SELECT id AS dealId, version AS expectedVersion FROM deal')], decision })
  expect(results).toMatchObject([{ ok: true }])
}
const refuse = (): void => {
  requestRefusal(workspace.session, { commandId: newCommandId(), dealId: value(workspace, 'SELECT id FROM deal'), reasonId: value(workspace, "SELECT id FROM refusal_reason WHERE key = 'budget'"), comment: 'Бюджета нет до следующего года' })
}

describe('what taking the CRM’s value changes stands in the audit, and what its undo changes', () => {
  const cases: [string, string, () => void, Parameters<typeof importRows>[1]][] = [
    ['a deal lost here and open there: its tasks and the client come back', 'status', refuse, smallTeam()],
    ['a stage: the stay begins anew', 'stage_id', () => decide({ kind: 'move', stageId: value(workspace, "SELECT id FROM stage WHERE name = 'Новая'") }), smallTeam()],
    ['an owner with the tasks', 'owner_id', () => decide({ kind: 'reassign', newOwnerId: value(workspace, "SELECT id FROM person WHERE external_id = 'm2'"), reason: 'Передача' }), smallTeam()],
    ['a due date', 'due_at', () => { moveTasks(workspace.session, { commandId: newCommandId(), items: [one(workspace, 'SELECT id AS taskId, version AS expectedVersion FROM task')], dueDay: '2026-11-30', reason: 'Позже' }) }, withTask({ due_at: '2026-12-04T10:00:00+03:00' })],
    ['won there, moved here', 'stage_id', () => decide({ kind: 'move', stageId: value(workspace, "SELECT id FROM stage WHERE name = 'Новая'") }), withDeal({ status: 'won', stage: 'Успех', closed_at: '2026-11-22T12:00:00+03:00' })],
  ]
  test.each(cases)('%s', async (_name, field, decided, files) => {
    decided()
    workspace.setNow(Date.parse(second))
    await importRows(workspace, files, second)
    workspace.setNow(Date.parse(third))
    const commandId = newCommandId()
    const changes = expectAllAudited(() => takeTheirs(commandId))
    expect(changes.some(change => change.includes(` ${field} `))).toBe(true)
    const back = expectAllAudited(() => expect(undoResolved(workspace.session, { commandId: newCommandId(), undoOf: commandId }).results.filter(result => !result.ok)).toEqual([]))
    expect(back.length).toBeGreaterThan(0)
  })

  test('the client leaves the list for marketing with an entry, and comes back with one', async () => {
    refuse()
    await importRows(workspace, smallTeam(), second)
    const commandId = newCommandId()
    takeTheirs(commandId)
    undoResolved(workspace.session, { commandId: newCommandId(), undoOf: commandId })
    expect(all(workspace, "SELECT payload ->> '$.after.left_at' IS NULL AS back FROM audit_entry JOIN audit_payload ON entry_id = id WHERE action = 'leaveNurture' ORDER BY id")).toEqual([{ back: 0 }, { back: 1 }])
  })
})
