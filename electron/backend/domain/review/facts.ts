import type { ActivityKind, DealStatus, MeetingState, Role, StageKind } from '../../../../src/shared/vocabulary.ts'
import type { Knowledge } from '../knowledge.ts'

/**
 * Everything that the rules of a review read, as of one instant T: nothing dated after T is in here, and what
 * changed after T stands as it was (domain.md, Time, money, knowledge). Instants in ms; amounts in minor units.
 */
export interface TeamFacts {
  asOf: number
  people: ReadonlyMap<number, PersonFact>
  stages: ReadonlyMap<number, StageFact>
  deals: readonly DealFact[]
  /** Open at T. */
  openTasks: readonly TaskFact[]
  /** Closed at or before T and after the last signed control (or on the local day of T). */
  closedTasks: readonly ClosedTaskFact[]
  /** Contacts of the days that check C looks at, old enough to need a note. */
  contacts: readonly ContactFact[]
  /** Notes written in that time. */
  notes: readonly NoteFact[]
  /** What counts for check D on the local day of T. */
  dayActivities: readonly DayActivityFact[]
  dayTasksDone: readonly { assigneeId: number | null }[]
  firstContacts: readonly { createdBy: number | null }[]
  refusals: readonly RefusalFact[]
  /** What the CRM doesn't show yet, by deal: the oldest decision, and who has the deal there. */
  outbox: readonly OutboxFact[]
  knowledge: Knowledge
}

export interface PersonFact { id: number, externalId: string, role: Role | null, active: boolean }

export interface StageFact {
  id: number
  pipelineId: number
  pipeline: string
  name: string
  position: number
  kind: StageKind
  dwellLimitDays: number | null
  /** Lowest order of its pipeline. */
  first: boolean
}

export interface DealFact {
  id: number
  externalId: string
  source: string
  ownerId: number | null
  clientId: number | null
  status: DealStatus
  stageId: number
  createdAt: number | null
  /** Reporting currency; null = no amount, or no rate. */
  amount: number | null
  noRate: boolean
  entry: { at: number, exact: boolean }
  lastContactAt: number | null
  hasPinnedNote: boolean
  parking: { untilDay: string } | null
  /** What was agreed in calls that were checked, the latest call last. */
  agreements: readonly AgreedFact[]
}

export interface AgreedFact { callId: number, /** Start of the agreed day. */ at: number, nextStep: string | null, /** When the check was done. */ doneAt: number }

export interface TaskFact {
  id: number
  externalId: string
  source: string
  dealId: number | null
  /** Status of that deal at T. */
  dealStatus: DealStatus | null
  assigneeId: number | null
  /** A day alone is its last millisecond. */
  dueAt: number | null
  /** Later moves without approval. */
  dragged: number
}

export interface ClosedTaskFact { id: number, externalId: string, source: string, dealId: number | null, assigneeId: number | null, doneAt: number, result: string | null }
export interface ContactFact { id: number, externalId: string, source: string, dealId: number | null, clientId: number | null, managerId: number | null, at: number }
export interface NoteFact { dealId: number | null, clientId: number | null, at: number, text: string | null }
export interface DayActivityFact { kind: ActivityKind, state: MeetingState | null, direction: 'in' | 'out' | null, managerId: number | null, entered: boolean, happened: boolean, isContact: boolean }
export interface RefusalFact { id: number, dealId: number, dealExternalId: string, requestedBy: number | null, requestedAt: number }
export interface OutboxFact { dealId: number, managerId: number | null, at: number, /** As-of of the last export of its CRM; null = none came. */ seenAt: number | null }
