import type { Criterion, ScorecardSections } from '../../../shared/contract/callDesk.ts'
import { criteriaOf } from '../../../shared/scorecard.ts'

/** What became of a criterion between two versions; `name` is its name in the newer one, or the last it had. */
export type Change =
  | { what: 'added' | 'removed', criterion: Criterion }
  | { what: 'renamed', criterion: Criterion, before: Criterion }
  | { what: 'weight', criterion: Criterion, from: number, to: number }
  | { what: 'kind' | 'critical' | 'uncritical' | 'phrases', criterion: Criterion }

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** In the order of the newer version, what was removed at the end. Places and sections aren't compared: they change no total. */
export const changesBetween = (before: ScorecardSections, after: ScorecardSections): Change[] => {
  const former = new Map(criteriaOf(before).map(criterion => [criterion.id, criterion]))
  const present = new Set(criteriaOf(after).map(({ id }) => id))
  const changes = criteriaOf(after).flatMap((criterion): Change[] => {
    const was = former.get(criterion.id)
    if (!was) return [{ what: 'added', criterion }]
    const renamed = criterion.name !== was.name || criterion.key !== was.key
    return [
      ...renamed ? [{ what: 'renamed' as const, criterion, before: was }] : [],
      ...criterion.weight === was.weight ? [] : [{ what: 'weight' as const, criterion, from: was.weight, to: criterion.weight }],
      ...criterion.kind === was.kind ? [] : [{ what: 'kind' as const, criterion }],
      ...criterion.critical === was.critical ? [] : [{ what: criterion.critical ? 'critical' as const : 'uncritical' as const, criterion }],
      // A shipped one's own phrases come with its name.
      ...renamed || same(criterion.phrases, was.phrases) ? [] : [{ what: 'phrases' as const, criterion }],
    ]
  })
  return [...changes, ...[...former.values()].filter(({ id }) => !present.has(id)).map(criterion => ({ what: 'removed' as const, criterion }))]
}
