import { z } from 'zod'
import { progress } from './common.ts'

export const exportFormats = ['csv', 'xlsx'] as const
/** The window's decimal mark. Excel parts the cells of a CSV by a semicolon where a comma is the decimal mark (Russian, Spanish). */
const decimal = z.enum(['.', ',']).default(',')
/** What every export takes: columns by key with the window's words, in the window's order; `words` says values. */
export const exportInput = <Key extends string>(keys: readonly [Key, ...Key[]]) => ({
  format: z.enum(exportFormats), decimal, columns: z.array(z.object({ key: z.enum(keys), label: z.string().max(200) })).min(1).max(40), words: z.record(z.string(), z.string()).default({}),
})
/** Chunks of the file in base64 as they are made: the whole never stands in memory at once. */
export const exportEvent = z.discriminatedUnion('type', [
  progress,
  z.object({ type: z.literal('chunk'), data: z.string() }),
  z.object({ type: z.literal('done'), fileName: z.string(), mime: z.string(), rows: z.int() }),
])
