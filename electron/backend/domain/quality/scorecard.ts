import type { CheckWords, Criterion, ScorecardSections } from '../../../../src/shared/contract/callDesk.ts'
import { criteriaOf, isFullMark, scoresOf } from '../../../../src/shared/scorecard.ts'

const shipped = (key: string, weight: number, kind: Criterion['kind']): Criterion => ({ id: key, key, name: null, weight, kind, critical: false, phrases: [] })

/** What every workspace begins with: 8 criteria, 100 points. Its words are the interface's. */
export const shippedSections: ScorecardSections = [
  { key: 'contact', name: null, criteria: [shipped('greeting', 5, 'yes_no'), shipped('purpose', 5, 'yes_no')] },
  { key: 'needs', name: null, criteria: [shipped('needs', 20, 'scale'), shipped('qualification', 15, 'scale')] },
  { key: 'offer', name: null, criteria: [shipped('offer', 15, 'scale'), shipped('objection', 15, 'scale')] },
  { key: 'close', name: null, criteria: [shipped('next_step', 20, 'yes_no'), shipped('note', 5, 'yes_no')] },
]

/**
 * What a check lacks before it is done: `verdict`; of a conversation every criterion's mark (`mark:id`), a comment where it is under the full one
 * (`comment:id`), and of what was agreed both the step and its day.
 */
export const missingOf = (sections: ScorecardSections, { verdict, marks, nextStep, agreedDay }: Pick<CheckWords, 'verdict' | 'marks' | 'nextStep' | 'agreedDay'>): string[] => {
  if (verdict === null) return ['verdict']
  if (verdict !== 'conversation') return []
  const scores = scoresOf(sections, marks)
  return [
    ...criteriaOf(sections).flatMap(criterion => {
      const score = scores.get(criterion.id)
      if (score === undefined) return [`mark:${criterion.id}`]
      return !isFullMark(criterion, score) && (marks[criterion.id]?.comment ?? '').trim() === '' ? [`comment:${criterion.id}`] : []
    }),
    ...nextStep.trim() === '' && agreedDay !== null ? ['step'] : [],
    ...nextStep.trim() !== '' && agreedDay === null ? ['day'] : [],
  ]
}
