import { describe, expect, test } from 'vitest'
import { keyPointsOf, knownPoints, nextPoint, reachOfStages, workDayBack, type KeyPointFacts, type PointStage } from '../../electron/backend/domain/keyPoints.ts'
import { defaultRules } from '../../electron/backend/domain/rules.ts'
import { makeWorkCalendar } from '../../electron/backend/domain/time/calendar.ts'
import { formatDay, parseDay } from '../../electron/backend/domain/time/days.ts'
import { parseInstant } from '../../electron/backend/domain/time/parse.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'
import { keyPoints, type KeyPoint } from '../../src/shared/vocabulary.ts'

const zone = makeZone('Europe/Moscow')
// 2026-11-16 is a Monday; the Thursday of that week is a holiday.
const calendar = makeWorkCalendar([1, 2, 3, 4, 5], new Map([[parseDay('2026-11-19')!, 'holiday']]))
const at = (text: string): number => parseInstant(text, zone)!
const moment = (today: string) => ({ today: parseDay(today)!, zone, calendar, rules: defaultRules })
const all = new Set<KeyPoint>(keyPoints)
const facts = (over: Partial<KeyPointFacts> & { reached?: [KeyPoint, string][] } = {}): KeyPointFacts => ({
  open: true, createdAt: at('2026-11-16T23:59'), known: all, events: (over.reached ?? []).map(([point, when]) => ({ point, at: at(when), byHead: false })), ...over,
})
const said = (given: KeyPointFacts, today: string): string => keyPointsOf(given, moment(today))
  .map(view => `${view.state}${view.at === null ? '' : ` ${formatDay(zone.dayOf(view.at)).slice(5)}`}${view.dueDay === null ? '' : ` ${formatDay(view.dueDay).slice(5)}`}${view.lateDays === null ? '' : ` +${view.lateDays}`}`).join(', ')

describe('domain.md, Key points: 2, 2, 3, 2, 5 working days, each after the one before', () => {
  test.each<[string, KeyPointFacts, string, string]>([
    ['on the second working day after creation the presentation is still in time', facts(), '2026-11-18', 'due 11-18, later, later, later, later'],
    ['the day after it is late, in local days', facts(), '2026-11-21', 'late 11-18 +3, later, later, later, later'],
    ['a holiday and a weekend are no working days', facts({ reached: [['presentation', '2026-11-18T10:00']] }), '2026-11-23', 'reached 11-18, due 11-23, later, later, later'],
    ['a later point satisfies the earlier ones, on its own day', facts({ reached: [['contract', '2026-11-17T10:00']] }), '2026-11-24', 'reached 11-17, reached 11-17, reached 11-17, late 11-20 +4, later'],
    ['an earlier day of its own stays', facts({ reached: [['presentation', '2026-11-16T10:00'], ['contract', '2026-11-17T10:00']] }), '2026-11-18', 'reached 11-16, reached 11-17, reached 11-17, due 11-20, later'],
    ['a second invoice moves nothing', facts({ reached: [['invoice', '2026-11-17T10:00'], ['invoice', '2026-11-18T10:00']] }), '2026-11-18', 'reached 11-17, reached 11-17, reached 11-17, reached 11-17, due 11-25'],
    ['nothing is left after the payment', facts({ reached: [['payment', '2026-11-17T10:00']] }), '2026-12-30', 'reached 11-17, reached 11-17, reached 11-17, reached 11-17, reached 11-17'],
    ['a deal that is not open owes nothing', facts({ open: false }), '2026-12-30', 'later, later, later, later, later'],
    ['without a creation nothing says when it is due', facts({ createdAt: null }), '2026-12-30', 'due, later, later, later, later'],
    ['what nothing could tell of is unknown, never late', facts({ known: new Set() }), '2026-12-30', 'unknown, unknown, unknown, unknown, unknown'],
    ['an unknown point gives its days to the next one', facts({ known: new Set<KeyPoint>(['proposal']) }), '2026-11-24', 'unknown, late 11-23 +1, unknown, unknown, unknown'],
  ])('%s', (_, given, today, expected) => expect(said(given, today)).toBe(expected))

  test('what the head did counts as reached, and says so', () => {
    const views = keyPointsOf(facts({ events: [{ point: 'proposal', at: at('2026-11-18T10:00'), byHead: true }] }), moment('2026-11-18'))
    expect(views.map(view => view.byHead)).toEqual([true, true, false, false, false])
  })
})

const stages: PointStage[] = [
  { id: 1, pipelineId: 1, position: 10, kind: 'open', keyPoint: null }, { id: 2, pipelineId: 1, position: 20, kind: 'open', keyPoint: 'proposal' }, { id: 3, pipelineId: 1, position: 30, kind: 'thinking', keyPoint: null },
  { id: 4, pipelineId: 1, position: 40, kind: 'won', keyPoint: null }, { id: 5, pipelineId: 1, position: 50, kind: 'lost', keyPoint: 'payment' }, { id: 6, pipelineId: 2, position: 99, kind: 'open', keyPoint: null },
]
test('a stage that carries a point reaches it by being entered or passed; losing passes nothing, another pipeline neither', () => {
  expect([...reachOfStages(stages)]).toEqual([[1, 0], [2, 2], [3, 2], [4, 2], [5, 0], [6, 0]])
  expect([[...knownPoints(stages, 1, false)], [...knownPoints(stages, 2, false)], knownPoints(stages, 2, true).size]).toEqual([['proposal'], [], 5])
  expect([nextPoint(0, knownPoints(stages, 1, false), defaultRules), nextPoint(2, knownPoints(stages, 1, false), defaultRules)]).toEqual([{ point: 'proposal', workDays: 4 }, null])
})

test('the border in SQL is the deadline of the rule, on every day and for every number of working days', () => {
  for (let today = parseDay('2026-11-10')!; today < parseDay('2026-12-10')!; today++) {
    for (const workDays of [1, 2, 3, 5, 9]) {
      const border = workDayBack(calendar, today, workDays)
      for (let begun = today - 20; begun <= today; begun++) expect(begun < border, `${formatDay(begun)} ${workDays} ${formatDay(today)}`).toBe(calendar.workDayAfter(begun, workDays) < today)
    }
  }
})
