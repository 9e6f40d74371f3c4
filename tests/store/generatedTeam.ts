import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { findNativeFiles, runImport } from '../../electron/backend/usecases/runImport.ts'
import { generateTeam } from '../oracle/generateTeam.ts'
import { makeTestFolder, makeTestWorkspace, type TestWorkspace } from './helpers.ts'

const day = 86_400_000

/**
 * A team with every corner of the rule book, brought by its evenings' imports, ten days after the last of them: no fact is dated
 * after the clock, so the kept columns are the facts. Some deals are parked, until tomorrow or until yesterday.
 */
export const makeGeneratedTeam = async ({ seed = 11, deals = 400 } = {}): Promise<TestWorkspace> => {
  const { folder, cleanup } = makeTestFolder()
  const workspace = await makeTestWorkspace()
  try {
    const { imports } = generateTeam({ seed, deals, timezone: 'Europe/Moscow', currency: 'RUB', dir: join(folder, 'exports') })
    for (const { dir, asOf } of imports) {
      workspace.setNow(Date.parse(asOf))
      await runImport(workspace.session, { commandId: randomUUID(), files: findNativeFiles(dir), asOf: Date.parse(asOf) })
    }
    const now = Date.parse(imports.at(-1)!.asOf) + 10 * day
    workspace.setNow(now)
    const { sqlite } = workspace.desk.db
    const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10)
    const park = sqlite.prepare('INSERT INTO parking (deal_id, reason, until_day, at, by_id) VALUES (?, ?, ?, ?, 1)')
    for (const id of sqlite.prepare('SELECT id FROM deal WHERE id % 9 = 0').pluck().all() as number[]) park.run(id, 'Ждёт отпуска', dayText(now + (id % 2 === 0 ? 2 : -1) * day), now - 3 * day)
    return workspace
  } finally {
    cleanup()
  }
}
