import type { ActivityKind, FactKind, MeetingState, Role, StageKind } from '../../../../src/shared/vocabulary.ts'

/** Accepted rows of one file. References are still the ids of the files; null = empty, or a column that isn't there. */
export interface StagedFile<Row> {
  /** A slice at a time, once: they are read while they are compared, so that a file of any length takes no room. */
  slices: Iterable<Row[]>
  /** About how many will come. */
  expected: number
  /** The columns that the file has: one that is absent keeps the old value. */
  columns: ReadonlySet<string>
}

export interface PersonRow { key: string, name: string | null, role: Role | null, team: string | null, email: string | null, phone: string | null, active: 0 | 1 | null }
export interface StageRow { pipeline: string, stage: string, order: number | null, kind: StageKind | null, dwellLimitDays: number | null, probability: number | null }
export interface ClientRow {
  key: string, name: string | null, kind: 'company' | 'person' | null, phone: string | null, phoneE164: string | null, email: string | null, emailKey: string | null
  owner: string | null, createdAt: number | null, createdBy: string | null, channel: string | null
}
export interface DealRow {
  key: string, title: string | null, client: string | null, owner: string | null, pipeline: string, stage: string, status: 'open' | 'won' | 'lost' | null
  amount: number | null, currency: string, channel: string | null, createdAt: number | null, updatedAt: number | null, stageEnteredAt: number | null
  expectedCloseDay: string | null, closedAt: number | null, refusalReason: string | null
}
/** `pipeline` is the deal's present one. */
export interface StageMoveRow { deal: string, pipeline: string, from: string | null, to: string, at: number, by: string | null }
export interface TaskRow {
  key: string, deal: string | null, client: string | null, assignee: string | null, kind: string | null, title: string | null
  createdAt: number | null, dueAt: number | null, dueDayOnly: 0 | 1, doneAt: number | null, result: string | null
}
export interface ActivityRow {
  key: string, deal: string | null, client: string | null, manager: string | null, kind: ActivityKind | null, state: MeetingState | null, direction: 'in' | 'out' | null
  createdAt: number | null, occurredAt: number | null, durationS: number | null, talkS: number | null, recording: string | null, subject: string | null
}
export interface NoteRow { key: string, deal: string | null, client: string | null, author: string | null, createdAt: number | null, text: string | null, pinned: 0 | 1 | null }
export interface AdCostRow { channel: string, day: string, amount: number, currency: string }

export interface NativeRows {
  people: PersonRow
  stages: StageRow
  clients: ClientRow
  deals: DealRow
  stageMoves: StageMoveRow
  tasks: TaskRow
  activities: ActivityRow
  notes: NoteRow
  adCosts: AdCostRow
}

/** What a folder brought, checked and ready to be compared; a kind without a file is absent. */
export type StagedFolder = { [Kind in FactKind]?: StagedFile<NativeRows[Kind]> }
