/** Calendar arithmetic on local days (domain.md, Time, money, knowledge). A day number counts days since 1970-01-01. */

export type DayNumber = number

const msPerDay = 86_400_000

export const dayNumberOf = (year: number, month: number, dayOfMonth: number): DayNumber => {
  // setUTCFullYear: Date.UTC would read years 0..99 as 19xx.
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, dayOfMonth)
  return Math.floor(date.getTime() / msPerDay)
}

export const civilOf = (number: DayNumber): { year: number, month: number, dayOfMonth: number } => {
  const date = new Date(number * msPerDay)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() }
}

/** `YYYY-MM-DD` of a day number. */
export const formatDay = (number: DayNumber): string => new Date(number * msPerDay).toISOString().slice(0, 10)

/** Day number of `YYYY-MM-DD`, or null when there is no such day (31 February). */
export const parseDay = (text: string): DayNumber | null => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return null
  const [year, month, dayOfMonth] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysOf(year, month)) return null
  return dayNumberOf(year, month, dayOfMonth)
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const daysOf = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : monthLengths[month - 1]!

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (number: DayNumber): number => ((number + 3) % 7 + 7) % 7 + 1

/** Calendar months on; a day that the month lacks becomes its last: 31 August + 6 = 28 (29) February. */
export const addMonths = (number: DayNumber, months: number): DayNumber => {
  const { year, month, dayOfMonth } = civilOf(number)
  const index = year * 12 + (month - 1) + months
  const targetYear = Math.floor(index / 12)
  const targetMonth = index - targetYear * 12 + 1
  const lastDay = civilOf(dayNumberOf(targetYear, targetMonth + 1, 0)).dayOfMonth
  return dayNumberOf(targetYear, targetMonth, Math.min(dayOfMonth, lastDay))
}
