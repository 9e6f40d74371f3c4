import { writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallVerdict } from '../../electron/backend/domain/quality/quota.ts'
import { parseDay } from '../../electron/backend/domain/time/days.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { applyVerdictTx, recountCallTx, type Recount } from '../../electron/backend/usecases/applyVerdict.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { dealFacets } from '../../electron/backend/usecases/dealFacets.ts'
import { dealView } from '../../electron/backend/usecases/dealView.ts'
import { refreshFindings } from '../../electron/backend/usecases/refreshFindings.ts'
import { runCommand, type Tx } from '../../electron/backend/usecases/runCommand.ts'
import { findNativeFiles, runImport } from '../../electron/backend/usecases/runImport.ts'
import { setRules } from '../../electron/backend/usecases/setRules.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, type Team } from './salesTeam.ts'

const day = 86_400_000
let workspace: TestWorkspace
let team: Team
let manager: number
beforeEach(async () => {
  workspace = await makeTestWorkspace()
  team = makeTeam(workspace.desk)
  team.know('tasks', 'activities', 'notes')
  manager = team.person('Борис')
})
afterEach(() => workspace.cleanup())

const inCommand = <Result>(work: (tx: Tx) => Result): Result => runCommand(workspace.session, { procedure: 'calls.judge', input: { commandId: newCommandId() }, topics: ['calls'] }, work)
const judge = (callId: number, verdict: CallVerdict | null): Recount => inCommand(tx => applyVerdictTx(tx, callId, verdict))
const call = (more: Record<string, string | number | null> = {}): number =>
  team.activity({ kind: 'call', manager_id: manager, direction: 'out', occurred_at: testNow - 2 * 3_600_000, created_at: testNow - 2 * 3_600_000, talk_s: 90, ...more })
const review = () => computeReview(workspace.desk, { asOf: workspace.desk.clock(), ids: true })
const callsWithTalk = (): number => review().checks.D.reduce((sum, row) => sum + row.callsWithTalk, 0)
const present = (kind: string): unknown[] => team.rows('finding', `kind = '${kind}' AND present = 1`).map(row => row.deal_id)
const expectNoDifference = (): void => expect(checkDerived(workspace.desk.db)).toEqual([])

describe('a verdict (domain.md, Call quality)', () => {
  const silentDeal = () => {
    const deal = team.deal({ owner_id: manager, created_at: testNow - 40 * day })
    const callId = call({ deal_id: deal })
    call({ deal_id: deal, occurred_at: testNow - 20 * day, created_at: testNow - 20 * day })
    team.task({ deal_id: deal, assignee_id: manager, due_at: testNow + day })
    team.derive(deal)
    refreshFindings(workspace.desk, testNow)
    return { deal, callId }
  }

  test.each(['voicemail', 'wrong_number', 'no_talk'] as const)('%s: the call leaves every number at once, and is back when it is taken back', (verdict) => {
    const { deal, callId } = silentDeal()
    expect([callsWithTalk(), review().stuck.reasons.silent]).toEqual([1, 0])
    const recount = judge(callId, verdict)
    expect(recount).toEqual({
      managerId: manager, day: '2026-11-20',
      before: { callsWithTalk: 1, deals: [{ id: deal, lastContactAt: testNow - 2 * 3_600_000, stuck: [] }] },
      after: { callsWithTalk: 0, deals: [{ id: deal, lastContactAt: testNow - 20 * day, stuck: ['silent'] }] },
    })
    expect([callsWithTalk(), review().stuck.reasons.silent]).toEqual([0, 1])
    expect(dealFacets(workspace.session, { filter: { status: ['open'], reasons: ['silent'] } }).all.count).toBe(1)
    expectNoDifference()
    expect(judge(callId, null).after).toEqual(recount.before)
    expect([callsWithTalk(), review().stuck.reasons.silent]).toEqual([1, 0])
    expectNoDifference()
  })

  test('a call that is heard to be a conversation changes no number', () => {
    const { before, after } = judge(silentDeal().callId, 'conversation')
    expect(after).toEqual(before)
  })

  test('a call that names only a client is counted again for each of its deals', () => {
    const client = team.client('ООО «Ромашка»')
    const deals = [team.deal({ client_id: client, created_at: testNow - 40 * day }), team.deal({ client_id: client, created_at: testNow - 40 * day })]
    const callId = call({ client_id: client })
    team.derive(...deals)
    expect(judge(callId, 'voicemail').after.deals).toEqual(deals.map(id => ({ id, lastContactAt: null, stuck: ['silent', 'no_task'] })))
    expectNoDifference()
  })

  test('an export that shows the call again, and longer, doesn\'t bring it back', async () => {
    const files = join(workspace.folder, 'export')
    mkdirSync(files)
    const write = (talk: number): void => {
      writeFileSync(join(files, 'people.csv'), 'id,name,role\nm1,Глеб,manager\n')
      writeFileSync(join(files, 'activities.csv'), `id,manager_id,kind,occurred_at,created_at,talk_s\nc1,m1,call,2026-11-20T12:00:00+03:00,2026-11-20T12:00:00+03:00,${talk}\n`)
    }
    const bring = () => runImport(workspace.session, { commandId: newCommandId(), files: findNativeFiles(files), asOf: testNow })
    write(41)
    await bring()
    const [{ id }] = team.rows('activity', "external_id = 'c1'") as [{ id: number }]
    expect(callsWithTalk()).toBe(1)
    judge(id, 'voicemail')
    write(55)
    await bring()
    expect(team.row('activity', id)).toMatchObject({ talk_s: 55, verdict: 'voicemail', judged_fake: 1, contact_at: null })
    expect(callsWithTalk()).toBe(0)
    expectNoDifference()
  })
})

describe('what was agreed', () => {
  const check = (callId: number, agreed: string, more: Record<string, string | number | null> = {}): number => {
    const version = team.rows('scorecard_version')[0]?.id ?? team.insert('scorecard_version', { scorecard_id: team.insert('scorecard', { name: 'Лист' }), number: 1, created_at: 0, sections: '[]' })
    const id = team.insert('call_check', {
      activity_id: callId, checker_id: manager, scorecard_version_id: version, state: 'done', verdict: 'conversation', scores: '{}', comments: '[]', next_step: 'Выслать договор',
      agreed_day: agreed, agreed_at: workspace.desk.settings().zone.startOfDay(parseDay(agreed)!), started_at: 0, updated_at: 0, done_at: testNow, ...more,
    })
    inCommand(tx => recountCallTx(tx, callId))
    return id
  }
  const dealWithCall = () => {
    const deal = team.deal({ owner_id: manager, created_at: testNow - 10 * day })
    team.task({ deal_id: deal, assignee_id: manager, due_at: testNow + day })
    const callId = call({ deal_id: deal, occurred_at: testNow - 5 * day, created_at: testNow - 5 * day })
    team.derive(deal)
    return { deal, callId }
  }
  const missed = () => {
    const asked = review().stuck
    expect(dealFacets(workspace.session, { filter: { status: ['open'] } }).reasons.find(row => row.reason === 'promise_missed')?.count).toBe(asked.reasons.promise_missed)
    expectNoDifference()
    return asked.reasons.promise_missed
  }

  test('a day that is over without a contact is missed, on every list alike, until there is one', () => {
    const { deal, callId } = dealWithCall()
    check(callId, '2026-11-19')
    expect(missed()).toBe(1)
    expect(dealView(workspace.session, { dealId: deal })).toMatchObject({ stuck: ['promise_missed'], agreed: { day: '2026-11-19', nextStep: 'Выслать договор', over: true, wrong: null } })
    const second = call({ deal_id: deal, occurred_at: testNow - day, created_at: testNow - day })
    team.derive(deal)
    expect(missed()).toBe(0)
    judge(second, 'voicemail')
    expect(missed()).toBe(1)
  })

  test('today isn\'t over; a draft and a second scoring promise nothing; nor does a call that was none', () => {
    const { callId } = dealWithCall()
    const draft = check(callId, '2026-11-20')
    expect(missed()).toBe(0)
    workspace.setNow(testNow + day)
    expect(missed()).toBe(1)
    for (const values of ["state = 'draft', done_at = NULL", "state = 'done', done_at = 1, blind = 1"]) {
      workspace.desk.db.sqlite.prepare(`UPDATE call_check SET ${values} WHERE id = ?`).run(draft)
      inCommand(tx => recountCallTx(tx, callId))
      expect(missed()).toBe(0)
    }
    workspace.desk.db.sqlite.prepare('UPDATE call_check SET blind = 0 WHERE id = ?').run(draft)
    inCommand(tx => recountCallTx(tx, callId))
    expect(missed()).toBe(1)
    judge(callId, 'wrong_number')
    expect(missed()).toBe(0)
  })

  test('the next task too far from the agreed day is a finding of the control, of check A without being counted there', () => {
    const { deal, callId } = dealWithCall()
    check(callId, '2026-11-23')
    expect(present('not_as_agreed')).toEqual([])
    setRules(workspace.session, { commandId: newCommandId(), rules: { agreedDaysOff: 1 } })
    expect(present('not_as_agreed')).toEqual([deal])
    expect(review().checks.A.count).toBe(0)
    expect(dealView(workspace.session, { dealId: deal }).agreed).toEqual({ day: '2026-11-23', nextStep: 'Выслать договор', callId, over: false, wrong: 'task_off' })
    judge(callId, 'no_talk')
    expect(present('not_as_agreed')).toEqual([])
  })

  test('without a task the agreement has nothing in the CRM', () => {
    const deal = team.deal({ owner_id: manager, created_at: testNow - 10 * day })
    const callId = call({ deal_id: deal })
    check(callId, '2026-11-25')
    expect(present('not_as_agreed')).toEqual([deal])
    expect(dealView(workspace.session, { dealId: deal }).agreed?.wrong).toBe('no_task')
  })
})
