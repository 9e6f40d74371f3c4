import { PultError } from '../../../src/shared/errors.ts'
import { latestExpiry } from '../domain/backups.ts'
import { listBackups } from '../store/backupFiles.ts'
import { removeOwnRecordings } from '../store/ownRecordings.ts'
import { all, one } from '../store/queries/rows.ts'
import { eraseClientTx, leavingNothing, type ErasedClient } from '../store/writes/eraseClient.ts'
import { deleteRecordingsTx } from '../store/writes/recordings.ts'
import { policyActorOf, refuseUnlessMay, subjectOfClient } from './access.ts'
import type { Session } from './desk.ts'
import { runCommand } from './runCommand.ts'

export interface EraseClientInput { commandId: string, clientId: number, expectedVersion: number }
export type EraseClientResult = ErasedClient & { /** Copies made before, which still hold it, and when the last of them goes. */ backups: { count: number, until: number } | null }

/**
 * Erases who a client was, on request (docs/SECURITY.md, Personal data), and the recordings of its calls that Pult keeps. It can't be undone; the audit says that it was done, by whom and how much, not what.
 * NOT_FOUND, FORBIDDEN, CONFLICT when the client changed; REFUSED_BY_RULE `erased` when it was done already.
 */
export const eraseClient = (session: Session, input: EraseClientInput): EraseClientResult => {
  const { desk } = session
  let recordings: string[] = []
  const erased = leavingNothing(desk.db, () => runCommand(session, { procedure: 'clients.erase', input, topics: ['deals', 'tasks', 'refusals', 'day', 'imports'] }, (tx): ErasedClient => {
    const { clientId, expectedVersion } = input
    const client = one<{ version: number, erasedAt: number | null }>(tx.db, 'SELECT version, erased_at AS erasedAt FROM client WHERE id = ?', clientId)
    if (!client) throw new PultError('NOT_FOUND', 'There is no such client.', { clientId })
    refuseUnlessMay(policyActorOf(tx), 'erase_client', subjectOfClient(tx.db, clientId))
    if (client.erasedAt !== null) throw new PultError('REFUSED_BY_RULE', 'Who this client was is erased already.', { rule: 'erased', clientId })
    if (client.version !== expectedVersion) throw new PultError('CONFLICT', 'The client was changed meanwhile.', { reason: 'version', clientId, version: client.version })
    recordings = deleteRecordingsTx(tx.db, all<{ id: number }>(tx.db, "SELECT id FROM activity WHERE kind = 'call' AND (client_id = $client OR deal_id IN (SELECT id FROM deal WHERE client_id = $client))", { client: clientId }).map(({ id }) => id), tx.now)
    const counts = eraseClientTx(tx.db, { clientId, now: tx.now })
    tx.audit({ action: 'eraseClient', recordType: 'client', recordId: clientId, payload: { before: null, after: { ...counts } } })
    return counts
  }))
  removeOwnRecordings(desk.path, recordings)
  const before = listBackups(desk.path)
  return { ...erased, backups: before.length === 0 ? null : { count: before.length, until: latestExpiry(before) } }
}
