import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { dayOverview } from '../../electron/backend/usecases/dayOverview.ts'
import { decideRefusals, type RefusalDecision } from '../../electron/backend/usecases/decideRefusals.ts'
import { listRefusals } from '../../electron/backend/usecases/listRefusals.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { undoRefusalDecisions } from '../../electron/backend/usecases/undoRefusalDecisions.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { importRows, smallTeam } from './importFiles.ts'
import { newCommandId } from './salesTeam.ts'

describe('refusals and imports', () => {
  let workspace: TestWorkspace
  beforeEach(async () => {
    workspace = await makeTestWorkspace()
    await importRows(workspace, smallTeam(), '2026-11-19T18:00:00+03:00')
  })
  afterEach(() => {
    expect(checkDerived(workspace.desk.db)).toEqual([])
    workspace.cleanup()
  })

  const get = (sql: string): unknown => workspace.desk.db.sqlite.prepare(sql).get()
  const idOf = (table: string, key: string): number => (get(`SELECT id FROM ${table} WHERE external_id = '${key}'`) as { id: number }).id
  const deal = () => get("SELECT deal.status, stage.name AS stage, person.external_id AS owner, deal.open_tasks AS openTasks FROM deal JOIN stage ON stage.id = deal.stage_id JOIN person ON person.id = deal.owner_id WHERE deal.external_id = 'd1'")
  const reason = (): number => (get("SELECT id FROM refusal_reason WHERE key = 'budget'") as { id: number }).id
  const ask = (): number => requestRefusal(workspace.session, { commandId: newCommandId(), dealId: idOf('deal', 'd1'), reasonId: reason(), comment: 'Клиент больше не отвечает', onBehalfOf: idOf('person', 'm1') }).refusalId
  const decide = (refusalId: number, decision: RefusalDecision, commandId = newCommandId()) =>
    decideRefusals(workspace.session, { commandId, items: [{ refusalId, expectedVersion: (get(`SELECT version FROM refusal WHERE id = ${refusalId}`) as { version: number }).version }], decision })
  const approve = (): RefusalDecision => ({ decision: 'approve', reasonId: reason() })
  const giveBack: RefusalDecision = { decision: 'return', instruction: 'Предложить рассрочку', dueDay: '2026-11-24' }
  const again = (asOf: string, over: Record<string, string> = {}) => {
    const team = smallTeam()
    return importRows(workspace, { ...team, deals: team.deals.map(row => ({ ...row, ...over })) }, asOf)
  }
  const decidedFields = (): unknown[] => workspace.desk.db.sqlite.prepare("SELECT field FROM field_decision WHERE record_type = 'deal' ORDER BY field").pluck().all()

  it('an approved refusal stays lost while the source still shows the deal open, and is settled when the source follows', async () => {
    decide(ask(), approve())
    const lost = { status: 'lost', stage: 'Отказ', owner: 'm1', openTasks: 0 }
    await again('2026-11-20T20:00:00+03:00', { updated_at: '2026-11-20T12:00:00+03:00' })
    expect(deal()).toEqual(lost)
    expect(listRefusals(workspace.session, {}).total).toBe(0)
    await again('2026-11-21T20:00:00+03:00', { stage: 'Отказ', status: 'lost', closed_at: '2026-11-21T12:00:00+03:00' })
    expect(deal()).toEqual(lost)
    expect(decidedFields()).toEqual([])
    expect(get('SELECT count(*) AS count FROM divergence WHERE resolved_at IS NULL')).toEqual({ count: 0 })
  })

  it('a deal that an import shows as lost waits as «closed outside»; returned, it stays open against the same import', async () => {
    const closed = { stage: 'Отказ', status: 'lost', closed_at: '2026-11-20T12:00:00+03:00', refusal_reason: 'дорого' }
    expect((await again('2026-11-20T18:00:00+03:00', closed)).found.closedOutside).toBe(1)
    const [waiting] = listRefusals(workspace.session, {}).rows
    expect(waiting).toMatchObject({ origin: 'closed_outside', reasonText: 'дорого', fromStage: 'КП', requestedAt: Date.parse('2026-11-20T18:00:00+03:00'), allowedActions: ['approve', 'return', 'reassign'] })
    decide(waiting!.id, giveBack)
    await again('2026-11-20T20:00:00+03:00', { ...closed, title: 'Поставка 2' })
    expect(deal()).toEqual({ status: 'open', stage: 'КП', owner: 'm1', openTasks: 2 })
    expect(listRefusals(workspace.session, {}).total).toBe(0)
  })

  it('the evidence of an imported deal is known, and a reassigned one keeps its owner', async () => {
    const refusalId = ask()
    expect(listRefusals(workspace.session, {}).rows[0]!.evidence).toMatchObject({ contacts: 1, contactDays: 1, tasksMissed: 0, notes: 1 })
    decide(refusalId, { decision: 'reassign', newOwnerId: idOf('person', 'm2'), instruction: 'Начать заново', dueDay: '2026-11-24' })
    await again('2026-11-20T20:00:00+03:00', { title: 'Поставка 2' })
    expect(deal()).toMatchObject({ owner: 'm2', status: 'open' })
    expect(decidedFields()).toContain('owner_id')
  })

  it('a decision counts as done in today’s control, and its undo brings the finding back', () => {
    const refusalId = ask()
    openDay(workspace.session, {})
    const check = () => dayOverview(workspace.session, {}).checks.find(summary => summary.check === 'F')!
    expect(check()).toMatchObject({ count: 1, done: false })
    decide(refusalId, approve(), 'approve-in-control')
    expect(check()).toMatchObject({ count: 0, fresh: { total: 1, open: 0 }, done: true })
    workspace.setNow(testNow + 1000)
    undoRefusalDecisions(workspace.session, { commandId: newCommandId(), undoOf: 'approve-in-control' })
    expect(check()).toMatchObject({ count: 1, fresh: { total: 1, open: 1 }, done: false })
    decide(refusalId, giveBack)
    expect(check()).toMatchObject({ count: 0, done: true })
  })
})
