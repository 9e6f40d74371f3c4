import type { CallVerdict, DealStatus } from '../../../../src/shared/vocabulary.ts'
import type { OwnCheck } from '../../domain/quality/apart.ts'
import type { DrawReason } from '../../domain/quality/drawCalls.ts'
import type { ReadDb } from '../db.ts'
import { all, one } from './rows.ts'

export interface ScorecardRow { id: number, key: string | null, name: string | null, version: number, versionId: number, sections: string }
const scorecardColumns = 'scorecard.id, scorecard.key, scorecard.name, scorecard_version.number AS version, scorecard_version.id AS versionId, scorecard_version.sections'
const scorecardFrom = 'FROM scorecard_version JOIN scorecard ON scorecard.id = scorecard_version.scorecard_id'

/** What calls are scored by now: the newest version of the active scorecard. */
export const presentScorecard = (db: ReadDb): ScorecardRow | undefined => one<ScorecardRow>(db, `SELECT ${scorecardColumns} ${scorecardFrom} WHERE scorecard.active = 1 ORDER BY scorecard.id, scorecard_version.number DESC LIMIT 1`)
export const scorecardOfVersion = (db: ReadDb, versionId: number): ScorecardRow => one<ScorecardRow>(db, `SELECT ${scorecardColumns} ${scorecardFrom} WHERE scorecard_version.id = ?`, versionId)!

export interface ScorecardVersionRow { versionId: number, number: number, createdAt: number, createdBy: number | null, sections: string, checks: number }
/** The newest first. */
export const scorecardVersionRows = (db: ReadDb, scorecardId: number): ScorecardVersionRow[] => all<ScorecardVersionRow>(db, `SELECT id AS versionId, number, created_at AS createdAt, created_by AS createdBy, sections,
  (SELECT count(*) FROM call_check WHERE scorecard_version_id = scorecard_version.id AND state = 'done') AS checks FROM scorecard_version WHERE scorecard_id = ? ORDER BY number DESC`, scorecardId)

/** A call as the list shows it. `reason` is null where it isn't drawn. */
export interface CallLineRow {
  id: number, managerId: number, manager: string, at: number, talkS: number | null, durationS: number | null, direction: 'in' | 'out' | null, hasRecording: 0 | 1, client: string | null, dealId: number | null, deal: string | null
  stage: string | null, status: DealStatus | null, verdict: CallVerdict | null, fake: 0 | 1, listened: 0 | 1, scored: 0 | 1, total: number | null, withoutNote: 0 | 1, lockedBy: number | null, /** The reader's own check. */ own: OwnCheck, reason: DrawReason | null, position: number | null
}

const lineSql = (at: string): string => `SELECT activity.id AS id, activity.manager_id AS managerId, person.name AS manager, ${at} AS at, activity.talk_s AS talkS, activity.duration_s AS durationS, activity.direction,
  activity.recording IS NOT NULL AS hasRecording, coalesce(client.name, owner.name) AS client, deal.id AS dealId, coalesce(nullif(trim(deal.title), ''), deal.external_id) AS deal, stage.name AS stage, deal.status, activity.verdict, activity.judged_fake AS fake,
  activity.judged_fake = 1 OR EXISTS (SELECT 1 FROM call_listening WHERE call_listening.activity_id = activity.id AND call_listening.listened_at IS NOT NULL) AS listened,
  first.id IS NOT NULL AS scored, first.total, EXISTS (SELECT 1 FROM finding WHERE kind = 'contact_without_note' AND record_type = 'activity' AND record_id = activity.id AND present = 1) AS withoutNote,
  (SELECT person_id FROM call_lock WHERE call_lock.activity_id = activity.id AND seen_at > $lockedSince) AS lockedBy,
  (SELECT state FROM call_check WHERE call_check.activity_id = activity.id AND checker_id = $me) AS own, call_draw.reason, call_draw.position
  FROM activity JOIN person ON person.id = activity.manager_id LEFT JOIN deal ON deal.id = activity.deal_id LEFT JOIN stage ON stage.id = deal.stage_id
    LEFT JOIN client ON client.id = activity.client_id LEFT JOIN client AS owner ON owner.id = deal.client_id
    LEFT JOIN call_draw ON call_draw.activity_id = activity.id AND call_draw.day = $day
    LEFT JOIN call_check AS first ON first.id = (SELECT id FROM call_check WHERE call_check.activity_id = activity.id AND state = 'done' AND blind = 0 ORDER BY done_at, id LIMIT 1)`

export interface LineInput { day: string, from: number, to: number, now: number, me: number, lockedSince: number }

/** Calls of managers of one day, up to now; each half by the index `activity_call`. */
export const callLines = (db: ReadDb, input: LineInput): CallLineRow[] => all<CallLineRow>(db, `
  ${lineSql('activity.occurred_at')} WHERE activity.kind = 'call' AND activity.occurred_at >= $from AND activity.occurred_at < $to AND activity.occurred_at <= $now
  UNION ALL ${lineSql('activity.created_at')} WHERE activity.kind = 'call' AND activity.occurred_at IS NULL AND activity.created_at >= $from AND activity.created_at < $to AND activity.created_at <= $now
  ORDER BY at, id`, { ...input })

/** One call, whatever day it is of; undefined where no manager is known. */
export const callLine = (db: ReadDb, callId: number, input: Pick<LineInput, 'day' | 'me' | 'lockedSince'>): CallLineRow | undefined =>
  one<CallLineRow>(db, `${lineSql('coalesce(activity.occurred_at, activity.created_at)')} WHERE activity.id = $callId AND activity.kind = 'call'`, { ...input, callId })

export interface CheckRow {
  id: number, activityId: number, checkerId: number, checker: string, versionId: number, state: 'draft' | 'done', blind: 0 | 1, verdict: CallVerdict | null, marks: string, comments: string, comment: string | null, total: number | null
  nextStep: string | null, agreedDay: string | null, doneAt: number | null, version: number
}
const checkSql = `SELECT call_check.id, activity_id AS activityId, checker_id AS checkerId, person.name AS checker, scorecard_version_id AS versionId, state, blind, verdict, scores AS marks, comments, comment, total, next_step AS nextStep, agreed_day AS agreedDay, done_at AS doneAt, call_check.version
  FROM call_check JOIN person ON person.id = call_check.checker_id`

export const checksOfCall = (db: ReadDb, callId: number): CheckRow[] => all<CheckRow>(db, `${checkSql} WHERE activity_id = ? ORDER BY call_check.id`, callId)
export const checkById = (db: ReadDb, checkId: number): CheckRow | undefined => one<CheckRow>(db, `${checkSql} WHERE call_check.id = ?`, checkId)
/** Done checks of the deal's other calls, the latest first. */
export const checksOfDeal = (db: ReadDb, dealId: number, exceptCall: number): CheckRow[] => all<CheckRow>(db, `${checkSql}
  WHERE state = 'done' AND blind = 0 AND activity_id IN (SELECT id FROM activity WHERE deal_id = ? AND kind = 'call') AND activity_id <> ? ORDER BY done_at DESC LIMIT 20`, dealId, exceptCall)

export const lockOf = (db: ReadDb, callId: number): { personId: number, name: string, seenAt: number } | undefined =>
  one(db, 'SELECT person_id AS personId, name, seen_at AS seenAt FROM call_lock JOIN person ON person.id = person_id WHERE activity_id = ?', callId)
