import type { Rules } from '../../../src/shared/contract/settings.ts'
import { defaultRules } from '../domain/rules.ts'
import { makeWorkCalendar, type CalendarDayKind } from '../domain/time/calendar.ts'
import { parseDay, type DayNumber } from '../domain/time/days.ts'
import { makeZone } from '../domain/time/zone.ts'
import type { ReadDb } from '../store/db.ts'
import { readCalendarDays, readSettingTexts } from '../store/queries/readWorkspace.ts'
import type { DeskSettings } from './desk.ts'

/** The rule book's numbers as this workspace has them: the defaults, overlaid by what the head changed. */
export const readRules = (db: ReadDb): Rules => {
  const texts = readSettingTexts(db)
  const changed = Object.fromEntries(Object.keys(defaultRules).flatMap(key => {
    const text = texts.get(key)
    return text === undefined ? [] : [[key, JSON.parse(text) as unknown]]
  })) as Partial<Rules>
  return { ...defaultRules, ...changed, dayPlan: { ...defaultRules.dayPlan, ...changed.dayPlan } }
}

export const readSettings = (db: ReadDb, timeZone: string): DeskSettings => {
  const rules = readRules(db)
  const special = new Map<DayNumber, CalendarDayKind>()
  for (const { day, kind } of readCalendarDays(db)) {
    const number = parseDay(day)
    if (number !== null) special.set(number, kind)
  }
  return { rules, zone: makeZone(timeZone), calendar: makeWorkCalendar(rules.workWeek, special) }
}
