import type { Check, FindingKind } from '../../../../src/shared/vocabulary.ts'
import { checkOfFinding, checks } from '../../../../src/shared/vocabulary.ts'
import type { FindingSeed } from './findings.ts'

/** A finding as a day's walk sees it. */
export interface WalkRow extends Omit<FindingSeed, 'recordType'> {
  id: number
  backlog: boolean
  /** Of the backlog: put into this day's walk. */
  picked: boolean
  /** Present and not decided for this day. */
  open: boolean
  /** Decided in this day's control. */
  decided: boolean
  /** The rule still holds; a finding that was decided and is gone since stays in the day's walk as done. */
  present: boolean
}

/** A sum over different deals: several findings of one deal put its amount at stake once. */
export interface Sum { amount: number, noRate: number }

export const inWalk = (row: WalkRow): boolean => row.decided || (row.open && (!row.backlog || row.picked))
export const isCarried = (row: WalkRow): boolean => row.backlog && row.open && !row.picked

export const sumOverDeals = (rows: Iterable<Pick<WalkRow, 'dealId' | 'amount' | 'noRate'>>): Sum => {
  const seen = new Set<number>()
  let amount = 0
  let noRate = 0
  for (const row of rows) {
    if (row.dealId !== null) {
      if (seen.has(row.dealId)) continue
      seen.add(row.dealId)
    }
    amount += row.amount ?? 0
    if (row.noRate) noRate++
  }
  return { amount, noRate }
}

/** What the rules find, decided or not: equals the review of that moment. `apart`: A's far tasks, F's late refusals. */
export interface CheckFigures { count: number, money: Sum | null, apart: number }
export type Figures = Record<Check, CheckFigures>

/** Kinds that make a check's count; `far_task` stands apart, `unparked`, `not_in_crm` and `not_as_agreed` are shown without being counted. */
const counted: Record<FindingKind, boolean> = {
  no_task: true, far_task: false, unparked: false, not_in_crm: false, not_as_agreed: false, overdue: true, contact_without_note: true, no_pinned_note: true, poor_result: true, refusal: true,
}
const withMoney: ReadonlySet<Check> = new Set(['A', 'B', 'F'])

/** The figures of the findings that hold; `found` counts those too that the day's own decisions made go, as a signed report does. */
export const figuresOf = (rows: Iterable<{ kind: FindingKind, dealId: number | null, amount: number | null, noRate: boolean, sinceDay: string | null, present?: boolean, decided?: boolean }>, isLate: (sinceDay: string) => boolean, what: 'holds' | 'found' = 'holds'): Figures => {
  const byCheck = new Map<Check, { rows: { dealId: number | null, amount: number | null, noRate: boolean }[], apart: number }>(checks.map(check => [check, { rows: [], apart: 0 }]))
  for (const row of rows) {
    if (row.present === false && !(what === 'found' && row.decided)) continue
    const figures = byCheck.get(checkOfFinding[row.kind])!
    if (counted[row.kind]) figures.rows.push(row)
    if (row.kind === 'far_task' || (row.kind === 'refusal' && row.sinceDay !== null && isLate(row.sinceDay))) figures.apart++
  }
  return Object.fromEntries([...byCheck].map(([check, { rows: list, apart }]) =>
    [check, { count: list.length, money: withMoney.has(check) ? sumOverDeals(list) : null, apart }])) as Figures
}

export interface WalkCount { fresh: { total: number, open: number }, backlog: { picked: number, open: number, carried: number } }

/** New findings and the backlog's part, of one check's rows: `open` is left to walk, `total` and `picked` count the decided too. */
export const countWalk = (rows: Iterable<WalkRow>): WalkCount => {
  const count: WalkCount = { fresh: { total: 0, open: 0 }, backlog: { picked: 0, open: 0, carried: 0 } }
  for (const row of rows) {
    if (isCarried(row)) count.backlog.carried++
    if (!inWalk(row)) continue
    if (row.backlog) {
      count.backlog.picked++
      if (row.open) count.backlog.open++
    } else {
      count.fresh.total++
      if (row.open) count.fresh.open++
    }
  }
  return count
}

/** Rows by the check that they belong to. */
export const byCheck = <Row extends { kind: FindingKind }>(rows: Iterable<Row>): Map<Check, Row[]> => {
  const groups = new Map<Check, Row[]>(checks.map(check => [check, []]))
  for (const row of rows) groups.get(checkOfFinding[row.kind])!.push(row)
  return groups
}
