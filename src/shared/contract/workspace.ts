import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { me } from './account.ts'
import { commandId, day, instant, progress } from './common.ts'

export const openWorkspace = z.object({
  path: z.string(),
  fileName: z.string(),
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  /** The person at the desk; null right after a file was opened that asks to sign in. */
  me: me.nullable(),
  /** The workspace's present moment and local day. */
  now: instant,
  today: day,
  isDemo: z.boolean(),
  dealCount: z.int(),
  lastImport: z.object({ asOf: instant, source: z.string() }).nullable(),
})
export type OpenWorkspace = z.infer<typeof openWorkspace>

const recentFile = z.object({ path: z.string(), name: z.string(), openedAt: instant, exists: z.boolean(), bytes: z.int().nullable() })

export const workspaceContract = {
  /** null when nothing is open: the window shows Welcome. */
  current: oc.output(openWorkspace.nullable()),
  /** Files opened before and workspaces found in the data folder, newest first; where new ones are made. */
  recent: oc.output(z.object({ folder: z.string(), files: z.array(recentFile) })),
  open: oc.input(z.object({ path: z.string().min(1) })).output(openWorkspace),
  create: oc.input(z.object({
    commandId, name: z.string().trim().min(1).max(120), timeZone: z.string(), currency: z.string().regex(/^[A-Z]{3}$/), headName: z.string().trim().min(1).max(120),
    /** Where the file goes; the data folder unless said. */
    path: z.string().optional(),
  })).output(openWorkspace),
  /** Makes a fresh demo team (or opens the one made before, unless `fresh`). */
  openDemo: oc.input(z.object({ fresh: z.boolean().default(false), language: z.enum(['ru', 'en', 'es']).default('ru') }))
    .output(eventIterator(z.discriminatedUnion('type', [progress, z.object({ type: z.literal('done'), workspace: openWorkspace })]))),
  close: oc.output(z.object({})),
  forget: oc.input(z.object({ path: z.string() })).output(z.object({})),
}
