// Instants are milliseconds since 1970; local days are 'YYYY-MM-DD'. Plain Intl is used on purpose: the product
// uses other means, so that a mistake in one is not repeated in the other.

export const hour = 3_600_000
export const minute = 60_000

interface LocalParts { day: string; hour: number; minute: number; second: number }

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timezone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timezone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    })
    formatters.set(timezone, formatter)
  }
  return formatter
}

function localParts(instant: number, timezone: string): LocalParts {
  const found: Record<string, string> = {}
  for (const part of formatterOf(timezone).formatToParts(instant)) found[part.type] = part.value
  return {
    day: `${(found['year'] ?? '').padStart(4, '0')}-${found['month']}-${found['day']}`,
    hour: Number(found['hour']), minute: Number(found['minute']), second: Number(found['second']),
  }
}

export function localDay(instant: number, timezone: string): string {
  return localParts(instant, timezone).day
}

/** What the wall clock is ahead of UTC, in milliseconds. */
export function offsetAt(instant: number, timezone: string): number {
  const whole = Math.floor(instant / 1000) * 1000
  const parts = localParts(whole, timezone)
  return dayStartUtc(parts.day) + parts.hour * hour + parts.minute * minute + parts.second * 1000 - whole
}

function dayStartUtc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

/** The instant of a wall-clock time; a time that occurs twice is the earlier. */
export function instantOfLocal(day: string, time: string, timezone: string): number {
  const wall = Date.parse(`${day}T${time}Z`)
  const candidates = [wall - offsetAt(wall - 24 * hour, timezone), wall - offsetAt(wall + 24 * hour, timezone)]
    .sort((left, right) => left - right)
  for (const candidate of candidates) if (candidate + offsetAt(candidate, timezone) === wall) return candidate
  return candidates[1] ?? wall // A wall-clock time that was skipped: the one after the gap.
}

export function addDays(day: string, days: number): string {
  return new Date(dayStartUtc(day) + days * 24 * hour).toISOString().slice(0, 10)
}

/** Whole local days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((dayStartUtc(to) - dayStartUtc(from)) / (24 * hour))
}

export function isRealDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const parsed = dayStartUtc(text)
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().slice(0, 10) === text
}

/** ISO 8601 with an offset; null when it is anything else. */
export function parseInstant(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/.exec(text)
  if (match === null) return null
  const [, day = '', hours = '', minutes = '', seconds = '00', fraction = '0', offset = 'Z'] = match
  if (!isRealDay(day) || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const sign = offset.startsWith('-') ? -1 : 1
  const shift = offset === 'Z' ? 0 : sign * (Number(offset.slice(1, 3)) * hour + Number(offset.slice(4, 6)) * minute)
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3))
  return dayStartUtc(day) + Number(hours) * hour + Number(minutes) * minute + Number(seconds) * 1000 + milliseconds - shift
}

/** A moment as a command takes it: with an offset, or a local date-time of the workspace. */
export function parseMoment(text: string, timezone: string): number {
  const instant = parseInstant(text)
  if (instant !== null) return instant
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?$/.exec(text)
  if (match === null) throw new Error(`Not a moment: ${text}`)
  return instantOfLocal(match[1] ?? '', `${match[2] ?? ''}${match[3] ?? ':00'}`, timezone)
}

export function formatOffset(shift: number): string {
  const absolute = Math.abs(shift)
  const hours = String(Math.floor(absolute / hour)).padStart(2, '0')
  const minutes = String(Math.floor((absolute % hour) / minute)).padStart(2, '0')
  return `${shift < 0 ? '-' : '+'}${hours}:${minutes}`
}

export function formatWithOffset(instant: number, shift: number): string {
  const text = new Date(instant + shift).toISOString().slice(0, 23)
  return `${text.endsWith('.000') ? text.slice(0, 19) : text}${formatOffset(shift)}`
}

export function formatInZone(instant: number, timezone: string): string {
  return formatWithOffset(instant, offsetAt(instant, timezone))
}

/** Monday to Friday, but for the public holidays given. */
export function isWorkDay(day: string, holidays: readonly string[]): boolean {
  const weekday = new Date(dayStartUtc(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays.includes(day)
}

/** The n-th working day after a day, that day itself not counted. */
export function workDayAfter(day: string, count: number, holidays: readonly string[]): string {
  let current = day
  let left = count
  while (left > 0) {
    current = addDays(current, 1)
    if (isWorkDay(current, holidays)) left -= 1
  }
  return current
}
