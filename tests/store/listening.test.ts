import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CheckWords, ScorecardSections } from '../../src/shared/contract/callDesk.ts'
import { criteriaOf, totalOfCheck } from '../../src/shared/scorecard.ts'
import { missingOf, shippedSections } from '../../electron/backend/domain/quality/scorecard.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { callDay } from '../../electron/backend/usecases/listening/callDay.ts'
import { finishCheck, undoFinish } from '../../electron/backend/usecases/listening/finishCheck.ts'
import { keepDraft } from '../../electron/backend/usecases/listening/keepDraft.ts'
import { lockCall, releaseCall } from '../../electron/backend/usecases/listening/locks.ts'
import { openCall } from '../../electron/backend/usecases/listening/openCall.ts'
import { pickCall } from '../../electron/backend/usecases/listening/pickCall.ts'
import { getScorecard, saveScorecard, scorecardVersions } from '../../electron/backend/usecases/listening/scorecards.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'

const hour = 3_600_000
const noWords: CheckWords = { verdict: null, marks: {}, comments: [], comment: '', nextStep: '', agreedDay: null }
const allFull = (): CheckWords['marks'] => Object.fromEntries(criteriaOf(shippedSections).map(({ id, kind }) => [id, { score: kind === 'scale' ? 5 : 1, comment: '' }]))

let team: TestWorkspace
let kira: Session
let lena: Session
let manager: number
let deal: number
const insert = (table: string, row: Record<string, unknown>): number =>
  Number(team.desk.db.sqlite.prepare(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`).run(...Object.values(row)).lastInsertRowid)
const person = (name: string, role: string): number => insert('person', { source: 'crm', external_id: name, name, role, role_confirmed: 1, created_at: 0 })
let made = 0
/** A call of yesterday noon, some minutes on. */
const call = (minutes: number, row: Record<string, unknown> = {}): number => {
  const at = testNow - 26 * hour + minutes * 60_000
  return insert('activity', { source: 'crm', external_id: `call-${++made}`, kind: 'call', direction: 'out', manager_id: manager, deal_id: deal, occurred_at: at, created_at: at, contact_at: at, talk_s: 120, duration_s: 130, recording: `${made}.wav`, ...row })
}
const yesterday = (): string => team.desk.settings().zone.format(testNow - 26 * hour).slice(0, 10)

beforeEach(async () => {
  team = await makeTestWorkspace()
  manager = person('Борис', 'manager')
  kira = { desk: team.desk, actor: { id: person('Кира', 'qa'), name: 'Кира', role: 'qa' } }
  lena = { desk: team.desk, actor: { id: person('Лена', 'qa'), name: 'Лена', role: 'qa' } }
  const pipeline = insert('pipeline', { source: 'crm', name: 'Продажи' })
  const stage = insert('stage', { pipeline_id: pipeline, name: 'Новая', position: 1, kind: 'open' })
  deal = insert('deal', { source: 'crm', external_id: 'd1', title: 'Поставка', owner_id: manager, pipeline_id: pipeline, stage_id: stage, status: 'open', currency: 'RUB', created_at: testNow - 100 * hour, first_seen_at: testNow, stage_seen_at: testNow })
})
afterEach(() => team.cleanup())

describe('the shipped scorecard', () => {
  test('has eight criteria of 100 points together', () => {
    expect(criteriaOf(shippedSections)).toHaveLength(8)
    expect(criteriaOf(shippedSections).reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
  })

  test('is done when every criterion is marked, what is under the full mark is explained, and what was agreed has a step and a day', () => {
    const marks = allFull()
    expect(missingOf(shippedSections, { ...noWords })).toEqual(['verdict'])
    expect(missingOf(shippedSections, { ...noWords, verdict: 'voicemail' })).toEqual([])
    expect(missingOf(shippedSections, { ...noWords, verdict: 'conversation', marks })).toEqual([])
    const { greeting: _left, ...others } = marks
    expect(missingOf(shippedSections, { ...noWords, verdict: 'conversation', marks: { ...others, needs: { score: 3, comment: ' ' } } })).toEqual(['mark:greeting', 'comment:needs'])
    // Yes/no has no 3; not applicable needs no words.
    expect(missingOf(shippedSections, { ...noWords, verdict: 'conversation', marks: { ...marks, purpose: { score: 3, comment: '' }, note: { score: null, comment: '' } } })).toEqual(['mark:purpose'])
    expect(missingOf(shippedSections, { ...noWords, verdict: 'conversation', marks, nextStep: 'Выслать КП' })).toEqual(['day'])
    expect(missingOf(shippedSections, { ...noWords, verdict: 'conversation', marks, agreedDay: '2026-12-01' })).toEqual(['step'])
  })

  test('its total is the weighted share of what applies; what was no conversation has none', () => {
    const marks = { ...allFull(), needs: { score: 3, comment: 'Два вопроса' }, note: { score: null, comment: '' } }
    // 95 points apply, of which needs brings 12 of 20.
    expect(totalOfCheck(shippedSections, { verdict: 'conversation', marks })).toBeCloseTo((95 - 8) / 95 * 100, 10)
    expect(totalOfCheck(shippedSections, { verdict: 'voicemail', marks })).toBeNull()
  })
})

describe('the day’s list', () => {
  test('has the quota of each manager, says why each call is on it, and stays as it was drawn', () => {
    for (let minutes = 0; minutes < 10; minutes++) call(minutes)
    call(11, { recording: null })
    const day = callDay(kira, { day: yesterday() })
    expect(day.managers).toEqual([expect.objectContaining({ manager: { id: manager, name: 'Борис' }, calls: 11, withRecording: 10, eligible: 10, quota: 3, listened: 0, scored: 0, minutesLeft: 6 })])
    expect(day.calls.map(({ reason }) => reason)).toEqual(['random', 'random', 'random'])
    expect(callDay(lena, { day: yesterday() }).calls.map(({ id }) => id)).toEqual(day.calls.map(({ id }) => id))
    // More calls came: the list grows by what lacks.
    for (let minutes = 20; minutes < 30; minutes++) call(minutes)
    const later = callDay(kira, { day: yesterday() })
    expect(later.calls.map(({ id }) => id).slice(0, 3)).toEqual(day.calls.map(({ id }) => id))
    expect(later.calls).toHaveLength(6)
    const outside = team.desk.db.sqlite.prepare('SELECT id FROM activity WHERE id NOT IN (SELECT activity_id FROM call_draw) LIMIT 1').pluck().get() as number
    pickCall(kira, { commandId: randomUUID(), callId: outside })
    expect(callDay(kira, { day: yesterday() }).calls.at(-1)).toMatchObject({ id: outside, reason: 'picked' })
  })

  test('suspicious ones come first, calls of deals in review stand on top of the quota', () => {
    const near = call(0, { talk_s: 45 })
    for (let minutes = 1; minutes < 4; minutes++) call(minutes)
    team.desk.db.sqlite.prepare("UPDATE deal SET status = 'refusal_review'").run()
    const { calls } = callDay(kira, { day: yesterday() })
    expect(calls[0]).toMatchObject({ id: near, reason: 'suspicious', suspicious: true })
    expect(calls.map(({ reason }) => reason)).toEqual(['suspicious', 'random', 'refusal', 'refusal'])
  })

  test('is not a manager’s', () => {
    expect(() => callDay({ desk: team.desk, actor: { id: manager, name: 'Борис', role: 'manager' } }, {})).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  })
})

describe('scoring', () => {
  test('a call is one listener’s while they sit at it; left alone it goes to whoever asks', () => {
    const id = call(0)
    lockCall(kira, { callId: id })
    expect(() => lockCall(lena, { callId: id })).toThrow(expect.objectContaining({ code: 'CONFLICT', details: { reason: 'locked', by: 'Кира' } }))
    expect(() => keepDraft(lena, { callId: id, expectedVersion: null, ...noWords })).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
    expect(callDay(lena, { day: yesterday() }).calls[0]!.lockedBy).toEqual({ id: kira.actor.id, name: 'Кира' })
    team.setNow(testNow + 6 * 60_000)
    lockCall(lena, { callId: id })
    releaseCall(kira, { callId: id })
    expect(() => lockCall(kira, { callId: id })).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
    releaseCall(lena, { callId: id })
    lockCall(kira, { callId: id })
  })

  test('who holds a call is told to the other listeners alone: one’s own list isn’t asked for again', () => {
    const id = call(0)
    const told = (): unknown[] => team.announced.splice(0).map(({ topics, people }) => [topics, people])
    told()
    lockCall(kira, { callId: id })
    expect(told()).toEqual([])
    for (const [index, { actor }] of [kira, lena].entries()) insert('sign_in', { person_id: actor.id, login: `qa${index}`, created_at: 0 })
    insert('sign_in', { person_id: manager, login: 'boris', created_at: 0 })
    releaseCall(kira, { callId: id })
    lockCall(lena, { callId: id })
    lockCall(lena, { callId: id })
    expect(told()).toEqual([[['locks'], [lena.actor.id]], [['locks'], [kira.actor.id]]])
  })

  test('every key is kept as a draft; two windows don’t overwrite each other', () => {
    const id = call(0)
    const first = keepDraft(kira, { callId: id, expectedVersion: null, ...noWords, verdict: 'conversation', marks: { greeting: { score: 1, comment: '' } } })
    expect(first.total).toBe(100)
    const second = keepDraft(kira, { callId: id, expectedVersion: first.version, ...noWords, verdict: 'conversation', marks: { greeting: { score: 1, comment: '' }, purpose: { score: 0, comment: '' } } })
    expect(second.total).toBe(50)
    expect(() => keepDraft(kira, { callId: id, expectedVersion: first.version, ...noWords })).toThrow(expect.objectContaining({ code: 'CONFLICT', details: { reason: 'version', version: second.version } }))
    expect(openCall(kira, { callId: id }).own).toMatchObject({ version: second.version, doneAt: null, marks: { purpose: { score: 0 } } })
    expect(openCall(lena, { callId: id })).toMatchObject({ own: null, earlier: [] })
  })

  test('what is missing is named; a finished one gives the call its verdict, frees it and leads to the next; undone it is a draft again', () => {
    const ids = [call(0), call(1), call(2), call(3), call(4), call(5), call(6)]
    const listed = callDay(kira, { day: yesterday() }).calls
    const id = listed[0]!.id
    expect(ids).toContain(id)
    lockCall(kira, { callId: id })
    expect(() => finishCheck(kira, { commandId: randomUUID(), callId: id, expectedVersion: null, ...noWords })).toThrow(expect.objectContaining({ code: 'BAD_INPUT', details: { missing: ['verdict'] } }))
    expect(openCall(kira, { callId: id }).own).toBeNull()
    const commandId = randomUUID()
    const done = finishCheck(kira, { commandId, callId: id, expectedVersion: null, ...noWords, verdict: 'voicemail' })
    expect(done).toMatchObject({ total: null, next: listed[1]!.id, recount: { before: { callsWithTalk: 7 }, after: { callsWithTalk: 6 } } })
    expect(callDay(kira, { day: yesterday() }).calls.find(line => line.id === id)).toMatchObject({ verdict: 'voicemail', listened: true, scored: true, lockedBy: null })
    // The same command says the same again.
    expect(finishCheck(kira, { commandId, callId: id, expectedVersion: null, ...noWords, verdict: 'voicemail' }).checkId).toBe(done.checkId)
    expect(() => keepDraft(kira, { callId: id, expectedVersion: 2, ...noWords })).toThrow(expect.objectContaining({ code: 'CONFLICT', details: { reason: 'done' } }))
    expect(() => undoFinish(lena, { commandId: randomUUID(), undoOf: commandId })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    undoFinish(kira, { commandId: randomUUID(), undoOf: commandId })
    expect(openCall(kira, { callId: id })).toMatchObject({ own: { doneAt: null, verdict: 'voicemail' }, call: { verdict: null, scored: false } })
    expect(team.desk.db.sqlite.prepare("SELECT action FROM audit_entry WHERE action IN ('scoreCall', 'undoScoreCall') ORDER BY id").pluck().all()).toEqual(['scoreCall', 'undoScoreCall'])
  })

  test('a second person scores apart: sees nothing of the first one before, and changes no verdict', () => {
    const id = call(0)
    const words = { ...noWords, verdict: 'conversation' as const, marks: allFull() }
    finishCheck(kira, { commandId: randomUUID(), callId: id, expectedVersion: null, ...words })
    expect(openCall(lena, { callId: id })).toMatchObject({ own: null, earlier: [] })
    finishCheck(lena, { commandId: randomUUID(), callId: id, expectedVersion: null, ...words, verdict: 'no_talk', marks: {} })
    const seen = openCall(lena, { callId: id })
    expect(seen.earlier.map(check => [check.checker.name, check.total])).toEqual([['Кира', 100]])
    expect(seen.call.verdict).toBe('conversation')
    expect(team.desk.db.sqlite.prepare('SELECT blind FROM call_check ORDER BY id').pluck().all()).toEqual([0, 1])
  })

  test('a changed scorecard is a new version; what was begun with the old one keeps it', () => {
    const [first, second] = [call(0), call(1)]
    const before = getScorecard(kira)
    keepDraft(kira, { callId: first, expectedVersion: null, ...noWords })
    const sections = [{ key: null, name: 'Разговор', criteria: [{ id: 'talk', key: null, name: 'Поговорили', weight: 10, kind: 'yes_no' as const, critical: true, phrases: ['Да?'] }] }]
    expect(() => saveScorecard(kira, { commandId: randomUUID(), expectedVersion: 1, name: 'Наш лист', sections })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    expect(saveScorecard(team.session, { commandId: randomUUID(), expectedVersion: before.version, name: 'Наш лист', sections })).toMatchObject({ version: 2, name: 'Наш лист', key: null })
    expect(() => saveScorecard(team.session, { commandId: randomUUID(), expectedVersion: before.version, name: null, sections })).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
    expect(openCall(kira, { callId: first }).scorecard).toMatchObject({ version: 1, sections: before.sections })
    expect(openCall(kira, { callId: second }).scorecard).toMatchObject({ version: 2, sections })
    expect(() => saveScorecard(team.session, { commandId: randomUUID(), expectedVersion: 2, name: null, sections: [{ ...sections[0]!, criteria: [...sections[0]!.criteria, ...sections[0]!.criteria] }] })).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
  })
})

test('a total that doesn’t follow from its marks is found by the check of the file', () => {
  finishCheck(kira, { commandId: randomUUID(), callId: call(0), expectedVersion: null, ...noWords, verdict: 'conversation', marks: { ...allFull(), needs: { score: 3, comment: 'Два вопроса' }, note: { score: null, comment: '' } } })
  finishCheck(kira, { commandId: randomUUID(), callId: call(1), expectedVersion: null, ...noWords, verdict: 'voicemail', marks: allFull() })
  keepDraft(lena, { callId: call(2), expectedVersion: null, ...noWords })
  const critical = shippedSections.map(section => ({ ...section, criteria: section.criteria.map(criterion => ({ ...criterion, critical: criterion.id === 'greeting' })) }))
  saveScorecard(team.session, { commandId: randomUUID(), expectedVersion: 1, name: null, sections: critical })
  expect(finishCheck(kira, { commandId: randomUUID(), callId: call(3), expectedVersion: null, ...noWords, verdict: 'conversation', marks: { ...allFull(), greeting: { score: 0, comment: 'Не представился' } } }).total).toBe(0)
  expect(checkDerived(team.desk.db)).toEqual([])
  team.desk.db.sqlite.exec('UPDATE call_check SET total = 50 WHERE id = 1; UPDATE call_check SET total = 1 WHERE id = 2; UPDATE call_check SET total = 88 WHERE total = 0')
  expect(checkDerived(team.desk.db).map(({ table, id, column, stored }) => [table, id, column, stored])).toEqual([['call_check', 1, 'total', '50'], ['call_check', 2, 'total', '1'], ['call_check', 4, 'total', '88']])
})

describe('the scorecard’s versions', () => {
  const save = (version: number, sections: ScorecardSections, name: string | null = 'Наш лист') => saveScorecard(team.session, { commandId: randomUUID(), expectedVersion: version, name, sections })
  const ours: ScorecardSections = [{ key: null, name: 'Разговор', criteria: [{ id: 'heard', key: null, name: 'Услышал клиента', weight: 3, kind: 'scale', critical: false, phrases: ['«Правильно ли я понял…»'] }] }]

  test('say who made them and how many checks keep each; an earlier one is taken back as a new version, and no total changes', () => {
    const id = call(0)
    const { total } = finishCheck(kira, { commandId: randomUUID(), callId: id, expectedVersion: null, ...noWords, verdict: 'conversation', marks: { ...allFull(), needs: { score: 3, comment: 'Два вопроса' } } })
    save(1, ours)
    expect(scorecardVersions(kira)).toEqual([
      expect.objectContaining({ number: 2, createdBy: { id: team.session.actor.id, name: team.session.actor.name }, sections: ours, checks: 0 }),
      expect.objectContaining({ number: 1, createdBy: null, sections: shippedSections, checks: 1 }),
    ])
    expect(save(2, shippedSections, null)).toMatchObject({ version: 3, key: 'default', name: null, sections: shippedSections })
    expect(team.desk.db.sqlite.prepare('SELECT total FROM call_check').pluck().get()).toBe(total)
    expect(openCall(kira, { callId: id }).scorecard.version).toBe(1)
  })

  test('whoever comes second is told who was first', () => {
    getScorecard(kira)
    save(1, ours)
    expect(() => save(1, shippedSections)).toThrow(expect.objectContaining({ code: 'CONFLICT', details: expect.objectContaining({ who: team.session.actor.name, when: testNow }) }))
  })

  test('a criterion without a name, or two of one id, is no scorecard; only the head saves one, everybody reads it', () => {
    const [criterion] = ours[0]!.criteria
    for (const sections of [[{ ...ours[0]!, name: ' ' }], [{ ...ours[0]!, criteria: [{ ...criterion!, name: null }] }], [{ ...ours[0]!, criteria: [criterion!, criterion!] }]]) expect(() => save(1, sections)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
    expect(() => saveScorecard(kira, { commandId: randomUUID(), expectedVersion: 1, name: null, sections: ours })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    const boris: Session = { desk: team.desk, actor: { id: manager, name: 'Борис', role: 'manager' } }
    expect(getScorecard(boris).version).toBe(1)
  })
})
