import type { ActivityKind, MeetingState, Role, StageKind } from '../../../src/shared/vocabulary.ts'

/** A value and the moment from which it holds; the earliest first. */
export interface Since<T> { at: number, value: T }

export interface DemoPerson { id: string, key: string, name: string, role: Exclude<Role, 'head'>, team: string, email: string, phone: string, active: boolean, habits: Habits }

/** How a manager works: probabilities. */
export interface Habits {
  /** Share of the deals. */
  load: number
  noTask: number
  overdue: number
  note: number
  pinned: number
  /** A task closed with a result that says something. */
  result: number
  /** A deal that nobody calls any more. */
  abandoned: number
  /** Deals worked on a day. */
  touches: number
}

export interface DemoStage { pipeline: number, name: string, order: number, kind: StageKind, limit: number | null, probability: number }

export interface DemoClient {
  id: string, name: string, contact: string, kind: 'company' | 'person', phone: string, email: string
  owner: DemoPerson, createdAt: number, createdBy: DemoPerson, channel: string
}

export interface DemoMove { from: DemoStage, to: DemoStage, at: number, by: DemoPerson }

export interface DemoDeal {
  id: string
  title: string
  client: DemoClient
  owners: Since<DemoPerson>[]
  firstStage: DemoStage
  moves: DemoMove[]
  outcome: 'open' | 'won' | 'lost'
  closedAt: number | null
  /** Minor units. */
  amount: number
  currency: string
  channel: string
  createdAt: number
  expectedClose: string
  refusalReason: string
  /** A record that came from an older system without its history. */
  historyLost: boolean
  /** Nobody works on it any more. */
  abandoned: boolean
  /** Moments at which somebody worked on it, for tasks and notes; ascending. */
  touches: Touch[]
}

export interface Touch { at: number, by: DemoPerson }

/** A due date: an instant, or a local day's number with `dayOnly`. */
export interface Due { at: number, dayOnly: boolean }

export interface DemoTask {
  id: string
  deal: DemoDeal
  assignee: DemoPerson
  kind: string
  title: string
  createdAt: number
  dues: Since<Due>[]
  doneAt: number | null
  result: string
}

export interface DemoActivity {
  id: string
  deal: DemoDeal | null
  client: DemoClient
  by: DemoPerson
  kind: ActivityKind
  direction: 'in' | 'out' | ''
  createdAt: number
  occurredAt: number
  states: Since<MeetingState>[]
  duration: number | null
  talk: number | null
  recording: string
  subject: string
}

export interface DemoNote { id: string, deal: DemoDeal, author: DemoPerson, createdAt: number, text: string, pinned: boolean }

export interface DemoCost { channel: string, day: string, at: number, amount: number }

/** Everything that happened in the demo team's CRM until the as-of; records in the order in which they were made. */
export interface DemoWorld {
  people: DemoPerson[]
  pipelineNames: string[]
  stages: DemoStage[]
  clients: DemoClient[]
  deals: DemoDeal[]
  tasks: DemoTask[]
  activities: DemoActivity[]
  notes: DemoNote[]
  costs: DemoCost[]
}
