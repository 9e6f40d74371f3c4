import { requestsOfClosedTasks } from '../store/queries/moveRequests.ts'
import { statement } from '../store/queries/rows.ts'
import type { Tx } from './runCommand.ts'

/** A wish to move a task that is over waits for nobody: whatever closed the task (an import, a refusal, a person) withdraws it. */
export const withdrawMoveRequestsTx = (tx: Pick<Tx, 'db' | 'now' | 'audit'>): number => {
  const over = requestsOfClosedTasks(tx.db)
  for (const { id, taskId } of over) {
    statement(tx.db, "UPDATE task_move_request SET state = 'withdrawn', decided_at = ?, version = version + 1 WHERE id = ?").run(tx.now, id)
    tx.audit({ action: 'withdrawMoveRequest', recordType: 'task', recordId: taskId, payload: { request: id } })
  }
  return over.length
}
