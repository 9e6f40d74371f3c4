import { existsSync } from 'node:fs'
import type { Progress } from '../../../src/shared/contract/common.ts'
import type { OpenWorkspace } from '../../../src/shared/contract/workspace.ts'
import { isPultError, PultError } from '../../../src/shared/errors.ts'
import { publishDatabase, removeDatabase } from '../store/openDatabase.ts'

type MakeDemo = (input: { path: string, deals: number, seed: number, asOf: number, language: 'ru' | 'en' | 'es', onProgress: (progress: Progress) => void, signal: AbortSignal }) => Promise<void>
// Interim: becomes `await import('./makeDemo.ts')` as soon as that file exists.
const loadMakeDemo = import.meta.glob<MakeDemo>('./makeDemo.ts', { import: 'makeDemo' })['./makeDemo.ts']

export interface DemoRequest {
  /** Where the demo team of that language lives. */
  path: string
  fresh: boolean
  language: 'ru' | 'en' | 'es'
  /** The demo's last evening, in ms. */
  asOf: number
  onProgress: (progress: Progress) => void
  signal: AbortSignal
}

/** What opens files one at a time: the backend. */
export interface Opener {
  readonly open: (path: string) => OpenWorkspace
  readonly close: () => void
  readonly describePath: () => string | null
}

export const demoSize = { deals: 2_000, seed: 7 } as const

/** Opens the demo team made before, or makes a new one; the old one goes only when the new one is complete. */
export const openDemo = async (opener: Opener, request: DemoRequest): Promise<{ type: 'done', workspace: OpenWorkspace }> => {
  const { path, fresh, language, asOf, onProgress, signal } = request
  if (existsSync(path)) {
    try {
      const workspace = opener.open(path)
      if (!fresh) return { type: 'done', workspace }
    } catch (error) {
      // A demo of another version, or a broken one, is simply made again; one that another process has open is not.
      if (!isPultError(error) || error.code === 'PULT_IN_USE' || error.code === 'PULT_READ_ONLY') throw error
    }
  }
  if (!loadMakeDemo) throw new PultError('INTERNAL', 'The demo team is not part of this build.')
  const makeDemo = await loadMakeDemo()
  const making = `${path}-making-${process.pid}`
  try {
    removeDatabase(making)
    await makeDemo({ ...demoSize, path: making, asOf, language, onProgress, signal })
    signal.throwIfAborted()
    if (opener.describePath() !== null) opener.close()
    removeDatabase(path)
    publishDatabase(making, path)
  } finally {
    removeDatabase(making)
  }
  return { type: 'done', workspace: opener.open(path) }
}
