import { PultError } from '../../../src/shared/errors.ts'
import { parseCalendarCsv, type CalendarLine } from '../domain/calendarText.ts'
import { parseDay } from '../domain/time/days.ts'
import { calendarOfYear, readCalendarDay } from '../store/queries/settingsLists.ts'
import { putCalendarDayTx, removeCalendarDayTx, removeCalendarYearsTx } from '../store/writes/settings.ts'
import { requireMay } from './access.ts'
import { followSettingsTx, runSettingsCommand } from './changeSettings.ts'
import type { Session } from './desk.ts'
import { loadShippedCalendar } from './shippedCalendar.ts'

/** Origin of days that a person set; a shipped calendar doesn't replace them. */
const byHand = 'hand'

/** The days of a year that differ from the week; `known` when any calendar speaks of that year. */
export const calendarYear = (session: Session, { year }: { year: number }): { year: number, known: boolean, days: ReturnType<typeof calendarOfYear> } => {
  requireMay(session, 'see_settings')
  const days = calendarOfYear(session.desk.db, year)
  return { year, known: days.some(day => day.origin !== byHand), days }
}

export interface SetCalendarDayInput { commandId: string, day: string, kind: 'holiday' | 'workday' | 'short' | 'ordinary', name: string | null }

/** Makes a day what it is; `ordinary` follows the week again. */
export const setCalendarDay = (session: Session, input: SetCalendarDayInput): Record<string, never> => {
  requireMay(session, 'change_settings')
  if (parseDay(input.day) === null) throw new PultError('BAD_INPUT', `There is no day ${input.day}.`, { field: 'day', value: input.day })
  return runSettingsCommand(session, { procedure: 'settings.setCalendarDay', input, topics: ['settings', 'day', 'refusals'] }, (tx) => {
    const before = readCalendarDay(tx.db, input.day) ?? null
    const { day, kind, name } = input
    if (kind === 'ordinary') removeCalendarDayTx(tx.db, day)
    else putCalendarDayTx(tx.db, { day, kind, name: name?.trim() || null, origin: byHand })
    tx.audit({ action: 'setCalendarDay', recordType: 'calendar', recordId: parseDay(day), payload: { before, after: { day, kind, name } } })
    followSettingsTx(tx)
    return {}
  })
}

export interface ImportCalendarInput { commandId: string, shipped?: 'ru', csv?: string }

/**
 * Brings a production calendar: a shipped one (days set by hand stay), or CSV text `day,kind[,name]` (which says what it says).
 * Returns how many days were written. BAD_INPUT with the line that can't be read.
 */
export const importCalendar = async (session: Session, input: ImportCalendarInput): Promise<{ days: number }> => {
  requireMay(session, 'change_settings')
  if ((input.shipped === undefined) === (input.csv === undefined)) throw new PultError('BAD_INPUT', 'Name a shipped calendar or give a text.', { field: 'shipped' })
  const origin = input.shipped ?? 'csv'
  const days = input.shipped === undefined ? readCsv(input.csv!) : (await loadShippedCalendar(input.shipped)).map(({ day, kind, name }) => ({ day, kind, name: name ?? null }))
  if (days.length === 0) throw new PultError('BAD_INPUT', 'This calendar has no days.', { field: origin === 'csv' ? 'csv' : 'shipped' })
  return runSettingsCommand(session, { procedure: 'settings.importCalendar', input, topics: ['settings', 'day', 'refusals'] }, (tx) => {
    // Of the years that it speaks of, its own earlier days go.
    if (input.shipped !== undefined) removeCalendarYearsTx(tx.db, origin, [...new Set(days.map(({ day }) => day.slice(0, 4)))])
    const kept = input.shipped === undefined ? [] : days.filter(({ day }) => readCalendarDay(tx.db, day)?.origin === byHand)
    const written = days.filter(day => !kept.includes(day))
    for (const day of written) putCalendarDayTx(tx.db, { ...day, origin })
    tx.audit({ action: 'importCalendar', recordType: 'calendar', recordId: null, payload: { before: null, after: { origin, days: written.length, kept: kept.length, first: days[0]!.day, last: days.at(-1)!.day } } })
    followSettingsTx(tx)
    return { days: written.length }
  })
}

const readCsv = (text: string): CalendarLine[] => {
  const read = parseCalendarCsv(text)
  if ('days' in read) return read.days
  const sentences = {
    day: 'is no day: write it like 2026-11-20', kind: 'is no kind of day: holiday, workday or short', duplicate: 'stands there twice',
  }
  throw new PultError('BAD_INPUT', `Line ${read.line}: «${read.value}» ${sentences[read.problem]}.`, { field: 'csv', ...read })
}
