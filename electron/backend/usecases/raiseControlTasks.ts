import type { TeamEvaluation } from '../domain/review/evaluation.ts'
import type { WriteDb } from '../store/db.ts'
import { all, statement } from '../store/queries/rows.ts'
import { appendAuditTx, type AuditInput } from '../store/writes/appendAudit.ts'

/**
 * Exactly one control task for each stay of an open, not parked deal over its stage's limit (domain.md, Dwell limit), however often it runs;
 * what was over the limit when first seen is backlog and gets none. Tasks whose deal left the stage or was closed close by themselves.
 */
export const raiseControlTasksTx = (db: WriteDb, now: number, evaluation: TeamEvaluation): { raised: number, closed: number } => {
  const entries: AuditInput[] = []
  const over = evaluation.deals.filter(state => state.overLimit && !state.parked).map(state => state.deal.id)
  const insert = statement(db, "INSERT OR IGNORE INTO control_task (kind, deal_id, stay, raised_at) VALUES ('dwell_limit', ?, ?, ?)")
  const wanting = all<{ id: number, stay: number }>(db, `
    SELECT deal.id, deal.stay FROM json_each(?) AS over JOIN deal ON deal.id = over.value
    WHERE deal.over_limit_when_seen = 0 AND NOT EXISTS (SELECT 1 FROM control_task WHERE kind = 'dwell_limit' AND deal_id = deal.id AND stay = deal.stay)`, JSON.stringify(over))
  for (const deal of wanting) {
    const made = insert.run(deal.id, deal.stay, now)
    if (made.changes > 0) entries.push({ at: now, actorId: null, action: 'raiseControlTask', recordType: 'deal', recordId: deal.id, payload: { after: { controlTask: Number(made.lastInsertRowid), stay: deal.stay } } })
  }
  const raised = entries.length
  const { closed } = followControlTasksTx(db, now, null, entry => entries.push({ ...entry, at: now, actorId: null }))
  if (entries.length > 0) appendAuditTx(db, entries)
  return { raised, closed }
}

/**
 * Closes the control tasks whose deal left the stage or was closed (domain.md, Dwell limit), of these deals or of all (null). One that closed
 * by itself is open again when its deal is back in that very stay: the decision that had ended it was undone.
 */
export const followControlTasksTx = (
  db: WriteDb, now: number, dealIds: Iterable<number> | null, audit: (entry: Omit<AuditInput, 'at' | 'actorId'>) => void,
): { closed: number, reopened: number } => {
  const scope = dealIds === null ? '' : 'AND control_task.deal_id IN (SELECT value FROM json_each(?))'
  const parameters = dealIds === null ? [] : [JSON.stringify([...dealIds])]
  const changed = all<{ id: number, dealId: number, open: number }>(db, `
    SELECT control_task.id, deal.id AS dealId, control_task.done_at IS NULL AS open FROM control_task JOIN deal ON deal.id = control_task.deal_id
    WHERE control_task.kind = 'dwell_limit' AND (control_task.done_at IS NULL OR control_task.closed_itself = 1) ${scope}
      AND (control_task.done_at IS NULL) = (deal.stay <> control_task.stay OR deal.status IN ('won', 'lost'))`, ...parameters)
  const close = statement(db, 'UPDATE control_task SET done_at = ?, closed_itself = 1, version = version + 1 WHERE id = ?')
  const reopen = statement(db, 'UPDATE control_task SET done_at = NULL, closed_itself = 0, version = version + 1 WHERE id = ?')
  for (const { id, dealId, open } of changed) {
    if (open === 1) close.run(now, id)
    else reopen.run(id)
    audit({ action: open === 1 ? 'closeControlTask' : 'reopenControlTask', recordType: 'deal', recordId: dealId, payload: { after: { controlTask: id, closedItself: open === 1 } } })
  }
  const closed = changed.filter(task => task.open === 1).length
  return { closed, reopened: changed.length - closed }
}
