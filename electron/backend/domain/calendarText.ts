import type { CalendarDayKind } from './time/calendar.ts'
import { parseDay } from './time/days.ts'

export interface CalendarLine { day: string, kind: CalendarDayKind, name: string | null }
export interface CalendarProblem { line: number, problem: 'day' | 'kind' | 'duplicate', value: string }

const kinds: ReadonlySet<string> = new Set(['holiday', 'workday', 'short'])

/** Cells of one line; quotes as in RFC 4180, a semicolon for those whose Excel writes it. */
const cellsOf = (line: string): string[] => {
  const separator = /^[^",;]*;/.test(line) ? ';' : ','
  const cells = line.match(new RegExp(`(?:^|${separator})(?:"(?:[^"]|"")*"|[^${separator}]*)`, 'g')) ?? []
  return cells.map(cell => cell.replace(new RegExp(`^${separator}`), '').trim().replace(/^"(.*)"$/s, (_all, inside: string) => inside.replaceAll('""', '"')).trim())
}

/** Reads CSV text `day,kind[,name]`, with or without that header; the first problem with its line (1 = the first). */
export const parseCalendarCsv = (text: string): { days: CalendarLine[] } | CalendarProblem => {
  const days = new Map<string, CalendarLine>()
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const [day = '', kind = '', name = ''] = cellsOf(line)
    if (index === 0 && day.toLowerCase() === 'day') continue
    if (parseDay(day) === null) return { line: index + 1, problem: 'day', value: day.slice(0, 40) }
    if (!kinds.has(kind)) return { line: index + 1, problem: 'kind', value: kind.slice(0, 40) }
    if (days.has(day)) return { line: index + 1, problem: 'duplicate', value: day }
    days.set(day, { day, kind: kind as CalendarDayKind, name: name === '' ? null : name.slice(0, 120) })
  }
  return { days: [...days.values()] }
}
