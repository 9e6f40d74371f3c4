/** Calendar days as `YYYY-MM-DD`; no clock and no zone here. */
export type Day = string

const msPerDay = 86_400_000
const toMs = (day: Day): number => Date.parse(`${day}T00:00:00Z`)

export const addDays = (day: Day, count: number): Day => new Date(toMs(day) + count * msPerDay).toISOString().slice(0, 10)
/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((toMs(to) - toMs(from)) / msPerDay)
/** 1 = Monday … 7 = Sunday. */
export const weekday = (day: Day): number => ((new Date(toMs(day)).getUTCDay() + 6) % 7) + 1
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(toMs(text)) && new Date(toMs(text)).toISOString().startsWith(text)

/** The day, or null where the calendar has none (31.02). */
export const makeDay = (year: number, month: number, date: number): Day | null => {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  return isDay(text) ? text : null
}

/** Calendar arithmetic: 31 August + 6 months = the last of February. */
export const addMonths = (day: Day, count: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const months = year * 12 + month - 1 + count
  const lastDate = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate()
  return makeDay(Math.floor(months / 12), (months % 12) + 1, Math.min(date, lastDate)) ?? day
}

const inZone = new Map<string, Intl.DateTimeFormat>()
/** The local day of an instant in a zone. Making a format costs a hundred times its use, and lists ask for every row. */
export const dayOfInstant = (ms: number, timeZone: string): Day => {
  let format = inZone.get(timeZone)
  if (!format) inZone.set(timeZone, format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }))
  return format.format(ms).slice(0, 10)
}
