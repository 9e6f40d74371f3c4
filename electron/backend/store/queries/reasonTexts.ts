import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

export interface ReasonTextRow { text: string, deals: number, amount: number, noRate: number }

/** Reasons in words as they were written, by how many lost or closing deals say so. */
export const readReasonTexts = (db: ReadDb): ReasonTextRow[] => all(db, `
  SELECT text, count(*) AS deals, coalesce(sum(amount), 0) AS amount, sum(noRate) AS noRate FROM (
    SELECT coalesce((SELECT reason_text FROM refusal WHERE deal_id = deal.id AND reason_text IS NOT NULL ORDER BY round DESC LIMIT 1), refusal_reason) AS text,
      amount_reporting AS amount, amount IS NOT NULL AND amount_reporting IS NULL AS noRate
    FROM deal WHERE status IN ('lost', 'refusal_review')
  ) WHERE trim(text) <> '' GROUP BY text ORDER BY deals DESC, text`)

/** What was merged: a text's key → the dictionary's reason. */
export const readMergedTexts = (db: ReadDb): Map<string, number> =>
  new Map(all<{ key: string, reasonId: number }>(db, 'SELECT text_key AS key, reason_id AS reasonId FROM reason_text').map(row => [row.key, row.reasonId]))
