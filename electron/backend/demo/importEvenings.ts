import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Session } from '../usecases/desk.ts'
import { findNativeFiles, runImport } from '../usecases/runImport.ts'
import { exportAt, writeCsv } from './exportAt.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoWorld } from './world.ts'

export interface EveningImporter {
  /** Imports what the CRM exported at `at`: everything the first time, then the rows that changed since. */
  import(at: number): Promise<void>
  /** Removes the temporary files. */
  clear(): void
}

/** Writes the demo team's exports to a temporary folder and imports them as any other file of the native format. */
export const makeEveningImporter = (options: { session: Session, world: DemoWorld, time: WorkTime, commandId: (step: string) => string, signal?: AbortSignal }): EveningImporter => {
  const { session, world, time, commandId, signal } = options
  const root = mkdtempSync(join(tmpdir(), 'pult-demo-'))
  let since: number | null = null
  return {
    import: async at => {
      const tables = exportAt(world, time, at, since)
      since = at
      if (tables.length === 0) return
      const folder = join(root, String(at))
      mkdirSync(folder)
      for (const table of tables) {
        writeFileSync(join(folder, table.file), writeCsv(table))
        // A large team's rows are hundreds of megabytes.
        table.rows.length = 0
      }
      const report = await runImport(session, {
        commandId: commandId('import'), files: findNativeFiles(folder), asOf: at, dryRun: false, signal,
      })
      rmSync(folder, { recursive: true })
      const bad = report.rejected[0]
      if (bad) throw new Error(`The demo's own export was rejected: ${bad.file} row ${bad.row}, ${bad.column} ${bad.code}.`)
    },
    clear: () => rmSync(root, { recursive: true, force: true }),
  }
}
