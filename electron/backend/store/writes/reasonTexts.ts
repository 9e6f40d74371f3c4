import { textKeyOf } from '../../domain/reasons/stems.ts'
import type { WriteDb } from '../db.ts'
import { all } from '../queries/rows.ts'
import { changeRecordTx, type Columns } from './changeRecord.ts'

export interface ReasonedRefusal { id: number, dealId: number, before: Columns, after: Columns, version: number }

/**
 * Refusals whose words were merged get the dictionary's reason: those without one, and (`former`) those that had it from an earlier merging
 * of the same words. A refusal that was decided keeps the head's reason; without any it gets this one.
 */
export const applyReasonTextsTx = (db: WriteDb, reasonOf: ReadonlyMap<string, number>, former: ReadonlyMap<string, number> = new Map()): ReasonedRefusal[] => {
  if (reasonOf.size === 0) return []
  const rows = all<{ id: number, dealId: number, text: string, state: string, reasonId: number | null, decidedReasonId: number | null }>(db, `
    SELECT id, deal_id AS dealId, reason_text AS text, state, reason_id AS reasonId, decided_reason_id AS decidedReasonId FROM refusal
    WHERE reason_text IS NOT NULL AND (reason_id IS NULL ${former.size > 0 ? "OR origin = 'closed_outside'" : ''})`)
  return rows.flatMap(row => {
    const key = textKeyOf(row.text)
    const reasonId = reasonOf.get(key)
    if (reasonId === undefined || reasonId === row.reasonId || (row.reasonId !== null && row.reasonId !== former.get(key))) return []
    const after: Columns = { reason_id: reasonId, ...row.state === 'approved' && row.decidedReasonId === null ? { decided_reason_id: reasonId } : {} }
    const { before, version } = changeRecordTx(db, 'refusal', row.id, after)
    return [{ id: row.id, dealId: row.dealId, before, after, version }]
  })
}
