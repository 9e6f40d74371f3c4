import type { ActivityKind, DecisionKind, FindingKind } from '../../../../src/shared/vocabulary.ts'
import type { FindingRecordType } from '../../domain/control/findings.ts'
import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

export interface FindingDetail {
  id: number, version: number, kind: FindingKind, recordType: FindingRecordType, recordId: number, dealId: number | null, managerId: number | null
  amountReporting: number | null, sinceDay: string | null, firstSeenDay: string, backlog: number
  dealTitle: string | null, externalDealId: string | null, amount: number | null, currency: string | null, stage: string | null, dwellLimitDays: number | null
  clientName: string | null, lastContactAt: number | null, nextDueAt: number | null
  taskId: number | null, taskTitle: string | null, taskKind: string | null, dueAt: number | null, dueDayOnly: number | null, moves: number | null, result: string | null
  activityId: number | null, activityKind: ActivityKind | null, contactAt: number | null, subject: string | null
  decisionId: number | null, decisionKind: DecisionKind | null, decisionReason: string | null, untilDay: string | null, decidedAt: number | null, decidedBy: number | null, decisionDay: string | null
}

/** Everything that a row of the walk shows, for some findings. */
export const loadFindingDetails = (db: ReadDb, ids: readonly number[]): Map<number, FindingDetail> => {
  const rows = all<FindingDetail>(db, `
    SELECT f.id, f.version, f.kind, f.record_type AS recordType, f.record_id AS recordId, f.deal_id AS dealId, f.manager_id AS managerId,
      f.amount AS amountReporting, f.since_day AS sinceDay, f.first_seen_day AS firstSeenDay, f.backlog,
      deal.title AS dealTitle, deal.external_id AS externalDealId, deal.amount, deal.currency, stage.name AS stage, stage.dwell_limit_days AS dwellLimitDays,
      client.name AS clientName, deal.last_contact_at AS lastContactAt, deal.next_due_at AS nextDueAt,
      task.id AS taskId, task.title AS taskTitle, task.kind AS taskKind, task.due_at AS dueAt, task.due_day_only AS dueDayOnly, task.unapproved_moves AS moves, task.result,
      activity.id AS activityId, activity.kind AS activityKind, activity.contact_at AS contactAt, activity.subject,
      d.id AS decisionId, d.kind AS decisionKind, d.reason AS decisionReason, f.decided_until_day AS untilDay, d.at AS decidedAt, d.by_id AS decidedBy, d.day AS decisionDay
    FROM json_each(?) AS asked JOIN finding AS f ON f.id = asked.value
      LEFT JOIN deal ON deal.id = f.deal_id LEFT JOIN stage ON stage.id = deal.stage_id
      LEFT JOIN task ON f.record_type = 'task' AND task.id = f.record_id
      LEFT JOIN activity ON f.record_type = 'activity' AND activity.id = f.record_id
      LEFT JOIN client ON client.id = coalesce(deal.client_id, task.client_id, activity.client_id)
      LEFT JOIN finding_decision AS d ON d.id = f.decision_id`, JSON.stringify(ids))
  return new Map(rows.map(row => [row.id, row]))
}

/** Ids of the people of a team. */
export const peopleOfTeam = (db: ReadDb, team: string): Set<number> => new Set(all<{ id: number }>(db, 'SELECT id FROM person WHERE team = ?', team).map(row => row.id))
