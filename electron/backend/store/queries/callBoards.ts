import { reachOf, type PolicyActor } from '../../domain/policy.ts'
import { seesOthersScoreSql } from '../../domain/quality/apart.ts'
import type { CallVerdict } from '../../domain/quality/quota.ts'
import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

export interface Span { from: number, to: number, now: number }

/** Managers' calls of a span by the index `activity_call`, each half of it, under a name that the rest of a statement joins. */
const spanSql = `span AS MATERIALIZED (
  SELECT id, occurred_at AS at, manager_id, talk_s, duration_s FROM activity WHERE kind = 'call' AND occurred_at >= $from AND occurred_at < $to AND occurred_at <= $now AND manager_id IS NOT NULL
  UNION ALL SELECT id, created_at, manager_id, talk_s, duration_s FROM activity WHERE kind = 'call' AND occurred_at IS NULL AND created_at >= $from AND created_at < $to AND created_at <= $now AND manager_id IS NOT NULL)`

/** Whose calls a person may see in the boards: SQL on `column`, a person's id. */
const reachSql = (actor: PolicyActor, column: string): string => reachOf(actor, 'see_call_boards') === 'all' ? '$teams IS NOT NULL' : `${column} IN (SELECT id FROM person WHERE team IN (SELECT value FROM json_each($teams)))`
const reachOfActor = (actor: PolicyActor): { teams: string } => ({ teams: JSON.stringify(actor.teams) })

export interface BoardCheckRow { callId: number, at: number, managerId: number, checkerId: number, blind: 0 | 1, versionId: number, verdict: CallVerdict | null, marks: string, total: number | null }

/** Done checks of the span's calls, in the order in which they were done. */
export const boardChecks = (db: ReadDb, actor: PolicyActor, span: Span): BoardCheckRow[] => all<BoardCheckRow>(db, `WITH ${spanSql}
  SELECT span.id AS callId, span.at, span.manager_id AS managerId, checker_id AS checkerId, blind, scorecard_version_id AS versionId, verdict, scores AS marks, total
  FROM span CROSS JOIN call_check ON call_check.activity_id = span.id WHERE state = 'done' AND done_at <= $now AND ${reachSql(actor, 'span.manager_id')} ORDER BY done_at, call_check.id`, { ...span, ...reachOfActor(actor) })

export interface QuotaCallRow { managerId: number, at: number, talkS: number | null, durationS: number | null, hasRecording: 0 | 1, /** Null: not yet. What was judged to be no talk is listened at the verdict. */ listenedAt: number | null }

export const quotaCalls = (db: ReadDb, actor: PolicyActor, span: Span): QuotaCallRow[] => all<QuotaCallRow>(db, `WITH ${spanSql}
  SELECT span.manager_id AS managerId, span.at, span.talk_s AS talkS, span.duration_s AS durationS, activity.recording IS NOT NULL AS hasRecording,
    (SELECT min(at) FROM (SELECT min(listened_at) AS at FROM call_listening WHERE call_listening.activity_id = span.id AND listened_at <= $now
      UNION ALL SELECT iif(activity.judged_fake = 1, coalesce((SELECT min(done_at) FROM call_check WHERE call_check.activity_id = span.id AND state = 'done' AND blind = 0), span.at), NULL))) AS listenedAt
  FROM span CROSS JOIN activity ON activity.id = span.id WHERE ${reachSql(actor, 'span.manager_id')}`, { ...span, ...reachOfActor(actor) })

/** People whose calls these are, of those that one may see. */
export const boardManagers = (db: ReadDb, actor: PolicyActor): { id: number, name: string }[] =>
  all(db, `SELECT id, name FROM person WHERE ${reachSql(actor, 'person.id')} ORDER BY name, id`, reachOfActor(actor))

export interface BoardCallRow {
  id: number, at: number, managerId: number, manager: string, client: string | null, dealId: number | null, deal: string | null, talkS: number, hasRecording: 0 | 1, listened: 0 | 1, scored: 0 | 1
  verdict: CallVerdict | null, total: number | null, versionId: number | null, marks: string | null
}
export interface BoardCallFilter { managerId?: number, scored?: boolean, fromS?: number, toS?: number }

/** Calls behind a figure of the boards, the latest first; a score that the reader is to give apart is left out. */
export const boardCallRows = (db: ReadDb, actor: PolicyActor, span: Span, { managerId, scored, fromS, toS }: BoardCallFilter): BoardCallRow[] => {
  const sees = seesOthersScoreSql('(SELECT state FROM call_check WHERE activity_id = span.id AND checker_id = $me)', '$role')
  const conditions = [
    reachSql(actor, 'span.manager_id'), ...managerId === undefined ? [] : ['span.manager_id = $managerId'], ...scored === undefined ? [] : [`first.id IS ${scored ? 'NOT ' : ''}NULL`],
    ...fromS === undefined ? [] : ['coalesce(span.talk_s, span.duration_s, 0) >= $fromS'], ...toS === undefined ? [] : ['coalesce(span.talk_s, span.duration_s, 0) < $toS'],
  ]
  return all<BoardCallRow>(db, `WITH ${spanSql}
    SELECT span.id, span.at, span.manager_id AS managerId, person.name AS manager, coalesce(client.name, owner.name) AS client, deal.id AS dealId, coalesce(nullif(trim(deal.title), ''), deal.external_id) AS deal,
      coalesce(span.talk_s, span.duration_s, 0) AS talkS, activity.recording IS NOT NULL AS hasRecording,
      activity.judged_fake = 1 OR EXISTS (SELECT 1 FROM call_listening WHERE call_listening.activity_id = span.id AND listened_at <= $now) AS listened,
      first.id IS NOT NULL AS scored, iif(${sees}, activity.verdict, NULL) AS verdict, iif(${sees}, first.total, NULL) AS total, first.scorecard_version_id AS versionId, first.scores AS marks
    FROM span CROSS JOIN activity ON activity.id = span.id JOIN person ON person.id = span.manager_id LEFT JOIN deal ON deal.id = activity.deal_id LEFT JOIN client ON client.id = activity.client_id LEFT JOIN client AS owner ON owner.id = deal.client_id
    LEFT JOIN call_check AS first ON first.id = (SELECT id FROM call_check WHERE call_check.activity_id = span.id AND state = 'done' AND blind = 0 AND done_at <= $now ORDER BY done_at, id LIMIT 1)
    WHERE ${conditions.join(' AND ')} ORDER BY span.at DESC, span.id DESC`, { ...span, ...reachOfActor(actor), me: actor.id, role: actor.role, ...managerId !== undefined && { managerId }, ...fromS !== undefined && { fromS }, ...toS !== undefined && { toS } })
}
