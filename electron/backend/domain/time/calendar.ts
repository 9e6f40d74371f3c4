import { weekdayOf, type DayNumber } from './days.ts'

/** The workspace's working calendar: a week's pattern and the days that differ from it. */
export interface WorkCalendar {
  isWorkDay(day: DayNumber): boolean
  /** The n-th working day after `day` (n ≥ 1); `day` itself doesn't count. */
  workDayAfter(day: DayNumber, n: number): DayNumber
  /** Working days in (from, to]; 0 when `to` isn't later. */
  workDaysBetween(from: DayNumber, to: DayNumber): number
  /** The last working day before `day`. */
  workDayBefore(day: DayNumber): DayNumber
}

export type CalendarDayKind = 'holiday' | 'workday' | 'short'

export const makeWorkCalendar = (workWeek: readonly number[], special: ReadonlyMap<DayNumber, CalendarDayKind>): WorkCalendar => {
  const week = new Set(workWeek)
  const isWorkDay = (day: DayNumber): boolean => {
    const kind = special.get(day)
    return kind ? kind !== 'holiday' : week.has(weekdayOf(day))
  }
  // A calendar without any working day must not loop for ever; a year without one ends the search.
  const search = (day: DayNumber, step: 1 | -1): DayNumber => {
    for (let passed = 1; passed <= 366; passed++) {
      if (isWorkDay(day + step * passed)) return day + step * passed
    }
    return day + step
  }
  return {
    isWorkDay,
    workDayAfter: (day, n) => {
      let found = day
      for (let count = 0; count < n; count++) found = search(found, 1)
      return found
    },
    workDaysBetween: (from, to) => {
      let count = 0
      for (let day = from + 1; day <= to; day++) if (isWorkDay(day)) count++
      return count
    },
    workDayBefore: day => search(day, -1),
  }
}
