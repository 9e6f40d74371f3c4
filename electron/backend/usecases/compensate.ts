import { one, statement } from '../store/queries/rows.ts'
import { keepFieldDecisionTx } from '../store/writes/changeRecord.ts'
import { touchRecordTx, undoneTx } from '../store/writes/versions.ts'
import { changedSince, refuseChangedSince, undoAssignmentTx } from './assignTask.ts'
import { cancelTasksTx } from './createTask.ts'
import type { Made } from './decisionEffects.ts'
import { undoMoveTx } from './moveDeal.ts'
import type { Tx } from './runCommand.ts'
import { transferDealTx } from './transferDeal.ts'

/** Written into the transfer that gives a deal back; the window says it in the person's language. */
const undoReason = 'undo'

/** Takes back everything that the decision made; CONFLICT when somebody has changed it since. */
export const compensateTx = (tx: Tx, made: Made, touched: { dealIds: Set<number>, taskIds: Set<number> }): void => {
  if (made.questionId !== undefined) {
    const done = statement(tx.db, 'UPDATE question SET withdrawn_at = ?, version = version + 1 WHERE id = ? AND answered_at IS NULL AND withdrawn_at IS NULL').run(tx.now, made.questionId)
    if (done.changes === 0) throw changedSince('question')
  }
  if (made.taskId !== undefined) {
    refuseChangedSince(tx, { table: 'task', id: made.taskId, version: 1 })
    if (cancelTasksTx(tx, [made.taskId], undoReason).length === 0) throw changedSince('task')
    touched.taskIds.add(made.taskId)
  }
  if (made.assignee) {
    undoAssignmentTx(tx, made.assignee)
    touched.taskIds.add(made.assignee.taskId)
  }
  if (made.transfer) {
    const { dealId, from, version, decided, tasks } = made.transfer
    refuseChangedSince(tx, { table: 'deal', id: dealId, version })
    undoneTx(tx.db, [{ table: 'deal', id: dealId, version }], () => transferDealTx(tx, { dealId, newOwnerId: from, reason: undoReason, back: true }))
    keepFieldDecisionTx(tx.db, 'deal', dealId, 'owner_id', decided)
    for (const task of tasks) undoAssignmentTx(tx, task)
    touched.dealIds.add(dealId)
  }
  if (made.parking) {
    const { dealId, id, ended } = made.parking
    const done = statement(tx.db, 'UPDATE parking SET ended_at = ? WHERE id = ? AND ended_at IS NULL').run(tx.now, id)
    if (done.changes === 0) throw changedSince('parking')
    statement(tx.db, 'UPDATE parking SET ended_at = NULL WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(ended))
    touched.dealIds.add(dealId)
  }
  if (made.unparking) {
    const { dealId, ended } = made.unparking
    if (one(tx.db, 'SELECT 1 FROM parking WHERE deal_id = ? AND ended_at IS NULL', dealId)) throw changedSince('parking')
    statement(tx.db, 'UPDATE parking SET ended_at = NULL WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(ended))
    touched.dealIds.add(dealId)
  }
  if (made.move) {
    undoMoveTx(tx, made.move)
    touched.dealIds.add(made.move.dealId)
  }
  const beside = made.touched
  if (beside) undoneTx(tx.db, [beside], () => touchRecordTx(tx.db, beside.table, beside.id))
}
