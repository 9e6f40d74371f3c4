import { basename } from 'node:path'
import type { OpenWorkspace } from '../../../src/shared/contract/workspace.ts'
import { formatDay } from '../domain/time/days.ts'
import { withFileProblems } from '../store/fileProblems.ts'
import type { Statfs } from '../store/networkShare.ts'
import { openDatabase } from '../store/openDatabase.ts'
import { readDeskFigures } from '../store/queries/readWorkspace.ts'
import type { Caller } from '../domain/account.ts'
import type { Desk, Session } from './desk.ts'
import { sessionIfAny } from './enter.ts'
import { meOf } from './signIn.ts'
import { headOf, makeDesk, makeDeskSource, type DeskSource } from './makeDesk.ts'

export interface OpenInput {
  path: string
  clock: () => number
  announce?: Desk['announce']
  statfs?: Statfs
  checkCopy?: Desk['checkCopy']
}

export interface OpenedWorkspace {
  readonly desk: Desk
  readonly session: Session
  /** Copy made before the schema was brought up to date, if it was. */
  readonly backup: string | null
  readonly close: () => void
}

/** Opens a workspace as its owner, with its head at the desk. Throws a PultError that says what is wrong with the file. */
export const openWorkspace = ({ path, clock, announce = () => {}, statfs, checkCopy }: OpenInput): OpenedWorkspace => {
  const opened = openDatabase(path, { mode: 'write', now: clock(), statfs })
  try {
    return withFileProblems(opened.path, () => {
      const desk = makeDesk({ path: opened.path, db: opened.db, clock, announce, checkCopy })
      return { desk, session: { desk, actor: headOf(opened.db, opened.path) }, backup: opened.backup, close: opened.close }
    })
  } catch (error) {
    opened.close()
    throw error
  }
}

/** Opens a workspace to read, beside an owner if there is one. */
export const openWorkspaceToRead = ({ path, clock, statfs }: OpenInput): DeskSource & { readonly path: string, readonly close: () => void } => {
  const opened = openDatabase(path, { mode: 'read', now: clock(), statfs })
  try {
    return withFileProblems(opened.path, () => ({ ...makeDeskSource(opened.db, opened.path), path: opened.path, close: opened.close }))
  } catch (error) {
    opened.close()
    throw error
  }
}

/** Was this file made by that command? False for a file that can't be read. */
export const wasMadeBy = (path: string, commandId: string): boolean => {
  try {
    const { db, close } = openDatabase(path, { mode: 'read' })
    try {
      return db.sqlite.prepare("SELECT 1 FROM command WHERE id = ? AND procedure = 'workspace.create'").get(commandId) !== undefined
    } finally {
      close()
    }
  } catch {
    return false
  }
}

/** The workspace as the window's frame shows it; `me` is null for a caller who has to sign in first. */
export const describeWorkspace = (desk: Desk, caller: Caller): OpenWorkspace => {
  const now = desk.clock()
  const session = sessionIfAny(desk, caller)
  const { name, timeZone, currency, isDemo } = desk.workspace
  return {
    path: desk.path, fileName: basename(desk.path), name, timeZone, currency, isDemo,
    me: session && meOf(session),
    now, today: formatDay(desk.settings().zone.dayOf(now)),
    ...readDeskFigures(desk.db),
  }
}
