import { existsSync } from 'node:fs'
import type { OpenWorkspace } from '../../../src/shared/contract/workspace.ts'
import { isPultError } from '../../../src/shared/errors.ts'
import { withFileProblems } from '../store/fileProblems.ts'
import { publishDatabase, removeDatabase } from '../store/openDatabase.ts'
import { dropOwnRecordings, moveOwnRecordings } from '../store/ownRecordings.ts'
import type { DemoInput } from './makeDemo.ts'

/** The demo team as it is when nobody asks for another; the zone is that of the seed's company. */
export const demoDefaults = { deals: 2_000, seed: 7, timeZone: 'Europe/Moscow' } as const

/** What opens files one at a time: the backend. */
export interface Opener {
  readonly open: (path: string) => OpenWorkspace
  readonly close: () => void
}

/** Opens the demo team made before, or makes a new one; the old one goes only when the new one is complete. */
export const openDemo = async (opener: Opener, request: Omit<DemoInput, 'deals' | 'seed'> & { fresh: boolean }): Promise<{ type: 'done', workspace: OpenWorkspace }> => {
  const { fresh, path, ...demo } = request
  if (existsSync(path)) {
    try {
      const workspace = opener.open(path)
      if (!fresh) return { type: 'done', workspace }
    } catch (error) {
      // A demo of another version, or a broken one, is simply made again; one that another process has open is not.
      if (!isPultError(error) || error.code === 'PULT_IN_USE' || error.code === 'PULT_READ_ONLY') throw error
    }
  }
  // Long to load and seldom needed.
  const { makeDemo } = await import('./makeDemo.ts')
  const making = `${path}-making-${process.pid}`
  try {
    removeDatabase(making)
    await makeDemo({ ...demo, deals: demoDefaults.deals, seed: demoDefaults.seed, path: making })
    // Opened above, so nobody else has it.
    if (existsSync(path)) {
      opener.close()
      removeDatabase(path)
    }
    withFileProblems(path, () => publishDatabase(making, path))
    moveOwnRecordings(making, path)
  } finally {
    removeDatabase(making)
    dropOwnRecordings(making)
  }
  return { type: 'done', workspace: opener.open(path) }
}
