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
  const left = all<{ id: number, dealId: number }>(db, `
    SELECT control_task.id, deal.id AS dealId FROM control_task JOIN deal ON deal.id = control_task.deal_id
    WHERE control_task.kind = 'dwell_limit' AND control_task.done_at IS NULL AND (deal.stay <> control_task.stay OR deal.status IN ('won', 'lost'))`)
  const close = statement(db, 'UPDATE control_task SET done_at = ?, closed_itself = 1, version = version + 1 WHERE id = ?')
  for (const task of left) {
    close.run(now, task.id)
    entries.push({ at: now, actorId: null, action: 'closeControlTask', recordType: 'deal', recordId: task.dealId, payload: { after: { controlTask: task.id, closedItself: true } } })
  }
  if (entries.length > 0) appendAuditTx(db, entries)
  return { raised, closed: left.length }
}
