import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ageBuckets, stageKinds } from '../vocabulary.ts'

const ids = z.array(z.string())
const reasons = z.object({ dwell: z.int(), silent: z.int(), no_task: z.int(), overdue_task: z.int(), dragged: z.int(), promise_missed: z.int() })

/** `pult review --json --ids` (contract.md); `ids` are absent without `--ids`. */
export const reviewDocument = z.object({
  asOf: z.string(),
  timezone: z.string(),
  currency: z.string(),
  funnel: z.array(z.object({
    pipeline: z.string(), stage: z.string(), kind: z.enum(stageKinds), count: z.int(), amount: z.int(), noRate: z.int(), stuck: z.int(), inReview: z.int(),
  })),
  stuck: z.object({ count: z.int(), amount: z.int(), noRate: z.int(), reasons, parked: z.int(), ids: ids.optional() }),
  thinking: z.object({ count: z.int(), amount: z.int(), noRate: z.int(), buckets: z.record(z.enum(ageBuckets), z.int()), ids: ids.optional() }),
  checks: z.object({
    A: z.object({ known: z.boolean(), count: z.int(), amount: z.int(), noRate: z.int(), far: z.int(), ids: ids.optional(), farIds: ids.optional() }),
    B: z.object({
      known: z.boolean(), count: z.int(), ids: ids.optional(),
      byManager: z.array(z.object({ manager: z.string(), count: z.int(), oldestDays: z.int() })),
    }),
    C: z.object({
      known: z.boolean(),
      contactsWithoutNote: z.object({ known: z.boolean(), count: z.int(), ids: ids.optional() }),
      dealsWithoutPinnedNote: z.object({ known: z.boolean(), count: z.int(), ids: ids.optional() }),
    }),
    D: z.array(z.object({
      manager: z.string(), meetingsSet: z.int(), meetingsHeld: z.int(), proposals: z.int(), presentations: z.int(), callsWithTalk: z.int(),
      invoices: z.int(), payments: z.int(), tasksDone: z.int(), firstContacts: z.int(),
    })),
    E: z.object({ known: z.boolean(), count: z.int(), ids: ids.optional() }),
    F: z.object({ count: z.int(), late: z.int(), ids: ids.optional() }),
  }),
})
export type ReviewDocument = z.infer<typeof reviewDocument>

export const reviewContract = {
  get: oc.input(z.object({ asOf: z.string().optional(), ids: z.boolean().default(true) })).output(reviewDocument),
}
