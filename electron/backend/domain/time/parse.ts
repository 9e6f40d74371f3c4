import { parseDay, type DayNumber } from './days.ts'
import type { Zone } from './zone.ts'

const pattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/

/**
 * Instant of an ISO 8601 date-time with an offset, or of a local date-time of the zone; null when it is none.
 * A date alone is not an instant: see `parseDay`.
 */
export const parseInstant = (text: string, zone: Zone): number | null => {
  const match = pattern.exec(text)
  if (!match) return null
  const day: DayNumber | null = parseDay(match[1]!)
  if (day === null) return null
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return null
  const msOfDay = hour * 3_600_000 + minute * 60_000 + second * 1000 + Number((match[5] ?? '').padEnd(3, '0').slice(0, 3))
  const offset = match[6]
  if (offset === undefined) return zone.instantOf(day, msOfDay)
  if (offset === 'Z') return day * 86_400_000 + msOfDay
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0')
  const [offsetHour, offsetMinute] = [Number(digits.slice(0, 2)), Number(digits.slice(2))]
  if (offsetHour > 18 || offsetMinute > 59) return null
  const sign = offset.startsWith('-') ? -1 : 1
  return day * 86_400_000 + msOfDay - sign * (offsetHour * 60 + offsetMinute) * 60_000
}
