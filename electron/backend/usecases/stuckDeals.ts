import { boardMomentOf, makeBoard, type Board } from '../store/queries/dealBoard.ts'
import { all, one } from '../store/queries/rows.ts'
import type { Desk } from './desk.ts'
import type { Tx } from './runCommand.ts'

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

/** The board with every deal, whoever decides: a rule about a person counts all that they have. */
export const wholeBoard = ({ db, settings }: Desk, now: number): Board => makeBoard(db, { id: 0, role: 'head', teams: [] }, boardMomentOf(settings(), now))

const makeStuckDeals = (desk: Desk, now: number): StuckDeals => {
  const { from: board, parameters } = wholeBoard(desk, now)
  const counts = new Map<number, number>()
  const add = (personId: number | null, change: 1 | -1): void => {
    if (personId !== null && counts.has(personId)) counts.set(personId, counts.get(personId)! + change)
  }
  return {
    count: (personId) => {
      let count = counts.get(personId)
      if (count === undefined) counts.set(personId, count = one<{ count: number }>(desk.db, `SELECT count(*) AS count ${board} WHERE deal.owner_id = $person AND deal.status = 'open' AND deal.reasons <> 0`, { ...parameters, person: personId })!.count)
      return count
    },
    moved: (dealId, from, to) => {
      const isAsked = [from, to].some(id => id !== null && counts.has(id))
      if (!isAsked || all(desk.db, `SELECT 1 ${board} WHERE deal.id = $deal AND deal.status = 'open' AND deal.reasons <> 0`, { ...parameters, deal: dealId }).length === 0) return
      add(from, -1)
      add(to, 1)
    },
  }
}
