import { dayAtStart, parseDay, twoDigits, type DayNumber } from './days.ts'
import type { Zone } from './zone.ts'

const pattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/

/**
 * Instant of an ISO 8601 date-time with an offset, or of a local date-time of the zone; null when it is none.
 * A date alone is not an instant: see `parseDay`.
 */
export const parseInstant = (text: string, zone: Zone): number | null => {
  const usual = parseUsual(text)
  if (usual !== null) return usual
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

/** `2026-11-20T19:00:00`, with or without milliseconds, in UTC or with an offset of hours and minutes; null for what isn't written so. */
const parseUsual = (text: string): number | null => {
  const { length } = text
  if (length < 20 || length > 29 || text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return null
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)]
  const day = dayAtStart(text)
  if (day === null || !(hour <= 23 && minute <= 59 && second <= 59)) return null
  let end = 19
  let ms = 0
  if (text.charCodeAt(19) === 46) {
    ms = twoDigits(text, 20) * 10 + text.charCodeAt(22) - 48
    const last = text.charCodeAt(22)
    if (!(ms >= 0 && last >= 48 && last <= 57)) return null
    end = 23
  }
  const at = day * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
  const sign = text.charCodeAt(end)
  if (sign === 90) return length === end + 1 ? at : null
  if ((sign !== 43 && sign !== 45) || length !== end + 6 || text.charCodeAt(end + 3) !== 58) return null
  const [offsetHour, offsetMinute] = [twoDigits(text, end + 1), twoDigits(text, end + 4)]
  if (!(offsetHour <= 18 && offsetMinute <= 59)) return null
  return at - (sign === 45 ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60_000
}
