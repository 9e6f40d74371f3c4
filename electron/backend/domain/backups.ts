import { formatDay, type DayNumber } from './time/days.ts'
import type { BackupKind } from '../../../src/shared/contract/backups.ts'

export interface DatedBackup { name: string, at: number, kind: BackupKind }

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** How long one copy is kept of each hour, of each day and of each month. */
const kept = { hourly: dayMs, daily: 31 * dayMs, monthly: 366 * dayMs } as const
/** What a person asked for, or could want to go back behind, stays this long whatever else was copied around it. */
const keptInAnyCase = 31 * dayMs

/**
 * Names of the copies that may go: the newest of each hour stays for a day, of each local day for a month, of each month for a year. The newest
 * of all stays for ever, and so does one from the future: then it is the clock that is wrong.
 */
export const expiredBackups = (backups: readonly DatedBackup[], now: number, dayOf: (at: number) => DayNumber): string[] => {
  const newestFirst = backups.toSorted((a, b) => b.at - a.at)
  const stay = new Set(newestFirst.slice(0, 1).map(({ name }) => name))
  const taken = new Set<string>()
  const keepNewestOf = (period: string, { name }: DatedBackup): void => {
    if (taken.has(period)) return
    taken.add(period)
    stay.add(name)
  }
  for (const backup of newestFirst) {
    const age = now - backup.at
    const day = formatDay(dayOf(backup.at))
    if (age < 0 || (backup.kind !== 'auto' && age < keptInAnyCase)) stay.add(backup.name)
    if (age < kept.hourly) keepNewestOf(`hour ${Math.floor(backup.at / hourMs)}`, backup)
    if (age < kept.daily) keepNewestOf(`day ${day}`, backup)
    if (age < kept.monthly) keepNewestOf(`month ${day.slice(0, 7)}`, backup)
  }
  return newestFirst.filter(({ name }) => !stay.has(name)).map(({ name }) => name)
}

/** When the last of these copies goes at the latest, once newer ones were made. */
export const latestExpiry = (backups: readonly { at: number }[]): number => Math.max(...backups.map(({ at }) => at)) + kept.monthly

/** Is a new automatic copy due? A clock that went back makes the later copies unknown, not recent. */
export const isBackupDue = (backups: readonly { at: number }[], now: number): boolean => !backups.some(({ at }) => at <= now && now - at < hourMs)
