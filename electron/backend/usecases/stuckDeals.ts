import { all } from '../store/queries/rows.ts'
import type { Desk } from './desk.ts'
import type { Tx } from './runCommand.ts'
import { evaluateDeal, evaluateWorkspace } from './teamEvaluation.ts'

/** Stuck deals by owner, as they stand in one command. */
export interface StuckDeals {
  count: (personId: number) => number
  /** A deal changed hands in this command. */
  moved: (dealId: number, from: number | null, to: number | null) => void
}

/** One command a desk: a bulk reassignment counts on, as every deal changes hands. */
const known = new WeakMap<Desk, { commandId: string, now: number, deals: StuckDeals }>()

/** Computed anew in every command, for the people asked about alone: what is decided by it must not be a minute old. */
export const stuckDealsOf = ({ desk, commandId, now }: Tx): StuckDeals => {
  const kept = known.get(desk)
  if (kept?.commandId === commandId && kept.now === now) return kept.deals
  const deals = makeStuckDeals(desk, now)
  known.set(desk, { commandId, now, deals })
  return deals
}

const makeStuckDeals = (desk: Desk, now: number): StuckDeals => {
  const counts = new Map<number, number>()
  const add = (personId: number | null, change: 1 | -1): void => {
    if (personId !== null && counts.has(personId)) counts.set(personId, counts.get(personId)! + change)
  }
  return {
    count: (personId) => {
      let count = counts.get(personId)
      if (count === undefined) counts.set(personId, count = countStuck(desk, personId, now))
      return count
    },
    moved: (dealId, from, to) => {
      const isAsked = [from, to].some(id => id !== null && counts.has(id))
      if (!isAsked || !evaluateDeal(desk, dealId, now)?.reasons.length) return
      add(from, -1)
      add(to, 1)
    },
  }
}

const countStuck = (desk: Desk, ownerId: number, now: number): number => {
  const dealIds = all<{ id: number }>(desk.db, "SELECT id FROM deal WHERE owner_id = ? AND status = 'open'", ownerId).map(row => row.id)
  return dealIds.length === 0 ? 0 : evaluateWorkspace(desk, now, { dealIds }).deals.filter(state => state.reasons.length > 0).length
}
