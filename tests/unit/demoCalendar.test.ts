import { expect, test } from 'vitest'
import { makeWorkCalendar, type CalendarDayKind } from '../../electron/backend/domain/time/calendar.ts'
import { dayNumberOf, parseDay, weekdayOf } from '../../electron/backend/domain/time/days.ts'
import ru from '../../resources/calendars/ru.json' with { type: 'json' }

const kinds = new Map(ru.days.map(({ day, kind }) => [parseDay(day)!, kind as CalendarDayKind]))
const calendar = makeWorkCalendar([1, 2, 3, 4, 5], kinds)

test.each([
  ['2024-04-27', true, 'workday'], ['2024-04-29', false, 'holiday'], ['2024-04-30', false, 'holiday'], ['2024-05-10', false, 'holiday'], ['2024-11-02', true, 'short'],
  ['2024-12-28', true, 'workday'], ['2024-12-30', false, 'holiday'], ['2025-05-02', false, 'holiday'], ['2025-05-08', false, 'holiday'], ['2025-06-13', false, 'holiday'],
  ['2025-11-01', true, 'short'], ['2025-11-03', false, 'holiday'], ['2026-01-09', false, 'holiday'], ['2026-01-12', true, undefined], ['2026-03-09', false, 'holiday'],
  ['2026-05-08', true, 'short'], ['2026-05-11', false, 'holiday'], ['2026-11-03', true, 'short'], ['2026-11-04', false, 'holiday'], ['2026-12-31', false, 'holiday'],
] as const)('%s is as the Russian production calendar has it (0-based months read as 1-based move every holiday)', (day, worked, kind) => {
  expect(calendar.isWorkDay(parseDay(day)!)).toBe(worked)
  expect(kinds.get(parseDay(day)!)).toBe(kind)
})

test.each([[2023, 247], [2024, 248], [2025, 247], [2026, 247]])('%i has the official number of working days (a lost or doubled transfer shows here)', (year, official) => {
  expect(calendar.workDaysBetween(dayNumberOf(year, 1, 1) - 1, dayNumberOf(year, 12, 31))).toBe(official)
})

test('every entry is a day of a year that the file says it knows, once and in order, and a workday is a weekend day', () => {
  const days = ru.days.map(({ day }) => day)
  expect([...new Set(days)].sort()).toEqual(days)
  for (const { day, kind } of ru.days) {
    expect(ru.years).toContain(Number(day.slice(0, 4)))
    if (kind === 'workday') expect(weekdayOf(parseDay(day)!)).toBeGreaterThan(5)
  }
})
