import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CheckWords } from '../../src/shared/contract/callDesk.ts'
import { criteriaOf } from '../../src/shared/scorecard.ts'
import { shippedSections } from '../../electron/backend/domain/quality/scorecard.ts'
import { checkAudit } from '../../electron/backend/store/queries/checkAudit.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { listCalls } from '../../electron/backend/usecases/listCalls.ts'
import { decideAppeal, raiseAppeal, undoDecideAppeal, undoRaise } from '../../electron/backend/usecases/listening/appeals.ts'
import { callDay } from '../../electron/backend/usecases/listening/callDay.ts'
import { listAppeals, ownScores } from '../../electron/backend/usecases/listening/checkedCalls.ts'
import { finishCheck, undoFinish } from '../../electron/backend/usecases/listening/finishCheck.ts'
import { keepDraft } from '../../electron/backend/usecases/listening/keepDraft.ts'
import { openCall } from '../../electron/backend/usecases/listening/openCall.ts'
import { pickCall } from '../../electron/backend/usecases/listening/pickCall.ts'
import { eraseClient } from '../../electron/backend/usecases/eraseClient.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'

const hour = 3_600_000
const noWords: CheckWords = { verdict: null, marks: {}, comments: [], comment: '', nextStep: '', agreedDay: null }
/** Full marks, and two of five points for the needs: 8 of 20, so 88 %. */
const marks: CheckWords['marks'] = { ...Object.fromEntries(criteriaOf(shippedSections).map(({ id, kind }) => [id, { score: kind === 'scale' ? 5 : 1, comment: '' }])), needs: { score: 2, comment: 'Один вопрос, ООО «Ромашка» ждала' } }
const better: CheckWords['marks'] = { ...marks, needs: { score: 4, comment: 'Три вопроса, один закрытый' } }

let team: TestWorkspace
let head: Session
let kira: Session
let lena: Session
let boris: Session
let vera: Session
let deal: number
let client: number
const insert = (table: string, row: Record<string, unknown>): number =>
  Number(team.desk.db.sqlite.prepare(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`).run(...Object.values(row)).lastInsertRowid)
const person = (name: string, role: 'qa' | 'manager'): Session => ({ desk: team.desk, actor: { id: insert('person', { source: 'crm', external_id: name, name, role, role_confirmed: 1, created_at: 0 }), name, role } })
let made = 0
const call = (): number => {
  const at = testNow - 26 * hour + made * 60_000
  return insert('activity', { source: 'crm', external_id: `call-${++made}`, kind: 'call', direction: 'out', manager_id: boris.actor.id, deal_id: deal, client_id: client, occurred_at: at, created_at: at, contact_at: at, talk_s: 120, duration_s: 130, recording: `${made}.wav` })
}
const score = (who: Session, callId: number, words: Partial<CheckWords> = {}): number => finishCheck(who, { commandId: randomUUID(), callId, expectedVersion: null, ...noWords, verdict: 'conversation', marks, ...words }).checkId
const appeal = (checkId: number, who = boris): number => raiseAppeal(who, { commandId: randomUUID(), checkId, text: 'Вопросов было четыре, послушайте с третьей минуты' }).appealId
const decide = (appealId: number, changed: Pick<CheckWords, 'verdict' | 'marks'> | null, more: Partial<Parameters<typeof decideAppeal>[1]> = {}) => decideAppeal(head, { commandId: randomUUID(), appealId, expectedVersion: 1, answer: 'Послушал: три вопроса', changed, ...more })
const inOrder = (): void => {
  expect(checkDerived(team.desk.db)).toEqual([])
  expect(checkAudit(team.desk.db)).toBeNull()
}

beforeEach(async () => {
  team = await makeTestWorkspace()
  head = team.session
  boris = person('Борис', 'manager')
  vera = person('Вера', 'manager')
  kira = person('Кира', 'qa')
  lena = person('Лена', 'qa')
  const pipeline = insert('pipeline', { source: 'crm', name: 'Продажи' })
  const stage = insert('stage', { pipeline_id: pipeline, name: 'Новая', position: 1, kind: 'open' })
  client = insert('client', { source: 'crm', external_id: 'c1', name: 'ООО «Ромашка»', owner_id: boris.actor.id, created_at: 0 })
  deal = insert('deal', { source: 'crm', external_id: 'd1', title: 'Поставка', client_id: client, owner_id: boris.actor.id, pipeline_id: pipeline, stage_id: stage, status: 'open', currency: 'RUB', created_at: testNow - 100 * hour, first_seen_at: testNow, stage_seen_at: testNow })
})
afterEach(() => team.cleanup())

describe('a manager’s own scores', () => {
  test('are those of their calls, with every comment; the mean is of those that have a total', () => {
    const [first, second, third] = [call(), call(), call()]
    score(kira, first)
    score(kira, second, { verdict: 'voicemail', marks: {} })
    keepDraft(kira, { callId: third, expectedVersion: null, ...noWords, verdict: 'conversation' })
    // A second person's score measures the scoring: it isn't the manager's.
    score(lena, first, { marks: better })
    const own = ownScores(boris, { days: 30 })
    expect(own).toMatchObject({ mean: 88, scored: 1, withoutTotal: 1 })
    expect(own.calls.map(({ call: { id }, check, allowedActions }) => [id, check.total, allowedActions])).toEqual([[second, null, ['appeal']], [first, 88, ['appeal']]])
    expect(own.calls[1]!.check.marks.needs).toEqual(marks.needs)
    expect(ownScores(vera, { days: 30 }).calls).toEqual([])
    expect(() => ownScores(kira, { days: 30 })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  })
})

describe('an appeal', () => {
  test('is raised once, by the manager of the call; a repeated command is the same one', () => {
    const check = score(kira, call())
    expect(() => appeal(check, vera)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    const input = { commandId: randomUUID(), checkId: check, text: 'Не согласен' }
    const { appealId } = raiseAppeal(boris, input)
    expect(raiseAppeal(boris, input)).toEqual({ appealId })
    expect(() => appeal(check)).toThrow(expect.objectContaining({ code: 'REFUSED_BY_RULE' }))
    expect(listAppeals(head, { state: 'pending', limit: 10 })).toMatchObject({ pending: 1, rows: [{ appeal: { text: 'Не согласен', state: 'pending' }, allowedActions: ['decide'] }] })
    expect(() => listAppeals(kira, { state: 'pending', limit: 10 })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    inOrder()
  })

  test('against a draft or a second person’s score there is none', () => {
    const id = call()
    keepDraft(kira, { callId: id, expectedVersion: null, ...noWords })
    const draft = openCall(kira, { callId: id }).own!.id
    expect(() => appeal(draft)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
    finishCheck(kira, { commandId: randomUUID(), callId: id, expectedVersion: 1, ...noWords, verdict: 'conversation', marks })
    const second = score(lena, id)
    expect(() => appeal(second)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })

  test('that is taken back can be raised again; a check that was appealed against can’t be undone', () => {
    const commandId = randomUUID()
    const id = call()
    const { checkId } = finishCheck(kira, { commandId, callId: id, expectedVersion: null, ...noWords, verdict: 'conversation', marks })
    const raised = randomUUID()
    raiseAppeal(boris, { commandId: raised, checkId, text: 'Ой' })
    expect(() => undoFinish(kira, { commandId: randomUUID(), undoOf: commandId })).toThrow(expect.objectContaining({ code: 'REFUSED_BY_RULE' }))
    expect(() => undoRaise(vera, { commandId: randomUUID(), undoOf: raised })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    undoRaise(boris, { commandId: randomUUID(), undoOf: raised })
    decide(appeal(checkId), null)
    inOrder()
  })

  test('whose score stands changes nothing but its answer', () => {
    const check = score(kira, call())
    expect(decide(appeal(check), null)).toEqual({ total: 88 })
    expect(ownScores(boris, { days: 30 })).toMatchObject({ mean: 88, calls: [{ check: { total: 88 }, appeal: { state: 'upheld', answer: 'Послушал: три вопроса', before: null }, allowedActions: [] }] })
    expect(listAppeals(head, { state: 'pending', limit: 10 })).toEqual({ pending: 0, rows: [] })
    expect(listAppeals(head, { state: 'decided', limit: 10 }).rows).toHaveLength(1)
    inOrder()
  })

  test('that is granted changes the check, keeps what it said, and counts again; undone it waits as before', () => {
    const id = call()
    const check = score(kira, id)
    const appealId = appeal(check)
    const commandId = randomUUID()
    expect(decide(appealId, { verdict: 'conversation', marks: better }, { commandId }).total).toBeCloseTo(96, 10)
    expect(ownScores(boris, { days: 30 }).calls[0]).toMatchObject({ check: { marks: better }, appeal: { state: 'changed', before: { marks, total: 88 } } })
    undoDecideAppeal(head, { commandId: randomUUID(), undoOf: commandId })
    expect(ownScores(boris, { days: 30 }).calls[0]).toMatchObject({ check: { total: 88, marks }, appeal: { state: 'pending', answer: null, before: null } })
    inOrder()
  })

  test('that says there was a talk after all brings the call back into every number', () => {
    const id = call()
    const check = score(kira, id, { verdict: 'voicemail', marks: {} })
    const contactAt = (): unknown => team.desk.db.sqlite.prepare('SELECT last_contact_at FROM deal WHERE id = ?').pluck().get(deal)
    expect(contactAt()).toBeNull()
    decide(appeal(check), { verdict: 'conversation', marks: better })
    expect(contactAt()).toBe(testNow - 26 * hour + (made - 1) * 60_000)
    inOrder()
  })

  test('is decided once and whole: marks that lack something are refused, a second word is a conflict that names who was first', () => {
    const appealId = appeal(score(kira, call()))
    const { greeting: _left, ...lacking } = better
    expect(() => decide(appealId, { verdict: 'conversation', marks: lacking })).toThrow(expect.objectContaining({ code: 'BAD_INPUT', details: { missing: ['mark:greeting'] } }))
    expect(listAppeals(head, { state: 'pending', limit: 10 }).pending).toBe(1)
    decide(appealId, null)
    expect(() => decide(appealId, null)).toThrow(expect.objectContaining({ code: 'CONFLICT', details: { reason: 'decided', by: head.actor.name } }))
    expect(() => decideAppeal(kira, { commandId: randomUUID(), appealId, expectedVersion: 1, answer: 'Нет', changed: null })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  })

  test('keeps no words when the client is erased', () => {
    const check = score(kira, call())
    decide(appeal(check), { verdict: 'conversation', marks: better }, { answer: 'В ООО «Ромашка» спросили трижды' })
    eraseClient(head, { commandId: randomUUID(), clientId: client, expectedVersion: 1 })
    const kept = JSON.stringify(team.desk.db.sqlite.prepare('SELECT text, decision_comment, "before" FROM call_appeal').all())
    for (const word of ['Ромашка', 'третьей', 'трижды', 'Один вопрос']) expect(kept).not.toContain(word)
    inOrder()
  })
})

describe('a call that is scored by two', () => {
  test('shows the second one nothing of the first score until theirs is done: not in the list, not at the desk, not over HTTP', () => {
    const id = call()
    const day = team.desk.settings().zone.format(testNow - 26 * hour).slice(0, 10)
    pickCall(kira, { commandId: randomUUID(), callId: id })
    score(kira, id, { nextStep: 'Выслать КП', agreedDay: '2026-12-01' })
    const seen = (who: Session) => {
      const line = callDay(who, { day }).calls.find(each => each.id === id)!
      const row = listCalls(who, { limit: 10 }).rows.find(each => each.id === id)!
      const opened = openCall(who, { callId: id })
      return [line.scored, line.total, line.verdict, row.scored, row.total, row.verdict, row.agreedDay, opened.call.total, opened.earlier.length]
    }
    expect(seen(lena)).toEqual([true, null, null, 1, null, null, null, null, 0])
    expect(listCalls(lena, { verdict: 'conversation', limit: 10 }).rows).toEqual([])
    expect(listCalls(lena, { verdict: 'none', limit: 10 }).rows.map(row => row.id)).toContain(id)
    expect(seen(kira)).toEqual([true, 88, 'conversation', 1, 88, 'conversation', '2026-12-01', 88, 0])
    expect(seen(head).slice(0, 8)).toEqual([true, 88, 'conversation', 1, 88, 'conversation', '2026-12-01', 88])
    // Whoever begins to score it hears it apart, the head too.
    keepDraft(head, { callId: id, expectedVersion: null, ...noWords })
    expect(seen(head)).toEqual([true, null, null, 1, null, null, null, null, 0])
    score(lena, id, { marks: better })
    expect(seen(lena)).toEqual([true, 88, 'conversation', 1, 88, 'conversation', '2026-12-01', 88, 1])
  })
})
