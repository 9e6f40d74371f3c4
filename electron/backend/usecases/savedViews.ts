import type { SavedView } from '../../../src/shared/contract/deals.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { all, one, statement } from '../store/queries/rows.ts'
import { insertRecordTx } from '../store/writes/changeRecord.ts'
import { policyActorOf } from './access.ts'
import type { Session } from './desk.ts'
import { runCommand, type Tx } from './runCommand.ts'

/** The views that this person keeps of a screen, by name. Nobody sees another's. */
export const listViews = (session: Session, { screen }: { screen: string }): SavedView[] => {
  const { id } = policyActorOf(session)
  return all<Omit<SavedView, 'settings'> & { settings: string }>(session.desk.db, 'SELECT id, version, screen, name, settings FROM saved_view WHERE screen = ? AND owner_id = ? ORDER BY fold(name), id', screen, id)
    .map(row => ({ ...row, settings: JSON.parse(row.settings) as Record<string, unknown> }))
}

const mostLetters = 100_000

export interface SaveViewInput { commandId: string, id?: number, expectedVersion?: number, screen: string, name: string, settings: Record<string, unknown> }

/** Keeps a view, or changes one of one's own; REFUSED_BY_RULE `view_name_taken`, CONFLICT, NOT_FOUND. */
export const saveView = (session: Session, input: SaveViewInput): { id: number } => {
  const settings = JSON.stringify(input.settings)
  if (settings.length > mostLetters) throw new PultError('TOO_LARGE', 'This view is too large to be kept.', { letters: settings.length })
  return runCommand(session, { procedure: 'views.save', input, topics: ['views'] }, (tx) => {
    const { id: ownerId } = policyActorOf(tx)
    const namesake = one<{ id: number }>(tx.db, 'SELECT id FROM saved_view WHERE screen = ? AND owner_id = ? AND fold(name) = fold(?)', input.screen, ownerId, input.name)
    if (namesake && namesake.id !== input.id) throw new PultError('REFUSED_BY_RULE', 'You have a view of that name.', { rule: 'view_name_taken', name: input.name })
    let { id } = input
    const before = id === undefined ? null : ownView(tx, id, input.expectedVersion)
    if (id === undefined) id = insertRecordTx(tx.db, 'saved_view', { screen: input.screen, name: input.name, settings, owner_id: ownerId, created_at: tx.now })
    else statement(tx.db, 'UPDATE saved_view SET screen = ?, name = ?, settings = ?, version = version + 1 WHERE id = ?').run(input.screen, input.name, settings, id)
    tx.audit({ action: 'saveView', recordType: 'saved_view', recordId: id, payload: { before, after: { name: input.name, settings } } })
    return { id }
  })
}

/** Forgets a view of one's own; CONFLICT when it was changed meanwhile. */
export const removeView = (session: Session, input: { commandId: string, id: number, expectedVersion: number }): Record<string, never> =>
  runCommand(session, { procedure: 'views.remove', input, topics: ['views'] }, (tx) => {
    const before = ownView(tx, input.id, input.expectedVersion)
    statement(tx.db, 'DELETE FROM saved_view WHERE id = ?').run(input.id)
    tx.audit({ action: 'removeView', recordType: 'saved_view', recordId: input.id, payload: { before, after: null } })
    return {}
  })

const ownView = (tx: Tx, id: number, expectedVersion: number | undefined): { name: string, settings: string } => {
  const view = one<{ name: string, settings: string, ownerId: number, version: number }>(tx.db, 'SELECT name, settings, owner_id AS ownerId, version FROM saved_view WHERE id = ?', id)
  if (!view || view.ownerId !== policyActorOf(tx).id) throw new PultError('NOT_FOUND', 'There is no such view.', { id })
  if (view.version !== expectedVersion) throw new PultError('CONFLICT', 'This view was changed in another window.', { version: view.version })
  return { name: view.name, settings: view.settings }
}
