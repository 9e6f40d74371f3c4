import type { Role } from '../../../../src/shared/vocabulary.ts'
import type { CalendarDayKind } from '../../domain/time/calendar.ts'
import type { ReadDb } from '../db.ts'

export interface WorkspaceRow { uid: string, name: string, timeZone: string, currency: string, createdAt: number, isDemo: boolean }

/** The workspace's own row; null in a file that was never finished. */
export const readWorkspace = ({ sqlite }: ReadDb): WorkspaceRow | null => {
  const row = sqlite.prepare(`SELECT uid, name, time_zone AS timeZone, currency, created_at AS createdAt,
    EXISTS (SELECT 1 FROM setting WHERE key = 'isDemo' AND value = 'true') AS isDemo FROM workspace`).get() as Omit<WorkspaceRow, 'isDemo'> & { isDemo: number } | undefined
  return row ? { ...row, isDemo: row.isDemo === 1 } : null
}

/** Settings that differ from the defaults, as JSON texts by key. */
export const readSettingTexts = ({ sqlite }: ReadDb): Map<string, string> =>
  new Map((sqlite.prepare('SELECT key, value FROM setting').all() as { key: string, value: string }[]).map(({ key, value }) => [key, value]))

export const readCalendarDays = ({ sqlite }: ReadDb): { day: string, kind: CalendarDayKind }[] =>
  sqlite.prepare('SELECT day, kind FROM calendar_day').all() as { day: string, kind: CalendarDayKind }[]

/** Name and confirmed role of a person as they are now; null for who has none. */
export const readActor = ({ sqlite }: ReadDb, id: number): { id: number, name: string, role: Role } | null =>
  (sqlite.prepare('SELECT id, name, role FROM person WHERE id = ? AND role IS NOT NULL AND role_confirmed = 1').get(id) as { id: number, name: string, role: Role } | undefined) ?? null

/** The person at the desk until sign-in exists: the first confirmed, active head. */
export const readDeskHead = ({ sqlite }: ReadDb): { id: number, name: string, role: Role } | null =>
  (sqlite.prepare("SELECT id, name, role FROM person WHERE role = 'head' AND role_confirmed = 1 AND active = 1 ORDER BY id LIMIT 1").get() as { id: number, name: string, role: Role } | undefined) ?? null

export const readDeskFigures = ({ sqlite }: ReadDb): { dealCount: number, lastImport: { asOf: number, source: string } | null } => ({
  dealCount: sqlite.prepare('SELECT count(*) FROM deal').pluck().get() as number,
  lastImport: (sqlite.prepare('SELECT as_of AS asOf, source FROM import_batch ORDER BY as_of DESC, id DESC LIMIT 1').get() as { asOf: number, source: string } | undefined) ?? null,
})
