import type { CheckWords, Criterion, ScorecardSections } from './contract/callDesk.ts'

/** The best mark of a criterion by its kind: yes/no is 1 or 0, the scale 0 to 5 (domain.md, Call quality). */
export const fullMark = { yes_no: 1, scale: 5 } as const

export interface WeighedCriterion { id: string, weight: number, kind: 'yes_no' | 'scale', critical: boolean }
/** Yes/no is 1 or 0, the scale 0 to 5; null = not applicable. */
export type Score = number | null

export const shareOf = (criterion: WeighedCriterion, score: number): number => score / fullMark[criterion.kind]

export const isFullMark = (criterion: WeighedCriterion, score: Score): boolean => score === null || score === fullMark[criterion.kind]

/** Percent of a check (domain.md, Call quality); null when nothing was applicable. A critical criterion at nought makes it nought. */
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

export const criteriaOf = (sections: ScorecardSections): Criterion[] => sections.flatMap(section => section.criteria)

/** Marks that the version's criteria know; a mark that a kind doesn't have is none. */
export const scoresOf = (sections: ScorecardSections, marks: CheckWords['marks']): Map<string, Score> =>
  new Map(criteriaOf(sections).flatMap(({ id, kind }) => {
    const mark = marks[id]
    return mark && (mark.score === null || mark.score <= fullMark[kind]) ? [[id, mark.score] as const] : []
  }))

/** Percent of a check; null for what was no conversation, or when nothing was applicable. The window shows it while marks are given, the backend keeps it. */
export const totalOfCheck = (sections: ScorecardSections, { verdict, marks }: Pick<CheckWords, 'verdict' | 'marks'>): number | null =>
  verdict !== null && verdict !== 'conversation' ? null : totalOf(criteriaOf(sections), scoresOf(sections, marks))
