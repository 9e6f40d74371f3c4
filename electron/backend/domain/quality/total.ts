import { fullMark } from '../../../../src/shared/scorecard.ts'

export interface WeighedCriterion { id: string, weight: number, kind: 'yes_no' | 'scale', critical: boolean }
/** Yes/no is 1 or 0, the scale 0 to 5; null = not applicable. */
export type Score = number | null

export const shareOf = (criterion: WeighedCriterion, score: number): number => score / fullMark[criterion.kind]

export const isFullMark = (criterion: WeighedCriterion, score: Score): boolean => score === null || score === fullMark[criterion.kind]

/** Percent of a check; null when nothing was applicable. A critical criterion at nought makes it nought. */
export const totalOf = (criteria: readonly WeighedCriterion[], scores: ReadonlyMap<string, Score>): number | null => {
  let [earned, possible] = [0, 0]
  let failed = false
  for (const criterion of criteria) {
    const score = scores.get(criterion.id) ?? null
    if (score === null) continue
    if (criterion.critical && score === 0) failed = true
    earned += criterion.weight * shareOf(criterion, score)
    possible += criterion.weight
  }
  if (possible === 0) return null
  return failed ? 0 : earned / possible * 100
}
