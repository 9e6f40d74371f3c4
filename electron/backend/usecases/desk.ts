import type { Topic } from '../../../src/shared/contract/live.ts'
import type { Rules } from '../../../src/shared/contract/settings.ts'
import type { Role } from '../../../src/shared/vocabulary.ts'
import type { WorkCalendar } from '../domain/time/calendar.ts'
import type { Zone } from '../domain/time/zone.ts'
import type { CheckCopy } from '../store/backup.ts'
import type { WriteDb } from '../store/db.ts'

/** Who sits at the desk, as they were when they came: what they may do is read anew at every call (access.ts). */
export interface Actor { id: number, name: string, role: Role }

/** What the head can change: read once, replaced after a change of settings, people's absences or the calendar. */
export interface DeskSettings {
  rules: Rules
  zone: Zone
  calendar: WorkCalendar
}

/** One open workspace: what every use case gets besides its input. */
export interface Desk {
  readonly path: string
  readonly db: WriteDb
  readonly workspace: { uid: string, name: string, timeZone: string, currency: string, createdAt: number, isDemo: boolean }
  /** Present moment in milliseconds; the only clock, so that tests and the demo can set it. */
  readonly clock: () => number
  readonly settings: () => DeskSettings
  readonly reloadSettings: () => void
  /** Tells the windows, after the commit: of `people`, or all. */
  readonly announce: (topics: readonly Topic[], commandId: string | null, people?: readonly number[]) => void
  /** How a backup is checked; in this process, in parts, unless given. */
  readonly checkCopy?: CheckCopy | undefined
}

export interface Session {
  readonly desk: Desk
  readonly actor: Actor
  /** The place that the person is signed in at; none for the head at a local desk without passwords, for commands and jobs. */
  readonly sessionId?: number | null
}
