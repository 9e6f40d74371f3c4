import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DecisionInput } from '../../src/shared/contract/day.ts'
import { PultError } from '../../src/shared/errors.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { decideFindings } from '../../electron/backend/usecases/decideFindings.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { dayOverview } from '../../electron/backend/usecases/dayOverview.ts'
import { listFindings } from '../../electron/backend/usecases/listFindings.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { answerQuestion, listQuestions } from '../../electron/backend/usecases/questions.ts'
import { undoFindingDecisions } from '../../electron/backend/usecases/undoFindingDecisions.ts'
import { at, makeControlTeam, type ControlTeam } from './controlTeam.ts'

let team: ControlTeam
let commands = 0
const commandId = () => `command-${++commands}`
const friday = at('2026-11-20T19:00')
const saturday = at('2026-11-21T10:00')
const monday = at('2026-11-23T19:00')

interface Finding { id: number, kind: string, recordId: number, dealId: number | null, managerId: number | null, amount: number | null, backlog: number, present: number, decisionId: number | null, decidedUntilDay: string | null, version: number }
const findings = (where = '1'): Finding[] => team.desk.db.sqlite.prepare(`SELECT id, kind, record_id AS recordId, deal_id AS dealId, manager_id AS managerId, amount, backlog, present,
  decision_id AS decisionId, decided_until_day AS decidedUntilDay, version FROM finding WHERE ${where} ORDER BY id`).all() as Finding[]
const only = (where: string): Finding => {
  const found = findings(where)
  expect(found).toHaveLength(1)
  return found[0]!
}
const decide = (items: Finding[], decision: DecisionInput, session: Session = team.session, id = commandId()) =>
  decideFindings(session, { commandId: id, items: items.map(found => ({ findingId: found.id, expectedVersion: found.version })), decision })
const walked = (check: 'A' | 'B' | 'C' | 'E' | 'F' = 'A') => listFindings(team.session, { check, scope: 'walk', limit: 500 }).rows
const openIds = (check: 'A' | 'B' | 'C' | 'E' | 'F' = 'A') => walked(check).filter(row => row.decision === null || (row.decision.untilDay !== null && row.decision.untilDay <= dayOverview(team.session, {}).day)).map(row => row.id)
const count = (sql: string): number => team.desk.db.sqlite.prepare(sql).pluck().get() as number
const codeOf = (work: () => unknown): { code: string, details: Record<string, unknown> } => {
  try {
    work()
  } catch (error) {
    if (error instanceof PultError) return { code: error.code, details: error.details }
    throw error
  }
  return { code: 'none', details: {} }
}

afterEach(() => team.cleanup())

describe('the backlog', () => {
  beforeEach(async () => {
    team = await makeControlTeam((facts) => {
      for (const name of ['Иван', 'Ольга']) {
        const ownerId = facts.manager(name)
        for (let index = 1; index <= 25; index++) facts.deal({ ownerId, amount: index * 1000 })
      }
    })
  })

  test('a first import of 50 findings is walked ten a manager, worst first, and never refilled that day', () => {
    const overview = openDay(team.session, {})
    expect(overview.checks[0]).toMatchObject({ check: 'A', count: 50, fresh: { total: 0, open: 0 }, backlog: { picked: 20, open: 20, carried: 30 } })
    expect(walked().filter(row => row.manager?.name === 'Иван').map(row => row.amount)).toEqual([25, 24, 23, 22, 21, 20, 19, 18, 17, 16].map(thousands => thousands * 1000))
    expect(overview.canSign).toBe(true)
    decide(findings("walk_day = '2026-11-20'"), { kind: 'allow' })
    const after = openDay(team.session, { refresh: true })
    expect(after.checks[0]).toMatchObject({ count: 50, backlog: { picked: 20, open: 0, carried: 30 }, done: true })
    expect(after.progress).toMatchObject({ done: 20, left: 0 })
  })

  test('the next day goes on with the next ten, and a new finding comes always', () => {
    openDay(team.session, {})
    decide(findings("walk_day = '2026-11-20'"), { kind: 'allow' })
    team.setNow(monday)
    const ownerId = findings()[0]!.managerId
    team.facts.deal({ ownerId, amount: 1 })
    team.derive()
    const overview = openDay(team.session, {})
    expect(overview.checks[0]).toMatchObject({ count: 51, fresh: { total: 1, open: 1 }, backlog: { picked: 20, open: 20, carried: 10 } })
    expect(overview.canSign).toBe(false)
    const rows = walked().filter(row => row.manager?.id === ownerId)
    expect(rows.map(row => row.amount)).toEqual([1, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6].map((amount, index) => index === 0 ? amount : amount * 1000))
  })

  test('what was put off on Friday is back on Monday beside the worst', () => {
    openDay(team.session, {})
    const [smallest] = findings('amount = 1000 AND manager_id = (SELECT min(manager_id) FROM finding)')
    decide([smallest!], { kind: 'question', text: 'Что дальше?', answerDay: '2026-11-23' })
    team.setNow(monday)
    openDay(team.session, {})
    expect(only(`id = ${smallest!.id} AND walk_day = '2026-11-23'`).decidedUntilDay).toBe('2026-11-23')
    expect(count(`SELECT count(*) FROM finding WHERE walk_day = '2026-11-23' AND manager_id = ${smallest!.managerId}`)).toBe(10)
  })
})

describe('decisions', () => {
  let ids: { ivan: number, olga: number, deal: number, second: number, task: number }

  beforeEach(async () => {
    team = await makeControlTeam((facts) => {
      const ivan = facts.manager('Иван')
      const olga = facts.manager('Ольга')
      const deal = facts.deal({ ownerId: ivan, amount: 500_000 })
      const second = facts.deal({ ownerId: ivan, amount: 300_000, pinned: false })
      const task = facts.task({ dealId: facts.deal({ ownerId: olga }), assigneeId: olga })
      ids = { ivan, olga, deal, second, task }
    }, { firstImport: false })
    openDay(team.session, {})
  })

  const noTask = () => only(`kind = 'no_task' AND deal_id = ${ids.deal} AND present = 1`)
  const overdue = () => only("kind = 'overdue' AND present = 1")

  test('skipped today, back tomorrow', () => {
    decide([noTask()], { kind: 'skip', reason: 'завтра' })
    expect(openIds()).not.toContain(noTask().id)
    team.setNow(saturday)
    openDay(team.session, {})
    expect(openIds()).toContain(noTask().id)
  })

  test('asked on Friday, open again on the day of the answer, with the question overdue the day after', () => {
    const found = noTask()
    decide([found], { kind: 'question', text: 'Когда следующий шаг?', answerDay: '2026-11-23' })
    team.setNow(saturday)
    openDay(team.session, {})
    expect(openIds()).not.toContain(found.id)
    team.setNow(monday)
    expect(openDay(team.session, {}).questionsDue).toBe(1)
    expect(openIds()).toContain(found.id)
    expect(listQuestions(team.session, { state: 'open' })).toMatchObject([{ to: { id: ids.ivan, name: 'Иван' }, dealId: ids.deal, overdue: false }])
    team.setNow(monday + 86_400_000)
    const [question] = listQuestions(team.session, { state: 'open' })
    expect(question!.overdue).toBe(true)
    answerQuestion(team.session, { commandId: commandId(), questionId: question!.id, expectedVersion: question!.version, answer: 'Завтра встреча' })
    expect(listQuestions(team.session, { state: 'open' })).toEqual([])
    expect(codeOf(() => answerQuestion(team.session, { commandId: commandId(), questionId: question!.id, expectedVersion: question!.version, answer: 'ещё' })).code).toBe('CONFLICT')
  })

  test('parked: decided until the day, then a finding of its own', () => {
    decide([noTask()], { kind: 'park', reason: 'Ждут бюджет', untilDay: '2026-11-23' })
    expect(openIds()).not.toContain(noTask().id)
    team.setNow(monday)
    openDay(team.session, {})
    expect(findings(`kind = 'unparked' AND deal_id = ${ids.deal} AND present = 1`)).toHaveLength(1)
    expect(openIds()).toContain(noTask().id)
  })

  test('a task makes the deal without a task vanish, and counts as done', () => {
    const found = noTask()
    const before = dayOverview(team.session, {})
    decide([found], { kind: 'task', title: 'Позвонить клиенту', dueDay: '2026-11-23' })
    expect(only(`id = ${found.id}`)).toMatchObject({ present: 0 })
    const after = dayOverview(team.session, {})
    expect(after.checks[0]!.count).toBe(before.checks[0]!.count - 1)
    expect(after.progress).toMatchObject({ done: 1, left: before.progress.left - 1 })
    expect(only(`kind = 'no_task' AND deal_id = ${ids.second}`).present).toBe(1)
  })

  test('a new owner gets the deal, its other findings and the overdue task of the same manager', () => {
    const result = decide([overdue()], { kind: 'reassign', newOwnerId: ids.ivan, reason: 'Ольга в отпуске' })
    expect(result).toMatchObject({ applied: 1 })
    expect(count(`SELECT assignee_id FROM task WHERE id = ${ids.task}`)).toBe(ids.ivan)
    expect(count(`SELECT owner_id FROM deal WHERE id = (SELECT deal_id FROM task WHERE id = ${ids.task})`)).toBe(ids.ivan)
    expect(count(`SELECT count(*) FROM field_decision WHERE record_type = 'task' AND field = 'assignee_id'`)).toBe(1)
    expect(overdue().managerId).toBe(ids.ivan)
    expect(openIds('B')).toEqual([])
  })

  test('two findings of one deal in one bulk move it once', () => {
    const both = findings(`deal_id = ${ids.second} AND present = 1`)
    expect(both.map(found => found.kind).sort()).toEqual(['no_pinned_note', 'no_task'])
    expect(decide(both, { kind: 'reassign', newOwnerId: ids.olga, reason: 'по отрасли' }).applied).toBe(2)
    expect(count('SELECT count(*) FROM transfer')).toBe(1)
  })

  test.each<[string, () => Finding, DecisionInput]>([
    ['question', noTask, { kind: 'question', text: '?', answerDay: '2026-11-24' }],
    ['allow', noTask, { kind: 'allow' }],
    ['task', noTask, { kind: 'task', title: 'Позвонить', dueDay: '2026-11-24' }],
    ['park', noTask, { kind: 'park', reason: 'ждут', untilDay: '2026-11-30' }],
    ['skip', noTask, { kind: 'skip', reason: 'нет времени' }],
    ['task on an overdue one', overdue, { kind: 'task', title: 'Разобраться', dueDay: '2026-11-24' }],
  ])('undoing «%s» leaves everything as it was', (_name, find, decision) => {
    const before = find()
    const overviewBefore = dayOverview(team.session, {})
    const undoOf = commandId()
    expect(decide([before], decision, team.session, undoOf).applied).toBe(1)
    expect(undoFindingDecisions(team.session, { commandId: commandId(), undoOf })).toMatchObject({ applied: 1, back: [{ id: before.id, version: before.version + 2 }] })
    expect(find()).toEqual({ ...before, version: before.version + 2 })
    expect(dayOverview(team.session, {})).toEqual({ ...overviewBefore, asOf: expect.any(Number) })
    expect(listQuestions(team.session, { state: 'all' })).toEqual([])
    expect(count('SELECT count(*) FROM parking WHERE ended_at IS NULL')).toBe(0)
    expect(count("SELECT count(*) FROM task WHERE source = 'pult' AND cancelled_at IS NULL")).toBe(0)
    expect(checkDerived(team.desk.db)).toEqual([])
    expect(team.refresh()).toMatchObject({ added: 0, changed: 0, gone: 0 })
  })

  test('undoing a new owner is a transfer back, and imports decide about the owner again', () => {
    const before = overdue()
    const undoOf = commandId()
    decide([before], { kind: 'reassign', newOwnerId: ids.ivan, reason: 'отпуск' }, team.session, undoOf)
    undoFindingDecisions(team.session, { commandId: commandId(), undoOf })
    expect(overdue()).toEqual({ ...before, version: before.version + 2 })
    expect(count('SELECT count(*) FROM transfer')).toBe(2)
    expect(count('SELECT count(*) FROM field_decision')).toBe(0)
  })

  test('an undo twice, of an answered question, or after another decision is refused', () => {
    const undoOf = commandId()
    decide([noTask()], { kind: 'question', text: '?', answerDay: '2026-11-24' }, team.session, undoOf)
    const [question] = listQuestions(team.session, { state: 'open' })
    answerQuestion(team.session, { commandId: commandId(), questionId: question!.id, expectedVersion: 1, answer: 'Да' })
    expect(undoFindingDecisions(team.session, { commandId: commandId(), undoOf }).results).toMatchObject([{ ok: false, code: 'CONFLICT' }])
    expect(noTask().decisionId).not.toBeNull()

    const second = commandId()
    decide([overdue()], { kind: 'allow' }, team.session, second)
    expect(undoFindingDecisions(team.session, { commandId: commandId(), undoOf: second }).applied).toBe(1)
    expect(undoFindingDecisions(team.session, { commandId: commandId(), undoOf: second }).results).toMatchObject([{ ok: false, code: 'CONFLICT' }])
    expect(codeOf(() => undoFindingDecisions(team.session, { commandId: commandId(), undoOf: 'nobody-knows' })).code).toBe('NOT_FOUND')
  })

  test('a repeated command id is applied once and answered the same; with other input it is a conflict', () => {
    const id = commandId()
    const found = noTask()
    const first = decide([found], { kind: 'task', title: 'Позвонить', dueDay: '2026-11-24' }, team.session, id)
    expect(decide([found], { kind: 'task', title: 'Позвонить', dueDay: '2026-11-24' }, team.session, id)).toEqual(first)
    expect(count("SELECT count(*) FROM task WHERE source = 'pult'")).toBe(1)
    expect(codeOf(() => decide([found], { kind: 'allow' }, team.session, id))).toMatchObject({ code: 'CONFLICT' })
  })

  test('of two deciders the second is told who decided what, and the rest of the bulk goes on', () => {
    const { desk } = team
    const id = Number(desk.db.sqlite.prepare("INSERT INTO person (source, external_id, name, role, role_confirmed, created_at) VALUES ('pult', 'h2', 'Борис', 'head', 1, 0)").run().lastInsertRowid)
    const boris: Session = { desk, actor: { id, name: 'Борис', role: 'head' } }
    const [mine, other] = [noTask(), overdue()]
    decide([mine], { kind: 'allow' }, boris)
    const result = decide([mine, other], { kind: 'skip', reason: 'потом' })
    expect(result.applied).toBe(1)
    expect(result.results).toMatchObject([
      { findingId: mine.id, ok: false, code: 'CONFLICT', details: { kind: 'allow', by: { name: 'Борис' }, at: friday } },
      { findingId: other.id, ok: true, code: null },
    ])
    const undoOf = desk.db.sqlite.prepare('SELECT command_id FROM finding_decision WHERE finding_id = ?').pluck().get(mine.id) as string
    expect(undoFindingDecisions(team.session, { commandId: commandId(), undoOf }).results).toMatchObject([{ ok: false, code: 'FORBIDDEN' }])
    expect(undoFindingDecisions(boris, { commandId: commandId(), undoOf }).applied).toBe(1)
  })

  test('a refused item leaves nothing behind, neither facts nor audit entries', () => {
    const entries = count('SELECT count(*) FROM audit_entry')
    const result = decide([overdue()], { kind: 'park', reason: 'нельзя', untilDay: '2026-11-30' })
    expect(result.results).toMatchObject([{ ok: false, code: 'REFUSED_BY_RULE', details: { rule: 'not_for_this_finding' } }])
    expect(decide([noTask()], { kind: 'reassign', newOwnerId: ids.ivan, reason: 'тому же' }).results).toMatchObject([{ ok: false, code: 'REFUSED_BY_RULE' }])
    expect(count('SELECT count(*) FROM audit_entry')).toBe(entries)
    expect(count('SELECT count(*) FROM finding_decision')).toBe(0)
  })

  test.each<[string, DecisionInput]>([
    ['an answer yesterday', { kind: 'question', text: '?', answerDay: '2026-11-19' }],
    ['a task for yesterday', { kind: 'task', title: 't', dueDay: '2026-11-19' }],
    ['parked until today', { kind: 'park', reason: 'r', untilDay: '2026-11-20' }],
  ])('%s is refused', (_name, decision) => expect(codeOf(() => decide([noTask()], decision))).toMatchObject({ code: 'REFUSED_BY_RULE', details: { rule: 'past_day' } }))

  test('an absent manager stands apart and the rows are spread by load, evenly', () => {
    const { sqlite } = team.desk.db
    const [third, fourth] = [team.facts.manager('Пётр'), team.facts.manager('Рита')]
    for (let index = 0; index < 5; index++) team.facts.deal({ ownerId: ids.ivan, amount: 10_000 + index })
    team.facts.deal({ ownerId: third, withTask: true })
    sqlite.prepare("INSERT INTO absence (person_id, from_day, to_day) VALUES (?, '2026-11-16', '2026-11-27')").run(ids.ivan)
    team.refresh()
    const overview = openDay(team.session, { refresh: true })
    expect(overview.absent).toMatchObject([{ person: { id: ids.ivan }, until: '2026-11-27' }])
    expect(walked().at(-1)!.managerAbsent).toBe(true)
    const his = findings(`kind = 'no_task' AND manager_id = ${ids.ivan} AND present = 1`)
    expect(his).toHaveLength(7)
    expect(decide(his, { kind: 'spread', toIds: [ids.ivan, third, fourth], reason: 'отпуск' }).applied).toBe(7)
    const owners = sqlite.prepare("SELECT owner_id AS owner, count(*) AS n FROM deal WHERE owner_id IN (?, ?) GROUP BY owner_id ORDER BY owner_id").all(third, fourth)
    expect(owners).toEqual([{ owner: third, n: 1 + 3 }, { owner: fourth, n: 4 }])
    expect(count(`SELECT count(*) FROM finding WHERE manager_id = ${ids.ivan} AND kind = 'no_task' AND present = 1`)).toBe(0)
  })

  test('pages of a list lose no row when others leave meanwhile', () => {
    for (let index = 0; index < 30; index++) team.facts.deal({ ownerId: ids.ivan, amount: 1000 + index })
    team.refresh()
    const first = listFindings(team.session, { check: 'A', scope: 'all', limit: 10 })
    decide([only(`id = ${first.rows.at(-1)!.id}`), only(`id = ${first.rows[0]!.id}`)], { kind: 'task', title: 'Позвонить', dueDay: '2026-11-23' })
    const seen = [...first.rows]
    for (let next = first.next; next !== null;) {
      const page = listFindings(team.session, { check: 'A', scope: 'all', limit: 10, cursor: next })
      seen.push(...page.rows)
      next = page.next
    }
    expect(new Set(seen.map(found => found.id)).size).toBe(seen.length)
    expect(seen).toHaveLength(32)
  })
})
