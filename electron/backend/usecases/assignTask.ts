import { PultError } from '../../../src/shared/errors.ts'
import { changeRecordTx, keepFieldDecisionTx, readFieldDecision, type KeptDecision } from '../store/writes/changeRecord.ts'
import { isUnchangedSince, undoneTx, type LeftVersion } from '../store/writes/versions.ts'
import { carriedLoadsOf } from './carriedLoads.ts'
import type { Tx } from './runCommand.ts'

/** What an assignment changed, for its undo: the version that it left, and the decision against imports that stood before. */
export interface AssignedTask { taskId: number, from: number | null, to: number | null, version: number, decided: KeptDecision | null }

/** Gives a task to somebody: a decision that imports respect, with its audit entry. Findings are the caller's to refresh. */
export const assignTaskTx = (tx: Tx, taskId: number, from: number | null, to: number | null): AssignedTask => {
  const decided = readFieldDecision(tx.db, 'task', taskId, 'assignee_id')
  const { version } = changeRecordTx(tx.db, 'task', taskId, { assignee_id: to })
  keepFieldDecisionTx(tx.db, 'task', taskId, 'assignee_id', { at: tx.now, by: tx.actor.id })
  carriedLoadsOf(tx).taskMoved(taskId, from, to)
  tx.audit({ action: 'reassignTask', recordType: 'task', recordId: taskId, payload: { before: { assignee_id: from }, after: { assignee_id: to } } })
  return { taskId, from, to, version, decided }
}

/** Takes an assignment back; CONFLICT when somebody has changed the task since. */
export const undoAssignmentTx = (tx: Tx, { taskId, from, to, version, decided }: AssignedTask): void => {
  const left: LeftVersion = { table: 'task', id: taskId, version }
  refuseChangedSince(tx, left)
  undoneTx(tx.db, [left], () => assignTaskTx(tx, taskId, to, from))
  keepFieldDecisionTx(tx.db, 'task', taskId, 'assignee_id', decided)
}

/** An undo stands on what its decision left (store/writes/versions.ts). */
export const refuseChangedSince = (tx: Pick<Tx, 'db'>, left: LeftVersion): void => {
  if (!isUnchangedSince(tx.db, left)) throw changedSince(left.table)
}

/** What an undo says when its ground has moved. */
export const changedSince = (what: string): PultError => new PultError('CONFLICT', 'What this decision made was changed meanwhile.', { reason: 'changed', what })
