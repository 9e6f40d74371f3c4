import { PultError } from '../../../src/shared/errors.ts'
import type { ReadDb, WriteDb } from '../store/db.ts'
import { readDeskHead, readWorkspace } from '../store/queries/readWorkspace.ts'
import type { Actor, Desk, DeskSettings } from './desk.ts'
import { readSettings } from './readSettings.ts'

/** What commands that only read work on. */
export interface DeskSource {
  readonly db: ReadDb
  readonly workspace: Desk['workspace']
  readonly settings: () => DeskSettings
}

/** Reads what a workspace's file says of itself; PULT_NOT_A_WORKSPACE when it was never finished. */
export const makeDeskSource = (db: ReadDb, path: string): DeskSource => {
  const workspace = readWorkspace(db)
  if (!workspace) throw new PultError('PULT_NOT_A_WORKSPACE', `This file holds no workspace: ${path}.`, { path })
  const settings = readSettings(db, workspace.timeZone)
  return { db, workspace, settings: () => settings }
}

export interface DeskParts {
  path: string
  db: WriteDb
  /** Present moment in ms. */
  clock: () => number
  announce: Desk['announce']
  checkCopy?: Desk['checkCopy']
}

export const makeDesk = ({ path, db, clock, announce, checkCopy }: DeskParts): Desk => {
  const { workspace, settings: first } = makeDeskSource(db, path)
  let settings = first()
  return {
    path, db, workspace, clock, announce, checkCopy,
    settings: () => settings,
    reloadSettings: () => {
      settings = readSettings(db, workspace.timeZone)
    },
  }
}

/** The person at the desk; a workspace without a confirmed, active head is refused. */
export const headOf = (db: ReadDb, path: string): Actor => {
  const head = readDeskHead(db)
  if (!head) throw new PultError('PULT_NOT_A_WORKSPACE', `This workspace has no head of sales: ${path}.`, { path })
  return head
}
