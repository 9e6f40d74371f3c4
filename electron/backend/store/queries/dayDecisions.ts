import type { FrozenDecision } from '../../domain/control/report.ts'
import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

/** What was decided in the control of a day and not undone, in the order of deciding. The manager is the one it was decided for. */
export const readDayDecisions = (db: ReadDb, day: string): Omit<FrozenDecision, 'check'>[] => all(db, `
  SELECT f.id AS findingId, f.kind, d.kind AS decision, d.reason, coalesce(json_extract(d.made, '$.managerId'), f.manager_id) AS managerId,
    f.record_type AS recordType, f.record_id AS recordId, f.deal_id AS dealId, f.amount, d.by_id AS byId, d.at
  FROM finding_decision AS d JOIN finding AS f ON f.id = d.finding_id
  WHERE d.day = ? AND d.undone_at IS NULL ORDER BY d.id`, day)
