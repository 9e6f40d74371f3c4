import { describe, expect, test } from 'vitest'
import { makeWorkCalendar } from '../../electron/backend/domain/time/calendar.ts'
import { parseDay } from '../../electron/backend/domain/time/days.ts'
import { parseInstant } from '../../electron/backend/domain/time/parse.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'
import { ageBucketOf, stateOfDeal } from '../../electron/backend/domain/review/dealState.ts'
import { evaluateTeam, lateFromOf } from '../../electron/backend/domain/review/evaluation.ts'
import type { Knowledge } from '../../electron/backend/domain/knowledge.ts'
import type { DayActivityFact, DealFact, StageFact, TaskFact, TeamFacts } from '../../electron/backend/domain/review/facts.ts'
import { defaultRules } from '../../electron/backend/domain/rules.ts'
import type { FactKind } from '../../src/shared/vocabulary.ts'

const zone = makeZone('Europe/Moscow')
const at = (text: string): number => parseInstant(text, zone)!
const endOf = (day: string): number => zone.startOfDay(parseDay(day)! + 1) - 1
const now = at('2026-11-20T19:00')

const knowsAll: Knowledge = { knows: () => true, knowsAll: () => true, any: () => true, anyOfDeals: () => true, anyAll: () => true, callsChecked: true }
const knowsWithout = (...missing: FactKind[]): Knowledge => {
  const has = (kind: FactKind): boolean => !missing.includes(kind)
  return { knows: (_source, kind) => has(kind), knowsAll: (_source, kind) => has(kind), any: has, anyOfDeals: has, anyAll: has, callsChecked: true }
}

const stage = (over: Partial<StageFact> = {}): StageFact => ({ id: 1, pipelineId: 1, pipeline: 'P', name: 'КП', position: 20, kind: 'open', dwellLimitDays: 5, first: false, ...over })
const deal = (over: Partial<DealFact> = {}): DealFact => ({
  id: 1, externalId: 'd1', source: 'native', ownerId: 1, clientId: 1, status: 'open', stageId: 1, createdAt: at('2026-11-18T10:00'), amount: 100, noRate: false,
  entry: { at: at('2026-11-18T10:00'), exact: true }, lastContactAt: at('2026-11-19T10:00'), hasPinnedNote: true, parking: null, agreements: [], ...over,
})
const task = (over: Partial<TaskFact> = {}): TaskFact => ({ id: 1, externalId: 't1', source: 'native', dealId: 1, dealStatus: 'open', assigneeId: 1, dueAt: at('2026-11-21T10:00'), dragged: 0, ...over })
const reasonsOf = (over: Partial<DealFact>, tasks: TaskFact[] = [task()], knowledge = knowsAll, when = now, on = stage()) =>
  stateOfDeal(deal(over), on, tasks, knowledge, { asOf: when, today: zone.dayOf(when), zone, rules: defaultRules }).reasons

describe('stuck reasons', () => {
  test('a healthy deal has none', () => {
    expect(reasonsOf({})).toEqual([])
  })

  test.each([
    ['5 days in a stage of 5', '2026-11-15T23:59', []],
    ['6 local days in a stage of 5, though under 6 × 24 hours', '2026-11-14T23:59', ['dwell']],
  ])('%s', (_name, entered, expected) => {
    expect(reasonsOf({ entry: { at: at(entered), exact: true } })).toEqual(expected)
  })

  test('a stage without a limit never dwells; a lower bound counts as exactly that', () => {
    expect(reasonsOf({ entry: { at: at('2020-01-01T10:00'), exact: true } }, [task()], knowsAll, now, stage({ dwellLimitDays: null }))).toEqual([])
    expect(reasonsOf({ entry: { at: at('2026-11-14T10:00'), exact: false } })).toEqual(['dwell'])
  })

  test.each([
    ['14 days of silence', '2026-11-06T09:00', '2026-10-01T09:00', []],
    ['15 days of silence', '2026-11-05T23:00', '2026-10-01T09:00', ['silent']],
    ['never a contact, 14 days old', null, '2026-11-06T00:00', []],
    ['never a contact, 15 days old', null, '2026-11-05T23:59', ['silent']],
    ['an old client contact on a young deal', '2026-01-05T10:00', '2026-11-10T10:00', []],
    ['creation unknown is no finding', null, null, []],
  ])('silent: %s', (_name, contact, created, expected) => {
    expect(reasonsOf({ lastContactAt: contact === null ? null : at(contact), createdAt: created === null ? null : at(created) })).toEqual(expected)
  })

  test.each([
    ['no task', [], ['no_task']],
    ['a task without a due date is a task', [task({ dueAt: null })], []],
    ['due a second ago', [task({ dueAt: now - 1000 })], ['overdue_task']],
    ['due this very moment', [task({ dueAt: now })], []],
    ['due today without a time', [task({ dueAt: endOf('2026-11-20') })], []],
    ['due yesterday without a time', [task({ dueAt: endOf('2026-11-19') })], ['overdue_task']],
    ['moved later once', [task({ dragged: 1 })], []],
    ['moved later twice', [task({ dragged: 2 })], ['dragged']],
    ['two tasks moved once each', [task({ dragged: 1 }), task({ id: 2, dragged: 1 })], []],
  ] as [string, TaskFact[], string[]][])('tasks: %s', (_name, tasks, expected) => {
    expect(reasonsOf({}, tasks)).toEqual(expected)
  })

  test('what no import has brought is unknown, never a finding', () => {
    const silent = { lastContactAt: null, createdAt: at('2026-01-01T10:00'), hasPinnedNote: false }
    expect(reasonsOf(silent, [], knowsWithout('tasks', 'activities'))).toEqual([])
    expect(stateOfDeal(deal(silent), stage(), [], knowsWithout('tasks', 'notes'), { asOf: now, today: zone.dayOf(now), zone, rules: defaultRules }))
      .toMatchObject({ hasOpenTask: null, far: false, needsPinnedNote: false })
    expect(stateOfDeal(deal(silent), stage(), [], knowsWithout('activities'), { asOf: now, today: zone.dayOf(now), zone, rules: defaultRules }).needsPinnedNote).toBe(false)
  })

  test('parked until tomorrow leaves out silent and dwell only; on the day it comes back as a finding', () => {
    const old = { entry: { at: at('2026-10-01T10:00'), exact: true }, lastContactAt: null, createdAt: at('2026-10-01T10:00') }
    expect(reasonsOf({ ...old, parking: { untilDay: '2026-11-21' } }, [])).toEqual(['no_task'])
    expect(reasonsOf({ ...old, parking: { untilDay: '2026-11-20' } }, [task()])).toEqual(['dwell', 'silent'])
    const state = stateOfDeal(deal({ parking: { untilDay: '2026-11-20' } }), stage(), [task()], knowsAll, { asOf: now, today: zone.dayOf(now), zone, rules: defaultRules })
    expect(state).toMatchObject({ parked: false, unparked: true })
  })

  test.each(['refusal_review', 'won', 'lost'] as const)('a deal that is %s is not open, so never stuck', (status) => {
    expect(reasonsOf({ status, entry: { at: 0, exact: true }, lastContactAt: null, createdAt: 0, agreements: [{ callId: 1, at: 0, nextStep: null, doneAt: 0 }] }, [])).toEqual([])
  })
})

describe('what was agreed on the phone (domain.md, Stuck and Agreement check)', () => {
  const agreed = (day: string, callId = 1) => ({ callId, at: zone.startOfDay(parseDay(day)!), nextStep: null, doneAt: at('2026-11-16T10:00') })
  const state = (over: Partial<DealFact>, tasks: TaskFact[] = [task()], knowledge = knowsAll) => stateOfDeal(deal(over), stage(), tasks, knowledge, { asOf: now, today: zone.dayOf(now), zone, rules: defaultRules })

  test.each([
    ['its day is not over', '2026-11-20', '2026-11-18T10:00', []], ['over, a contact that day', '2026-11-19', '2026-11-19T00:00', []],
    ['over, the last contact on the evening before', '2026-11-19', '2026-11-18T23:59', ['promise_missed']],
  ])('%s', (_name, day, contact, expected) => expect(state({ agreements: [agreed(day)], lastContactAt: at(contact) }).reasons).toEqual(expected))

  test('where contacts are unknown nobody knows whether there was one', () => {
    expect(state({ agreements: [agreed('2026-11-17')], lastContactAt: null }, [task()], knowsWithout('activities')).reasons).toEqual([])
  })

  test('the latest call\'s day against the next task; a kept agreement, or one of a closed deal, finds nothing', () => {
    expect(state({ agreements: [agreed('2026-11-30'), agreed('2026-11-23', 2)] }).agreement).toBeNull()
    expect(state({ agreements: [agreed('2026-11-23'), agreed('2026-11-24', 2)] })).toMatchObject({ agreed: { callId: 2 }, agreement: { kind: 'task_off', days: -3 } })
    expect(state({ agreements: [agreed('2026-11-24')] }, []).agreement).toEqual({ kind: 'no_task' })
    expect(state({ agreements: [agreed('2026-11-24')] }, [], knowsWithout('tasks')).agreement).toBeNull()
    expect(state({ agreements: [agreed('2026-11-19')] }, []).agreement).toBeNull()
    expect(state({ agreements: [agreed('2026-11-24')], status: 'won' }, [])).toMatchObject({ agreed: null, agreement: null })
  })
})

describe('check A', () => {
  test.each([['2026-11-23', false], ['2026-11-24', true]])('the next task on %s lies beyond 5 days from 18 November: %s', (due, far) => {
    const state = stateOfDeal(deal(), stage(), [task({ dueAt: endOf(due) }), task({ id: 2, dueAt: endOf('2026-12-31') })], knowsAll, { asOf: now, today: zone.dayOf(now), zone, rules: defaultRules })
    expect(state.far).toBe(far)
  })
})

describe('ageing buckets', () => {
  test.each([[0, '0-7'], [7, '0-7'], [8, '8-30'], [30, '8-30'], [31, '31-90'], [90, '31-90'], [91, '>90']])('%i days', (days, bucket) => {
    expect(ageBucketOf(days)).toBe(bucket)
  })
})

const facts = (over: Partial<TeamFacts>): TeamFacts => ({
  asOf: now, people: new Map([[1, { id: 1, externalId: 'm1', role: 'manager', active: true }], [2, { id: 2, externalId: 'm2', role: 'manager', active: false }], [3, { id: 3, externalId: 'h', role: 'head', active: true }]]),
  stages: new Map([[1, stage()]]), deals: [], openTasks: [], closedTasks: [], contacts: [], notes: [], dayActivities: [], dayTasksDone: [], firstContacts: [], refusals: [], outbox: [], knowledge: knowsAll, ...over,
})
const calendar = makeWorkCalendar([1, 2, 3, 4, 5], new Map([[parseDay('2026-11-04')!, 'holiday']]))
const evaluate = (over: Partial<TeamFacts>) => evaluateTeam(facts(over), { rules: defaultRules, zone, calendar })

describe('check B', () => {
  test('tasks of won and lost deals are left out; of deals in review and of no deal they count', () => {
    const late = { dueAt: at('2026-11-18T10:00') }
    const found = evaluate({ openTasks: [task({ ...late, dealStatus: 'won' }), task({ ...late, id: 2, dealStatus: 'lost' }), task({ ...late, id: 3, dealStatus: 'refusal_review' }), task({ ...late, id: 4, dealId: null, dealStatus: null })] })
    expect(found.overdue.map(({ task: { id }, days }) => [id, days])).toEqual([[3, 2], [4, 2]])
  })
})

describe('check C', () => {
  const contact = { id: 1, externalId: 'a1', source: 'native', dealId: 1, clientId: 9, managerId: 1, at: at('2026-11-18T10:00') }
  const day = 86_400_000
  test.each([
    ['at the moment of the contact', { dealId: 1, clientId: null, at: contact.at, text: 'ровно десять' }, 0],
    ['exactly 24 hours later', { dealId: 1, clientId: null, at: contact.at + day, text: 'ровно десять' }, 0],
    ['a second too late stays a finding', { dealId: 1, clientId: null, at: contact.at + day + 1000, text: 'ровно десять' }, 1],
    ['before the contact', { dealId: 1, clientId: null, at: contact.at - 1, text: 'ровно десять' }, 1],
    ['9 characters between spaces', { dealId: 1, clientId: null, at: contact.at, text: '   девять зн   ' }, 1],
    ['on the client only, while the contact names a deal', { dealId: null, clientId: 9, at: contact.at, text: 'ровно десять' }, 1],
  ])('a note %s', (_name, note, count) => {
    expect(evaluate({ contacts: [contact], notes: [note] }).contactsWithoutNote).toHaveLength(count)
  })

  test('a contact that names only the client needs a note that names the client, with or without a deal', () => {
    const clientOnly = { ...contact, dealId: null }
    expect(evaluate({ contacts: [clientOnly], notes: [{ dealId: 5, clientId: 9, at: contact.at, text: 'ровно десять' }] }).contactsWithoutNote).toHaveLength(0)
    expect(evaluate({ contacts: [clientOnly], notes: [{ dealId: 1, clientId: null, at: contact.at, text: 'ровно десять' }] }).contactsWithoutNote).toHaveLength(1)
  })

  test('the first stage needs no pinned note', () => {
    const found = evaluate({ stages: new Map([[1, stage({ first: true })], [2, stage({ id: 2 })]]), deals: [deal({ hasPinnedNote: false }), deal({ id: 2, stageId: 2, hasPinnedNote: false })] })
    expect(found.deals.map(state => state.needsPinnedNote)).toEqual([false, true])
  })
})

describe('check D', () => {
  const did = (over: Partial<DayActivityFact>): DayActivityFact => ({ kind: 'call', state: null, direction: null, managerId: 1, entered: true, happened: true, isContact: true, ...over })

  test('meetings set by the day of entry in any state, held only when held; calls only with talk', () => {
    const { kpis } = evaluate({ dayActivities: [
      did({ kind: 'meeting', state: 'cancelled', isContact: false }), did({ kind: 'meeting', state: 'held', entered: false }), did({ kind: 'meeting', state: null, happened: false, isContact: false }),
      did({ direction: 'out' }), did({ direction: 'in' }), did({ isContact: false }), did({ kind: 'proposal', state: 'planned', isContact: false }),
    ] })
    expect(kpis.get(1)).toMatchObject({ meetingsSet: 2, meetingsHeld: 1, callsWithTalk: 2, callsOut: 1, callsIn: 1, proposals: 1 })
  })

  test('a row for each active manager and for anyone else with a number', () => {
    expect([...evaluate({ dayTasksDone: [{ assigneeId: 3 }, { assigneeId: null }] }).kpis.keys()]).toEqual([1, 3])
  })
})

describe('check E', () => {
  test.each([[null, 1], ['ok', 1], ['девять зн', 1], ['👍👍👍👍👍👍👍👍👍👍', 0], ['  договорились  ', 0]])('result «%s»', (result, count) => {
    expect(evaluate({ closedTasks: [{ id: 1, externalId: 't', source: 'native', dealId: 1, assigneeId: 1, doneAt: now, result }] }).poorResults).toHaveLength(count)
  })
})

describe('check F', () => {
  test.each([
    ['asked on Friday is late from Tuesday', '2026-11-20T23:59', '2026-11-24T00:00'],
    ['asked on Saturday is late from Tuesday', '2026-11-21T10:00', '2026-11-24T00:00'],
    ['asked before a holiday', '2026-11-03T10:00', '2026-11-06T00:00'],
  ])('%s', (_name, asked, late) => {
    expect(lateFromOf(at(asked), zone, calendar, 2)).toBe(at(late))
  })
})
