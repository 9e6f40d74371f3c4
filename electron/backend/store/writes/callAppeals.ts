import type { WriteDb } from '../db.ts'
import type { AppealState } from '../queries/callAppeals.ts'
import { statement } from '../queries/rows.ts'

export const insertAppealTx = (db: WriteDb, appeal: { checkId: number, managerId: number, text: string, now: number }): number =>
  Number(statement(db, "INSERT INTO call_appeal (check_id, manager_id, raised_at, text, state) VALUES ($checkId, $managerId, $now, $text, 'pending')").run(appeal).lastInsertRowid)
export const deleteAppealTx = (db: WriteDb, appealId: number): void => { statement(db, 'DELETE FROM call_appeal WHERE id = ?').run(appealId) }

export interface AppealDecision { state: AppealState, decidedBy: number | null, decidedAt: number | null, answer: string | null, /** JSON of what the check said before. */ before: string | null }
export const decideAppealTx = (db: WriteDb, appealId: number, decision: AppealDecision): void => {
  statement(db, 'UPDATE call_appeal SET state = $state, decided_by = $decidedBy, decided_at = $decidedAt, decision_comment = $answer, "before" = $before, version = version + 1 WHERE id = $appealId').run({ ...decision, appealId })
}
