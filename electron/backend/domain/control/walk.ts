import type { DecisionInput } from '../../../../src/shared/contract/day.ts'
import type { DecisionKind } from '../../../../src/shared/vocabulary.ts'
import { formatDay, parseDay } from '../time/days.ts'

/** The local day after `day`. */
export const nextDay = (day: string): string => formatDay(parseDay(day)! + 1)

/**
 * Until which day a decision stands (that day the finding is open again); null = as long as the finding holds.
 * A day that isn't later than the deciding one stands until the next, or the finding would be open at once.
 */
export const standsUntil = (decision: DecisionInput, day: string): string | null => {
  const later = (until: string): string => until > day ? until : nextDay(day)
  switch (decision.kind) {
    case 'question': return later(decision.answerDay)
    case 'task': return later(decision.dueDay)
    case 'park': return later(decision.untilDay)
    case 'skip': return nextDay(day)
    case 'allow':
    case 'reassign':
    case 'spread': return null
  }
}

/** Is a finding to be decided on that day, given its standing decision? */
export const isOpenOn = (finding: { decisionId: number | null, decidedUntilDay: string | null }, day: string): boolean =>
  finding.decisionId === null || (finding.decidedUntilDay !== null && finding.decidedUntilDay <= day)

export interface BacklogCandidate {
  id: number
  managerId: number | null
  amount: number | null
  sinceDay: string | null
  /** The decision that stood until now, if any. */
  decision: DecisionKind | null
}

/** Worst first: the largest sum, then the oldest, then the first found. */
export const byWorst = (a: { amount: number | null, sinceDay: string | null, id: number }, b: { amount: number | null, sinceDay: string | null, id: number }): number =>
  (b.amount ?? -1) - (a.amount ?? -1) || byDay(a.sinceDay, b.sinceDay) || a.id - b.id

/** Oldest first; unknown days last. */
export const byDay = (a: string | null, b: string | null): number => a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1

const comesBack: ReadonlySet<DecisionKind | null> = new Set<DecisionKind | null>(['question', 'task', 'park'])

/**
 * The backlog's part of a day's walk: per manager the worst `perManager` by sum (domain.md, Daily control, Backlog).
 * What was put off to a day comes first and all of it, since the day was promised.
 */
export const pickBacklog = (candidates: readonly BacklogCandidate[], perManager: number): number[] => {
  const byManager = new Map<number | null, BacklogCandidate[]>()
  for (const candidate of candidates) {
    const list = byManager.get(candidate.managerId)
    if (list) list.push(candidate)
    else byManager.set(candidate.managerId, [candidate])
  }
  const picked: number[] = []
  for (const list of byManager.values()) {
    const back = list.filter(candidate => comesBack.has(candidate.decision))
    const rest = list.filter(candidate => !comesBack.has(candidate.decision)).sort(byWorst)
    for (const { id } of back) picked.push(id)
    for (const { id } of rest.slice(0, Math.max(0, perManager - back.length))) picked.push(id)
  }
  return picked
}
