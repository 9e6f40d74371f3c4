import type { DealStatus, StageKind } from '../../../src/shared/vocabulary.ts'

/** The status of the deals that a stage counts: a thinking stage has open ones (domain.md, Deals; as `review`'s funnel). */
export const countedStatus = (kind: StageKind): DealStatus => kind === 'thinking' ? 'open' : kind

export interface Age { days: number, exact: boolean }

/** Ages of deals, in whole days. */
export interface Ages {
  readonly add: (days: number, exact: boolean) => void
  /**
   * Middle age; between two middle ones their mean. A lower bound as soon as one age up to the middle is: that deal may be older than the
   * middle. null without deals.
   */
  readonly median: () => Age | null
}

/** Counted by day: there are many deals and few days. */
export const makeAges = (): Ages => {
  const counts = new Map<number, { count: number, exact: boolean }>()
  let total = 0
  return {
    add: (days, exact) => {
      total++
      const known = counts.get(days)
      if (!known) counts.set(days, { count: 1, exact })
      else {
        known.count++
        known.exact &&= exact
      }
    },
    median: () => {
      if (total === 0) return null
      const [lower, upper] = [Math.floor((total - 1) / 2), Math.floor(total / 2)]
      let [passed, lowest, exact] = [0, 0, true]
      for (const [days, at] of [...counts].sort(([a], [b]) => a - b)) {
        if (passed <= lower) lowest = days
        exact &&= at.exact
        passed += at.count
        if (passed > upper) return { days: (lowest + days) / 2, exact }
      }
      return null
    },
  }
}

/** A period as long, `days` earlier. */
export const movedBack = (period: { from: number, to: number }, days: number): { from: number, to: number } => ({ from: period.from - days, to: period.to - days })
