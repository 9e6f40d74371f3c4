import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { instant, progress } from './common.ts'

export const checkNames = ['integrity', 'foreignKeys', 'derivedColumns', 'auditChain', 'signedReports'] as const
const checks = z.object({ at: instant, ok: z.boolean(), checks: z.array(z.object({ name: z.enum(checkNames), ok: z.boolean(), problems: z.array(z.string()) })) })
export type CheckResult = z.infer<typeof checks>

/** How Pult is: for the person who keeps it running, never with names, texts or contacts of the team. */
export const diagnosticsView = z.object({
  versions: z.object({ pult: z.string(), node: z.string(), electron: z.string().nullable(), sqlite: z.string(), schema: z.int(), system: z.string() }),
  file: z.object({ path: z.string(), bytes: z.int(), walBytes: z.int(), freeBytes: z.int() }),
  /** `restarts`: how often the process had to be started anew since Pult was started. Bytes; seconds. */
  backend: z.object({ uptimeS: z.int(), restarts: z.int(), rssBytes: z.int(), heapBytes: z.int() }),
  slow: z.object({ fromMs: z.int(), total: z.int(), rows: z.array(z.object({ at: instant, ms: z.number(), sql: z.string(), parameters: z.array(z.string()), procedure: z.string().nullable() })) }),
  incidents: z.array(z.object({ at: instant, incident: z.string(), procedure: z.string(), name: z.string(), code: z.string(), frames: z.array(z.string()) })),
  lastCheck: checks.nullable(),
})
export type DiagnosticsView = z.infer<typeof diagnosticsView>
const table = z.object({ name: z.string(), rows: z.int(), bytes: z.int().nullable() })

export const diagnosticsContract = {
  get: oc.output(diagnosticsView),
  /** Reads the whole file: asked apart. */
  tables: oc.output(z.array(table)),
  /** `pult check` in slices; its result is kept until the workspace is closed. */
  check: oc.output(eventIterator(z.discriminatedUnion('type', [progress, z.object({ type: z.literal('done'), result: checks })]))),
  /** One document with all of it, without the path: to be read before it is sent to somebody. */
  bundle: oc.output(z.object({ fileName: z.string(), text: z.string() })),
}
