import { dayNumberOf, type DayNumber } from './days.ts'

/**
 * Local time of one IANA zone. Offsets come from Intl and are kept year by year as a sorted table of
 * transitions, because a review asks for some hundred thousand local days and Intl takes microseconds each.
 */
export interface Zone {
  readonly name: string
  /** Offset from UTC in milliseconds at an instant. */
  offsetAt(instant: number): number
  /** Local day number of an instant. */
  dayOf(instant: number): DayNumber
  /** First instant of a local day (00:00, or the first moment that exists). */
  startOfDay(day: DayNumber): number
  /** Instant of a local date-time; one that occurs twice is the earlier, one that is skipped moves on by the gap. */
  instantOf(day: DayNumber, msOfDay: number): number
  /** ISO 8601 with the zone's offset: `2026-11-20T19:00:00+03:00`. */
  format(instant: number): string
}

const msPerDay = 86_400_000
const week = 7 * msPerDay

export const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}

interface YearTable { starts: number[], offsets: number[] }

export const makeZone = (name: string): Zone => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: name, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short',
  })
  const readOffset = (instant: number): number => {
    const second = Math.floor(instant / 1000) * 1000
    const value: Record<string, string> = {}
    for (const part of parts.formatToParts(second)) value[part.type] = part.value
    const year = value.era === 'BC' ? 1 - Number(value.year) : Number(value.year)
    const days = dayNumberOf(year, Number(value.month), Number(value.day))
    const local = days * msPerDay + Number(value.hour) * 3_600_000 + Number(value.minute) * 60_000 + Number(value.second) * 1000
    return local - second
  }

  const years = new Map<number, YearTable>()
  const tableOf = (year: number): YearTable => {
    const known = years.get(year)
    if (known) return known
    const from = dayNumberOf(year, 1, 1) * msPerDay
    const to = dayNumberOf(year + 1, 1, 1) * msPerDay
    const table: YearTable = { starts: [from], offsets: [readOffset(from)] }
    // No zone changes twice within a week, so weekly probes find every transition.
    for (let low = from; low < to; low += week) {
      const high = Math.min(low + week, to)
      const before = table.offsets.at(-1)!
      const after = readOffset(high)
      if (after === before) continue
      let left = low
      let right = high
      while (right - left > 1000) {
        const middle = Math.floor((left + right) / 2000) * 1000
        if (readOffset(middle) === before) left = middle
        else right = middle
      }
      table.starts.push(right)
      table.offsets.push(after)
    }
    years.set(year, table)
    return table
  }

  // Instants mostly are of the year of the one before: asking which year that is costs more than all the rest.
  let [from, to] = [Number.NaN, Number.NaN]
  let cached: YearTable = { starts: [], offsets: [] }
  const offsetAt = (instant: number): number => {
    if (!(instant >= from && instant < to)) {
      const year = new Date(instant).getUTCFullYear()
      cached = tableOf(year)
      ;[from, to] = [dayNumberOf(year, 1, 1) * msPerDay, dayNumberOf(year + 1, 1, 1) * msPerDay]
    }
    let index = cached.starts.length - 1
    while (index > 0 && instant < cached.starts[index]!) index--
    return cached.offsets[index]!
  }

  const dayOf = (instant: number): DayNumber => Math.floor((instant + offsetAt(instant)) / msPerDay)

  const instantOf = (day: DayNumber, msOfDay: number): number => {
    const local = day * msPerDay + msOfDay
    const before = offsetAt(local - msPerDay)
    const after = offsetAt(local + msPerDay)
    // The larger offset gives the earlier instant, which wins when both are right.
    const candidates = [local - Math.max(before, after), local - Math.min(before, after)]
    for (const candidate of candidates) {
      if (candidate + offsetAt(candidate) === local) return candidate
    }
    // Skipped by the clock: as far after the gap as it stands after the gap's beginning.
    return local - before
  }

  const startOfDay = (day: DayNumber): number => {
    const instant = instantOf(day, 0)
    if (dayOf(instant) === day && instant + offsetAt(instant) === day * msPerDay) return instant
    // Midnight was skipped: the day begins at the transition itself.
    let left = instant - msPerDay
    let right = instant
    while (right - left > 1) {
      const middle = Math.floor((left + right) / 2)
      if (dayOf(middle) < day) left = middle
      else right = middle
    }
    return right
  }

  const format = (instant: number): string => {
    const offset = offsetAt(instant)
    const local = new Date(instant + offset).toISOString()
    const text = instant % 1000 === 0 ? local.slice(0, -5) : local.slice(0, -1)
    const sign = offset < 0 ? '-' : '+'
    const minutes = Math.round(Math.abs(offset) / 60_000)
    return `${text}${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  }

  return { name, offsetAt, dayOf, startOfDay, instantOf, format }
}
