import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideRefusals } from '../../electron/backend/usecases/decideRefusals.ts'
import { dealStory } from '../../electron/backend/usecases/dealStory.ts'
import { dealView } from '../../electron/backend/usecases/dealView.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { findRecords } from '../../electron/backend/usecases/findRecords.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { taskView } from '../../electron/backend/usecases/taskView.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

const day = 86_400_000

/** Least time of the processor that some runs of a call took, in ms: other work on the machine doesn't count. */
const leastMs = (work: () => unknown): number => Math.min(...Array.from({ length: 9 }, () => {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}))

describe('records', () => {
  let workspace: TestWorkspace
  let head: Session
  let team: Team
  let manager: number
  beforeEach(async () => {
    workspace = await makeTestWorkspace()
    head = workspace.session
    team = makeTeam(workspace.desk)
    manager = team.person('Пётр Менеджер', 'manager', { team: 'Юг' })
  })
  afterEach(() => workspace.cleanup())

  it('a deal shows its age by the last move, a lower bound without history, and its divergences by name', () => {
    const dealId = team.deal({ owner_id: manager, updated_at: testNow - 12 * day, stage_seen_at: testNow - 3 * day })
    expect(dealView(head, { dealId }).age).toEqual({ days: 12, exact: false })
    team.insert('stage_move', { deal_id: dealId, to_stage_id: team.stages.talks, at: testNow - 2 * day, source: 'import' })
    team.insert('divergence', { record_type: 'deal', record_id: dealId, field: 'owner_id', ours: String(manager), theirs: '1', batch_id: 1, seen_at: 0 })
    team.insert('divergence', { record_type: 'deal', record_id: dealId, field: 'stage_id', ours: String(team.stages.talks), theirs: 'null', batch_id: 1, seen_at: 0 })
    team.know('tasks')
    team.derive(dealId)
    expect(dealView(head, { dealId })).toMatchObject({
      age: { days: 2, exact: true }, owner: { name: 'Пётр Менеджер' }, stage: { name: 'Переговоры' }, stuck: ['no_task'], openTasks: [],
      divergences: [{ field: 'owner_id', ours: 'Пётр Менеджер', theirs: 'Анна Руководитель' }, { field: 'stage_id', ours: 'Переговоры', theirs: null }],
      allowedActions: ['request_refusal', 'close_directly', 'question', 'task', 'park', 'move', 'reassign', 'spread', 'log_call', 'plan_task'],
    })
  })

  it('a manager sees their own deal without what is the head’s, a stranger’s not at all; QA sees no money, no phone and no e-mail', () => {
    const clientId = team.client('Клиент', { phone: '8 916', email: 'a@b.ru' })
    const dealId = team.deal({ owner_id: manager, client_id: clientId })
    const as = (role: Session['actor']['role'], id: number) => sessionAs(head, id, 'Кто-то', role)
    expect(dealView(as('manager', manager), { dealId })).toMatchObject({ amount: 100_000, allowedActions: ['request_refusal', 'log_call', 'plan_task'] })
    expect(() => dealView(as('manager', team.person('Другой')), { dealId })).toThrow('role')
    expect(dealView(as('qa', team.person('ОКК', 'qa')), { dealId })).toMatchObject({ amount: null, amountReporting: null, client: { phone: null, email: null } })
    expect(() => dealView(as('operator', team.person('Оператор', 'operator')), { dealId })).toThrow('role')
    expect(() => dealView(as('supervisor', team.person('С', 'supervisor', { team: 'Север' })), { dealId })).toThrow('role')
    expect(dealView(as('supervisor', team.person('Ю', 'supervisor', { team: 'Юг' })), { dealId }).allowedActions).toContain('reassign')
  })

  it('a task due on a day without a time is overdue from the next local day; moves are kept with who and whether later', () => {
    const dealId = team.deal({ owner_id: manager, client_id: team.client('Клиент') })
    const due = Date.parse('2026-11-20T23:59:59.999+03:00')
    const taskId = team.task({ deal_id: dealId, assignee_id: manager, due_at: due, due_day_only: 1 })
    team.insert('task_move', { task_id: taskId, from_due_at: due - day, to_due_at: due, at: testNow, by_id: manager, source: 'manager', later: 1 })
    expect(taskView(head, { taskId })).toMatchObject({ overdue: false, overdueDays: 0, clientName: 'Клиент', dealId, allowedActions: ['move', 'reassign', 'close', 'log_call', 'question', 'task'] })
    workspace.setNow(due + 1)
    expect(taskView(head, { taskId })).toMatchObject({ overdue: true, overdueDays: 1, moves: [{ by: { id: manager }, later: true, approved: false }] })
  })

  it('the story is newest first, marks what names only the client, and misses no note that came in time', () => {
    const clientId = team.client('Клиент')
    const dealId = team.deal({ owner_id: manager, client_id: clientId, created_at: testNow - 30 * day })
    const other = team.deal({ client_id: clientId })
    team.know('notes', 'activities')
    const noted = team.activity({ deal_id: dealId, occurred_at: testNow - 5 * day })
    const late = team.activity({ deal_id: dealId, occurred_at: testNow - 4 * day })
    const ofClient = team.activity({ client_id: clientId, occurred_at: testNow - 3 * day })
    const fresh = team.activity({ deal_id: dealId, occurred_at: testNow - day })
    team.note({ deal_id: dealId, created_at: testNow - 4 * day - 1, text: 'Обсудили цену' })
    team.note({ deal_id: dealId, created_at: testNow - 3 * day + 1, text: 'Слишком поздно' })
    team.note({ client_id: clientId, created_at: testNow - 3 * day + 10, text: 'О клиенте вообще' })
    team.note({ deal_id: other, created_at: testNow - 2 * day, text: 'О другой сделке' })
    team.derive(dealId)
    const { events, more } = dealStory(head, { dealId })
    expect(more).toBe(false)
    expect(events.map(event => event.at)).toEqual(events.map(event => event.at).toSorted((a, b) => b - a))
    expect(events.at(-1)!.type).toBe('created')
    const contacts = new Map(events.flatMap(event => event.type === 'contact' ? [[event.id, event]] : []))
    expect([noted, late, ofClient, fresh].map(id => contacts.get(id)!.noteMissing)).toEqual([false, true, false, false])
    expect(contacts.get(ofClient)).toMatchObject({ viaClient: true, isContact: true })
    expect(events.flatMap(event => event.type === 'note' ? [event.text] : [])).toEqual(['О клиенте вообще', 'Слишком поздно', 'Обсудили цену'])
    expect(dealStory(head, { dealId, limit: 3 })).toMatchObject({ more: true, events: [{}, {}, {}] })
  })

  it('a decided refusal, its task and the audit stand in the story, people by name', () => {
    const dealId = team.deal({ owner_id: manager })
    const next = team.person('Новая Хозяйка')
    const { refusalId } = requestRefusal(head, { commandId: newCommandId(), dealId, reasonId: team.reason('budget'), comment: 'Клиент больше не отвечает', onBehalfOf: manager })
    decideRefusals(head, { commandId: newCommandId(), items: [{ refusalId, expectedVersion: 1 }], decision: { decision: 'reassign', newOwnerId: next, instruction: 'Позвонить ещё раз', dueDay: '2026-11-23' } })
    const types = dealStory(head, { dealId }).events.map(event => event.type)
    expect(types.toSorted()).toEqual(['created', 'refusal', 'task', 'transfer'])
    const audit = dealStory(head, { dealId, audit: true }).events.flatMap(event => event.type === 'audit' ? [event] : [])
    expect(audit.find(event => event.action === 'transferDeal')!.changes).toContainEqual({ field: 'owner_id', before: 'Пётр Менеджер', after: 'Новая Хозяйка' })
    expect(dealStory(sessionAs(head, next, 'Новая Хозяйка', 'manager'), { dealId, audit: true }).events.some(event => event.type === 'audit')).toBe(false)
  })

  it('the story of a deal with hundreds of events takes less than 20 ms', () => {
    const clientId = team.client('Клиент')
    const dealId = team.deal({ owner_id: manager, client_id: clientId })
    for (let index = 0; index < 300; index++) {
      team.activity({ deal_id: index % 3 ? dealId : null, client_id: clientId, occurred_at: testNow - index * 3_600_000 })
      team.note({ deal_id: dealId, created_at: testNow - index * 3_600_000, text: 'Заметка о разговоре' })
      if (index % 5 === 0) team.insert('task', { source: 'crm', external_id: team.key(), deal_id: dealId, due_at: testNow, created_at: 0 })
    }
    team.derive(dealId)
    expect(leastMs(() => dealStory(head, { dealId, limit: 500 }))).toBeLessThan(20)
  })

  it('search knows no case, in Cyrillic either, and takes % and _ for themselves', () => {
    const clientId = team.client('ООО «Ёлка»', { phone: '8 (916) 123-45-67', phone_e164: '+79161234567', email: 'Info@Elka.ru' })
    const dealId = team.deal({ title: 'Поставка ЁЛОК 100%', client_id: clientId })
    const closed = team.deal({ title: 'Ёлки прошлого года', status: 'lost', stage_id: team.stages.lost })
    const find = (text: string) => findRecords(head, { text })
    expect(find('елк').map(found => [found.type, found.id])).toEqual([['deal', closed], ['client', clientId]])
    expect(find('ёлок')).toMatchObject([{ type: 'deal', id: dealId, detail: 'ООО «Ёлка»' }])
    expect(find('100%')).toHaveLength(1)
    expect(find('0_')).toEqual([])
    for (const text of ['*', '?', '[', ']', '[а-я]', '^']) expect(find(text)).toEqual([])
    expect(find('8 916 123-45-67')).toMatchObject([{ type: 'client', id: clientId, dealId }])
    expect(find('INFO@elka')).toMatchObject([{ type: 'client', id: clientId }])
    expect(find('пётр')).toMatchObject([{ type: 'person', id: manager, detail: 'Юг' }])
    expect(find('   ')).toEqual([])
    expect(findRecords(sessionAs(head, manager, 'Пётр', 'manager'), { text: 'ёлка' })).toEqual([])
  })

  it('search among 10 000 deals and clients answers in less than 50 ms, with at most 30 rows of every kind', () => {
    const { sqlite } = workspace.desk.db
    sqlite.transaction(() => {
      for (let index = 0; index < 10_000; index++) {
        const clientId = team.client(`Общество с ограниченной ответственностью № ${index}`, { email: `client${index}@example.com` })
        team.insert('deal', { source: 'crm', external_id: `d${index}`, title: `Поставка оборудования ${index}`, client_id: clientId, pipeline_id: team.pipeline, stage_id: team.stages.talks, status: 'open', currency: 'RUB', first_seen_at: 0, stage_seen_at: 0 })
      }
    })()
    team.client('Поставщик')
    for (const text of ['поставка', '9999', 'нет такого', 'client77']) expect(leastMs(() => findRecords(head, { text })), text).toBeLessThan(50)
    const found = findRecords(head, { text: 'постав' })
    expect(found).toHaveLength(30)
    expect(found.some(row => row.title === 'Поставщик')).toBe(true)
  })
})
