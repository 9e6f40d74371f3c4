import { existsSync } from 'node:fs'
import type { Progress } from '../../../src/shared/contract/common.ts'
import type { OpenWorkspace } from '../../../src/shared/contract/workspace.ts'
import { isPultError, PultError } from '../../../src/shared/errors.ts'
import { withFileProblems } from '../store/fileProblems.ts'
import { publishDatabase, removeDatabase } from '../store/openDatabase.ts'

export interface DemoFile {
  path: string
  deals: number
  seed: number
  /** The demo's last evening, in ms. */
  asOf: number
  language: 'ru' | 'en' | 'es'
  onProgress: (progress: Progress) => void
  signal: AbortSignal
}

// Interim: becomes `await import('./makeDemo.ts')` as soon as that file exists.
const loadMakeDemo = import.meta.glob<(file: DemoFile) => Promise<void>>('./makeDemo.ts', { import: 'makeDemo' })['./makeDemo.ts']

export const demoSize = { deals: 2_000, seed: 7 } as const
/** Zone of a demo team. */
export const demoZone = 'Europe/Moscow'

/** Makes a demo team's file, which appears complete or not at all; returns its path. PULT_EXISTS when there is one. */
export const makeDemoFile = async (file: DemoFile): Promise<string> => {
  refuseExisting(file.path)
  await makeAndPublish(file, () => {})
  return file.path
}

/** What opens files one at a time: the backend. */
export interface Opener {
  readonly open: (path: string) => OpenWorkspace
  readonly close: () => void
}

/** Opens the demo team made before, or makes a new one; the old one goes only when the new one is complete. */
export const openDemo = async (opener: Opener, request: Omit<DemoFile, 'deals' | 'seed'> & { fresh: boolean }): Promise<{ type: 'done', workspace: OpenWorkspace }> => {
  const { fresh, ...file } = request
  if (existsSync(file.path)) {
    try {
      const workspace = opener.open(file.path)
      if (!fresh) return { type: 'done', workspace }
    } catch (error) {
      // A demo of another version, or a broken one, is simply made again; one that another process has open is not.
      if (!isPultError(error) || error.code === 'PULT_IN_USE' || error.code === 'PULT_READ_ONLY') throw error
    }
  }
  await makeAndPublish({ ...demoSize, ...file }, () => {
    // Opened above, so nobody else has it.
    if (!existsSync(file.path)) return
    opener.close()
    removeDatabase(file.path)
  })
  return { type: 'done', workspace: opener.open(file.path) }
}

const makeAndPublish = async (file: DemoFile, makeRoom: () => void): Promise<void> => {
  if (!loadMakeDemo) throw new PultError('INTERNAL', 'The demo team is not part of this build.')
  const makeDemo = await loadMakeDemo()
  const path = `${file.path}-making-${process.pid}`
  try {
    removeDatabase(path)
    await makeDemo({ ...file, path })
    file.signal.throwIfAborted()
    makeRoom()
    withFileProblems(file.path, () => publishDatabase(path, file.path))
  } finally {
    removeDatabase(path)
  }
}

const refuseExisting = (path: string): void => {
  if (existsSync(path)) throw new PultError('PULT_EXISTS', `There is already a file: ${path}.`, { path })
}
