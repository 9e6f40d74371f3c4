import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkAudit } from '../../electron/backend/store/queries/checkAudit.ts'
import { dayCsv } from '../../electron/backend/usecases/dayCsv.ts'
import { exportClients } from '../../electron/backend/usecases/exportClients.ts'
import { exportDeals } from '../../electron/backend/usecases/exportDeals.ts'
import { exportDivergences, exportOutbox } from '../../electron/backend/usecases/exportOutbox.ts'
import { nurtureCsv } from '../../electron/backend/usecases/nurtureList.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { signDay } from '../../electron/backend/usecases/signDay.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, importRows, newCommandId, smallTeam } from './importFiles.ts'
import { sessionAs } from './salesTeam.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await makeTestWorkspace()
  await importRows(workspace, smallTeam(), '2026-11-20T18:00:00+03:00')
})
afterEach(() => {
  expect(checkAudit(workspace.desk.db)).toBeNull()
  workspace.cleanup()
})

const entries = (): { action: string, actor: number, after: Record<string, unknown> }[] =>
  all<{ action: string, actor: number, payload: string }>(workspace, "SELECT action, actor_id AS actor, payload FROM audit_entry JOIN audit_payload ON entry_id = id WHERE action LIKE 'export%' ORDER BY id")
    .map(({ payload, ...entry }) => ({ ...entry, after: (JSON.parse(payload) as { after: Record<string, unknown> }).after }))
const drain = async (events: AsyncIterable<unknown>): Promise<void> => { for await (const _event of events) { /* taken as it comes */ } }

test('whoever takes personal data out leaves an entry: every file of rows, with who, how many and what of them', async () => {
  const { session } = workspace
  const { version } = openDay(session, {})
  signDay(session, { commandId: newCommandId(), day: '2026-11-20', expectedVersion: version, leaveOpen: true })
  await drain(exportDeals(session, { filter: {}, sort: { by: 'amount', descending: true }, format: 'csv', decimal: ',', words: {}, columns: [{ key: 'title', label: 'Сделка' }] }))
  await drain(exportClients(session, { filter: {}, sort: { by: 'name', descending: false }, words: {}, format: 'csv', decimal: ',', columns: [{ key: 'phone', label: 'Телефон' }] }))
  await drain(exportOutbox(session, { filter: { state: 'open', managerIds: [2] }, sort: { by: 'manager', descending: false }, format: 'xlsx', decimal: ',', words: {}, columns: [{ key: 'deal', label: 'Сделка' }] }))
  await drain(exportDivergences(session, { filter: {}, sort: { by: 'seen', descending: true }, format: 'csv', decimal: ',', words: {}, columns: [{ key: 'record', label: 'Запись' }] }))
  nurtureCsv(session)
  dayCsv(session, { day: '2026-11-20' })
  expect(entries()).toEqual([
    { action: 'exportDeals', actor: session.actor.id, after: { rows: 1, format: 'csv', columns: ['title'], filter: {} } },
    { action: 'exportClients', actor: session.actor.id, after: { rows: 1, format: 'csv', columns: ['phone'], filter: {} } },
    { action: 'exportOutbox', actor: session.actor.id, after: { rows: 0, format: 'xlsx', columns: ['deal'], filter: { state: 'open', managerIds: [2] } } },
    { action: 'exportDivergences', actor: session.actor.id, after: { rows: 0, format: 'csv', columns: ['record'], filter: {} } },
    { action: 'exportNurture', actor: session.actor.id, after: { rows: 0, format: 'csv', columns: expect.arrayContaining(['phone', 'email']) as unknown } },
    { action: 'exportDay', actor: session.actor.id, after: { rows: 0, format: 'csv', day: '2026-11-20' } },
  ])
})

test('what is refused, or isn\'t there, leaves none', () => {
  workspace.desk.db.sqlite.prepare('UPDATE person SET role_confirmed = 1').run()
  const manager = sessionAs(workspace.session, 2, 'Иван Первый', 'manager')
  expect(() => exportOutbox(manager, { filter: { state: 'open' }, sort: { by: 'manager', descending: false }, format: 'csv', decimal: ',', words: {}, columns: [{ key: 'deal', label: 'Сделка' }] })).toThrow()
  expect(() => nurtureCsv(manager)).toThrow()
  expect(() => dayCsv(workspace.session, { day: '2026-11-19' })).toThrow()
  expect(entries()).toEqual([])
})
