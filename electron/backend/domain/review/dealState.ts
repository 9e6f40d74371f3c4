import type { AgeBucket, StuckReason } from '../../../../src/shared/vocabulary.ts'
import type { Rules } from '../../../../src/shared/contract/settings.ts'
import { checkAgreement, isPromiseMissed, openAgreements, type AgreementFinding } from '../quality/agreed.ts'
import type { Knowledge } from '../knowledge.ts'
import { parseDay, type DayNumber } from '../time/days.ts'
import type { Zone } from '../time/zone.ts'
import type { AgreedFact, DealFact, StageFact, TaskFact } from './facts.ts'

export interface DealState {
  deal: DealFact
  stage: StageFact
  /** Local days in the stage; not exact = a lower bound, «≥ 12 d», which counts as exactly that. */
  age: { days: number, exact: boolean }
  /** Of an open deal; null while the tasks of its source are unknown. */
  hasOpenTask: boolean | null
  /** Check A's `far`: the next task lies beyond the stage's dwell limit. */
  far: boolean
  nextDueAt: number | null
  needsPinnedNote: boolean
  /** Parked now: left out of `silent` and `dwell`. */
  parked: boolean
  /** The parking's day has come: a finding. */
  unparked: boolean
  overLimit: boolean
  /** What the latest call agreed on, while no contact was on that day or later; and the next task held against it, null = as agreed. */
  agreed: AgreedFact | null
  agreement: AgreementFinding | null
  reasons: StuckReason[]
}

export interface Moment { asOf: number, today: DayNumber, zone: Zone, rules: Rules }

export const ageBucketOf = (days: number): AgeBucket => days <= 7 ? '0-7' : days <= 30 ? '8-30' : days <= 90 ? '31-90' : '>90'

/** The state of one deal: age, and for an open one every reason for being stuck (domain.md, Deals). */
export const stateOfDeal = (deal: DealFact, stage: StageFact, tasks: readonly TaskFact[], knowledge: Knowledge, moment: Moment): DealState => {
  const { asOf, today, zone, rules } = moment
  const open = deal.status === 'open'
  const enteredDay = zone.dayOf(deal.entry.at)
  const age = { days: Math.max(0, today - enteredDay), exact: deal.entry.exact }
  const tasksKnown = knowledge.knows(deal.source, 'tasks')
  const hasOpenTask = tasksKnown ? tasks.length > 0 : null

  let nextDueAt: number | null = null
  for (const task of tasks) if (task.dueAt !== null && (nextDueAt === null || task.dueAt < nextDueAt)) nextDueAt = task.dueAt
  const far = open && tasksKnown && stage.dwellLimitDays !== null && nextDueAt !== null && zone.dayOf(nextDueAt) - enteredDay > stage.dwellLimitDays

  const untilDay = deal.parking ? parseDay(deal.parking.untilDay) : null
  const parked = open && untilDay !== null && today < untilDay
  const unparked = open && untilDay !== null && today >= untilDay

  const overLimit = open && stage.dwellLimitDays !== null && age.days > stage.dwellLimitDays
  const reasons: StuckReason[] = []
  if (open) {
    if (overLimit && !parked) reasons.push('dwell')
    if (!parked && knowledge.knows(deal.source, 'activities') && isSilent(deal, today, zone, rules)) reasons.push('silent')
    if (tasksKnown) {
      if (tasks.length === 0) reasons.push('no_task')
      if (tasks.some(task => isOverdue(task, asOf))) reasons.push('overdue_task')
      if (tasks.some(task => task.dragged >= rules.draggedMoves)) reasons.push('dragged')
    }
    if (deal.agreements.length > 0 && knowledge.knows(deal.source, 'activities') && isPromiseMissed(deal.agreements, deal.lastContactAt, zone.startOfDay(today))) reasons.push('promise_missed')
  }
  const agreed = open ? openAgreements(deal.agreements, deal.lastContactAt).at(-1) ?? null : null
  const agreement = agreed && tasksKnown ? checkAgreement(zone.dayOf(agreed.at), nextDueAt === null ? null : zone.dayOf(nextDueAt), rules.agreedDaysOff) : null
  // Check C as a whole is unknown until both kinds of its facts were brought (domain.md, Unknown is not none).
  const checkCKnown = knowledge.knowsAll(deal.source, 'notes') && knowledge.knowsAll(deal.source, 'activities')
  const needsPinnedNote = open && !stage.first && !deal.hasPinnedNote && checkCKnown
  return { deal, stage, age, hasOpenTask, far, nextDueAt, needsPinnedNote, parked, unparked, overLimit, agreed, agreement, reasons }
}

/** Stuck reason `silent`: no contact for more than n days, and the deal older than that; an unknown age is no finding. */
const isSilent = (deal: DealFact, today: DayNumber, zone: Zone, rules: Rules): boolean => {
  if (deal.createdAt === null || today - zone.dayOf(deal.createdAt) <= rules.silentDays) return false
  return deal.lastContactAt === null || today - zone.dayOf(deal.lastContactAt) > rules.silentDays
}

/** Overdue: open and `due < now`; without a due date never (domain.md, Tasks). A day alone is kept as its last millisecond. */
export const isOverdue = (task: { dueAt: number | null }, now: number): boolean => task.dueAt !== null && task.dueAt < now
