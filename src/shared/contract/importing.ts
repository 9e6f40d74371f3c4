import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { commandId, instant, progress } from './common.ts'

const counts = z.record(z.string(), z.int())

/** The document of `pult import --json` (contract.md). */
export const importReport = z.object({
  batch: z.string(),
  asOf: z.string(),
  dryRun: z.boolean(),
  files: z.array(z.object({ name: z.string(), format: z.string(), encoding: z.string(), delimiter: z.string(), rows: z.int(), unknownColumns: z.array(z.string()) })),
  created: counts,
  updated: counts,
  unchanged: counts,
  /** The first 1 000; `rejectedCount` counts all. */
  rejected: z.array(z.object({ file: z.string(), row: z.int(), column: z.string(), code: z.string(), value: z.string() })),
  rejectedCount: z.int(),
  found: z.object({ taskMoves: z.int(), stageMoves: z.int(), ownerChanges: z.int(), closedOutside: z.int(), divergences: z.int() }),
  /** Rows that came in although something about them contradicts (`STATUS_STAGE`); `example` is the id of the first. */
  warnings: z.array(z.object({ code: z.string(), count: z.int(), example: z.string() })),
})
export type ImportReport = z.infer<typeof importReport>

/** Files come by path (Electron, CLI) or as an upload made before over the host's `POST /upload/:id`. */
const importSource = z.union([z.object({ folder: z.string() }), z.object({ paths: z.array(z.string()).min(1) }), z.object({ uploadId: z.string() })])

export const importingContract = {
  run: oc.input(z.object({ commandId, source: importSource, asOf: z.string().optional(), dryRun: z.boolean().default(false) }))
    .output(eventIterator(z.discriminatedUnion('type', [progress, z.object({ type: z.literal('done'), report: importReport })]))),
  history: oc.output(z.array(z.object({ batch: z.string(), asOf: instant, appliedAt: instant, source: z.string(), report: importReport }))),
  divergences: oc.output(z.array(z.object({
    id: z.int(), recordType: z.string(), recordId: z.int(), title: z.string(), dealId: z.int().nullable(), field: z.string(),
    ours: z.string().nullable(), theirs: z.string().nullable(), seenAt: instant,
  }))),
}
