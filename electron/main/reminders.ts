import { ORPCError } from '@orpc/client'
import type { Timers } from '../hosts/supervisor.ts'

/** What `day.reminders` answers. */
export interface Reminders { day: string, controlTime: string, controlDue: boolean, lateRefusals: number, /** What waits for a supervisor. */ waiting: { count: number, newestAt: number | null } | null }
/** What was said already, so that neither a minute nor a restart says it again. */
export interface Told { workspace: string, day: string, control: boolean, late: number, /** The newest asking that was said; absent in what an earlier version kept. */ newestAt?: number }
export type Reminder = { kind: 'control', path: string } | { kind: 'late', count: number, path: string } | { kind: 'waiting', count: number, path: string }

export const isTold = (value: unknown): value is Told => {
  const { workspace, day, control, late } = (value ?? {}) as Partial<Told>
  return typeof workspace === 'string' && typeof day === 'string' && typeof control === 'boolean' && typeof late === 'number'
}

/** What is to be said now: the control once a day, late refusals when there are more than were said today, what was asked since. */
export const remindersOf = (now: Reminders, workspace: string, told: Told | null): { say: Reminder[], told: Told } => {
  const before: Told = told?.workspace === workspace && told.day === now.day ? told : { workspace, day: now.day, control: false, late: 0 }
  // Of another day too: what was said in the evening isn't said again in the morning. What waited before the first look is no news.
  const asked = now.waiting?.newestAt ?? 0
  const saidUntil = (told?.workspace === workspace ? told.newestAt : undefined) ?? asked
  return {
    say: [
      ...now.controlDue && !before.control ? [{ kind: 'control', path: '/today' } as const] : [],
      ...now.lateRefusals > before.late ? [{ kind: 'late', count: now.lateRefusals, path: now.waiting ? '/queue' : '/refusals' } as const] : [],
      ...now.waiting && asked > saidUntil ? [{ kind: 'waiting', count: now.waiting.count, path: '/queue' } as const] : [],
    ],
    // Decided ones make room: the next one that gets late is said.
    told: { ...before, control: before.control || now.controlDue, late: now.lateRefusals, newestAt: Math.max(asked, saidUntil) },
  }
}

export interface ReminderWatchOptions {
  /** The open workspace's file, null when none is open. */
  workspace: () => string | null
  ask: () => Promise<Reminders>
  told: { get: () => unknown, set: (told: Told) => void }
  /** Say nothing aloud (switched off, or the person looks at Pult); the tray still counts. */
  silent: () => boolean
  show: (reminder: Reminder) => void
  onState: (now: Reminders | null) => void
  timers: Timers
  everyMs?: number
}

/** Asks every minute, and when something changed. */
export const watchReminders = (options: ReminderWatchOptions): { look: () => Promise<void>, stop: () => void } => {
  const { everyMs = 60_000, timers } = options
  let timer: unknown = null
  let stopped = false
  let latest = 0

  const look = async (): Promise<void> => {
    timers.clear(timer)
    if (stopped) return
    timer = timers.set(() => void look(), everyMs)
    const mine = ++latest
    const workspace = options.workspace()
    // Nobody is signed in: nobody is reminded. A backend that is away says nothing: what was known stays.
    const now = workspace === null ? null : await options.ask().catch((error: unknown) => error instanceof ORPCError && error.code === 'SIGN_IN' ? null : undefined)
    // An older answer doesn't overtake a newer one.
    if (now === undefined || stopped || mine !== latest) return
    options.onState(now)
    if (!now || workspace === null) return
    const kept = options.told.get()
    const { say, told } = remindersOf(now, workspace, isTold(kept) ? kept : null)
    if (options.silent()) return
    options.told.set(told)
    for (const reminder of say) options.show(reminder)
  }
  return {
    look,
    stop: () => {
      stopped = true
      timers.clear(timer)
    },
  }
}
