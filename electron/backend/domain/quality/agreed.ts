import type { DayNumber } from '../time/days.ts'

/** What was agreed on the phone against what stands in the CRM: nothing there, or another day. */
export type AgreementFinding = { kind: 'no_task' } | { kind: 'task_off', days: number }

/** `nextTaskDay`: the day of the deal's next open task; null = none, or one without a date. Days are positive when the task is later. */
export const checkAgreement = (agreedDay: DayNumber, nextTaskDay: DayNumber | null, mostDaysOff: number): AgreementFinding | null => {
  if (nextTaskDay === null) return { kind: 'no_task' }
  const days = nextTaskDay - agreedDay
  return Math.abs(days) > mostDaysOff ? { kind: 'task_off', days } : null
}

/** Agreements that no contact was on the day of, or later: `at` is the start of the agreed day. */
export const openAgreements = <Agreement extends { at: number }>(agreed: readonly Agreement[], lastContactAt: number | null): readonly Agreement[] =>
  lastContactAt === null ? agreed : agreed.filter(({ at }) => at > lastContactAt)

/** Stuck reason `promise_missed`: an agreed day is over, and no contact was on it or later. */
export const isPromiseMissed = (agreed: readonly { at: number }[], lastContactAt: number | null, startOfToday: number): boolean =>
  openAgreements(agreed, lastContactAt).some(({ at }) => at < startOfToday)
