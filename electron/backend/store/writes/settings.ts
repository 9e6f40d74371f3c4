import { and, eq, inArray, sql } from 'drizzle-orm'
import type { WriteDb } from '../db.ts'
import { ormOf } from '../orm.ts'
import { absence, calendarDay, rate, setting } from '../schema/index.ts'

/** Keeps a setting; `value` is JSON text. */
export const putSettingTx = (db: WriteDb, row: typeof setting.$inferInsert): void => {
  ormOf(db).insert(setting).values(row).onConflictDoUpdate({ target: setting.key, set: row }).run()
}

export const putCalendarDayTx = (db: WriteDb, row: typeof calendarDay.$inferInsert): void => {
  ormOf(db).insert(calendarDay).values(row).onConflictDoUpdate({ target: calendarDay.day, set: row }).run()
}
export const removeCalendarDayTx = (db: WriteDb, day: string): void => {
  ormOf(db).delete(calendarDay).where(eq(calendarDay.day, day)).run()
}
/** Removes the days of one origin in these years (`YYYY`). */
export const removeCalendarYearsTx = (db: WriteDb, origin: string, years: readonly string[]): void => {
  ormOf(db).delete(calendarDay).where(and(eq(calendarDay.origin, origin), inArray(sql`substr(${calendarDay.day}, 1, 4)`, [...years]))).run()
}

export const putRateTx = (db: WriteDb, row: typeof rate.$inferInsert): void => {
  ormOf(db).insert(rate).values(row).onConflictDoUpdate({ target: rate.currency, set: row }).run()
}
export const removeRateTx = (db: WriteDb, currency: string): void => {
  ormOf(db).delete(rate).where(eq(rate.currency, currency)).run()
}

export const addAbsenceTx = (db: WriteDb, row: typeof absence.$inferInsert): number => ormOf(db).insert(absence).values(row).returning({ id: absence.id }).get().id
export const removeAbsenceTx = (db: WriteDb, id: number): void => {
  ormOf(db).delete(absence).where(eq(absence.id, id)).run()
}
