import type { WorkCalendar } from '../domain/time/calendar.ts'
import type { DayNumber } from '../domain/time/days.ts'
import type { Zone } from '../domain/time/zone.ts'
import type { Random } from './random.ts'

const minute = 60_000
const hour = 60 * minute

/** The demo team's hours: 9:00 to 18:30 on working days. Instants are whole seconds, in ms. */
export interface WorkTime {
  readonly zone: Zone
  readonly calendar: WorkCalendar
  readonly asOf: number
  /** Local day of the as-of. */
  readonly today: DayNumber
  /** The last working day before today: the one that the head has signed. */
  readonly lastWorkDay: DayNumber
  /** Evenings on which the CRM was exported before today, oldest first; instants of 18:45. */
  readonly evenings: readonly number[]
  /** `day` if it is worked, else the working day before it. */
  workDayAt(day: DayNumber): DayNumber
  /** The n-th working day from `day` on, or back when n is negative. */
  shift(day: DayNumber, n: number): DayNumber
  /** Some moment of the working hours of `day`. */
  moment(day: DayNumber, random: Random): number
  at(day: DayNumber, hours: number, minutes: number): number
}

/** Working days between the first import and the last signed day: enough for a backlog that goes down. */
export const trackedEvenings = (deals: number): number => deals > 20_000 ? 3 : deals > 6_000 ? 5 : 8

export const makeWorkTime = (options: { zone: Zone, calendar: WorkCalendar, asOf: number, evenings: number }): WorkTime => {
  const { zone, calendar } = options
  const asOf = Math.floor(options.asOf / minute) * minute
  const today = zone.dayOf(asOf)
  const workDayAt = (day: DayNumber): DayNumber => calendar.isWorkDay(day) ? day : calendar.workDayBefore(day)
  const shift = (day: DayNumber, n: number): DayNumber => {
    if (n >= 0) return n === 0 ? day : calendar.workDayAfter(day, n)
    let found = day
    for (let count = 0; count < -n; count++) found = calendar.workDayBefore(found)
    return found
  }
  const at = (day: DayNumber, hours: number, minutes: number): number => zone.instantOf(day, hours * hour + minutes * minute)
  const lastWorkDay = calendar.workDayBefore(today)
  const evenings = Array.from({ length: options.evenings }, (_, index) => at(shift(lastWorkDay, index + 1 - options.evenings), 18, 45))
  return {
    zone, calendar, asOf, today, lastWorkDay, evenings, workDayAt, shift, at,
    moment: (day, random) => zone.instantOf(day, 9 * hour + random.between(3 * 60, 9.4 * 3600) * 1000),
  }
}
