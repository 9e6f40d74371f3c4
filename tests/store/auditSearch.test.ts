import { expect, test } from 'vitest'
import type { AuditFilter } from '../../src/shared/contract/audit.ts'
import { closeTasks } from '../../electron/backend/usecases/closeTasks.ts'
import { saveReason } from '../../electron/backend/usecases/saveReason.ts'
import { auditEntry, auditFacets, auditRange } from '../../electron/backend/usecases/searchAudit.ts'
import { makeTestWorkspace, testNow } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs } from './salesTeam.ts'

const day = 86_400_000

const makeLog = async () => {
  const workspace = await makeTestWorkspace()
  const { desk, session, setNow } = workspace
  const team = makeTeam(desk)
  const manager = team.person('Ковалёв', 'manager')
  const deal = team.deal({ title: 'Склад-12', owner_id: manager })
  const task = team.task({ deal_id: deal, assignee_id: manager, due_at: testNow + day })
  const asManager = sessionAs(session, manager, 'Ковалёв', 'manager')
  setNow(testNow + day)
  saveReason(session, { commandId: newCommandId(), name: 'Нет бюджета на год', class: 'lost_by_client', active: true })
  setNow(testNow + 2 * day)
  closeTasks(asManager, { commandId: newCommandId(), items: [{ taskId: task, expectedVersion: 1 }], result: 'Договорились на вторник' })
  const search = (filter: AuditFilter, page: { offset?: number, limit?: number, descending?: boolean } = {}) =>
    auditRange(session, { filter, sort: { by: 'at', descending: page.descending ?? true }, offset: page.offset ?? 0, limit: page.limit ?? 200 })
  return { ...workspace, team, manager, deal, task, asManager, search }
}

test('who, what, when and which record narrow the log; the newest stands first, a page is a slice of it', async () => {
  const { search, manager, deal, task, cleanup } = await makeLog()
  const all = search({})
  expect(all.rows[0]).toMatchObject({ action: 'closeTask', actor: { id: manager, name: 'Ковалёв' }, recordType: 'task', recordId: task, dealId: deal })
  expect(all.rows.map(row => row.id)).toEqual([...all.rows.map(row => row.id)].sort((a, b) => b - a))
  expect(search({}, { descending: false }).rows.map(row => row.id)).toEqual(all.rows.map(row => row.id).toReversed())
  expect(search({}, { offset: 1, limit: 1 })).toEqual({ rows: [all.rows[1]], total: all.total })
  expect(search({ actorIds: [manager] }).rows.map(row => row.action)).toEqual(['closeTask'])
  expect(search({ actions: ['saveReason'] })).toMatchObject({ total: 1, rows: [{ recordType: 'refusal_reason' }] })
  expect(search({ recordTypes: ['task'] }).total).toBe(1)
  // 19:00 in Moscow: the two decisions are of the 21st and the 22nd, by the workspace's own days.
  expect(search({ from: '2026-11-21', to: '2026-11-21' }).rows.map(row => row.action)).toEqual(['saveReason'])
  expect(search({ to: '2026-11-20' }).rows.map(row => row.action)).not.toContain('saveReason')
  cleanup()
})

test('a deal’s name in any case finds what was done with its tasks; a number finds the entry', async () => {
  const { search, cleanup } = await makeLog()
  expect(search({ text: 'склад' }).rows.map(row => row.action)).toEqual(['closeTask'])
  expect(search({ text: 'нет такой' })).toEqual({ rows: [], total: 0 })
  const { id } = search({ actions: ['saveReason'] }).rows[0]!
  expect(search({ text: `#${id}` }).rows.map(row => row.id)).toEqual([id])
  cleanup()
})

test('an entry says what was before and after, and that its contents were erased; the facets grow with the log', async () => {
  const { desk, session, search, task, manager, cleanup } = await makeLog()
  const { id } = search({ recordTypes: ['task'] }).rows[0]!
  const entry = auditEntry(session, { id })
  expect(entry.row).toMatchObject({ id, recordId: task })
  expect(entry.changes).toContainEqual({ field: 'result', before: null, after: 'Договорились на вторник' })
  expect(auditFacets(session).actors).toContainEqual({ actor: { id: manager, name: 'Ковалёв' }, count: 1 })
  saveReason(session, { commandId: newCommandId(), name: 'Ещё одна', class: 'lost_by_us', active: true })
  expect(auditFacets(session).actions).toContainEqual({ action: 'saveReason', count: 2 })
  desk.db.sqlite.prepare('UPDATE audit_payload SET payload = NULL, erased_at = 5 WHERE entry_id = ?').run(id)
  expect(auditEntry(session, { id })).toMatchObject({ changes: [], erased: 5 })
  cleanup()
})

test('nobody but the head reads the log', async () => {
  const { asManager, cleanup } = await makeLog()
  const forbidden = expect.objectContaining({ code: 'FORBIDDEN' }) as Error
  expect(() => auditRange(asManager, { filter: {}, sort: { by: 'at', descending: true }, offset: 0, limit: 10 })).toThrow(forbidden)
  expect(() => auditFacets(asManager)).toThrow(forbidden)
  expect(() => auditEntry(asManager, { id: 1 })).toThrow(forbidden)
  cleanup()
})
