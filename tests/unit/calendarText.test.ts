import { describe, expect, it } from 'vitest'
import { parseCalendarCsv } from '../../electron/backend/domain/calendarText.ts'

describe('calendar as CSV', () => {
  it.each([
    ['with a byte order mark, a header and quotes', '\uFEFFday,kind,name\r\n2026-01-01,holiday,"Новый, ""год"""\r\n', [['2026-01-01', 'holiday', 'Новый, "год"']]],
    ['without a header, with semicolons', '2026-02-28;short;\n\n2026-03-07;workday;Перенос', [['2026-02-28', 'short', null], ['2026-03-07', 'workday', 'Перенос']]],
    ['without a name', '2028-02-29,holiday', [['2028-02-29', 'holiday', null]]],
    ['nothing', '', []],
  ])('%s', (_name, text, days) => {
    expect(parseCalendarCsv(text)).toEqual({ days: days.map(([day, kind, name]) => ({ day, kind, name })) })
  })

  it.each([
    ['a day that isn’t there', 'day,kind\n2026-02-29,holiday', { line: 2, problem: 'day', value: '2026-02-29' }],
    ['a kind that is none', '2026-02-28,feast', { line: 1, problem: 'kind', value: 'feast' }],
    ['a day that stands twice', '2026-02-28,short\n2026-02-28,holiday', { line: 2, problem: 'duplicate', value: '2026-02-28' }],
  ])('%s is said with its line', (_name, text, problem) => {
    expect(parseCalendarCsv(text)).toEqual(problem)
  })
})
