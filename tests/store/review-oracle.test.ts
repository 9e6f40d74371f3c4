import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseInstant } from '../../electron/backend/domain/time/parse.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { findNativeFiles, runImport } from '../../electron/backend/usecases/runImport.ts'
import { addedByPult, differences } from '../oracle/differences.ts'
import { generateTeam } from '../oracle/generateTeam.ts'
import { rememberImports, reviewWorkspace } from '../oracle/oracle.ts'
import { makeTestFolder, makeTestWorkspace } from './helpers.ts'

interface Team { seed: number, deals: number, timezone: string, currency: string, omit?: string[], omitAtFirst?: string[] }

/** Imports the team's exports one after another and holds every review against the oracle's, id by id. */
const compare = async (team: Team): Promise<string[]> => {
  const { folder, cleanup } = makeTestFolder()
  const workspace = await makeTestWorkspace({ timeZone: team.timezone, currency: team.currency })
  try {
    const generated = generateTeam({ ...team, dir: join(folder, 'exports') })
    const settings = { timezone: team.timezone, currency: team.currency }
    const found: string[] = []
    for (let count = 1; count <= generated.imports.length; count++) {
      const { dir, asOf } = generated.imports[count - 1]!
      workspace.setNow(Date.parse(asOf))
      const report = await runImport(workspace.session, { commandId: randomUUID(), files: findNativeFiles(dir), asOf: Date.parse(asOf) })
      const memory = rememberImports(generated.imports.slice(0, count), settings)
      const rejections = memory.rejections[count - 1]!.length
      if (report.rejectedCount !== rejections) found.push(`import ${count}: ${report.rejectedCount} rejected, the oracle rejects ${rejections}`)
      for (const [index, moment] of generated.reviews.entries()) {
        if (generated.importsBefore[index] !== count) continue
        const asOfReview = parseInstant(moment, workspace.desk.settings().zone)!
        const actual = computeReview(workspace.desk, { asOf: asOfReview, ids: true })
        found.push(...differences(reviewWorkspace(memory, moment), actual).filter(line => !addedByPult.test(line)).map(line => `after import ${count}, ${moment}: ${line}`))
      }
      const again = await runImport(workspace.session, { commandId: randomUUID(), files: findNativeFiles(dir), asOf: Date.parse(asOf) })
      const changed = [...Object.values(again.created), ...Object.values(again.updated), ...Object.values(again.found)].reduce((sum, value) => sum + value, 0)
      if (changed > 0) found.push(`import ${count} again changed ${changed}: ${JSON.stringify([again.created, again.updated, again.found])}`)
    }
    const check = checkWorkspace(workspace.desk.db)
    if (!check.ok) found.push(`check: ${JSON.stringify(check.checks.filter(({ ok }) => !ok)).slice(0, 2000)}`)
    return found
  } finally {
    workspace.cleanup()
    cleanup()
  }
}

test.each<Team>([
  { seed: 1, deals: 300, timezone: 'Europe/Berlin', currency: 'EUR' },
  { seed: 2, deals: 300, timezone: 'Europe/Moscow', currency: 'RUB' },
  { seed: 3, deals: 300, timezone: 'America/New_York', currency: 'USD' },
  { seed: 4, deals: 300, timezone: 'Asia/Kolkata', currency: 'INR' },
  { seed: 5, deals: 200, timezone: 'Europe/Berlin', currency: 'EUR', omit: ['tasks'] },
  { seed: 6, deals: 200, timezone: 'Europe/Moscow', currency: 'RUB', omit: ['notes', 'stage_moves'] },
  { seed: 7, deals: 200, timezone: 'Europe/Moscow', currency: 'RUB', omitAtFirst: ['notes', 'tasks'] },
  { seed: 8, deals: 3000, timezone: 'Europe/Moscow', currency: 'RUB' },
])('the review equals the independent computation, id by id: $seed, $deals deals, $timezone', { timeout: 120_000 }, async (team) => {
  expect((await compare(team)).slice(0, 30)).toEqual([])
})
