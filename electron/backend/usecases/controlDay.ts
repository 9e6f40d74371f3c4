import { PultError } from '../../../src/shared/errors.ts'
import { may } from '../domain/policy.ts'
import { formatDay, parseDay } from '../domain/time/days.ts'
import { lateFromOf } from '../domain/review/evaluation.ts'
import { readControlDay, type ControlDayRow } from '../store/queries/controlDays.ts'
import { policyActorOf, requireMay } from './access.ts'
import type { Desk, DeskSettings, Session } from './desk.ts'

/** The workspace's present local day. */
export const todayOf = (desk: Desk, now: number): string => formatDay(desk.settings().zone.dayOf(now))

/** The day that a call names, today unless said; a later day than today is BAD_INPUT. */
export const dayAsked = (desk: Desk, now: number, day: string | undefined): { day: string, today: string, past: boolean } => {
  const today = todayOf(desk, now)
  const asked = day ?? today
  if (parseDay(asked) === null || asked > today) throw new PultError('BAD_INPUT', `There is no control of ${asked} yet.`, { day: asked })
  return { day: asked, today, past: asked < today }
}

/** The row of a day whose control was begun; NOT_FOUND otherwise. */
export const begunDay = (desk: Desk, day: string): ControlDayRow => {
  const row = readControlDay(desk.db, day)
  if (!row) throw new PultError('NOT_FOUND', `The control of ${day} was not begun.`, { day, reason: 'not_begun' })
  return row
}

/** The same, for a decision: a signed day is closed. */
export const unsignedDay = (desk: Desk, day: string): ControlDayRow => {
  const row = begunDay(desk, day)
  if (row.signedAt !== null) throw new PultError('REFUSED_BY_RULE', `The day ${day} is signed; what is left goes to the next day.`, { rule: 'day_signed', day, signedAt: row.signedAt, signedBy: row.signedBy })
  return row
}

/** Is a refusal asked on that local day late at `asOf`? (domain.md, Refusals) */
export const makeIsLate = ({ zone, calendar, rules }: DeskSettings, asOf: number): (sinceDay: string) => boolean => {
  const known = new Map<string, boolean>()
  return (sinceDay) => {
    let late = known.get(sinceDay)
    if (late === undefined) known.set(sinceDay, late = asOf >= lateFromOf(zone.startOfDay(parseDay(sinceDay)!), zone, calendar, rules.refusalLateWorkDays))
    return late
  }
}

/** Walking, deciding and signing are the head's (domain.md, Who may do what); FORBIDDEN for others. */
export const requireControl = (session: Session): void => {
  requireMay(session, 'control_day')
}
export const mayControl = (session: Session): boolean => may(policyActorOf(session), 'control_day')

/** Milliseconds of the local day at which the control is due. */
export const controlTimeMs = (controlTime: string): number => {
  const [hour, minute] = controlTime.split(':')
  return Number(hour) * 3_600_000 + Number(minute) * 60_000
}
