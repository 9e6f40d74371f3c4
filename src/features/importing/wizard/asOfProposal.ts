import { dayOfInstant, type Day } from '../../../ui/days.ts'

const evening = '19:00'
const timeOf = (ms: number, timeZone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms)

/**
 * The moment of an export by the day in its name, as a local date-time; empty = now, which is right for one of today.
 * Not before the last import of that day: a repaired file of it belongs to the same evening.
 */
export const proposeAsOf = (found: { exportedOn: Day | null, lastAsOf: number | null }, { today, timeZone }: { today: Day, timeZone: string }): string => {
  const { exportedOn, lastAsOf } = found
  if (exportedOn === null || exportedOn >= today) return ''
  const minuteAfter = lastAsOf === null ? null : Math.ceil(lastAsOf / 60_000) * 60_000
  const time = minuteAfter !== null && dayOfInstant(minuteAfter, timeZone) === exportedOn ? timeOf(minuteAfter, timeZone) : evening
  return `${exportedOn}T${time > evening ? time : evening}`
}
