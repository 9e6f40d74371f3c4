import type { FunnelFilter } from '../../../src/shared/contract/funnel.ts'
import { loadEntries, nextComingTrue, type ConversionPeriod } from '../store/queries/funnel.ts'
import { all } from '../store/queries/rows.ts'
import type { SeenBoard } from './boardOf.ts'
import type { Desk } from './desk.ts'
import { keepByDeal, workspaceKeyOf, type ByDeal } from './keepByDeal.ts'

/** Passages of stages by deal, by period: each stage that it entered as `stage × 2`, and one more where it moved on. */
const keep = keepByDeal<number[]>(4, ['deal', 'past'])

const entriesOf = (desk: Desk, period: ConversionPeriod, isPast: boolean): ByDeal<readonly number[]> => keep(desk, {
  name: `${period.from} ${period.to} ${isPast ? period.asOf : 'now'}`, now: period.asOf,
  key: workspaceKeyOf(desk) + JSON.stringify(all(desk.db, "SELECT id FROM refusal_reason WHERE class = 'not_a_deal' ORDER BY id")),
  read: (entries, only) => {
    for (const [dealId, stageId, movedOn] of loadEntries(desk.db, period, only)) {
      const known = entries[dealId]
      if (known) known.push(stageId * 2 + movedOn)
      else entries[dealId] = [stageId * 2 + movedOn]
    }
    return isPast ? null : nextComingTrue(desk.db, period.asOf, only)
  },
})

export interface Conversion { entered: number, movedOn: number }

/** Of every stage how many of the deals under a filter entered it in a period, and how many of those moved on, by `asOf` (domain.md, Stuck). */
export const conversionsOfStages = (desk: Desk, { views }: SeenBoard, filter: FunnelFilter, period: ConversionPeriod, isPast: boolean): ReadonlyMap<number, Conversion> => {
  const entries = entriesOf(desk, period, isPast)
  const stages = new Map<number, Conversion>()
  views.each(filter, id => {
    for (const entry of entries[id] ?? []) {
      const stageId = entry >> 1
      let stage = stages.get(stageId)
      if (!stage) stages.set(stageId, stage = { entered: 0, movedOn: 0 })
      stage.entered++
      stage.movedOn += entry & 1
    }
  })
  return stages
}
