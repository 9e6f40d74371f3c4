import type { Check, DayMetric, DecisionKind, FindingKind } from '../../../../src/shared/vocabulary.ts'
import { checkOfFinding } from '../../../../src/shared/vocabulary.ts'
import type { FindingRecordType } from './findings.ts'
import { sumOverDeals, type Sum, type WalkCount, type WalkRow } from './summary.ts'

export interface FrozenDecision {
  findingId: number
  check: Check
  kind: FindingKind
  decision: DecisionKind
  reason: string | null
  managerId: number | null
  recordType: FindingRecordType
  recordId: number
  dealId: number | null
  amount: number | null
  byId: number
  at: number
}

export interface FrozenKpi { managerId: number, absent: boolean, values: Record<DayMetric, number>, plan: Record<DayMetric, number>, callsOut: number, callsIn: number }

/** A signed day as it is kept: people and records by id, never by name. Its JSON text is what the hash is of. */
export interface FrozenReport {
  day: string
  asOf: number
  signedAt: number
  signedById: number
  workspace: string
  timeZone: string
  currency: string
  checks: { check: Check, known: boolean, count: number, money: Sum | null, apart: number, before: number | null, decided: number, left: number, walk: WalkCount }[]
  decisions: FrozenDecision[]
  left: { managerId: number | null, fresh: number, backlog: number, money: Sum }[]
  kpis: FrozenKpi[]
  backlog: number
  minutes: number
  note: string | null
}

/** What stays open, by manager: the largest sum first, nobody's last. */
export const leftByManager = (rows: Iterable<WalkRow>): FrozenReport['left'] => {
  const groups = new Map<number | null, WalkRow[]>()
  for (const row of rows) {
    if (!row.open) continue
    const group = groups.get(row.managerId)
    if (group) group.push(row)
    else groups.set(row.managerId, [row])
  }
  return [...groups]
    .map(([managerId, open]) => ({ managerId, fresh: open.filter(row => !row.backlog).length, backlog: open.filter(row => row.backlog).length, money: sumOverDeals(open) }))
    .sort((a, b) => Number(a.managerId === null) - Number(b.managerId === null) || b.money.amount - a.money.amount || (a.managerId ?? 0) - (b.managerId ?? 0))
}

/** Decisions of the day in the order in which they were made, by check. */
export const decidedOf = (decisions: readonly FrozenDecision[], check: Check): number =>
  new Set(decisions.filter(decision => checkOfFinding[decision.kind] === check).map(decision => decision.findingId)).size
