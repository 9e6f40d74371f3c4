import { dayNumberOf, parseDay, type DayNumber, formatDay } from '../../domain/time/days.ts'
import { parseInstant } from '../../domain/time/parse.ts'
import type { Zone } from '../../domain/time/zone.ts'

export type DateOrder = 'dmy' | 'mdy'
/** Dates of a column that can be read in one order only; `either` those that could be read in both. */
export interface DateEvidence { dmy: number, mdy: number, either?: number }
export interface Moment { day: DayNumber, /** null = a date alone. */ at: number | null }

const months: Record<string, number> = {}
for (const [index, names] of [
  'jan january янв января январь ene enero', 'feb february фев февраля февраль febrero', 'mar march мар марта март marzo', 'apr april апр апреля апрель abr abril',
  'may май мая mayo', 'jun june июн июня июнь junio', 'jul july июл июля июль julio', 'aug august авг августа август ago agosto',
  'sep sept september сен сент сентября сентябрь septiembre', 'oct october окт октября октябрь octubre', 'nov november ноя нояб ноября ноябрь noviembre', 'dec december дек декабря декабрь dic diciembre',
].entries()) for (const name of names.split(' ')) months[name] = index + 1

const time = String.raw`(?:[T ,]+(?:в |at |a las )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([ap]\.?\s?m\.?)?)?`
const numeric = new RegExp(String.raw`^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:\s?г\.?)?${time}$`, 'i')
const yearFirst = new RegExp(String.raw`^(\d{4})[./-](\d{1,2})[./-](\d{1,2})${time}$`, 'i')
const dayMonth = new RegExp(String.raw`^(\d{1,2})(?:st|nd|rd|th)?[ .-]+(?:de )?([a-zа-яё]{3,10})\.?,?[ -]+(?:de )?(\d{4}|\d{2})(?:\s?г\.?)?${time}$`, 'iu')
const monthDay = new RegExp(String.raw`^([a-zа-яё]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})${time}$`, 'iu')
const weekday = /^(mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс)[a-zа-я]*\.?,?\s+/iu

const tidy = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim()

/** Notes the order in which a date can be read; false when the text is no date. */
export const noteDate = (evidence: DateEvidence, text: string): boolean => {
  const match = numeric.exec(tidy(text))
  if (!match) return readParts(text, 'dmy') !== null
  const [first, second] = [Number(match[1]), Number(match[3])]
  if (first > 31 || second > 31 || (first > 12 && second > 12)) return false
  // Nobody writes the month first with dots.
  if (first > 12 || (match[2] === '.' && second <= 12)) evidence.dmy++
  else if (second > 12) evidence.mdy++
  else if (first !== second) evidence.either = (evidence.either ?? 0) + 1
  return true
}

export const orderOf = ({ dmy, mdy }: DateEvidence, otherwise: DateOrder): DateOrder => dmy === mdy ? otherwise : dmy > mdy ? 'dmy' : 'mdy'

interface Parts { day: DayNumber, ms: number | null }

const readParts = (text: string, order: DateOrder): Parts | null => {
  const date = tidy(text).replace(weekday, '')
  const short = (year: string): number => year.length === 2 ? 2000 + Number(year) : Number(year)
  let match = yearFirst.exec(date)
  if (match) return partsOf(Number(match[1]), Number(match[2]), Number(match[3]), match, 4)
  match = numeric.exec(date)
  if (match) {
    const [first, second] = [Number(match[1]), Number(match[3])]
    const isDayFirst = match[2] === '.' || (order === 'dmy' ? second <= 12 : first > 12)
    return partsOf(short(match[4]!), isDayFirst ? second : first, isDayFirst ? first : second, match, 5)
  }
  match = dayMonth.exec(date)
  if (match) return partsOf(short(match[3]!), months[match[2]!.toLowerCase()] ?? 0, Number(match[1]), match, 4)
  match = monthDay.exec(date)
  if (match) return partsOf(Number(match[3]), months[match[1]!.toLowerCase()] ?? 0, Number(match[2]), match, 4)
  return null
}

const partsOf = (year: number, month: number, day: number, match: RegExpExecArray, from: number): Parts | null => {
  const pad = (value: number): string => String(value).padStart(2, '0')
  if (parseDay(`${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`) === null) return null
  const number = dayNumberOf(year, month, day)
  if (match[from] === undefined) return { day: number, ms: null }
  let hour = Number(match[from])
  const [minute, second] = [Number(match[from + 1]), Number(match[from + 2] ?? 0)]
  const half = match[from + 3]?.toLowerCase()[0]
  if (half) hour = hour % 12 + (half === 'p' ? 12 : 0)
  if (hour > 23 || minute > 59 || second > 59) return null
  return { day: number, ms: hour * 3_600_000 + minute * 60_000 + second * 1000 }
}

/** A date or a moment as any of the systems writes it, local in the zone unless it names its offset; null when it is none. */
export const readMoment = (text: string, order: DateOrder, zone: Zone): Moment | null => {
  const value = tidy(text)
  if (/(Z|[+-]\d{2}:?\d{2})$/.test(value)) {
    const at = parseInstant(value, zone)
    if (at !== null) return { day: zone.dayOf(at), at }
  }
  // Unix time, as interfaces give it.
  if (/^1\d{9}(\d{3})?$/.test(value)) {
    const at = Number(value.padEnd(13, '0'))
    return { day: zone.dayOf(at), at }
  }
  const parts = readParts(value, order)
  if (!parts) return null
  return { day: parts.day, at: parts.ms === null ? null : zone.instantOf(parts.day, parts.ms) }
}

/** The same for a text that begins with a date: `20.11.2026 18:30 Позвонить`. */
export const readLeadingMoment = (text: string, order: DateOrder, zone: Zone): { moment: Moment, rest: string } | null => {
  const words = tidy(text).split(' ')
  for (let count = Math.min(words.length, 6); count > 0; count--) {
    const moment = readMoment(words.slice(0, count).join(' ').replace(/[,:;–—-]+$/, ''), order, zone)
    if (moment) return { moment, rest: words.slice(count).join(' ').replace(/^[\s,:;–—-]+/, '') }
  }
  return null
}

/** `YYYY-MM-DD` in the zone. */
export const dayText = ({ day }: Moment): string => formatDay(day)
/** A date alone begins with its day. */
export const instantOf = ({ day, at }: Moment, zone: Zone): number => at ?? zone.startOfDay(day)
