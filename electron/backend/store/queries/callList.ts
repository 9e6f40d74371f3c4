import { reachOf, type PolicyActor } from '../../domain/policy.ts'
import { seesOthersScoreSql } from '../../domain/quality/apart.ts'
import type { CallVerdict } from '../../domain/quality/quota.ts'
import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

export interface CallFilter { from: number, to: number, /** Nothing later is there. */ now: number, managerId?: number, dealId?: number, verdict?: CallVerdict | 'none', scored?: boolean }

export interface CallListRow {
  id: number, externalId: string, at: number, managerId: number | null, dealId: string | null, direction: 'in' | 'out' | null, talkS: number | null, durationS: number | null
  hasRecording: 0 | 1, verdict: CallVerdict | null, listened: 0 | 1, scored: 0 | 1, total: number | null, checkedAt: number | null, agreedDay: string | null
}

/** Whose calls a person may hear of: the manager's of the call. */
const scopeSql = (actor: PolicyActor): { sql: string, reach: string | number | null } => {
  switch (reachOf(actor, 'listen_calls')) {
    case 'all': return { sql: '$reach IS NULL', reach: null }
    case 'teams': return { sql: 'activity.manager_id IN (SELECT id FROM person WHERE team IN (SELECT value FROM json_each($reach)))', reach: JSON.stringify(actor.teams) }
    case 'own': return { sql: 'activity.manager_id = $reach', reach: actor.id }
    case 'none': return { sql: '$reach IS NOT NULL', reach: null }
  }
}

/** Calls of a period, the latest first, without what others judged of a call that the reader is to score apart; `after` is the last one of the page before. Each half is read in the order of its index, and no further than the page. */
export const listCallRows = (db: ReadDb, actor: PolicyActor, filter: CallFilter, after: { at: number, id: number } | null, limit: number): CallListRow[] => {
  const { sql: scope, reach } = scopeSql(actor)
  const done = "call_check.activity_id = page.id AND call_check.state = 'done' AND call_check.done_at <= $now"
  const ownOf = (call: string): string => `(SELECT state FROM call_check WHERE activity_id = ${call} AND checker_id = $me)`
  const seesVerdict = seesOthersScoreSql(ownOf('activity.id'), '$role')
  const seesScore = seesOthersScoreSql(ownOf('page.id'), '$role')
  const conditions = [
    scope,
    ...filter.managerId === undefined ? [] : ['activity.manager_id = $managerId'],
    ...filter.dealId === undefined ? [] : ['activity.deal_id = $dealId'],
    ...filter.verdict === undefined ? [] : [filter.verdict === 'none' ? `(activity.verdict IS NULL OR NOT ${seesVerdict})` : `activity.verdict = $verdict AND ${seesVerdict}`],
    ...filter.scored === undefined ? [] : [`${filter.scored ? '' : 'NOT '}EXISTS (SELECT 1 FROM call_check WHERE call_check.activity_id = activity.id AND call_check.state = 'done' AND call_check.done_at <= $now)`],
  ]
  const half = (at: string, where: string): string => `SELECT * FROM (SELECT activity.id, ${at} AS at FROM activity
    WHERE activity.kind = 'call' AND ${where} AND ${at} >= $from AND ${at} < $to AND ${at} <= $now ${after ? `AND (${at}, activity.id) < ($afterAt, $afterId)` : ''} AND ${conditions.join(' AND ')}
    ORDER BY ${at} DESC, activity.id DESC LIMIT $limit)`
  const { from, to, now, managerId, dealId, verdict } = filter
  return all<CallListRow>(db, `
    WITH page AS MATERIALIZED (SELECT * FROM (${half('activity.occurred_at', 'true')} UNION ALL ${half('activity.created_at', 'activity.occurred_at IS NULL')}) ORDER BY at DESC, id DESC LIMIT $limit)
    SELECT page.id, activity.external_id AS externalId, page.at, activity.manager_id AS managerId, deal.external_id AS dealId, activity.direction, activity.talk_s AS talkS, activity.duration_s AS durationS,
      activity.recording IS NOT NULL AS hasRecording, iif(${seesScore}, activity.verdict, NULL) AS verdict,
      activity.judged_fake = 1 OR EXISTS (SELECT 1 FROM call_listening WHERE call_listening.activity_id = page.id AND call_listening.listened_at <= $now) AS listened,
      EXISTS (SELECT 1 FROM call_check WHERE ${done}) AS scored, iif(${seesScore}, first.total, NULL) AS total, first.done_at AS checkedAt, iif(${seesScore}, first.agreed_day, NULL) AS agreedDay
    FROM page JOIN activity ON activity.id = page.id LEFT JOIN deal ON deal.id = activity.deal_id
    LEFT JOIN call_check AS first ON first.id = (SELECT call_check.id FROM call_check WHERE ${done} AND call_check.blind = 0 ORDER BY call_check.done_at, call_check.id LIMIT 1)
    ORDER BY page.at DESC, page.id DESC`, {
    from, to, now, reach, limit, me: actor.id, role: actor.role, ...after && { afterAt: after.at, afterId: after.id }, ...managerId !== undefined && { managerId }, ...dealId !== undefined && { dealId }, ...verdict !== undefined && verdict !== 'none' && { verdict },
  })
}
