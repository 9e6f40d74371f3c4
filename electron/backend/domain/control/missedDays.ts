import type { WorkCalendar } from '../time/calendar.ts'
import { formatDay, parseDay, type DayNumber } from '../time/days.ts'

/** Work days from the first control to the day before `today` that nobody signed, newest first (domain.md, Daily control). */
export const missedDays = (firstControl: string | null, today: DayNumber, signed: ReadonlySet<string>, calendar: WorkCalendar): string[] => {
  const first = firstControl === null ? null : parseDay(firstControl)
  if (first === null) return []
  const missed: string[] = []
  for (let day = today - 1; day >= first; day--) {
    if (!calendar.isWorkDay(day)) continue
    const text = formatDay(day)
    if (!signed.has(text)) missed.push(text)
  }
  return missed
}
