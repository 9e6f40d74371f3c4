import type { CalendarDayKind } from '../domain/time/calendar.ts'

export interface ShippedDay { day: string, kind: CalendarDayKind, name?: string | null }

// By pattern, so that a calendar that isn't there yet is no error.
const files = import.meta.glob<{ days: ShippedDay[] }>('../../../resources/calendars/*.json', { import: 'default' })

/** Days of a production calendar that comes with Pult; empty when there is none of that name. */
export const loadShippedCalendar = async (name: string): Promise<readonly ShippedDay[]> => {
  const load = files[`../../../resources/calendars/${name}.json`]
  return load ? (await load()).days : []
}

const russianZones = new Set([
  'Europe/Kaliningrad', 'Europe/Moscow', 'Europe/Simferopol', 'Europe/Kirov', 'Europe/Volgograd', 'Europe/Astrakhan', 'Europe/Saratov', 'Europe/Ulyanovsk',
  'Europe/Samara', 'Asia/Yekaterinburg', 'Asia/Omsk', 'Asia/Novosibirsk', 'Asia/Barnaul', 'Asia/Tomsk', 'Asia/Novokuznetsk', 'Asia/Krasnoyarsk',
  'Asia/Irkutsk', 'Asia/Chita', 'Asia/Yakutsk', 'Asia/Khandyga', 'Asia/Vladivostok', 'Asia/Ust-Nera', 'Asia/Magadan', 'Asia/Sakhalin',
  'Asia/Srednekolymsk', 'Asia/Kamchatka', 'Asia/Anadyr', 'W-SU',
])

/** Name of the shipped calendar of the country that a zone belongs to. */
export const calendarOfZone = (timeZone: string): string | null => russianZones.has(timeZone) ? 'ru' : null
