import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { makeWorkCalendar } from '../../electron/backend/domain/time/calendar.ts'
import { addMonths, formatDay, parseDay, weekdayOf } from '../../electron/backend/domain/time/days.ts'
import { parseInstant } from '../../electron/backend/domain/time/parse.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'

const day = (text: string): number => parseDay(text)!

describe('days', () => {
  test.each([
    ['2026-08-31', 6, '2027-02-28'], ['2027-08-31', 6, '2028-02-29'], ['2026-01-31', 1, '2026-02-28'], ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'], ['2026-01-15', -1, '2025-12-15'], ['2024-02-29', 12, '2025-02-28'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(formatDay(addMonths(day(from), months))).toBe(to)
  })

  test.each(['2026-02-29', '2026-02-31', '2026-13-01', '2026-00-10', '31.02.2026', '2026-1-01', ''])('%s is no day', (text) => {
    expect(parseDay(text)).toBeNull()
  })

  test('weekdays run from Monday 1 to Sunday 7', () => {
    expect(weekdayOf(day('2026-11-22'))).toBe(7)
    expect(weekdayOf(day('2026-11-23'))).toBe(1)
    expect(weekdayOf(day('1969-12-31'))).toBe(3)
  })
})

test('every text of a date and time means what Date says, however it is written', () => {
  const utc = makeZone('UTC')
  const two = (value: number): string => String(value).padStart(2, '0')
  const part = (most: number) => fc.integer({ min: 0, max: most })
  fc.assert(fc.property(fc.tuple(part(9999), part(13), part(32), part(24), part(60), part(60), part(999)), fc.constantFrom('Z', '+03:00', '-11:30', '+0300', '', '+19:00'), fc.constantFrom('T', ' '), fc.boolean(), ([year, month, day, hour, minute, second, ms], offset, mark, withMs) => {
    const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
    const probe = new Date(0)
    probe.setUTCFullYear(year, month - 1, day)
    const isDay = probe.getUTCMonth() === month - 1 && probe.getUTCDate() === day
    expect(parseDay(date)).toBe(isDay ? probe.getTime() / 86_400_000 : null)
    const text = `${date}${mark}${two(hour)}:${two(minute)}:${two(second)}${withMs ? `.${String(ms).padStart(3, '0')}` : ''}${offset}`
    const isTime = isDay && hour < 24 && minute < 60 && second < 60 && offset !== '+19:00'
    const shift = offset.startsWith('+03') ? 180 : offset.startsWith('-') ? -690 : 0
    expect(parseInstant(text, utc)).toBe(isTime ? probe.getTime() + hour * 3_600_000 + (minute - shift) * 60_000 + second * 1000 + (withMs ? ms : 0) : null)
  }), { numRuns: 2000, seed: 5 })
  for (const text of ['2026-11-20T19:00:0xZ', '2026-11-20T19:00:00.1xZ', '2026-11-20T19:00:00.12xZ', '2026-11-20T1a:00:00Z', '2026-1120T19:00:00ZZ', '2026-11-20T19:00:00Zx', '２026-11-20T19:00:00Z', '2026-11-20T19:00:00+0x:00']) expect(parseInstant(text, utc)).toBeNull()
})

describe('zones', () => {
  const zones = ['Europe/Moscow', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu', 'Africa/Casablanca', 'Pacific/Apia', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC']

  test.each(zones)('%s: local days and offsets equal those of Temporal, around every change too', (name) => {
    const zone = makeZone(name)
    let probe = Temporal.Instant.fromEpochMilliseconds(Date.UTC(2010, 0, 1)).toZonedDateTimeISO(name)
    const instants: number[] = []
    for (let instant = Date.UTC(2010, 0, 1); instant < Date.UTC(2028, 0, 1); instant += 86_400_000 * 17 + 3_333_000) instants.push(instant)
    for (let count = 0; count < 40; count++) {
      const next = probe.getTimeZoneTransition('next')
      if (!next || next.epochMilliseconds > Date.UTC(2028, 0, 1)) break
      instants.push(next.epochMilliseconds - 1, next.epochMilliseconds, next.epochMilliseconds + 1)
      probe = next
    }
    for (const instant of instants) {
      const expected = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name)
      expect(zone.offsetAt(instant), expected.toString()).toBe(expected.offsetNanoseconds / 1e6)
      expect(formatDay(zone.dayOf(instant))).toBe(expected.toPlainDate().toString())
      expect(zone.startOfDay(zone.dayOf(instant))).toBe(expected.startOfDay().epochMilliseconds)
    }
  })

  test('a local time that occurs twice is the earlier', () => {
    const zone = makeZone('Europe/Berlin')
    expect(new Date(zone.instantOf(day('2026-10-25'), 2.5 * 3_600_000)).toISOString()).toBe('2026-10-25T00:30:00.000Z')
  })

  test('a local time that is skipped moves on by the gap', () => {
    const zone = makeZone('Europe/Berlin')
    expect(new Date(zone.instantOf(day('2026-03-29'), 2.5 * 3_600_000)).toISOString()).toBe('2026-03-29T01:30:00.000Z')
  })

  test('a moment is written with the offset of its zone', () => {
    expect(makeZone('Europe/Moscow').format(Date.UTC(2026, 10, 20, 16))).toBe('2026-11-20T19:00:00+03:00')
    expect(makeZone('America/New_York').format(Date.UTC(2026, 10, 20, 16))).toBe('2026-11-20T11:00:00-05:00')
    expect(makeZone('UTC').format(Date.UTC(2026, 10, 20, 16, 0, 0, 250))).toBe('2026-11-20T16:00:00.250+00:00')
  })
})

describe('instants', () => {
  const zone = makeZone('Europe/Moscow')
  test.each([
    ['2026-11-20T19:00:00+03:00', '2026-11-20T16:00:00.000Z'], ['2026-11-20T19:00+0300', '2026-11-20T16:00:00.000Z'], ['2026-11-20T19:00Z', '2026-11-20T19:00:00.000Z'],
    ['2026-11-20 19:00', '2026-11-20T16:00:00.000Z'], ['2026-11-20T19:00:00.5-05:30', '2026-11-21T00:30:00.500Z'],
  ])('%s', (text, expected) => {
    expect(new Date(parseInstant(text, zone)!).toISOString()).toBe(expected)
  })

  test.each(['2026-11-20', '2026-02-31T10:00Z', '2026-11-20T24:00Z', '2026-11-20T10:60Z', 'tomorrow', '20.11.2026 10:00', ''])('%s is no instant', (text) => {
    expect(parseInstant(text, zone)).toBeNull()
  })
})

describe('the working calendar', () => {
  const calendar = makeWorkCalendar([1, 2, 3, 4, 5], new Map([[day('2026-05-01'), 'holiday'], [day('2026-05-02'), 'workday'], [day('2026-11-03'), 'short'], [day('2026-11-04'), 'holiday']]))

  test('a holiday on a weekday is free, a moved Saturday and a short day are worked', () => {
    expect(['2026-05-01', '2026-05-02', '2026-05-03', '2026-11-03', '2026-11-04'].map(text => calendar.isWorkDay(day(text)))).toEqual([false, true, false, true, false])
  })

  test.each([['2026-04-30', 1, '2026-05-02'], ['2026-04-30', 2, '2026-05-04'], ['2026-11-20', 2, '2026-11-24'], ['2026-11-02', 2, '2026-11-05']])('%s, working day %i after, is %s', (from, n, to) => {
    expect(formatDay(calendar.workDayAfter(day(from), n))).toBe(to)
  })

  test('a calendar without working days ends its search', () => {
    expect(makeWorkCalendar([], new Map()).workDayAfter(0, 2)).toBe(2)
  })
})
