import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { parseInstant } from '../../electron/backend/domain/time/parse.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { findNativeFiles, runImport } from '../../electron/backend/usecases/runImport.ts'
import { makeTestFolder, makeTestWorkspace } from '../store/helpers.ts'
import { addedByPult, differences } from './differences.ts'
import { generateTeam } from './generateTeam.ts'
import { rememberImports, reviewWorkspace } from './oracle.ts'

export interface ComparedTeam { seed: number, deals: number, timezone: string, currency: string, omit?: string[], omitAtFirst?: string[], contested?: boolean }

/** Imports the team's exports one after another and says where a review differs from the oracle's, id by id, or the file isn't sound. */
export const compareInProcess = async (team: ComparedTeam): Promise<string[]> => {
  const { folder, cleanup } = makeTestFolder()
  const workspace = await makeTestWorkspace({ timeZone: team.timezone, currency: team.currency })
  try {
    const generated = generateTeam({ ...team, dir: join(folder, 'exports') })
    const settings = { timezone: team.timezone, currency: team.currency }
    const found: string[] = []
    const check = (when: string): void => {
      const { checks } = checkWorkspace(workspace.desk.db)
      found.push(...checks.flatMap(({ name, problems }) => problems.slice(0, 5).map(problem => `${when}: ${name}: ${problem}`)))
    }
    for (let count = 1; count <= generated.imports.length; count++) {
      const { dir, asOf } = generated.imports[count - 1]!
      workspace.setNow(Date.parse(asOf))
      const importNow = () => runImport(workspace.session, { commandId: randomUUID(), files: findNativeFiles(dir), asOf: Date.parse(asOf) })
      const report = await importNow()
      check(`after import ${count}`)
      const memory = rememberImports(generated.imports.slice(0, count), settings)
      const rejections = memory.rejections[count - 1]!.length
      if (report.rejectedCount !== rejections) found.push(`import ${count}: ${report.rejectedCount} rejected, the oracle rejects ${rejections}`)
      for (const [index, moment] of generated.reviews.entries()) {
        if (generated.importsBefore[index] !== count) continue
        const asOfReview = parseInstant(moment, workspace.desk.settings().zone)!
        const actual = computeReview(workspace.desk, { asOf: asOfReview, ids: true })
        found.push(...differences(reviewWorkspace(memory, moment), actual).filter(line => !addedByPult.test(line)).map(line => `after import ${count}, ${moment}: ${line}`))
      }
      const again = await importNow()
      const changed = [...Object.values(again.created), ...Object.values(again.updated), ...Object.values(again.found)].reduce((sum, value) => sum + value, 0)
      if (changed > 0) found.push(`import ${count} again changed ${changed}: ${JSON.stringify([again.created, again.updated, again.found])}`)
    }
    check('at the end')
    return found
  } finally {
    workspace.cleanup()
    cleanup()
  }
}
