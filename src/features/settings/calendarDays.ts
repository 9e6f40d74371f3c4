import { addDays, isDay, makeDay, weekday, type Day } from '../../ui/days.ts'

export type DayKind = 'holiday' | 'workday' | 'short'
export const kindCycle = ['ordinary', 'holiday', 'workday', 'short'] as const
export type WantedKind = (typeof kindCycle)[number]

/** What a press of Enter makes of a day. */
export const nextKind = (kind: DayKind | undefined): WantedKind => kindCycle[(kindCycle.indexOf(kind ?? 'ordinary') + 1) % kindCycle.length] ?? 'ordinary'

export const isWorked = (day: Day, kind: DayKind | undefined, workWeek: readonly number[]): boolean => kind === undefined ? workWeek.includes(weekday(day)) : kind !== 'holiday'

/** Weeks of a month from Monday; null where the week belongs to a neighbour. */
export const weeksOf = (year: number, month: number): (Day | null)[][] => {
  const first = makeDay(year, month, 1) ?? `${year}-01-01`
  const cells: (Day | null)[] = Array.from({ length: weekday(first) - 1 }, () => null)
  for (let date = 1; date <= 31; date++) {
    const day = makeDay(year, month, date)
    if (day) cells.push(day)
  }
  while (cells.length % 7) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, index) => cells.slice(index * 7, index * 7 + 7))
}

/** The same date `months` later; the last of the month where it has none. */
const byMonth = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const count = year * 12 + month - 1 + months
  for (let late = date; late >= 28; late--) {
    const moved = makeDay(Math.floor(count / 12), (count % 12) + 1, late)
    if (moved) return moved
  }
  return makeDay(Math.floor(count / 12), (count % 12) + 1, date) ?? day
}

const dayMoves: Record<string, (day: Day) => Day> = {
  ArrowLeft: day => addDays(day, -1), ArrowRight: day => addDays(day, 1), ArrowUp: day => addDays(day, -7), ArrowDown: day => addDays(day, 7),
  PageUp: day => byMonth(day, -1), PageDown: day => byMonth(day, 1), Home: day => addDays(day, 1 - weekday(day)), End: day => addDays(day, 7 - weekday(day)),
}

/** Where a key leads from a day, or null when it leads nowhere. */
export const moveDay = (day: Day, code: string): Day | null => {
  const moved = dayMoves[code]?.(day)
  return moved && isDay(moved) ? moved : null
}
