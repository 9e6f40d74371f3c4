import { checkOfFinding, checks, type Check } from '../../../src/shared/vocabulary.ts'
import { countWalk, figuresOf, inWalk, type CheckFigures, type WalkCount, type WalkRow } from '../domain/control/summary.ts'
import { followChanges, type Follower } from '../store/memory/followChanges.ts'
import { loadWalkRows } from '../store/queries/controlDays.ts'
import { makeIsLate } from './controlDay.ts'
import type { Desk } from './desk.ts'

/** One check of a day's walk: its figures, its counts, and the rows that are left to walk. */
export interface WalkOfCheck { figures: CheckFigures, count: WalkCount, left: readonly WalkRow[] }

/** One check's walk from its rows. */
export const walkOfRows = (rows: readonly WalkRow[], figures: CheckFigures): WalkOfCheck => ({ figures, count: countWalk(rows), left: rows.filter(row => row.open && inWalk(row)) })

interface KeptCheck { rows: Map<number, WalkRow>, walk: { lateAt: number, settings: unknown, value: WalkOfCheck } | null }
interface Kept { follower: Follower, day: string, checks: Record<Check, KeptCheck> }

const kept = new WeakMap<Desk, Kept>()
const noRows = (): Kept['checks'] => Object.fromEntries(checks.map(check => [check, { rows: new Map(), walk: null }])) as unknown as Kept['checks']

/** The rows of a day that isn't signed are kept: a hundred thousand findings of a first day aren't read again for every decision. */
const keptRows = (desk: Desk, day: string): Kept['checks'] => {
  const known = kept.get(desk) ?? { follower: followChanges(desk.db, ['finding']), day, checks: noRows() }
  kept.set(desk, known)
  if (known.day !== day) known.follower.forget()
  known.day = day
  const put = (rows: readonly WalkRow[]): void => {
    for (const row of rows) known.checks[checkOfFinding[row.kind]].rows.set(row.id, row)
  }
  known.follower.catchUp(
    () => {
      known.checks = noRows()
      put(loadWalkRows(desk.db, day, { held: null }))
    },
    ids => {
      const touched = ids('finding')
      const changed = loadWalkRows(desk.db, day, { held: null, only: touched })
      for (const check of Object.values(known.checks)) {
        for (const id of touched) if (check.rows.delete(id)) check.walk = null
      }
      for (const { kind } of changed) known.checks[checkOfFinding[kind]].walk = null
      put(changed)
    },
  )
  return known.checks
}

/** One check's rows of a day that isn't signed. */
export const walkRowsOf = (desk: Desk, day: string, check: Check): WalkRow[] => [...keptRows(desk, day)[check].rows.values()]

/** The walk of a day that isn't signed, by check, as of `asOf`; only the checks of what a decision touched are counted again. */
export const walkOf = (desk: Desk, day: string, asOf: number): Record<Check, WalkOfCheck> => {
  const byCheck = keptRows(desk, day)
  const settings = desk.settings()
  return Object.fromEntries(checks.map(check => {
    const { rows, walk } = byCheck[check]
    // Lateness comes with time, and with other rules.
    if (walk?.lateAt === asOf && walk.settings === settings) return [check, walk.value]
    const all = [...rows.values()]
    const value = walkOfRows(all, figuresOf(all, makeIsLate(settings, asOf))[check])
    byCheck[check].walk = { lateAt: asOf, settings, value }
    return [check, value]
  })) as unknown as Record<Check, WalkOfCheck>
}
