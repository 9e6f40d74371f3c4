import { oc } from '@orpc/contract'
import { z } from 'zod'
import { instant } from './common.ts'
import { openWorkspace } from './workspace.ts'

/** Why there is a copy. `damaged`: the file that a restored one took the place of, kept for whoever can still read it. */
export const backupKinds = ['auto', 'manual', 'before_import', 'before_migration', 'before_restore', 'damaged'] as const
export type BackupKind = (typeof backupKinds)[number]

const backup = z.object({ name: z.string(), at: instant, kind: z.enum(backupKinds), bytes: z.int() })
export type Backup = z.infer<typeof backup>
const failure = z.object({ at: instant, kind: z.enum(backupKinds), code: z.string() })
export type BackupFailure = z.infer<typeof failure>
const name = z.string().min(1).max(120)

export const backupsContract = {
  /** Newest first. A copy has its name only once it was verified. `failures`: attempts that left none. */
  list: oc.output(z.object({ folder: z.string(), isDemo: z.boolean(), rows: z.array(backup), failures: z.array(failure) })),
  make: oc.output(backup),
  /** The present state is copied first and stays in the list. Whoever is not signed in in that copy has to sign in again. */
  restore: oc.input(z.object({ name })).output(z.object({ kept: backup.nullable() })),
  /** The file that couldn't be opened last, with its newest sound copy; null when none failed. */
  rescue: oc.output(z.object({ path: z.string(), fileName: z.string(), code: z.string(), backup: backup.nullable() }).nullable()),
  rescueRestore: oc.input(z.object({ name })).output(openWorkspace),
}
