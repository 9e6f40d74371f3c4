import { parseDay } from '../domain/time/days.ts'
import type { Zone } from '../domain/time/zone.ts'

/** The day in the files' names, the latest one: `amocrm_export_leads_2026-11-20.csv`, `DEAL_20261120_ab_cd.xls`, `calls 2026-11-01 – 2026-11-20.csv`. */
export const exportDay = (names: readonly string[]): string | null => names.flatMap(name => {
  const found = [...name.matchAll(/(?<!\d)(20\d{2})([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/g)].map(([, year, , month, day]) => `${year}-${month}-${day}`)
  return found.filter(day => parseDay(day) !== null).slice(-1)
}).sort().at(-1) ?? null

/**
 * When files were exported that nobody has dated: now, unless their names say an earlier day. Then they are of that day's end, so that
 * yesterday's export that is brought after today's is known to be the older one.
 */
export const momentOfExport = (names: readonly string[], now: number, zone: Zone): number => {
  const named = exportDay(names)
  const day = named === null ? null : parseDay(named)
  return day === null || day >= zone.dayOf(now) ? now : zone.startOfDay(day + 1) - 1
}
