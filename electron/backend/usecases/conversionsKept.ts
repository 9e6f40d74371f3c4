import type { FunnelFilter } from '../../../src/shared/contract/funnel.ts'
import { followChanges, type Follower } from '../store/memory/followChanges.ts'
import { loadEntries, nextComingTrue, type ConversionPeriod } from '../store/queries/funnel.ts'
import { all } from '../store/queries/rows.ts'
import type { SeenBoard } from './boardOf.ts'
import { pastKeyOf } from './dealsThen.ts'
import type { Desk } from './desk.ts'

/** `until`: when something that is dated later comes true, and all is read anew. */
interface Kept { follower: Follower, key: string, until: number, entries: Map<number, number[]> }

/** Passages of stages by deal, by period: a decision changes those of its own deals alone. */
const periods = new WeakMap<Desk, Map<string, Kept>>()
const mostPeriods = 4

const keyOf = (desk: Desk): string => pastKeyOf(desk) + JSON.stringify(all(desk.db, "SELECT id FROM refusal_reason WHERE class = 'not_a_deal' ORDER BY id"))

/** By deal: the stages that it entered in the period, each as `stage × 2`, and one more where it moved on. */
const entriesOf = (desk: Desk, period: ConversionPeriod, isPast: boolean): ReadonlyMap<number, readonly number[]> => {
  const name = `${period.from} ${period.to} ${isPast ? period.asOf : 'now'}`
  let known = periods.get(desk)
  if (!known) periods.set(desk, known = new Map())
  const key = keyOf(desk)
  const kept = known.get(name) ?? { follower: followChanges(desk.db, ['deal', 'past']), key, until: Infinity, entries: new Map<number, number[]>() }
  known.delete(name)
  known.set(name, kept)
  for (const [eldest, { follower }] of known) {
    if (known.size <= mostPeriods) break
    follower.stop()
    known.delete(eldest)
  }
  if (kept.key !== key || period.asOf >= kept.until) kept.follower.forget()
  kept.key = key
  const read = (only: readonly number[] | null): void => {
    for (const [dealId, stageId, movedOn] of loadEntries(desk.db, period, only)) {
      const entries = kept.entries.get(dealId)
      if (entries) entries.push(stageId * 2 + movedOn)
      else kept.entries.set(dealId, [stageId * 2 + movedOn])
    }
    if (!isPast) kept.until = Math.min(kept.until, nextComingTrue(desk.db, period.asOf, only) ?? Infinity)
  }
  kept.follower.catchUp(
    () => {
      kept.entries = new Map()
      kept.until = Infinity
      read(null)
    },
    ids => {
      const touched = [...new Set([...ids('deal'), ...ids('past')])]
      for (const id of touched) kept.entries.delete(id)
      read(touched)
    },
  )
  return kept.entries
}

export interface Conversion { entered: number, movedOn: number }

/** Of every stage how many of the deals under a filter entered it in a period, and how many of those moved on, by `asOf` (domain.md, Stuck). */
export const conversionsOfStages = (desk: Desk, { views }: SeenBoard, filter: FunnelFilter, period: ConversionPeriod, isPast: boolean): ReadonlyMap<number, Conversion> => {
  const entries = entriesOf(desk, period, isPast)
  const stages = new Map<number, Conversion>()
  views.each(filter, id => {
    for (const entry of entries.get(id) ?? []) {
      const stageId = entry >> 1
      let stage = stages.get(stageId)
      if (!stage) stages.set(stageId, stage = { entered: 0, movedOn: 0 })
      stage.entered++
      stage.movedOn += entry & 1
    }
  })
  return stages
}
