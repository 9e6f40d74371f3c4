import { describe, expect, test } from 'vitest'
import { drawNotes, drawSample } from '../../electron/backend/domain/control/draw.ts'
import { missedDays } from '../../electron/backend/domain/control/missedDays.ts'
import { groupByManager, makeOrder, pageAfter } from '../../electron/backend/domain/control/order.ts'
import { countWalk, figuresOf, sumOverDeals, type WalkRow } from '../../electron/backend/domain/control/summary.ts'
import { isOpenOn, pickBacklog, standsUntil, type BacklogCandidate } from '../../electron/backend/domain/control/walk.ts'
import { makeWorkCalendar, type CalendarDayKind } from '../../electron/backend/domain/time/calendar.ts'
import { parseDay } from '../../electron/backend/domain/time/days.ts'
import type { DecisionInput } from '../../src/shared/contract/day.ts'

const today = '2026-11-20'

describe('how long a decision stands', () => {
  test.each<[string, DecisionInput, string | null]>([
    ['a question until its answer day', { kind: 'question', text: '?', answerDay: '2026-11-24' }, '2026-11-24'],
    ['a question for the same day does not reopen at once', { kind: 'question', text: '?', answerDay: today }, '2026-11-21'],
    ['a task until its day', { kind: 'task', title: 't', dueDay: '2026-11-23' }, '2026-11-23'],
    ['a parking until its day', { kind: 'park', reason: 'r', untilDay: '2026-12-01' }, '2026-12-01'],
    ['a skip only today', { kind: 'skip', reason: 'r' }, '2026-11-21'],
    ['a skip on the last day of a month', { kind: 'skip', reason: 'r' }, '2026-11-21'],
    ['allowed as long as it holds', { kind: 'allow' }, null],
    ['a new owner as long as it holds', { kind: 'reassign', newOwnerId: 1, reason: 'r' }, null],
    ['spread as long as it holds', { kind: 'spread', toIds: [1], reason: 'r' }, null],
  ])('%s', (_name, decision, expected) => expect(standsUntil(decision, today)).toBe(expected))

  test.each([
    ['never decided', null, null, true],
    ['stands for good', 1, null, false],
    ['stands until tomorrow', 1, '2026-11-21', false],
    ['its day has come', 1, '2026-11-20', true],
    ['its day is over', 1, '2026-11-19', true],
  ])('open: %s', (_name, decisionId, decidedUntilDay, expected) => expect(isOpenOn({ decisionId, decidedUntilDay }, today)).toBe(expected))
})

describe("the backlog's part of a walk", () => {
  const candidate = (id: number, over: Partial<BacklogCandidate> = {}): BacklogCandidate => ({ id, managerId: 1, amount: 100, sinceDay: '2026-11-01', decision: null, ...over })

  test('the worst by sum, an unknown sum last, the older of equals first', () => {
    const list = [candidate(1, { amount: null }), candidate(2, { amount: 50 }), candidate(3, { sinceDay: '2026-10-01' }), candidate(4), candidate(5, { amount: 0 })]
    expect(pickBacklog(list, 4)).toEqual([3, 4, 2, 5])
  })

  test('so many per manager, nobody among them', () => {
    const list = [1, 2, 3].flatMap(id => [candidate(id), candidate(id + 10, { managerId: 2 }), candidate(id + 20, { managerId: null })])
    expect(pickBacklog(list, 2).sort((a, b) => a - b)).toEqual([1, 2, 11, 12, 21, 22])
  })

  test('what was put off to this day comes whatever its sum; a skipped one competes', () => {
    const list = [candidate(1, { amount: 1, decision: 'question' }), candidate(2, { amount: 2, decision: 'skip' }), candidate(3), candidate(4)]
    expect(pickBacklog(list, 2)).toEqual([1, 3])
    expect(pickBacklog([1, 2, 3].map(id => candidate(id, { decision: 'park' })), 2)).toEqual([1, 2, 3])
  })
})

describe('missed days', () => {
  const calendar = makeWorkCalendar([1, 2, 3, 4, 5], new Map<number, CalendarDayKind>([[parseDay('2026-11-04')!, 'holiday'], [parseDay('2026-11-07')!, 'workday']]))

  test('work days since the first control that nobody signed, newest first', () => {
    expect(missedDays('2026-11-03', parseDay('2026-11-11')!, new Set(['2026-11-05', '2026-11-09']), calendar)).toEqual(['2026-11-10', '2026-11-07', '2026-11-06', '2026-11-03'])
  })
  test('none before the first control, none for today', () => {
    expect(missedDays(null, parseDay('2026-11-11')!, new Set(), calendar)).toEqual([])
    expect(missedDays('2026-11-11', parseDay('2026-11-11')!, new Set(), calendar)).toEqual([])
  })
})

const row = (id: number, over: Partial<WalkRow> = {}): WalkRow =>
  ({ id, kind: 'no_task', recordId: id, dealId: id, managerId: 1, amount: 100, noRate: false, sinceDay: '2026-11-10', backlog: false, picked: false, open: true, decided: false, present: true, ...over })

describe('figures', () => {
  test('one deal with three overdue tasks has its amount at stake once', () => {
    expect(sumOverDeals([row(1), row(2, { dealId: 1 }), row(3, { dealId: null, amount: null }), row(4, { amount: null, noRate: true })])).toEqual({ amount: 100, noRate: 1 })
  })

  test('a count leaves out what stands apart and what is gone', () => {
    const figures = figuresOf([row(1), row(2, { kind: 'far_task' }), row(3, { kind: 'unparked' }), row(4, { present: false, decided: true }), row(5, { kind: 'refusal', sinceDay: '2026-11-01' })], day => day < '2026-11-05')
    expect(figures.A).toEqual({ count: 1, money: { amount: 100, noRate: 0 }, apart: 1 })
    expect(figures.F).toEqual({ count: 1, money: { amount: 100, noRate: 0 }, apart: 1 })
  })

  test('new, picked and carried; a standing decision of another day is not walked', () => {
    expect(countWalk([
      row(1), row(2, { open: false, decided: true }), row(3, { open: false }),
      row(4, { backlog: true, picked: true }), row(5, { backlog: true, picked: true, open: false, decided: true, present: false }), row(6, { backlog: true }), row(7, { backlog: true, open: false }),
    ])).toEqual({ fresh: { total: 2, open: 1 }, backlog: { picked: 2, open: 1, carried: 1 } })
  })
})

describe('order of a list', () => {
  const rows = [
    row(1, { managerId: 1, amount: 10 }), row(2, { managerId: 1, amount: 30, backlog: true }), row(3, { managerId: 1, amount: 20 }),
    row(4, { managerId: 2, amount: 500 }), row(5, { managerId: 3, amount: 900 }), row(6, { managerId: null, amount: 5000 }), row(7, { managerId: 2, amount: null, sinceDay: '2026-01-01' }),
  ]
  const groups = groupByManager(rows, new Map([[3, 'until']]))
  const sorted = (check: 'A' | 'B') => pageAfter(groups, makeOrder(check, groups), null, 100).map(found => found.id)

  test('by manager, the largest sum first, absent ones after, nobody last; new before backlog', () => {
    expect([...groups.keys()]).toEqual([2, 1, 3, null])
    expect(sorted('A')).toEqual([4, 7, 3, 1, 2, 5, 6])
  })
  test('a page begins after a place, also one whose row is gone', () => {
    const order = makeOrder('A', groups)
    expect(pageAfter(groups, order, rows[2]!, 3).map(found => found.id)).toEqual([1, 2, 5])
    expect(pageAfter(groups, order, { ...rows[2]!, id: 99, amount: 15 }, 2).map(found => found.id)).toEqual([1, 2])
    expect(pageAfter(groups, order, rows[5]!, 3)).toEqual([])
  })
  test('overdue tasks oldest first', () => expect(sorted('B')).toEqual([7, 4, 3, 1, 2, 5, 6]))
})

describe('drawing', () => {
  test('the same seed draws the same, no item twice', () => {
    const items = Array.from({ length: 50 }, (_, index) => index)
    const drawn = drawSample(items, 10, 7)
    expect(drawSample(items, 10, 7)).toEqual(drawn)
    expect(new Set(drawn).size).toBe(10)
    expect(drawSample(items, 10, 8)).not.toEqual(drawn)
    expect(drawSample([1, 2], 5, 1).sort()).toEqual([1, 2])
  })

  test('what was drawn stays, the rest is filled up', () => {
    const pool = [1, 2, 3, 4].map(id => ({ id, managerId: 1 }))
    const drawn = drawNotes(today, pool, new Map([[1, [3]]]), 3).get(1)!
    expect(drawn[0]).toBe(3)
    expect(new Set(drawn).size).toBe(3)
    expect(drawNotes(today, [...pool, { id: 9, managerId: 1 }], new Map([[1, drawn]]), 3).get(1)).toEqual(drawn)
  })
})
