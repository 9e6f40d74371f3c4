import type { DealStatus, StageKind } from '../../../src/shared/vocabulary.ts'

/** The status of the deals that a stage counts: a thinking stage has open ones (domain.md, Deals; as `review`'s funnel). */
export const countedStatus = (kind: StageKind): DealStatus => kind === 'thinking' ? 'open' : kind

export interface Age { days: number, exact: boolean }

/**
 * Middle age of deals, in days; between two middle ones their mean. A lower bound as soon as one age up to the middle is: that
 * deal may be older than the middle.
 */
export const medianAge = (ages: readonly Age[]): Age | null => {
  if (ages.length === 0) return null
  const sorted = ages.toSorted((a, b) => a.days - b.days)
  const upper = Math.floor(sorted.length / 2)
  const lower = Math.floor((sorted.length - 1) / 2)
  const highest = sorted[upper]!.days
  return { days: (sorted[lower]!.days + highest) / 2, exact: sorted.every(age => age.exact || age.days > highest) }
}

/** A period as long, `days` earlier. */
export const movedBack = (period: { from: number, to: number }, days: number): { from: number, to: number } => ({ from: period.from - days, to: period.to - days })
