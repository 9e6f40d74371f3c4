import { addDays, addMonths, daysBetween, isDay, makeDay, weekday, type Day } from './days.ts'

/** What people type for a day, in any of the languages at once: nobody switches the interface to type «завтра». */
const named: Record<string, number> = {
  сегодня: 0, today: 0, hoy: 0, завтра: 1, tomorrow: 1, tom: 1, tmr: 1, mañana: 1, послезавтра: 2, вчера: -1, yesterday: -1, ayer: -1,
}
const weekdays: readonly (readonly string[])[] = [
  ['пн', 'понедельник', 'mon', 'monday', 'lun', 'lunes'],
  ['вт', 'вторник', 'tue', 'tues', 'tuesday', 'mar', 'martes'],
  ['ср', 'среда', 'среду', 'wed', 'wednesday', 'mié', 'mie', 'miércoles'],
  ['чт', 'четверг', 'thu', 'thur', 'thursday', 'jue', 'jueves'],
  ['пт', 'пятница', 'пятницу', 'fri', 'friday', 'vie', 'viernes'],
  ['сб', 'суббота', 'субботу', 'sat', 'saturday', 'sáb', 'sab', 'sábado'],
  ['вс', 'воскресенье', 'sun', 'sunday', 'dom', 'domingo'],
]
/** The beginnings by which a month is known, January first. */
const months: readonly RegExp[] = [
  /^(янв|jan|ene)/, /^(фев|feb)/, /^(мар|march|mar$|marzo)/, /^(апр|apr|abr)/, /^(ма[йя]$|may)/, /^(июн|jun)/, /^(июл|jul)/, /^(авг|aug|ago)/, /^(сен|sep)/, /^(окт|oct)/, /^(ноя|nov)/, /^(дек|dec|dic)/,
]
const units: readonly (readonly [RegExp, 'day' | 'week' | 'month'])[] = [
  [/^(д|дн|день|дня|дней|d|day|days|día|días)$/, 'day'],
  [/^(н|нед|неделя|неделю|недели|недель|w|wk|week|weeks|sem|semana|semanas)$/, 'week'],
  [/^(м|мес|месяц|месяца|месяцев|m|mo|month|months|mes|meses)$/, 'month'],
]

const step = (today: Day, count: number, unit: 'day' | 'week' | 'month'): Day =>
  unit === 'month' ? addMonths(today, count) : addDays(today, count * (unit === 'week' ? 7 : 1))

const unitOf = (word: string): 'day' | 'week' | 'month' | null => units.find(([pattern]) => pattern.test(word))?.[1] ?? null
const monthOf = (word: string): number | null => {
  const index = months.findIndex(pattern => pattern.test(word))
  return index < 0 ? null : index + 1
}
const fullYear = (year: number): number => year < 100 ? 2000 + year : year

/** Without a year the nearest one ahead is meant; `past` turns that around (dates of what happened). */
const inNearestYear = (today: Day, month: number, date: number, past: boolean): Day | null => {
  const year = Number(today.slice(0, 4))
  // Four years on: «29.02».
  for (let away = 0; away <= 4; away++) {
    const candidate = past ? year - away : year + away
    const day = makeDay(candidate, month, date)
    if (day && (past ? daysBetween(today, day) <= 0 : daysBetween(today, day) >= 0)) return day
  }
  return null
}

/**
 * «завтра», «пт», «+3», «+2н», «через неделю», «20.11», «20 ноября», `nov 20`, ISO. null when it isn't a day.
 * A weekday is the next one strictly after today; `20.11` the nearest ahead.
 */
export const parseDay = (typed: string, today: Day, options: { past?: boolean } = {}): Day | null => {
  const text = typed.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ')
  const past = options.past ?? false
  if (!text) return null
  if (isDay(text)) return text
  const name = named[text]
  if (name !== undefined) return addDays(today, name)

  const plain = text.replace(/^(в|во|on|el) /, '')
  const weekdayIndex = weekdays.findIndex(words => words.includes(plain))
  if (weekdayIndex >= 0) {
    const ahead = (weekdayIndex + 1 - weekday(today) + 7) % 7
    return addDays(today, past ? -((7 - ahead) % 7 || 7) : ahead || 7)
  }

  const plus = /^([+-]) ?(\d{1,4}) ?(\p{L}*)$/u.exec(text)
  if (plus) {
    const unit = plus[3] ? unitOf(plus[3]) : 'day'
    return unit ? step(today, Number(plus[2]) * (plus[1] === '-' ? -1 : 1), unit) : null
  }
  const spoken = /^(?:через|in|en) (?:(\d{1,4}|an?|un|una) ?)?(\p{L}+)$/u.exec(text)
  if (spoken?.[2]) {
    const unit = unitOf(spoken[2])
    return unit ? step(today, Number(spoken[1]) || 1, unit) : null
  }

  const digits = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))?\.?$/.exec(text)
  if (digits) {
    const [, date, month, year] = digits.map(Number)
    return year ? makeDay(fullYear(year), month ?? 0, date ?? 0) : inNearestYear(today, month ?? 0, date ?? 0, past)
  }
  const worded = /^(?:(\d{1,2}) (?:de )?(\p{L}+)|(\p{L}+) (\d{1,2}))\.?,?(?: (?:de )?(\d{4}))?$/u.exec(text)
  if (worded) {
    const month = monthOf(worded[2] ?? worded[3] ?? '')
    const date = Number(worded[1] ?? worded[4])
    if (month) return worded[5] ? makeDay(Number(worded[5]), month, date) : inNearestYear(today, month, date, past)
  }
  const only = /^\d{1,2}$/.exec(text)
  if (only) return nearestDate(today, Number(text), past)
  return null
}

/** «25»: the 25th of this month, or of the next when it is over. */
const nearestDate = (today: Day, date: number, past: boolean): Day | null => {
  for (let count = 0; count < 3; count++) {
    const month = addMonths(`${today.slice(0, 7)}-01`, past ? -count : count)
    const day = makeDay(Number(month.slice(0, 4)), Number(month.slice(5, 7)), date)
    if (day && (past ? daysBetween(today, day) <= 0 : daysBetween(today, day) >= 0)) return day
  }
  return null
}
