import { requestsOfClosedTasks, type ClosedTasksScope } from '../store/queries/moveRequests.ts'
import { statement } from '../store/queries/rows.ts'
import { undoneTx, type LeftVersion } from '../store/writes/versions.ts'
import { changedSince, refuseChangedSince } from './assignTask.ts'
import type { Tx } from './runCommand.ts'

/** A wish with the version that its withdrawal left, for the undo of what closed its task. */
export interface WithdrawnRequest { id: number, version: number }

/**
 * A wish to move a task that is over, or whose deal is won or lost, waits for nobody: whatever closed them (an import, a refusal, a person)
 * withdraws it. Of a scope alone, where the caller has to know which ones it withdrew.
 */
export const withdrawMoveRequestsTx = (tx: Pick<Tx, 'db' | 'now' | 'audit'>, scope: ClosedTasksScope = {}): WithdrawnRequest[] =>
  requestsOfClosedTasks(tx.db, scope).map(({ id, taskId, version }) => {
    statement(tx.db, "UPDATE task_move_request SET state = 'withdrawn', decided_at = ?, version = version + 1 WHERE id = ?").run(tx.now, id)
    tx.audit({ action: 'withdrawMoveRequest', recordType: 'task', recordId: taskId, payload: { request: id } })
    return { id, version: version + 1 }
  })

/** What ended a wish was undone: it waits again. CONFLICT when somebody has touched it since, or another wish waits for that task. */
export const waitAgainTx = (tx: Pick<Tx, 'db' | 'audit'>, { id, version }: WithdrawnRequest): void => {
  const left: LeftVersion = { table: 'task_move_request', id, version }
  refuseChangedSince(tx, left)
  const again = undoneTx(tx.db, [left], () => statement(tx.db, `UPDATE task_move_request SET state = 'pending', decided_by = NULL, decided_at = NULL, decision_comment = NULL, move_id = NULL, version = version + 1
    WHERE id = ? AND NOT EXISTS (SELECT 1 FROM task_move_request AS other WHERE other.task_id = task_move_request.task_id AND other.state = 'pending') RETURNING task_id AS taskId`)
    .get(id) as { taskId: number } | undefined)
  if (!again) throw changedSince('request')
  tx.audit({ action: 'moveRequestWaitsAgain', recordType: 'task', recordId: again.taskId, payload: { request: id } })
}
