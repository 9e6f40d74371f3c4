import type { Evidence } from '../../../src/shared/contract/refusals.ts'
import type { Rules } from '../../../src/shared/contract/settings.ts'
import { keyPoints } from '../../../src/shared/vocabulary.ts'
import { lateFromOf } from './review/evaluation.ts'
import type { WorkCalendar } from './time/calendar.ts'
import type { DayNumber } from './time/days.ts'
import type { Zone } from './time/zone.ts'

/** Instant from which a refusal asked at `requestedAt` is late: the start of the n-th working day after that local day (domain.md, Refusals). */
export const lateFrom = lateFromOf

/** Refusals asked before this instant are late at `now`. */
export const lateBefore = (now: number, zone: Zone, calendar: WorkCalendar, workDays: number): number => {
  const today = zone.dayOf(now)
  // Lateness only grows with age, so the first late day going back is the border. Without it: a calendar with a year off.
  for (let day = today; day >= today - 4000; day--) {
    if (calendar.workDayAfter(day, workDays) <= today) return zone.startOfDay(day + 1)
  }
  return Number.MIN_SAFE_INTEGER
}

/** What is known of a deal when its refusal is decided; a part is null while no import of its source has brought such facts. */
export interface EvidenceFacts {
  /** Instants of the contacts that name the deal, or only its client. */
  contacts: readonly number[] | null
  keyPoints: readonly string[] | null
  tasks: { missed: number, moved: number } | null
  notes: number | null
  /** Its calls that were listened to, the mean of their scores in percent, and whether a scored one has an agreement that no contact came for. Null while nobody listens to calls here. */
  calls: { listened: number, scored: number, score: number | null, openAgreement: boolean } | null
}

export interface EvidenceMoment { today: DayNumber, zone: Zone, rules: Pick<Rules, 'evidenceContacts' | 'evidenceContactDays' | 'evidenceLastContactDays'> }

/** The evidence beside a refusal and the question «did the manager do all they could?» (domain.md, Refusals). null = unknown. */
export const evidenceOf = (facts: EvidenceFacts, { today, zone, rules }: EvidenceMoment): Evidence => {
  const { contacts } = facts
  const days = contacts && new Set(contacts.map(at => zone.dayOf(at)))
  const sinceLast = days && days.size > 0 ? today - Math.max(...days) : null
  return {
    contacts: contacts?.length ?? null,
    contactDays: days?.size ?? null,
    daysSinceLastContact: sinceLast,
    keyPoints: facts.keyPoints ? keyPoints.filter(point => facts.keyPoints!.includes(point)) : null,
    tasksMissed: facts.tasks?.missed ?? null,
    tasksMoved: facts.tasks?.moved ?? null,
    callsListened: facts.calls?.listened ?? null,
    callScore: facts.calls?.score ?? null,
    notes: facts.notes,
    checklist: {
      enoughContacts: days && contacts ? contacts.length >= rules.evidenceContacts && days.size >= rules.evidenceContactDays : null,
      recentContact: days ? sinceLast !== null && sinceLast <= rules.evidenceLastContactDays : null,
      proposalSent: facts.keyPoints ? facts.keyPoints.some(point => point === 'proposal' || point === 'presentation') : null,
      objectionNoted: null,
      // What was agreed in a call that nobody scored is not known.
      noOpenAgreement: facts.calls && facts.calls.scored > 0 ? !facts.calls.openAgreement : null,
    },
  }
}
