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
export const parseDay = (text: string): DayNumber | null => text.length === 10 ? dayAtStart(text) : null

/** The day that the first ten characters name. By character codes: an import asks for it a million times. */
export const dayAtStart = (text: string): DayNumber | null => {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null
  const [century, yearOfCentury, month, dayOfMonth] = [twoDigits(text, 0), twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8)]
  const year = century * 100 + yearOfCentury
  // Not a number is neither above nor below.
  if (!(year >= 0 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysOf(year, month))) return null
  // Years from March on, so that the leap day is the last of them.
  const shifted = month > 2 ? year : year - 1
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1
  return shifted * 365 + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + dayOfYear - 719_468
}

/** The number that two characters write; NaN when one is no digit. */
export const twoDigits = (text: string, at: number): number => {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
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
