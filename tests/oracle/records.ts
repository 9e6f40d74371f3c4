// The rows of the native format once they are read. null is "unknown": an empty cell.

export const nativeFiles = ['people', 'stages', 'clients', 'deals', 'stage_moves', 'tasks', 'activities', 'notes'] as const
export type NativeFile = (typeof nativeFiles)[number]

export type StageKind = 'open' | 'thinking' | 'won' | 'lost'
export type DealStatus = 'open' | 'won' | 'lost'
export type Due = { kind: 'instant'; at: number } | { kind: 'day'; day: string }

export interface Person { id: string; role: string | null; active: boolean }

export interface Stage { pipeline: string; stage: string; order: number; kind: StageKind; dwellLimitDays: number | null }

export interface Client {
  id: string; name: string | null; phone: string | null; email: string | null
  createdAt: number | null; createdBy: string | null
}

export interface Money { minorUnits: number; currency: string }

export interface Deal {
  id: string; clientId: string | null; ownerId: string | null
  pipeline: string; stage: string; status: DealStatus; amount: Money | null
  createdAt: number | null; updatedAt: number | null; stageEnteredAt: number | null; closedAt: number | null
}

export interface StageMove { dealId: string; toStage: string; at: number }

export interface Task {
  id: string; dealId: string | null; assigneeId: string | null
  createdAt: number | null; due: Due | null; doneAt: number | null; result: string
}

export interface Activity {
  id: string; dealId: string | null; clientId: string | null; managerId: string | null
  kind: string; state: string; createdAt: number | null; occurredAt: number | null
  durationSeconds: number | null; talkSeconds: number | null
}

export interface Note {
  id: string; dealId: string | null; clientId: string | null
  createdAt: number | null; text: string; pinned: boolean
}

export interface Rejection { file: NativeFile; key: string; column: string; code: string; value: string }
