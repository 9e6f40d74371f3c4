import type { DealStatus } from '../../../../src/shared/vocabulary.ts'

export type Value = string | number | null
/** Column of the record's table → value. */
export type Fields = Record<string, Value>

/** Columns that say the same in another form: a decision on the first covers them. */
const leaderOf: Record<string, string> = { due_day_only: 'due_at', pipeline_id: 'stage_id', phone_e164: 'phone', email_key: 'email' }

export interface Merged {
  /** What changes in the record. */
  values: Fields
  /** Decided fields that the source now shows too. */
  confirmed: string[]
  /** Decided fields where the source shows something else. */
  diverging: string[]
}

/**
 * Compares three ways: `base` is what the source said last, `theirs` what it says now, `ours` the present value.
 * What the source changed is taken, except for fields decided in Pult, which keep their value.
 */
export const mergeFields = (ours: Fields, base: Fields, theirs: Fields, decided: ReadonlySet<string>): Merged => {
  const merged: Merged = { values: {}, confirmed: [], diverging: [] }
  for (const field of Object.keys(theirs)) {
    const value = theirs[field]!
    if (decided.has(leaderOf[field] ?? field)) {
      if (decided.has(field)) merged[value === ours[field] ? 'confirmed' : 'diverging'].push(field)
    } else if (value !== ours[field] && value !== base[field]) {
      merged.values[field] = value
    }
  }
  return merged
}

export interface StatusStep {
  status: DealStatus
  /** `closedOutside`: into the queue of refusals; `withdraw`: the waiting refusal is over, because the source shows the deal otherwise. */
  step: 'keep' | 'take' | 'closedOutside' | 'withdraw' | 'confirmed' | 'diverging'
}

export interface StatusFacts {
  ours: DealStatus
  base: Value | undefined
  theirs: 'open' | 'won' | 'lost'
  decided: boolean
  /** Where the waiting refusal comes from, if one waits. */
  pending: 'asked' | 'closed_outside' | 'closed_directly' | null
}

/** The status after an import (domain.md, Refusals: nobody but head or supervisor moves a deal to lost). */
export const resolveStatus = ({ ours, base, theirs, decided, pending }: StatusFacts): StatusStep => {
  if (ours === 'refusal_review') {
    const isOver = theirs !== 'lost' && theirs !== base && (theirs === 'won' || pending === 'closed_outside')
    return isOver ? { status: theirs, step: 'withdraw' } : { status: ours, step: 'keep' }
  }
  if (theirs === ours) return { status: ours, step: decided ? 'confirmed' : 'keep' }
  if (theirs === base) return { status: ours, step: decided ? 'diverging' : 'keep' }
  if (theirs === 'lost' && ours === 'open') return { status: 'refusal_review', step: 'closedOutside' }
  return decided ? { status: ours, step: 'diverging' } : { status: theirs, step: 'take' }
}
