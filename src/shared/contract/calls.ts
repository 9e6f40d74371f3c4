import { z } from 'zod'
import { day } from './common.ts'

/** `pult calls quota --json`: by manager, of the calls of one local day. */
export const callQuota = z.object({
  day,
  items: z.array(z.object({ manager: z.string(), calls: z.int(), withRecording: z.int(), eligible: z.int(), quota: z.int(), listened: z.int(), scored: z.int(), suspicious: z.int() })),
})
export type CallQuota = z.infer<typeof callQuota>
