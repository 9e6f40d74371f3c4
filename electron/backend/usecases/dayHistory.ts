import type { Check } from '../../../src/shared/vocabulary.ts'
import { formatDay, parseDay } from '../domain/time/days.ts'
import { countOpenBacklog, firstControlDay, personNames } from '../store/queries/controlDays.ts'
import { all, one } from '../store/queries/rows.ts'
import { todayOf } from './controlDay.ts'
import type { Session } from './desk.ts'

export interface HistoryRow {
  day: string, state: 'signed' | 'missed' | 'open', signedBy: { id: number, name: string } | null, signedAt: number | null
  counts: Record<Check, number> | null, decided: number, left: number
}

interface DayRow { day: string, signedAt: number | null, signedBy: number | null, checks: string | null, decided: number }

/** Days of the control, newest first; work days without a signature are missed. The cursor is the last day of the page before. */
export const dayHistory = ({ desk }: Session, input: { cursor?: string, limit: number }): { rows: HistoryRow[], next: string | null } => {
  const today = todayOf(desk, desk.clock())
  const first = firstControlDay(desk.db)
  if (first === null) return { rows: [], next: null }
  const { calendar } = desk.settings()
  const names = personNames(desk.db)
  const known = new Map(all<DayRow>(desk.db, `
    SELECT day, signed_at AS signedAt, signed_by AS signedBy, json_extract(report, '$.checks') AS checks,
      (SELECT count(DISTINCT finding_id) FROM finding_decision WHERE finding_decision.day = control_day.day AND undone_at IS NULL) AS decided
    FROM control_day WHERE day < ?`, input.cursor ?? '9999').map(row => [row.day, row]))
  const start = input.cursor === undefined ? parseDay(today)! : Math.min(parseDay(today)!, (parseDay(input.cursor) ?? 0) - 1)
  const rows: HistoryRow[] = []
  for (let number = start; number >= parseDay(first)! && rows.length < input.limit; number--) {
    const day = formatDay(number)
    const row = known.get(day)
    if (row?.signedAt != null) {
      const frozen = JSON.parse(row.checks ?? '[]') as { check: Check, count: number, left: number }[]
      rows.push({
        day, state: 'signed', signedAt: row.signedAt, signedBy: row.signedBy === null ? null : { id: row.signedBy, name: names.get(row.signedBy) ?? '' }, decided: row.decided,
        counts: Object.fromEntries(frozen.map(({ check, count }) => [check, count])) as Record<Check, number>, left: frozen.reduce((total, { left }) => total + left, 0),
      })
    } else if (day === today ? row : calendar.isWorkDay(number)) {
      rows.push({ day, state: day === today ? 'open' : 'missed', signedAt: null, signedBy: null, counts: null, decided: row?.decided ?? 0, left: 0 })
    }
  }
  const last = rows.at(-1)
  return { rows, next: rows.length === input.limit && last && last.day > first ? last.day : null }
}

/** The backlog's size by day, oldest first: where it began, what each signed day left, and now (domain.md, Daily control, Backlog). */
export const backlogByDay = ({ desk }: Session): { day: string, count: number, signed: boolean }[] => {
  const today = todayOf(desk, desk.clock())
  const began = one<{ day: string | null, count: number }>(desk.db, `
    SELECT first_seen_day AS day, count(*) AS count FROM finding WHERE backlog = 1 AND first_seen_day = (SELECT min(first_seen_day) FROM finding WHERE backlog = 1)`)
  if (!began || began.day === null) return []
  const rows: { day: string, count: number, signed: boolean }[] = all<{ day: string, count: number }>(desk.db,
    'SELECT day, backlog_left AS count FROM control_day WHERE backlog_left IS NOT NULL ORDER BY day').map(row => ({ ...row, signed: true }))
  if (rows[0]?.day !== began.day) rows.unshift({ day: began.day, count: began.count, signed: false })
  if (rows.at(-1)!.day < today) rows.push({ day: today, count: countOpenBacklog(desk.db, today), signed: false })
  return rows
}
