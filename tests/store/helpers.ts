import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Topic } from '../../src/shared/contract/live.ts'
import { createWorkspace, type NewPipeline } from '../../electron/backend/usecases/createWorkspace.ts'
import type { Desk, Session } from '../../electron/backend/usecases/desk.ts'
import { openWorkspace } from '../../electron/backend/usecases/openWorkspace.ts'

export interface TestWorkspaceOptions {
  /** Present moment in ms, or a clock; 20 November 2026, 19:00 in Moscow unless said. */
  clock?: number | (() => number)
  timeZone?: string
  currency?: string
  pipeline?: NewPipeline
}

export interface TestWorkspace {
  path: string
  folder: string
  desk: Desk
  session: Session
  /** What was announced to the windows, in order. */
  announced: { topics: readonly Topic[], commandId: string | null, people?: readonly number[] }[]
  /** Moves a clock that was given as a number (or left out). */
  setNow: (now: number) => void
  /** Closes the file and opens it again, as a restart would. */
  reopen: () => TestWorkspace
  /** Closes the file and leaves it there. */
  close: () => void
  cleanup: () => void
}

export const testNow = Date.parse('2026-11-20T19:00:00+03:00')

/** A new folder that `cleanup` removes. */
export const makeTestFolder = (): { folder: string, cleanup: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'pult-test-'))
  return { folder, cleanup: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) }
}

/** A workspace in a real file with the shipped migrations, open for writing, with its head at the desk. */
export const makeTestWorkspace = async (options: TestWorkspaceOptions = {}): Promise<TestWorkspace> => {
  let now = typeof options.clock === 'number' ? options.clock : testNow
  const clock = typeof options.clock === 'function' ? options.clock : () => now
  const { folder, cleanup: removeFolder } = makeTestFolder()
  const path = await createWorkspace({
    path: join(folder, 'team.pult'), name: 'Отдел продаж', timeZone: options.timeZone ?? 'Europe/Moscow', currency: options.currency ?? 'RUB',
    headName: 'Анна Руководитель', now: clock(), pipeline: options.pipeline,
  })
  const announced: TestWorkspace['announced'] = []
  const setNow = (value: number): void => {
    now = value
  }
  const open = (): TestWorkspace => {
    const opened = openWorkspace({ path, clock, announce: (topics, commandId, people) => announced.push({ topics, commandId, ...people && { people } }) })
    return {
      path, folder, desk: opened.desk, session: opened.session, announced, setNow, close: opened.close,
      reopen: () => {
        opened.close()
        return open()
      },
      cleanup: () => {
        opened.close()
        removeFolder()
      },
    }
  }
  return open()
}
