import { isSameTask, isShown, type OutboxValue, type TaskLike } from '../../domain/outbox.ts'
import type { WriteDb } from '../db.ts'
import { readOpenItems, readWanted, type OutboxScope } from '../queries/outbox.ts'
import { all, statement } from '../queries/rows.ts'
import { readSourceFields } from '../queries/sourceFields.ts'

export interface OutboxSync {
  now: number
  dayOf: (instant: number) => number
  /** The import that this follows. */
  batchId?: number
  scope?: OutboxScope
}

const keyOf = (item: { kind: string, recordType: string, recordId: number }): string => `${item.kind} ${item.recordType} ${item.recordId}`

/**
 * Brings the outbox to what is still to be entered in the CRM: new items, changed values, what the CRM shows by now (confirmed) and
 * what was taken back here (withdrawn). Twice the same changes nothing the second time.
 */
export const syncOutboxTx = (db: WriteDb, { now, dayOf, batchId, scope }: OutboxSync): void => {
  const known = new Map(readOpenItems(db, scope).map(item => [keyOf(item), item]))
  const insert = statement(db, 'INSERT INTO outbox_item (kind, record_type, record_id, deal_id, value, decided_at, decided_by) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const update = statement(db, 'UPDATE outbox_item SET deal_id = ?, value = ?, decided_at = ?, decided_by = ? WHERE id = ?')
  for (const seed of readWanted(db, dayOf, scope)) {
    const item = known.get(keyOf(seed))
    const value = JSON.stringify(seed.value)
    known.delete(keyOf(seed))
    if (!item) insert.run(seed.kind, seed.recordType, seed.recordId, seed.dealId, value, seed.decidedAt, seed.decidedBy)
    else if (item.value !== value || item.decidedAt !== seed.decidedAt || item.decidedBy !== seed.decidedBy || item.dealId !== seed.dealId) update.run(seed.dealId, value, seed.decidedAt, seed.decidedBy, item.id)
  }
  const settle = statement(db, 'UPDATE outbox_item SET state = ?, settled_at = ?, batch_id = ? WHERE id = ?')
  for (const item of known.values()) {
    const shown = isShown({ kind: item.kind, value: JSON.parse(item.value) as OutboxValue }, readSourceFields<OutboxValue>(db, item.recordType, item.recordId), dayOf)
    settle.run(shown ? 'confirmed' : 'withdrawn', now, shown ? batchId ?? null : null, item.id)
  }
}

export interface TakenOver { taskId: number, dealId: number | null, enteredTaskId: number }
interface Candidate extends TaskLike { id: number }

/**
 * Tasks that were raised here and stand in the CRM by now: the CRM's takes the place of Pult's, or both would wait for the same call.
 * Returns them; the caller audits and derives.
 */
export const takeOverTasksTx = (db: WriteDb, { now, dayOf, batchId, source }: { now: number, dayOf: (instant: number) => number, batchId: number, source: string }): TakenOver[] => {
  const raised = all<Candidate & { itemId: number, dealId: number | null, clientId: number | null }>(db, `
    SELECT item.id AS itemId, task.id, task.deal_id AS dealId, task.client_id AS clientId, task.title, task.assignee_id AS assigneeId, task.due_at AS dueAt
    FROM outbox_item AS item JOIN task ON task.id = item.record_id WHERE item.state = 'open' AND item.kind = 'task_new' ORDER BY item.id`)
  const used = new Set<number>()
  const taken: TakenOver[] = []
  for (const task of raised) {
    // What came later than the task that was raised here, and is nobody else's twin.
    const entered = all<Candidate>(db, `
      SELECT id, title, assignee_id AS assigneeId, due_at AS dueAt FROM task
      WHERE id > $id AND source = $source AND cancelled_at IS NULL AND ${task.dealId === null ? 'deal_id IS NULL AND client_id = $client' : 'deal_id = $deal'}
        AND id NOT IN (SELECT entered_task_id FROM outbox_item WHERE kind = 'task_new' AND entered_task_id IS NOT NULL)
      ORDER BY id`, { id: task.id, source, deal: task.dealId, client: task.clientId }).find(found => !used.has(found.id) && isSameTask(task, found, dayOf))
    if (!entered) continue
    used.add(entered.id)
    statement(db, "UPDATE outbox_item SET state = 'confirmed', settled_at = ?, batch_id = ?, entered_task_id = ? WHERE id = ?").run(now, batchId, entered.id, task.itemId)
    statement(db, 'UPDATE task SET cancelled_at = ?, version = version + 1 WHERE id = ?').run(now, task.id)
    taken.push({ taskId: task.id, dealId: task.dealId, enteredTaskId: entered.id })
  }
  return taken
}
