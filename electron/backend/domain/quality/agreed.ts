import type { DayNumber } from '../time/days.ts'

/** What was agreed on the phone against what stands in the CRM: nothing there, or another day. */
export type AgreementFinding = { kind: 'no_task' } | { kind: 'task_off', days: number }

/** `nextTaskDay`: the day of the deal's next open task; null = none, or one without a date. Days are positive when the task is later. */
export const checkAgreement = (agreedDay: DayNumber, nextTaskDay: DayNumber | null, mostDaysOff: number): AgreementFinding | null => {
  if (nextTaskDay === null) return { kind: 'no_task' }
  const days = nextTaskDay - agreedDay
  return Math.abs(days) > mostDaysOff ? { kind: 'task_off', days } : null
}

/** Stuck reason `promise_missed`: an agreed day is over, and no contact was on it or later. */
export const isPromiseMissed = (agreedDays: readonly DayNumber[], lastContactDay: DayNumber | null, today: DayNumber): boolean =>
  agreedDays.some(day => day < today && (lastContactDay === null || lastContactDay < day))
