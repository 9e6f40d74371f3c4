import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { formatDay } from '../../electron/backend/domain/time/days.ts'
import { findNativeFiles, runImport } from '../../electron/backend/usecases/runImport.ts'
import { deriveAllTx } from '../../electron/backend/store/writes/derive.ts'
import { generateTeam } from '../oracle/generateTeam.ts'
import { makeTestFolder, makeTestWorkspace, type TestWorkspace } from './helpers.ts'

const day = 86_400_000

/**
 * A team with every corner of the rule book, brought by its evenings' imports, ten days after the last of them: no fact is dated
 * after the clock, so the kept columns are the facts. Some deals are parked, until tomorrow or until yesterday;
 * some calls were checked, and something was agreed in them for a day before or after the clock.
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
    const version = sqlite.prepare('SELECT id FROM scorecard_version').pluck().get() ?? Number(sqlite.prepare("INSERT INTO scorecard_version (scorecard_id, number, created_at, sections) VALUES (?, 1, 0, '[]')").run(sqlite.prepare("INSERT INTO scorecard (name) VALUES ('Лист')").run().lastInsertRowid).lastInsertRowid)
    const check = sqlite.prepare(`INSERT INTO call_check (activity_id, checker_id, scorecard_version_id, state, blind, verdict, scores, comments, agreed_day, agreed_at, started_at, updated_at, done_at)
      VALUES (?, 1, ?, ?, ?, 'conversation', '{}', '[]', ?, ?, 0, 0, ?)`)
    const { zone } = workspace.desk.settings()
    for (const id of sqlite.prepare("SELECT id FROM activity WHERE kind = 'call' AND id % 3 = 0 ORDER BY id").pluck().all() as number[]) {
      const agreed = zone.dayOf(now) + (id % 30) - 24
      check.run(id, version, id % 5 === 0 ? 'draft' : 'done', Number(id % 7 === 0), formatDay(agreed), zone.startOfDay(agreed), id % 5 === 0 ? null : now - day)
    }
    deriveAllTx(workspace.desk.db)
    return workspace
  } finally {
    cleanup()
  }
}
