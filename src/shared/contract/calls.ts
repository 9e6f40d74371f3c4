import { z } from 'zod'
import { day } from './common.ts'

/** `pult calls quota --json`: by manager, of the calls of one local day. */
export const callQuota = z.object({
  day,
  items: z.array(z.object({ manager: z.string(), calls: z.int(), withRecording: z.int(), eligible: z.int(), quota: z.int(), listened: z.int(), scored: z.int(), suspicious: z.int() })),
})
export type CallQuota = z.infer<typeof callQuota>

/** Calls by the seconds of their talk: bars of `stepS`, those of nought left out; the last one has all longer talks. */
const lengths = z.array(z.object({ fromS: z.int(), calls: z.int() }))
/** How long calls were over some days, and whose share in the band just above the paid threshold isn't chance: `p` is null under the least number of calls, or alone. */
export const callLengths = z.object({
  from: day, to: day, band: z.object({ fromS: z.int(), toS: z.int() }), stepS: z.int(), lengths,
  items: z.array(z.object({ manager: z.string(), calls: z.int(), inBand: z.int(), share: z.number(), othersShare: z.number().nullable(), p: z.number().nullable(), suspicious: z.boolean(), lengths })),
})
export type CallLengths = z.infer<typeof callLengths>
