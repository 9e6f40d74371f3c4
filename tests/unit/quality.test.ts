import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkAgreement, isPromiseMissed } from '../../electron/backend/domain/quality/agreed.ts'
import { drawObligatory, drawQuota, drawStratified, type DrawableCall } from '../../electron/backend/domain/quality/drawCalls.ts'
import { coveredOf, isEligible, isListened, mergeRanges, quotaDeadlineOf, quotaOf, type CallVerdict, type Range } from '../../electron/backend/domain/quality/quota.ts'
import { binomialTail, isSuspiciousCall, judgeManagers } from '../../electron/backend/domain/quality/suspicion.ts'
import { isFullMark, totalOf, type Score, type WeighedCriterion } from '../../src/shared/scorecard.ts'
import { makeWorkCalendar } from '../../electron/backend/domain/time/calendar.ts'
import { formatDay, parseDay } from '../../electron/backend/domain/time/days.ts'

const dayOf = (text: string): number => parseDay(`2026-11-${text}`)!

describe('the quota (domain.md, Call quality)', () => {
  test.each<[string, number | null, number | null, boolean, boolean]>([
    ['40 seconds of talk', 40, 60, true, true],
    ['39', 39, 400, true, false],
    ['without a recording', 300, 300, false, false],
    ['talk unknown: the duration', null, 40, true, true],
    ['neither known', null, null, true, false],
  ])('%s', (_name, talkS, durationS, hasRecording, eligible) => expect(isEligible({ talkS, durationS, hasRecording }, 40)).toBe(eligible))

  test.each([[0, 0], [1, 1], [3, 1], [4, 2], [10, 3], [11, 4], [20, 6], [78, 24], [100, 30], [110, 33]])('of %i eligible, %i', (eligible, quota) => expect(quotaOf(eligible, 30)).toBe(quota))

  test('is the least whole number that is not less than 30 %, in whole numbers', () => {
    fc.assert(fc.property(fc.nat(200_000), fc.integer({ min: 0, max: 100 }), (eligible, percent) => {
      const quota = quotaOf(eligible, percent)
      expect(quota * 100 >= eligible * percent && (quota - 1) * 100 < eligible * percent).toBe(true)
    }))
  })

  test.each([['26', '2026-11-27'], ['27', '2026-11-30'], ['28', '2026-11-30']])('calls of the %sth are due by %s', (day, due) => {
    expect(formatDay(quotaDeadlineOf(dayOf(day), makeWorkCalendar([1, 2, 3, 4, 5], new Map())))).toBe(due)
  })
})

describe('listened', () => {
  test.each<[string, Range[], number, CallVerdict | null, boolean]>([
    ['80 % in one go', [[0, 80]], 100, null, true],
    ['a second less', [[0, 79]], 100, null, false],
    ['the same part twice is once', [[0, 50], [0, 50]], 100, null, false],
    ['in parts, over each other', [[60, 100], [0, 30], [20, 50]], 100, null, true],
    ['beyond the end is nothing', [[50, 900]], 100, null, false],
    ['a voicemail at the verdict', [[0, 4]], 100, 'voicemail', true],
    ['a wrong number', [], 100, 'wrong_number', true],
    ['no talk', [], 100, 'no_talk', true],
    ['a conversation has to be heard', [[0, 4]], 100, 'conversation', false],
    ['an empty recording', [], 0, null, false],
  ])('%s', (_name, ranges, lengthS, verdict, listened) => expect(isListened(coveredOf(ranges, lengthS), lengthS, verdict, 80)).toBe(listened))

  test('covers what a count of every second covers', () => {
    const second = fc.integer({ min: -5, max: 70 })
    fc.assert(fc.property(fc.array(fc.tuple(second, second)), fc.integer({ min: 0, max: 60 }), (ranges, lengthS) => {
      let naive = 0
      for (let at = 0; at < lengthS; at++) if (ranges.some(([from, to]) => from <= at && at < to)) naive++
      expect(coveredOf(ranges, lengthS)).toBe(naive)
      expect(mergeRanges(mergeRanges(ranges, lengthS), lengthS)).toEqual(mergeRanges(ranges, lengthS))
    }))
  })
})

describe('the total', () => {
  const yesNo = (id: string, weight: number, critical = false): WeighedCriterion => ({ id, weight, kind: 'yes_no', critical })
  const scale = (id: string, weight: number, critical = false): WeighedCriterion => ({ id, weight, kind: 'scale', critical })
  const card = [yesNo('greeting', 5), scale('needs', 20), scale('next', 20, true), yesNo('note', 5)]

  test.each<[string, Record<string, Score>, number | null]>([
    ['full marks', { greeting: 1, needs: 5, next: 5, note: 1 }, 100],
    ['nothing right, nothing critical asked', { greeting: 0, needs: 0, next: null, note: 0 }, 0],
    // (5 × 1 + 20 × 3 ÷ 5 + 20 × 4 ÷ 5 + 5 × 0) ÷ 50
    ['by weight', { greeting: 1, needs: 3, next: 4, note: 0 }, 66],
    // (5 + 16) ÷ 25: what isn't applicable is in neither sum
    ['not applicable', { greeting: 1, needs: null, next: 4, note: null }, 84],
    ['left out is not applicable', { greeting: 1 }, 100],
    ['a critical one failed', { greeting: 1, needs: 5, next: 0, note: 1 }, 0],
    ['a critical one that wasn\'t full', { greeting: 1, needs: 5, next: 1, note: 1 }, 68],
    ['nothing applicable', { greeting: null, needs: null, next: null, note: null }, null],
  ])('%s', (_name, scores, total) => {
    const found = totalOf(card, new Map(Object.entries(scores)))
    if (total === null) expect(found).toBeNull()
    else expect(found).toBeCloseTo(total, 10)
  })

  test('a weight of nothing at all gives no total', () => expect(totalOf([yesNo('a', 0)], new Map([['a', 1]]))).toBeNull())

  test('a mark under the full one asks for a comment', () => {
    expect([isFullMark(yesNo('a', 1), 1), isFullMark(yesNo('a', 1), 0), isFullMark(scale('a', 1), 5), isFullMark(scale('a', 1), 4), isFullMark(scale('a', 1), null)]).toEqual([true, false, true, false, true])
  })
})

describe('suspicious', () => {
  const hours = (count: number): number => count * 3_600_000
  const rules = { band: { fromS: 40, toS: 55 }, withinHours: 24 }
  test.each<[string, number, number[], number, boolean]>([
    ['just above the threshold, no trace', 40, [], 25, true],
    ['the band\'s end', 55, [], 25, true],
    ['above the band', 56, [], 25, false],
    ['below the threshold', 39, [], 25, false],
    ['a note at once', 45, [hours(0)], 25, false],
    ['a task at the last moment', 45, [hours(24)], 25, false],
    ['a stage change a moment too late', 45, [hours(24) + 1], 25, true],
    ['a note from before the call', 45, [-1], 25, true],
    ['the time for a trace isn\'t over', 45, [], 24, false],
  ])('%s', (_name, talkS, traces, now, suspicious) => expect(isSuspiciousCall({ at: 0, talkS }, traces, hours(now), rules)).toBe(suspicious))

  // By hand: (10·9 ÷ 2 + 10 + 1) ÷ 2^10, 1 − 0.9^5 and 0.2³.
  test.each([[8, 10, 0.5, 56 / 1024], [1, 5, 0.1, 0.40951], [0, 7, 0.3, 1], [8, 7, 0.3, 0], [3, 3, 0.2, 0.008]])('P(X ≥ %i of %i at %d)', (k, n, p, tail) => expect(binomialTail(k, n, p)).toBeCloseTo(tail, 12))

  test('is the sum of all outcomes, by Pascal\'s triangle', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.integer({ min: 1, max: 99 }), (n, k, percent) => {
      const p = percent / 100
      let row = [1]
      for (let trial = 0; trial < n; trial++) row = Array.from({ length: row.length + 1 }, (_, hits) => (row[hits] ?? 0) * (1 - p) + (row[hits - 1] ?? 0) * p)
      expect(binomialTail(k, n, p)).toBeCloseTo(row.slice(k).reduce((sum, each) => sum + each, 0), 10)
    }))
  })

  test('keeps its footing where a factorial has no number', () => {
    expect(binomialTail(5000, 10_000, 0.5)).toBeCloseTo(0.504, 3)
    expect(binomialTail(6000, 10_000, 0.5)).toBeGreaterThan(1e-92)
    expect(binomialTail(6000, 10_000, 0.5)).toBeLessThan(1e-86)
  })

  test('a manager is held against all others together', () => {
    const judged = judgeManagers([{ managerId: 1, calls: 40, inBand: 20 }, { managerId: 2, calls: 100, inBand: 10 }, { managerId: 3, calls: 100, inBand: 10 }, { managerId: 4, calls: 19, inBand: 19 }], { leastCalls: 20, significance: 0.01 })
    expect(judged.map(each => each.suspicious)).toEqual([true, false, false, false])
    expect(judged[0]).toMatchObject({ share: 0.5, othersShare: 39 / 219 })
    expect(judged[3]!.p).toBeNull()
  })

  test('alone there is nobody to be held against', () => {
    expect(judgeManagers([{ managerId: 1, calls: 40, inBand: 40 }], { leastCalls: 20, significance: 0.01 })[0]).toMatchObject({ p: null, suspicious: false })
  })
})

describe('what was agreed', () => {
  test.each([
    ['no task', null, { kind: 'no_task' }], ['that day', '10', null], ['two days later', '12', null], ['two days earlier', '08', null],
    ['three later', '13', { kind: 'task_off', days: 3 }], ['three earlier', '07', { kind: 'task_off', days: -3 }],
  ])('%s', (_name, day, finding) => expect(checkAgreement(dayOf('10'), day === null ? null : dayOf(day), 2)).toEqual(finding))

  test.each<[string, string[], string | null, boolean]>([
    ['the day isn\'t over', ['20'], null, false], ['over, no contact ever', ['19'], null, true], ['a contact that day', ['19'], '19', false],
    ['a contact before', ['19'], '18', true], ['an earlier promise kept by a later contact', ['10', '12'], '12', false], ['the later one missed', ['10', '19'], '12', true],
  ])('%s', (_name, agreed, contact, missed) => expect(isPromiseMissed(agreed.map(day => ({ at: dayOf(day) })), contact === null ? null : dayOf(contact), dayOf('20'))).toBe(missed))
})

describe('the draw', () => {
  const call = (id: number, rest: Partial<DrawableCall> = {}): DrawableCall => ({ id, managerId: 1, dealId: id, at: id, talkS: 100, direction: 'out', stage: null, suspicious: false, ...rest })
  const calls = Array.from({ length: 100 }, (_, index) => call(index + 1, { direction: index < 80 ? 'out' : 'in', talkS: 40 + index, suspicious: index < 3 }))

  test('is the same for the same seed, in whatever order the calls were read, and another for another', () => {
    expect(drawQuota(calls.toReversed(), 30, 7)).toEqual(drawQuota(calls, 30, 7))
    expect(drawQuota(calls, 30, 8)).not.toEqual(drawQuota(calls, 30, 7))
  })

  test('begins with the most suspicious, which take no more than half', () => {
    expect(drawQuota(calls, 30, 7).slice(0, 4).map(each => each.reason)).toEqual(['suspicious', 'suspicious', 'suspicious', 'random'])
    expect(drawQuota(calls.map(each => ({ ...each, suspicious: true })), 5, 7).map(each => [each.id, each.reason]).slice(0, 3)).toEqual([[1, 'suspicious'], [2, 'suspicious'], [3, 'suspicious']])
    expect(drawQuota(calls.map(each => ({ ...each, suspicious: true })), 5, 7).filter(each => each.reason === 'random')).toHaveLength(2)
  })

  test('takes of each stratum its share', () => {
    const drawn = drawStratified(Array.from({ length: 100 }, (_, index) => call(index, { direction: index < 70 ? 'out' : 'in' })), 20, 3)
    expect(drawn.filter(each => each.direction === 'in').length).toBeGreaterThanOrEqual(5)
    expect(drawn.filter(each => each.direction === 'in').length).toBeLessThanOrEqual(7)
  })

  test('never takes a call twice, and as many as asked while there are any', () => {
    fc.assert(fc.property(fc.array(fc.record({ talkS: fc.integer({ min: 40, max: 700 }), direction: fc.constantFrom('in', 'out', null), stage: fc.constantFrom('a', 'b', null), suspicious: fc.boolean() })), fc.nat(30), fc.nat(), (rest, quota, seed) => {
      const drawn = drawQuota(rest.map((each, index) => call(index, each)), quota, seed)
      expect(drawn).toHaveLength(Math.min(quota, rest.length))
      expect(new Set(drawn.map(each => each.id)).size).toBe(drawn.length)
    }))
  })

  test('obligatory: refusals before missing notes, three a deal, the latest first', () => {
    const ofDeal = (id: number): DrawableCall => call(id, { dealId: 5 })
    expect(drawObligatory([ofDeal(1), ofDeal(2)], [ofDeal(2), ofDeal(3), ofDeal(4), call(9, { dealId: 6 })], 3).map(each => [each.id, each.reason]))
      .toEqual([[2, 'refusal'], [1, 'refusal'], [9, 'no_note'], [4, 'no_note']])
  })
})
