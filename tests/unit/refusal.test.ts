import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidenceOf, lateBefore, lateFrom } from '../../electron/backend/domain/refusal.ts'
import { defaultRules } from '../../electron/backend/domain/rules.ts'
import { isClosedForNewLeads, rulingOf } from '../../electron/backend/domain/transfer.ts'
import { makeWorkCalendar, type CalendarDayKind } from '../../electron/backend/domain/time/calendar.ts'
import { addMonths, formatDay, parseDay } from '../../electron/backend/domain/time/days.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'

const shipped = JSON.parse(readFileSync(new URL('../../resources/calendars/ru.json', import.meta.url), 'utf8')) as { days: { day: string, kind: CalendarDayKind }[] }
const russian = makeWorkCalendar([1, 2, 3, 4, 5], new Map(shipped.days.map(({ day, kind }) => [parseDay(day)!, kind])))
const moscow = makeZone('Europe/Moscow')

describe('late refusals', () => {
  it.each([
    ['asked on a Monday: Wednesday', '2026-11-16T10:00:00+03:00', '2026-11-18T00:00:00+03:00'],
    ['asked on a Friday: the weekend doesn’t count', '2026-11-20T23:59:59+03:00', '2026-11-24T00:00:00+03:00'],
    ['asked on a Saturday', '2026-11-21T12:00:00+03:00', '2026-11-24T00:00:00+03:00'],
    ['asked before a holiday in the middle of the week (4 November)', '2026-11-03T18:00:00+03:00', '2026-11-06T00:00:00+03:00'],
    ['asked before the New Year’s holidays', '2025-12-30T12:00:00+03:00', '2026-01-13T00:00:00+03:00'],
    ['asked just after midnight belongs to the new day', '2026-11-17T00:00:00+03:00', '2026-11-19T00:00:00+03:00'],
  ])('%s', (_name, asked, late) => {
    expect(moscow.format(lateFrom(Date.parse(asked), moscow, russian, 2))).toBe(late)
  })

  it.each(['2026-11-18T00:00:00+03:00', '2026-11-17T23:59:59+03:00', '2026-11-24T00:00:00+03:00', '2026-01-12T12:00:00+03:00', '2026-01-13T00:00:00+03:00'])('the border at %s parts exactly those that are late', (text) => {
    const now = Date.parse(text)
    const border = lateBefore(now, moscow, russian, 2)
    for (let asked = now - 20 * 86_400_000; asked <= now; asked += 3_600_000) {
      expect(now >= lateFrom(asked, moscow, russian, 2), moscow.format(asked)).toBe(asked < border)
    }
  })

  it('a calendar without a working day doesn’t loop for ever', () => {
    expect(lateBefore(Date.parse('2026-11-18T00:00:00Z'), moscow, makeWorkCalendar([], new Map()), 2)).toBeLessThan(Date.parse('2026-11-18T00:00:00Z'))
  })

  it.each([['2026-08-31', 6, '2027-02-28'], ['2027-08-31', 6, '2028-02-29'], ['2026-11-30', 3, '2027-02-28'], ['2026-03-31', -1, '2026-02-28']])('%s and %i months is %s', (day, months, later) => {
    expect(formatDay(addMonths(parseDay(day)!, months))).toBe(later)
  })
})

describe('evidence', () => {
  const today = parseDay('2026-11-20')!
  const at = (day: string): number => Date.parse(`${day}T12:00:00+03:00`)
  const moment = { today, zone: moscow, rules: defaultRules }
  const known = { contacts: [], keyPoints: [], tasks: { missed: 0, moved: 0 }, notes: 0, calls: null }

  it.each([
    ['three contacts on two days', ['2026-11-10', '2026-11-10', '2026-11-11'], false],
    ['three contacts on three days', ['2026-11-09', '2026-11-10', '2026-11-11'], true],
    ['none', [], false],
  ])('enough contacts: %s', (_name, days, enough) => {
    expect(evidenceOf({ ...known, contacts: days.map(at) }, moment).checklist.enoughContacts).toBe(enough)
  })

  it.each([['2026-11-06', true, 14], ['2026-11-05', false, 15], ['2026-11-20', true, 0]])('last contact on %s', (day, recent, days) => {
    expect(evidenceOf({ ...known, contacts: [at(day)] }, moment)).toMatchObject({ daysSinceLastContact: days, checklist: { recentContact: recent } })
  })

  it.each([[['proposal'], true], [['presentation'], true], [['invoice', 'payment'], false], [[], false]])('a proposal or presentation among %j: %s', (keyPoints, sent) => {
    expect(evidenceOf({ ...known, keyPoints }, moment).checklist.proposalSent).toBe(sent)
  })

  it.each([
    ['nobody listens', null, null, null], ['heard, not scored', { listened: 2, scored: 0, score: null, openAgreement: true }, 2, null],
    ['an open agreement', { listened: 2, scored: 1, score: 70, openAgreement: true }, 2, false], ['none open', { listened: 2, scored: 1, score: 70, openAgreement: false }, 2, true],
  ])('no open agreement in a listened call: %s', (_name, calls, listened, answer) => {
    expect(evidenceOf({ ...known, calls }, moment)).toMatchObject({ callsListened: listened, callScore: calls?.score ?? null, checklist: { noOpenAgreement: answer } })
  })

  it('unknown is not none', () => {
    const evidence = evidenceOf({ contacts: null, keyPoints: null, tasks: null, notes: null, calls: null }, moment)
    expect(Object.values(evidence.checklist)).toEqual([null, null, null, null, null])
    expect(evidence).toMatchObject({ contacts: null, contactDays: null, daysSinceLastContact: null, tasksMissed: null, notes: null })
    expect(evidenceOf(known, moment)).toMatchObject({ contacts: 0, contactDays: 0, daysSinceLastContact: null, tasksMissed: 0, notes: 0, keyPoints: [] })
  })
})

describe('closed for new leads', () => {
  it.each([[10, 15, false], [11, 0, true], [0, 16, true]])('%i overdue tasks and %i stuck deals: %s', (overdueTasks, stuckDeals, closed) => {
    expect(isClosedForNewLeads({ overdueTasks, stuckDeals }, defaultRules)).toBe(closed)
  })
  it.each([
    [false, true, undefined, 'free'], [true, true, undefined, 'refused'], [true, true, '  ', 'refused'], [true, true, 'Больше некому', 'overridden'], [true, false, undefined, 'warned'],
  ] as const)('closed %s, first stage %s, override %s: %s', (closed, firstStage, override, ruling) => {
    expect(rulingOf({ closed, firstStage, override })).toBe(ruling)
  })
})
