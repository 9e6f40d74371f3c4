import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PultError } from '../../src/shared/errors.ts'
import { decideRefusals, type RefusalDecision } from '../../electron/backend/usecases/decideRefusals.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { getRefusal, listRefusals } from '../../electron/backend/usecases/listRefusals.ts'
import { listNurture, nurtureCsv } from '../../electron/backend/usecases/nurtureList.ts'
import { reopenRefusal } from '../../electron/backend/usecases/reopenRefusal.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { requestRefusals } from '../../electron/backend/usecases/requestRefusals.ts'
import { undoRefusalDecisions } from '../../electron/backend/usecases/undoRefusalDecisions.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

const comment = 'Клиент выбрал другого поставщика'
const hour = 3_600_000

describe('refusals', () => {
  let workspace: TestWorkspace
  let head: Session
  let team: Team
  let manager: number
  beforeEach(async () => {
    workspace = await makeTestWorkspace()
    head = workspace.session
    team = makeTeam(workspace.desk)
    manager = team.person('Пётр Менеджер')
  })
  afterEach(() => {
    expect(checkDerived(workspace.desk.db)).toEqual([])
    workspace.cleanup()
  })

  const ask = (dealId: number, as = head, onBehalfOf: number | undefined = manager): number =>
    requestRefusal(as, { commandId: newCommandId(), dealId, reasonId: team.reason('competitor'), comment, onBehalfOf }).refusalId
  const decide = (refusalId: number, decision: RefusalDecision, as = head, commandId = newCommandId()) =>
    decideRefusals(as, { commandId, items: [{ refusalId, expectedVersion: team.row('refusal', refusalId).version as number }], decision })
  const approve = (): RefusalDecision => ({ decision: 'approve', reasonId: team.reason('budget') })
  const giveBack: RefusalDecision = { decision: 'return', instruction: 'Предложить рассрочку', dueDay: '2026-11-24' }
  const codeOf = (work: () => unknown): string => {
    try {
      work()
      return 'none'
    } catch (error) {
      return error instanceof PultError ? `${error.code}${error.details.rule ? ` ${String(error.details.rule)}` : ''}` : String(error)
    }
  }

  it('a request by the head names the manager and leaves the deal in its stage', () => {
    const dealId = team.deal({ owner_id: manager })
    const refusalId = ask(dealId)
    expect(team.row('deal', dealId)).toMatchObject({ status: 'refusal_review', stage_id: team.stages.talks, version: 2 })
    expect(team.row('refusal', refusalId)).toMatchObject({ requested_by: manager, entered_by: head.actor.id, state: 'pending', origin: 'asked', round: 1, from_stage_id: team.stages.talks })
  })

  it('several are asked for at once with one reason and comment, each in its manager’s name; what is refused takes back only itself, and one undo takes all back', () => {
    const other = team.person('Ольга')
    const [mine, theirs, nobodys, won] = [team.deal({ owner_id: manager }), team.deal({ owner_id: other }), team.deal(), team.deal({ status: 'won', stage_id: team.stages.won })]
    const commandId = newCommandId()
    const asked = requestRefusals(head, { commandId, items: [mine, theirs, nobodys, won].map(dealId => ({ dealId, expectedVersion: dealId === nobodys ? 7 : 1 })), reasonId: team.reason('budget'), comment, inName: 'manager' })
    expect(asked.results.map(result => result.details?.rule ?? result.code)).toEqual([null, null, 'CONFLICT', 'deal_not_open'])
    expect(asked).toMatchObject({ applied: 2, closed: 0 })
    expect(team.rows('refusal')).toMatchObject([{ deal_id: mine, requested_by: manager, entered_by: head.actor.id, comment }, { deal_id: theirs, requested_by: other, entered_by: head.actor.id, comment }])
    expect(undoRefusalDecisions(head, { commandId: newCommandId(), undoOf: commandId })).toMatchObject({ applied: 2 })
    expect([mine, theirs].map(dealId => team.row('deal', dealId).status)).toEqual(['open', 'open'])
    expect(codeOf(() => requestRefusals(head, { commandId: newCommandId(), items: [{ dealId: mine, expectedVersion: 3 }], reasonId: team.reason('budget'), comment: 'коротко', inName: 'self' }))).toBe('REFUSED_BY_RULE comment_too_short')
  })

  it('a sole decider closes several at once in their own name', () => {
    const dealIds = [team.deal({ owner_id: manager }), team.deal({ owner_id: manager })]
    expect(requestRefusals(head, { commandId: newCommandId(), items: dealIds.map(dealId => ({ dealId, expectedVersion: 1 })), reasonId: team.reason('budget'), comment, inName: 'self' })).toMatchObject({ applied: 2, closed: 2 })
    expect(dealIds.map(dealId => team.row('deal', dealId).status)).toEqual(['lost', 'lost'])
  })

  it.each([[19, 'REFUSED_BY_RULE comment_too_short'], [20, 'none']])('a comment of %i code points (astral ones count once): %s', (length, code) => {
    const dealId = team.deal({ owner_id: manager })
    const text = `  ${'🙂'.repeat(length)}\n`
    expect(codeOf(() => requestRefusal(head, { commandId: newCommandId(), dealId, reasonId: team.reason('budget'), comment: text, onBehalfOf: manager }))).toBe(code)
  })

  it('a repeated command asks once; the same id with other input is a conflict', () => {
    const dealId = team.deal({ owner_id: manager })
    const input = { commandId: 'same-command', dealId, reasonId: team.reason('budget'), comment, onBehalfOf: manager }
    expect(requestRefusal(head, input)).toEqual(requestRefusal(head, input))
    expect(team.rows('refusal')).toHaveLength(1)
    expect(codeOf(() => requestRefusal(head, { ...input, comment: `${comment}!` }))).toBe('CONFLICT')
  })

  it('a deal that is asked for already, or is closed, is not asked for again', () => {
    const dealId = team.deal({ owner_id: manager })
    ask(dealId)
    expect(codeOf(() => ask(dealId))).toBe('CONFLICT')
    expect(codeOf(() => ask(team.deal({ status: 'won', stage_id: team.stages.won })))).toBe('REFUSED_BY_RULE deal_not_open')
  })

  it('a manager asks for their own deals only, decides nothing, and names nobody else', () => {
    const as = sessionAs(head, manager, 'Пётр Менеджер', 'manager')
    const own = team.deal({ owner_id: manager })
    const foreign = team.deal({ owner_id: team.person('Другая') })
    expect(codeOf(() => ask(foreign, as))).toBe('FORBIDDEN')
    expect(codeOf(() => ask(own, as, head.actor.id))).toBe('FORBIDDEN')
    const refusalId = ask(own, as)
    expect(decide(refusalId, approve(), as).results[0]).toMatchObject({ ok: false, code: 'FORBIDDEN' })
  })

  it('the sole decider closes directly; with another decider their request waits and is not theirs to decide', () => {
    const direct = requestRefusal(head, { commandId: newCommandId(), dealId: team.deal({ owner_id: manager }), reasonId: team.reason('budget'), comment })
    expect(direct.closed).toBe(true)
    expect(team.row('refusal', direct.refusalId)).toMatchObject({ origin: 'closed_directly', state: 'approved', decided_by: head.actor.id })
    expect(team.rows('nurture')).toHaveLength(1)

    // A role that nobody confirmed decides nothing.
    team.person('Не подтверждён', 'head', { role_confirmed: 0 })
    expect(requestRefusal(head, { commandId: newCommandId(), dealId: team.deal({}), reasonId: team.reason('budget'), comment }).closed).toBe(true)

    const second = team.person('Вторая голова', 'head')
    const asked = requestRefusal(head, { commandId: newCommandId(), dealId: team.deal({ owner_id: manager }), reasonId: team.reason('budget'), comment })
    expect(asked.closed).toBe(false)
    expect(decide(asked.refusalId, approve()).results[0]).toMatchObject({ ok: false, code: 'REFUSED_BY_RULE', details: { rule: 'own_request' } })
    expect(getRefusal(head, asked).allowedActions).toEqual([])
    expect(decide(asked.refusalId, approve(), sessionAs(head, second, 'Вторая голова', 'head')).applied).toBe(1)
  })

  it('approving loses the deal, cancels its open tasks and hands the client to marketing', () => {
    const clientId = team.client('=HYPERLINK("x")', { phone: '8 916', phone_e164: '+79161234567', email: 'a@b.ru' })
    const dealId = team.deal({ owner_id: manager, client_id: clientId, amount: 123_456 })
    const open = team.task({ deal_id: dealId, assignee_id: manager, due_at: testNow + hour })
    const done = team.task({ deal_id: dealId, assignee_id: manager, done_at: testNow - hour, result: 'Сделано хорошо' })
    const elsewhere = team.task({ assignee_id: manager, client_id: clientId })
    const result = decide(ask(dealId), { decision: 'approve', reasonId: team.reason('budget'), comment: 'Согласна' })
    expect(result).toEqual({ results: [{ refusalId: 1, ok: true, code: null, message: null, details: null }], applied: 1 })
    expect(team.row('deal', dealId)).toMatchObject({ status: 'lost', stage_id: team.stages.lost, closed_at: testNow, open_tasks: 0, next_due_at: null, stay: 2, entered_at: testNow })
    expect(team.row('task', open)).toMatchObject({ cancelled_at: testNow, done_at: null, version: 2 })
    expect(team.row('task', done)).toMatchObject({ cancelled_at: null, version: 1 })
    expect(team.row('task', elsewhere)).toMatchObject({ cancelled_at: null, version: 1 })
    expect(team.rows('field_decision').map(row => row.field).sort()).toEqual(['stage_id', 'status'])
    expect(listNurture(head, {})).toMatchObject({ total: 1, rows: [{ clientName: '=HYPERLINK("x")', reason: 'budget', reasonClass: 'lost_by_client', day: '2026-11-20', manager: { id: manager } }] })
    const { text, fileName } = nurtureCsv(head, { columns: { client: 'Клиент' }, reasons: { budget: 'Бюджет' } })
    expect(fileName).toBe('nurture-2026-11-20.csv')
    expect(text).toBe(`\uFEFFday,Клиент,phone,email,deal,reason,class,manager,amount,currency\r\n2026-11-20,"'=HYPERLINK(""x"")","'+79161234567",a@b.ru,Сделка,Бюджет,lost_by_client,Пётр Менеджер,1234.56,RUB\r\n`)
  })

  it('with no lost stage, or with several that the source names none of, the deal stays in its stage', () => {
    team.stage('Отказ 2', 'lost', 6)
    const dealId = team.deal({ owner_id: manager })
    decide(ask(dealId), approve())
    expect(team.row('deal', dealId)).toMatchObject({ status: 'lost', stage_id: team.stages.talks, stay: 1 })
    expect(team.rows('stage_move')).toEqual([])
  })

  it('returning opens the deal in the stage it came from, with a task due by the end of that day', () => {
    const dealId = team.deal({ owner_id: manager })
    const refusalId = ask(dealId)
    decide(refusalId, giveBack)
    const [task] = team.rows('task')
    expect(task).toMatchObject({ deal_id: dealId, assignee_id: manager, title: 'Предложить рассрочку', due_day_only: 1, due_at: Date.parse('2026-11-24T23:59:59.999+03:00'), source: 'pult', created_at: testNow })
    expect(team.row('deal', dealId)).toMatchObject({ status: 'open', stage_id: team.stages.talks, closed_at: null, open_tasks: 1 })
    expect(team.row('refusal', refusalId)).toMatchObject({ state: 'returned', task_id: task!.id, instruction_due_day: '2026-11-24' })
    expect(decide(ask(dealId), { ...giveBack, dueDay: '2026-11-19' } as RefusalDecision).results[0]).toMatchObject({ ok: false, details: { rule: 'past_day' } })
    expect(decide(2, { ...giveBack, dueDay: '2026-11-31' } as RefusalDecision).results[0]).toMatchObject({ ok: false, code: 'BAD_INPUT' })
    expect(team.row('refusal', 2)).toMatchObject({ round: 2, state: 'pending', version: 1 })
  })

  it('reassigning is a transfer: owner, its row, the decision against imports, the task for the new owner', () => {
    const next = team.person('Новая Хозяйка')
    const dealId = team.deal({ owner_id: manager })
    decide(ask(dealId), { decision: 'reassign', newOwnerId: next, instruction: 'Начать заново', dueDay: '2026-11-20' })
    expect(team.row('deal', dealId)).toMatchObject({ owner_id: next, status: 'open' })
    expect(team.rows('transfer')).toMatchObject([{ record_id: dealId, from_id: manager, to_id: next, by_id: head.actor.id, outside: 0 }])
    expect(team.rows('task')).toMatchObject([{ assignee_id: next, title: 'Начать заново' }])
    expect(team.rows('field_decision').map(row => row.field).sort()).toEqual(['owner_id', 'status'])
  })

  it('a manager closed for new leads gets no deal of a first stage, unless the head overrides; others come with a warning', () => {
    const full = team.person('Перегруженный')
    for (let count = 0; count < 11; count++) team.task({ assignee_id: full, due_at: testNow - hour })
    const reassign = (dealId: number, override?: string) => decide(ask(dealId), { decision: 'reassign', newOwnerId: full, instruction: 'Взять', dueDay: '2026-11-23', override }).results[0]
    const lead = team.deal({ owner_id: manager, stage_id: team.stages.first })
    expect(reassign(lead)).toMatchObject({ ok: false, code: 'REFUSED_BY_RULE', details: { rule: 'closed_for_new_leads', overdueTasks: 11, overdueLimit: 10 } })
    expect(team.row('deal', lead)).toMatchObject({ owner_id: manager, status: 'refusal_review' })
    expect(decide(1, { decision: 'reassign', newOwnerId: full, instruction: 'Взять', dueDay: '2026-11-23', override: 'Больше некому' }).results[0]).toMatchObject({ ok: true, code: null })
    expect(JSON.parse(team.rows('transfer')[0]!.conditions as string)).toMatchObject([{ rule: 'closed_for_new_leads', overdueTasks: 11, override: 'Больше некому' }])
    expect(reassign(team.deal({ owner_id: manager }))).toMatchObject({ ok: true, code: 'closed_for_new_leads', details: { overdueTasks: 11 } })
    const tenOverdue = team.person('На пределе')
    for (let count = 0; count < 10; count++) team.task({ assignee_id: tenOverdue, due_at: testNow - hour })
    expect(decide(ask(team.deal({ owner_id: manager, stage_id: team.stages.first })), { decision: 'reassign', newOwnerId: tenOverdue, instruction: 'Взять', dueDay: '2026-11-23' }).results[0]).toMatchObject({ ok: true, code: null })
  })

  it('of two people deciding at once the second is told who decided what and when', () => {
    const second = sessionAs(head, team.person('Вторая Голова', 'head'), 'Вторая Голова', 'head')
    const refusalId = ask(team.deal({ owner_id: manager }))
    decide(refusalId, approve(), second)
    const late = decideRefusals(head, { commandId: newCommandId(), items: [{ refusalId, expectedVersion: 1 }], decision: giveBack })
    expect(late).toMatchObject({ applied: 0, results: [{ ok: false, code: 'CONFLICT', details: { who: 'Вторая Голова', when: testNow, what: 'approved' } }] })
    expect(late.results[0]!.message).not.toContain('Голова')
    expect(team.rows('task')).toEqual([])
  })

  it('a bulk decision applies what it can: the refused item leaves no trace, not even in the audit', () => {
    const [first, second] = [ask(team.deal({ owner_id: manager })), ask(team.deal({ owner_id: manager }))]
    const result = decideRefusals(head, { commandId: newCommandId(), items: [{ refusalId: first, expectedVersion: 9 }, { refusalId: second, expectedVersion: 1 }, { refusalId: 99, expectedVersion: 1 }], decision: approve() })
    expect(result.applied).toBe(1)
    expect(result.results.map(item => item.code)).toEqual(['CONFLICT', null, 'NOT_FOUND'])
    expect(team.rows('audit_entry', `action = 'approveRefusal' AND record_type = 'refusal'`).map(row => row.record_id)).toEqual([second])
  })

  const decisions: [string, () => RefusalDecision][] = [
    ['approve', () => approve()],
    ['return', () => giveBack],
    ['reassign', () => ({ decision: 'reassign', newOwnerId: team.person('Третья'), instruction: 'Начать заново', dueDay: '2026-12-01' })],
  ]
  it.each(decisions)('undoing %s restores every row exactly, but for the versions', (_name, decision) => {
    const dealId = team.deal({ owner_id: manager, client_id: team.client('Клиент') })
    const tasks = [team.task({ deal_id: dealId, assignee_id: manager, due_at: testNow + hour }), team.task({ deal_id: dealId, due_at: testNow - hour })]
    team.insert('stage_move', { deal_id: dealId, from_stage_id: team.stages.first, to_stage_id: team.stages.talks, at: testNow - 10 * 24 * hour, source: 'import' })
    team.insert('field_decision', { record_type: 'deal', record_id: dealId, field: 'owner_id', decided_at: 5, decided_by: null })
    team.derive(dealId)
    const refusalId = ask(dealId)
    const plan = decision()
    const snapshot = () => JSON.stringify([
      ...[team.row('deal', dealId), team.row('refusal', refusalId), ...tasks.map(id => team.row('task', id))].map(({ version: _version, ...row }) => row),
      team.rows('field_decision'), team.rows('stage_move'), team.rows('nurture', 'left_at IS NULL'), team.rows('task', `source = 'pult' AND cancelled_at IS NULL`),
    ])
    const before = snapshot()
    decide(refusalId, plan, head, 'decision-to-undo')
    expect(snapshot()).not.toBe(before)
    workspace.setNow(testNow + 60_000)
    const undo = { commandId: newCommandId(), undoOf: 'decision-to-undo' }
    expect(undoRefusalDecisions(head, undo)).toMatchObject({ applied: 1, results: [{ refusalId, ok: true }] })
    expect(snapshot()).toBe(before)
    expect(undoRefusalDecisions(head, undo).applied).toBe(1)
    expect(undoRefusalDecisions(head, { commandId: newCommandId(), undoOf: 'decision-to-undo' })).toMatchObject({ applied: 0, results: [{ ok: false, code: 'CONFLICT' }] })
    expect(team.rows('audit_entry', `action = 'undoRefusalDecision'`).length).toBeGreaterThan(0)
  })

  it('an undo is by the same person, and only while nobody has touched what was decided', () => {
    const dealId = team.deal({ owner_id: manager })
    const refusalId = ask(dealId)
    decide(refusalId, giveBack, head, 'return-to-undo')
    const other = sessionAs(head, team.person('Вторая', 'head'), 'Вторая', 'head')
    expect(codeOf(() => undoRefusalDecisions(other, { commandId: newCommandId(), undoOf: 'return-to-undo' }))).toBe('FORBIDDEN')
    workspace.desk.db.sqlite.prepare('UPDATE task SET version = version + 1').run()
    expect(undoRefusalDecisions(head, { commandId: newCommandId(), undoOf: 'return-to-undo' }).results[0]).toMatchObject({ ok: false, code: 'CONFLICT', details: { what: 'task' } })
    expect(codeOf(() => undoRefusalDecisions(head, { commandId: newCommandId(), undoOf: 'unknown-command' }))).toBe('NOT_FOUND')
  })

  it('undoing a request withdraws it; undoing a direct close opens the deal and takes the client back', () => {
    const asked = team.deal({ owner_id: manager })
    requestRefusal(head, { commandId: 'request-to-undo', dealId: asked, reasonId: team.reason('budget'), comment, onBehalfOf: manager })
    undoRefusalDecisions(head, { commandId: newCommandId(), undoOf: 'request-to-undo' })
    expect(team.row('deal', asked).status).toBe('open')
    const closed = team.deal({ owner_id: manager })
    requestRefusal(head, { commandId: 'closing-to-undo', dealId: closed, reasonId: team.reason('budget'), comment })
    undoRefusalDecisions(head, { commandId: newCommandId(), undoOf: 'closing-to-undo' })
    expect(team.row('deal', closed)).toMatchObject({ status: 'open', stage_id: team.stages.talks, closed_at: null })
    expect(team.rows('refusal').map(row => row.state)).toEqual(['withdrawn', 'withdrawn'])
    expect(listNurture(head, {}).total).toBe(0)
  })

  it('the head reopens a decision with a reason: it waits again, the decider sees it, the client leaves marketing', () => {
    const second = sessionAs(head, team.person('Вторая Голова', 'head'), 'Вторая Голова', 'head')
    const dealId = team.deal({ owner_id: manager })
    const refusalId = ask(dealId)
    decide(refusalId, approve(), second)
    expect(getRefusal(head, { refusalId }).allowedActions).toEqual(['reopen'])
    workspace.setNow(testNow + hour)
    reopenRefusal(head, { commandId: 'reopen-command', refusalId, expectedVersion: 2, reason: 'Клиент перезвонил' })
    expect(team.row('deal', dealId)).toMatchObject({ status: 'refusal_review', stage_id: team.stages.talks, closed_at: null, entered_at: testNow + hour, entered_exact: 1 })
    expect(getRefusal(second, { refusalId })).toMatchObject({ state: 'pending', reopenReason: 'Клиент перезвонил', decidedBy: { name: 'Вторая Голова' }, allowedActions: ['approve', 'return', 'reassign'] })
    expect(listNurture(head, {}).total).toBe(0)
    expect(decideRefusals(second, { commandId: newCommandId(), items: [{ refusalId, expectedVersion: 2 }], decision: giveBack }).results[0]).toMatchObject({ code: 'CONFLICT', details: { what: 'reopened', whoId: head.actor.id } })
    undoRefusalDecisions(head, { commandId: newCommandId(), undoOf: 'reopen-command' })
    expect(team.row('deal', dealId)).toMatchObject({ status: 'lost', stage_id: team.stages.lost, closed_at: testNow })
    expect(listNurture(head, {}).total).toBe(1)
  })

  it('a refusal whose deal went on is not reopened, and a supervisor reopens nothing', () => {
    const dealId = team.deal({ owner_id: manager })
    const refusalId = ask(dealId)
    decide(refusalId, giveBack)
    expect(codeOf(() => reopenRefusal(sessionAs(head, team.person('Супервайзер', 'supervisor', { team: 'А' }), 'С', 'supervisor'), { commandId: newCommandId(), refusalId, expectedVersion: 2, reason: 'Так' }))).toBe('FORBIDDEN')
    ask(dealId)
    expect(codeOf(() => reopenRefusal(head, { commandId: newCommandId(), refusalId, expectedVersion: 2, reason: 'Так' }))).toBe('REFUSED_BY_RULE not_reopenable')
  })

  it('the queue: oldest first, late by working days, sums with what has no rate, page by page', () => {
    const asked = ['2026-11-17T10:00:00+03:00', '2026-11-18T23:59:00+03:00', '2026-11-19T00:01:00+03:00', '2026-11-20T10:00:00+03:00'].map((at, index) => {
      workspace.setNow(Date.parse(at))
      return ask(team.deal({ owner_id: manager, amount: 100 * (index + 1), currency: index === 3 ? 'EUR' : 'RUB' }))
    })
    workspace.setNow(testNow)
    const list = listRefusals(head, {})
    expect(list.rows.map(row => row.id)).toEqual(asked)
    expect(list.rows.map(row => row.late)).toEqual([true, true, false, false])
    expect(list.rows.map(row => row.waitingDays)).toEqual([3, 2, 1, 0])
    expect(list).toMatchObject({ total: 4, late: 2, money: { amount: 600, noRate: 1 }, lastDecision: null, next: null })
    const page = listRefusals(head, { limit: 3 })
    expect(listRefusals(head, { limit: 3, cursor: page.next! }).rows.map(row => row.id)).toEqual([asked[3]])
    decide(asked[1]!, approve())
    decide(asked[0]!, giveBack)
    expect(listRefusals(head, { state: 'decided', limit: 1 })).toMatchObject({ total: 2, rows: [{ id: asked[1], state: 'approved', decidedReason: 'budget', reason: 'competitor' }] })
    expect(listRefusals(head, {}).lastDecision).toMatchObject({ at: testNow, by: { id: head.actor.id } })
  })

  it('evidence is counted from the facts; what no import ever brought is unknown, not none', () => {
    const clientId = team.client('Клиент')
    const dealId = team.deal({ owner_id: manager, client_id: clientId })
    const unknown = getRefusal(head, { refusalId: ask(dealId) }).evidence
    expect(unknown).toMatchObject({ contacts: null, contactDays: null, tasksMissed: null, notes: null, keyPoints: null, checklist: { enoughContacts: null, recentContact: null, proposalSent: null } })
    team.know('activities', 'tasks', 'notes')
    const at = (day: number, time = '12:00'): number => Date.parse(`2026-11-${String(day).padStart(2, '0')}T${time}:00+03:00`)
    team.activity({ deal_id: dealId, occurred_at: at(1, '00:30') })
    team.activity({ deal_id: dealId, occurred_at: at(1, '23:30') })
    team.activity({ client_id: clientId, kind: 'call', talk_s: 30, occurred_at: at(6) })
    team.activity({ deal_id: dealId, kind: 'call', talk_s: 0, duration_s: 20, occurred_at: at(19) })
    team.activity({ deal_id: dealId, kind: 'proposal', occurred_at: at(5) })
    team.activity({ deal_id: dealId, kind: 'invoice', occurred_at: at(25) })
    const task = team.task({ deal_id: dealId, due_at: at(10) })
    team.task({ deal_id: dealId, due_at: at(10), done_at: at(11), result: 'Сделано' })
    team.task({ deal_id: dealId, due_at: at(10), done_at: at(9), result: 'Сделано' })
    team.task({ deal_id: dealId })
    team.insert('task_move', { task_id: task, from_due_at: at(8), to_due_at: at(10), at: at(8), source: 'import', later: 1 })
    team.note({ deal_id: dealId, created_at: at(6), text: 'Говорили' })
    team.derive(dealId)
    const evidence = getRefusal(head, { refusalId: 1 }).evidence!
    expect(evidence).toMatchObject({ contacts: 3, contactDays: 2, daysSinceLastContact: 14, keyPoints: ['proposal'], tasksMissed: 2, tasksMoved: 1, notes: 1, callsListened: null })
    expect(evidence.checklist).toEqual({ enoughContacts: false, recentContact: true, proposalSent: true, objectionNoted: null, noOpenAgreement: null })

    // Somebody listens to calls here: the one of this deal was heard and scored, and what was agreed in it is still open.
    const call = team.activity({ deal_id: dealId, kind: 'call', talk_s: 90, occurred_at: at(7) })
    const qa = head.actor.id
    team.insert('call_listening', { activity_id: call, person_id: qa, first_at: at(8), last_at: at(8), length_s: 90, ranges: '[]', covered_s: 90, listened_at: at(8) })
    team.derive(dealId)
    expect(getRefusal(head, { refusalId: 1 }).evidence).toMatchObject({ callsListened: 1, callScore: null, checklist: { noOpenAgreement: null } })
    const scorecard = team.insert('scorecard_version', { scorecard_id: team.insert('scorecard', { key: 'default', version: 1 }), number: 1, created_at: at(1), sections: JSON.stringify([{ key: null, name: 'Лист', criteria: [{ id: 'heard', key: null, name: 'Услышал', weight: 10, kind: 'scale', critical: false, phrases: [] }] }]) })
    const check = team.insert('call_check', { activity_id: call, checker_id: qa, scorecard_version_id: scorecard, state: 'done', blind: 0, verdict: 'conversation', scores: '{"heard":{"score":4,"comment":""}}', comments: '[]', total: 80, agreed_day: '2026-11-15', agreed_at: at(15, '00:00'), started_at: at(8), updated_at: at(8), done_at: at(8) })
    team.derive(dealId)
    expect(getRefusal(head, { refusalId: 1 }).evidence).toMatchObject({ callsListened: 1, callScore: 80, checklist: { noOpenAgreement: false } })
    head.desk.db.sqlite.prepare('UPDATE call_check SET agreed_day = NULL, agreed_at = NULL WHERE id = ?').run(check)
    team.derive(dealId)
    expect(getRefusal(head, { refusalId: 1 }).evidence!.checklist.noOpenAgreement).toBe(true)
  })
})
