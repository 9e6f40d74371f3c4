import type { ReadDb } from '../db.ts'
import { all, one } from './rows.ts'

export type AppealState = 'pending' | 'upheld' | 'changed'
export interface AppealRow { id: number, checkId: number, managerId: number, raisedAt: number, text: string, state: AppealState, decidedBy: number | null, decidedAt: number | null, answer: string | null, before: string | null, version: number }
const appealSql = `SELECT id, check_id AS checkId, manager_id AS managerId, raised_at AS raisedAt, text, state, decided_by AS decidedBy, decided_at AS decidedAt, decision_comment AS answer, "before", version FROM call_appeal`

export const appealById = (db: ReadDb, appealId: number): AppealRow | undefined => one<AppealRow>(db, `${appealSql} WHERE id = ?`, appealId)
export const appealOfCheck = (db: ReadDb, checkId: number): AppealRow | undefined => one<AppealRow>(db, `${appealSql} WHERE check_id = ?`, checkId)
export const pendingAppeals = (db: ReadDb): number => one<{ count: number }>(db, "SELECT count(*) AS count FROM call_appeal WHERE state = 'pending'")!.count
/** Checks that were appealed against: those that wait, the longest first, or those that were decided, the latest first. */
export const appealedChecks = (db: ReadDb, state: 'pending' | 'decided', most: number): { checkId: number }[] => all(db, state === 'pending'
  ? "SELECT check_id AS checkId FROM call_appeal WHERE state = 'pending' ORDER BY raised_at, id LIMIT ?"
  : "SELECT check_id AS checkId FROM call_appeal WHERE state <> 'pending' ORDER BY decided_at DESC, id DESC LIMIT ?", most)

/** A manager's done checks since an instant, the latest first; second ones, scored apart, are left out. */
export const checksOfManager = (db: ReadDb, managerId: number, since: number): { checkId: number }[] => all(db, `SELECT call_check.id AS checkId FROM call_check JOIN activity ON activity.id = call_check.activity_id
  WHERE call_check.state = 'done' AND call_check.blind = 0 AND call_check.done_at >= ? AND activity.manager_id = ? ORDER BY call_check.done_at DESC, call_check.id DESC`, since, managerId)

export interface CheckedCallRow { id: number, at: number, managerId: number, manager: string, talkS: number | null, direction: 'in' | 'out' | null, hasRecording: 0 | 1, client: string | null, dealId: number | null, deal: string | null }
/** The call of a check; undefined where no manager is known. */
export const callOfCheck = (db: ReadDb, callId: number): CheckedCallRow | undefined => one<CheckedCallRow>(db, `SELECT activity.id, coalesce(activity.occurred_at, activity.created_at) AS at, activity.manager_id AS managerId, person.name AS manager,
  coalesce(activity.talk_s, activity.duration_s) AS talkS, activity.direction, activity.recording IS NOT NULL AS hasRecording, coalesce(client.name, owner.name) AS client, deal.id AS dealId, coalesce(nullif(trim(deal.title), ''), deal.external_id) AS deal
  FROM activity JOIN person ON person.id = activity.manager_id LEFT JOIN deal ON deal.id = activity.deal_id LEFT JOIN client ON client.id = activity.client_id LEFT JOIN client AS owner ON owner.id = deal.client_id WHERE activity.id = ?`, callId)
