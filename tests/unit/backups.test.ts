import { expect, test } from 'vitest'
import { expiredBackups, isBackupDue, type DatedBackup } from '../../electron/backend/domain/backups.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'

const zone = makeZone('Europe/Moscow')
const hour = 3_600_000
const day = 24 * hour
const now = Date.parse('2026-11-20T19:00:00+03:00')
const copy = (at: number, kind: DatedBackup['kind'] = 'auto'): DatedBackup => ({ name: `${at}-${kind}`, at, kind })
const left = (backups: DatedBackup[], at = now): DatedBackup[] => {
  const gone = new Set(expiredBackups(backups, at, zone.dayOf))
  return backups.filter(({ name }) => !gone.has(name))
}

test('two years of a copy every half hour leave one an hour for a day, one a day for a month, one a month for a year', () => {
  // Rotated after every copy, as it happens: what is once gone can't come back for a longer period.
  let backups: DatedBackup[] = []
  for (let at = now - 730 * day; at <= now; at += hour / 2) backups = left([...backups, copy(at)], at)
  const ages = backups.map(({ at }) => now - at)
  // 19:00 begins an hour of its own: the last day touches 25 of them, and the month before 30 days.
  expect(ages.filter(age => age < day)).toHaveLength(25)
  expect(ages.filter(age => age >= day && age < 31 * day)).toHaveLength(30)
  const older = ages.filter(age => age >= 31 * day)
  expect(older.length).toBeGreaterThanOrEqual(11)
  expect(older.length).toBeLessThanOrEqual(12)
  expect(Math.max(...ages)).toBeLessThan(366 * day)
  expect(Math.min(...ages)).toBe(0)
})

test('the newest copy stays however old it is, and one from the future too', () => {
  expect(left([copy(now - 900 * day), copy(now - 901 * day)])).toEqual([copy(now - 900 * day)])
  expect(left([copy(now + 5 * day), copy(now + 5 * day + 1), copy(now)])).toHaveLength(3)
})

test('what was copied before an import or by hand stays a month beside newer ones of the same hour', () => {
  const backups = [copy(now - 3 * hour, 'before_import'), copy(now - 3 * hour + 1, 'manual'), copy(now - 3 * hour + 2), copy(now)]
  expect(left(backups)).toHaveLength(4)
  expect(left(backups, now + 32 * day).map(({ kind }) => kind)).toEqual(['auto'])
})

test('a copy is due an hour after the last one; a clock that went back asks for one of its own time', () => {
  expect(isBackupDue([], now)).toBe(true)
  expect(isBackupDue([copy(now - hour + 1)], now)).toBe(false)
  expect(isBackupDue([copy(now - hour)], now)).toBe(true)
  expect(isBackupDue([copy(now + 3 * hour)], now)).toBe(true)
})
