import { oc } from '@orpc/contract'
import { z } from 'zod'
import { commandId, id, money } from './common.ts'

const share = z.object({ covered: z.int(), total: z.int() })

export const reasonGroup = z.object({
  /** The key of its most frequent text. */
  key: z.string(),
  /** All of its texts' keys, for one decision. */
  textKeys: z.array(z.string()),
  /** The most frequent ones as they were written. */
  samples: z.array(z.object({ text: z.string(), deals: z.int() })),
  texts: z.int(), deals: z.int(), money,
  /** Dictionary entry that its words speak of, or (merged ones) the entry that it was merged into. */
  reasonId: id.nullable(),
})
export type ReasonGroup = z.infer<typeof reasonGroup>

export const reasonSorts = ['deals', 'texts', 'money', 'said'] as const
export const reasonSort = z.object({ by: z.enum(reasonSorts), descending: z.boolean() })
export type ReasonSort = z.infer<typeof reasonSort>

/** Free texts of refusals, grouped by likeness and merged into the dictionary. */
export const reasonsContract = {
  /**
   * `families` joins wordings of one thing. `progress`: merged ones of all lost or closing deals that have a reason in words. `lead`: the fewest
   * groups that hold 80 % of the deals of all groups, whatever the order.
   */
  groups: oc.input(z.object({
    state: z.enum(['open', 'merged']).default('open'), level: z.enum(['families', 'wordings']).default('families'), sort: reasonSort.default({ by: 'deals', descending: true }), offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200),
  })).output(z.object({ rows: z.array(reasonGroup), total: z.int(), progress: z.object({ deals: share, texts: share }), lead: z.object({ groups: z.int(), deals: share }) })),
  /** Remembered for every later import, applied at once to refusals without a reason of the dictionary; null forgets. */
  map: oc.input(z.object({ commandId, items: z.array(z.object({ textKey: z.string().min(1).max(4000) })).min(1).max(10_000), reasonId: id.nullable() })).output(z.object({ texts: z.int(), refusals: z.int() })),
  undo: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({ texts: z.int(), refusals: z.int() })),
}
