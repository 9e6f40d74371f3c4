import type { CheckWords, Criterion, ScorecardSections } from '../../../../src/shared/contract/callDesk.ts'
import { criteriaOf, isFullMark, scoresOf, shareOf } from '../../../../src/shared/scorecard.ts'
import { agreementOf, type RatedUnit, type ShownAgreement } from './agreement.ts'

/** A done check, with the version of the scorecard that it was scored by. */
export interface ScoredCheck { callId: number, checkerId: number, total: number | null, marks: CheckWords['marks'], sections: ScorecardSections }

export interface Mean { mean: number | null, checks: number, withoutTotal: number }

/** The mean of the totals that there are, in percent. */
export const meanOf = (checks: readonly Pick<ScoredCheck, 'total'>[]): Mean => {
  const totals = checks.flatMap(({ total }) => total ?? [])
  return { mean: totals.length === 0 ? null : totals.reduce((sum, total) => sum + total, 0) / totals.length, checks: checks.length, withoutTotal: checks.length - totals.length }
}

export interface CriterionFigures { criterion: Criterion, mean: number, applied: number, belowFull: number, agreement: ShownAgreement }

/**
 * Each criterion over checks that stand in the order in which they were done: percent of its full mark where it applied. Criteria of several versions
 * are one by their id, as the newest names them; what was no conversation judges none. `apart`: all checks of calls that several people scored.
 */
export const criteriaFigures = (checks: readonly (ScoredCheck & { isTalk: boolean })[], apart: readonly (ScoredCheck & { isTalk: boolean })[]): CriterionFigures[] => {
  const figures = new Map<string, { criterion: Criterion, earned: number, applied: number, belowFull: number, place: number }>()
  for (const { marks, sections, isTalk } of checks) {
    if (!isTalk) continue
    const scores = scoresOf(sections, marks)
    for (const [place, criterion] of criteriaOf(sections).entries()) {
      const score = scores.get(criterion.id) ?? null
      const known = figures.get(criterion.id) ?? { criterion, earned: 0, applied: 0, belowFull: 0, place }
      Object.assign(known, { criterion, place })
      if (score !== null) {
        known.earned += shareOf(criterion, score)
        known.applied++
        known.belowFull += Number(!isFullMark(criterion, score))
      }
      figures.set(criterion.id, known)
    }
  }
  return [...figures.values()].filter(({ applied }) => applied > 0).toSorted((a, b) => a.place - b.place).map(({ criterion, earned, applied, belowFull }) => (
    { criterion, mean: earned / applied * 100, applied, belowFull, agreement: agreementOf(unitsOf(apart, criterion), criterion.kind) }))
}

/** The marks that each call got of one criterion. A version that scores it in another way is another question: it is left out. */
const unitsOf = (apart: readonly (ScoredCheck & { isTalk: boolean })[], { id, kind }: Criterion): RatedUnit[] =>
  [...Map.groupBy(apart.filter(({ isTalk }) => isTalk), check => check.callId).values()].map(checks => checks.flatMap(({ checkerId, marks, sections }) => {
    const same = criteriaOf(sections).find(criterion => criterion.id === id && criterion.kind === kind)
    const mark = same && scoresOf(sections, marks).get(id)
    return mark === undefined || mark === null ? [] : [{ raterId: checkerId, mark }]
  }))

export type QuotaState = 'kept' | 'late' | 'missed' | 'open'

/** Whether a manager's quota of a day was listened to by its deadline, an instant (domain.md, Call quality). What was heard later is said, and doesn't make it kept. */
export const quotaStateOf = ({ quota, inTime, listened }: { quota: number, inTime: number, listened: number }, deadline: number, now: number): QuotaState => {
  if (inTime >= quota) return 'kept'
  if (now < deadline) return 'open'
  return listened >= quota ? 'late' : 'missed'
}
