import { parseDay } from '../domain/time/days.ts'
import { lateBefore } from '../domain/refusal.ts'
import { one } from '../store/queries/rows.ts'
import { refusalFigures } from '../store/queries/refusals.ts'
import { may } from '../domain/policy.ts'
import { requireMay } from './access.ts'
import { controlTimeMs, mayControl, todayOf } from './controlDay.ts'
import type { Desk, Session } from './desk.ts'
import { waitingFor } from './readQueue.ts'

export interface Reminders { day: string, controlTime: string, controlDue: boolean, lateRefusals: number, /** What waits for a supervisor; null for everybody else. */ waiting: { count: number, newestAt: number | null } | null }

/** Has the control time of a work day come, and the day is not signed? */
export const isControlDue = (desk: Desk, now: number): boolean => {
  const { zone, calendar, rules } = desk.settings()
  const day = todayOf(desk, now)
  const number = parseDay(day)!
  if (!calendar.isWorkDay(number) || now < zone.instantOf(number, controlTimeMs(rules.controlTime))) return false
  return one<{ signed: number }>(desk.db, 'SELECT signed_at IS NOT NULL AS signed FROM control_day WHERE day = ?', day)?.signed !== 1
}

/** What a person is reminded of while they look elsewhere: two index look-ups, so that it may be asked every minute. */
export const readReminders = (session: Session): Reminders => {
  const actor = requireMay(session, 'see_deals')
  const { desk } = session
  const now = desk.clock()
  const { zone, calendar, rules } = desk.settings()
  return {
    day: todayOf(desk, now), controlTime: rules.controlTime,
    controlDue: mayControl(session) && isControlDue(desk, now),
    waiting: may(actor, 'see_queue') ? waitingFor(session) : null,
    lateRefusals: refusalFigures(desk.db, actor, 'pending', lateBefore(now, zone, calendar, rules.refusalLateWorkDays)).late,
  }
}
