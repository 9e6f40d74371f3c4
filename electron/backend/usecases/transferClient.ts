import { PultError } from '../../../src/shared/errors.ts'
import { all } from '../store/queries/rows.ts'
import { changeRecordTx, insertRecordTx, keepFieldDecisionTx, readFieldDecision, type KeptDecision } from '../store/writes/changeRecord.ts'
import { undoneTx, versionNow } from '../store/writes/versions.ts'
import { policyActorOf, refuseUnlessMay, refuseUnlessMayAny, subjectOfClient, subjectOfPerson } from './access.ts'
import { assignTaskTx, refuseChangedSince, undoAssignmentTx, type AssignedTask } from './assignTask.ts'
import { compensateTx } from './compensate.ts'
import type { Made } from './decisionEffects.ts'
import type { Tx } from './runCommand.ts'
import { requireTaker, transferDealTx, type TransferWarning } from './transferDeal.ts'

export interface ClientTransfer { clientId: number, newOwnerId: number, reason: string, /** The head's text against «closed for new leads». */ override?: string }

/** What a transfer of a client changed, for its undo; ids, versions, former values. */
export interface TransferredClient {
  clientId: number, from: number | null, to: number, version: number, decided: KeptDecision | null
  deals: NonNullable<Made['transfer']>[]
  tasks: AssignedTask[]
  warning: TransferWarning | null
}

/** What follows a client: the open deals that its owner has there; other people's deals with it stay theirs. */
const dealsAlong = (tx: Tx, clientId: number, ownerId: number | null): number[] =>
  all<{ id: number }>(tx.db, "SELECT id FROM deal WHERE client_id = ? AND owner_id IS ? AND status IN ('open', 'refusal_review') ORDER BY id", clientId, ownerId).map(row => row.id)

/** Tasks on the client that name no deal. */
const tasksAlong = (tx: Tx, clientId: number, ownerId: number): number[] =>
  all<{ id: number }>(tx.db, 'SELECT id FROM task WHERE client_id = ? AND deal_id IS NULL AND assignee_id = ? AND done_at IS NULL AND cancelled_at IS NULL ORDER BY id', clientId, ownerId).map(row => row.id)

/**
 * The one place that changes a client's owner (domain.md, Transfers): the transfer, the decision against imports, the audit entry, and with it
 * the former owner's open deals and tasks there. Runs within an attempt of its own: a deal that a rule refuses takes the whole client back.
 * Throws REFUSED_BY_RULE `client_same_owner`, `owner_inactive`, `closed_for_new_leads` (a deal in a first stage, no override).
 */
export const transferClientTx = (tx: Tx, { clientId, newOwnerId, reason, override }: ClientTransfer): TransferredClient => {
  const subject = subjectOfClient(tx.db, clientId)
  refuseUnlessMay(policyActorOf(tx), 'transfer_client', subject)
  const from = subject.ownerId
  if (from === newOwnerId) throw new PultError('REFUSED_BY_RULE', 'The client is theirs already.', { rule: 'client_same_owner', clientId })
  const taker = requireTaker(tx, newOwnerId)
  const deals = dealsAlong(tx, clientId, from).map((dealId) => {
    const decided = readFieldDecision(tx.db, 'deal', dealId, 'owner_id')
    const { tasks, warning } = transferDealTx(tx, { dealId, newOwnerId, reason, override })
    return { dealId, from, to: newOwnerId, version: versionNow(tx.db, 'deal', dealId)!, decided, tasks, ...(warning ? { warning } : {}) }
  })
  const tasks = from === null ? [] : tasksAlong(tx, clientId, from).map(taskId => assignTaskTx(tx, taskId, from, newOwnerId))
  const decided = readFieldDecision(tx.db, 'client', clientId, 'owner_id')
  const conditions = taker.closed ? [{ ...taker.warning, ...(override?.trim() ? { override } : {}) }] : []
  const version = giveClientTx(tx, { clientId, from, to: newOwnerId, reason, conditions })
  keepFieldDecisionTx(tx.db, 'client', clientId, 'owner_id', { at: tx.now, by: tx.actor.id })
  return { clientId, from, to: newOwnerId, version, decided, deals, tasks, warning: taker.closed ? taker.warning : null }
}

/** Owner, transfer, audit; returns the client's new version. */
export const giveClientTx = (tx: Tx, { clientId, from, to, reason, conditions = [] }: { clientId: number, from: number | null, to: number | null, reason: string, conditions?: readonly unknown[] }): number => {
  insertRecordTx(tx.db, 'transfer', { record_type: 'client', record_id: clientId, from_id: from, to_id: to, reason, conditions: JSON.stringify(conditions), former_access: 'nothing', outside: 0, at: tx.now, by_id: tx.actor.id })
  const { version } = changeRecordTx(tx.db, 'client', clientId, { owner_id: to })
  tx.audit({ action: 'transferClient', recordType: 'client', recordId: clientId, payload: { before: { owner_id: from }, after: { owner_id: to, reason, conditions } } })
  return version
}

/** Gives client, deals and tasks back; CONFLICT when one of them was changed since. */
export const undoClientTransferTx = (tx: Tx, made: TransferredClient, touched: { dealIds: Set<number>, taskIds: Set<number> }): void => {
  const { clientId, from, to, version, decided } = made
  refuseUnlessMayAny(policyActorOf(tx), 'transfer_client', [subjectOfClient(tx.db, clientId), subjectOfPerson(tx.db, from)])
  const left = { table: 'client', id: clientId, version } as const
  refuseChangedSince(tx, left)
  for (const transfer of made.deals.toReversed()) compensateTx(tx, { transfer }, touched)
  for (const task of made.tasks.toReversed()) {
    undoAssignmentTx(tx, task)
    touched.taskIds.add(task.taskId)
  }
  undoneTx(tx.db, [left], () => giveClientTx(tx, { clientId, from: to, to: from, reason: 'undo' }))
  keepFieldDecisionTx(tx.db, 'client', clientId, 'owner_id', decided)
}
