import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

export interface DayCall {
  id: number
  managerId: number
  at: number
  talkS: number | null
  durationS: number | null
  hasRecording: 0 | 1
  listened: 0 | 1
  scored: 0 | 1
}

/** Calls of managers from `from` to before `to`, by when they were, else when they were entered, as of `now`; each half by the index `activity_call`. What was judged to be no talk is listened at the verdict. */
export const callsBetween = (db: ReadDb, from: number, to: number, now: number): DayCall[] => {
  const half = (at: string, where: string): string => `SELECT activity.id, activity.manager_id AS managerId, ${at} AS at, activity.talk_s AS talkS, activity.duration_s AS durationS, activity.recording IS NOT NULL AS hasRecording,
    activity.judged_fake = 1 OR EXISTS (SELECT 1 FROM call_listening WHERE call_listening.activity_id = activity.id AND call_listening.listened_at <= $now) AS listened,
    EXISTS (SELECT 1 FROM call_check WHERE call_check.activity_id = activity.id AND call_check.state = 'done' AND call_check.done_at <= $now) AS scored
    FROM activity WHERE activity.kind = 'call' AND ${where} AND activity.manager_id IS NOT NULL AND ${at} <= $now`
  return all<DayCall>(db, `${half('activity.occurred_at', 'activity.occurred_at >= $from AND activity.occurred_at < $to')}
    UNION ALL ${half('activity.created_at', 'activity.occurred_at IS NULL AND activity.created_at >= $from AND activity.created_at < $to')}`, { from, to, now })
}

export interface LengthRow { managerId: number, talkS: number, calls: number }

/** How many calls each manager had of each length, talk or else duration; of the same calls as `callsBetween`, out of its index alone. */
export const lengthsBetween = (db: ReadDb, from: number, to: number, now: number): LengthRow[] => {
  const half = (at: string, where: string): string => `SELECT manager_id, talk_s, duration_s FROM activity WHERE kind = 'call' AND ${where} AND ${at} >= $from AND ${at} < $to AND ${at} <= $now AND manager_id IS NOT NULL`
  return all(db, `SELECT manager_id AS managerId, coalesce(talk_s, duration_s, 0) AS talkS, count(*) AS calls
    FROM (${half('occurred_at', 'true')} UNION ALL ${half('created_at', 'occurred_at IS NULL')}) GROUP BY manager_id, coalesce(talk_s, duration_s, 0)`, { from, to, now })
}

/**
 * What was written, raised, done or moved within `within` ms after each of these calls: on the deal that it names, and for one that
 * names only a client, on that client and its deals.
 */
export const tracesOf = (db: ReadDb, callIds: readonly number[], within: number): Map<number, number[]> => {
  const after = (at: string): string => `${at} >= place.at AND ${at} <= place.at + $within`
  const rows = all<{ id: number, at: number }>(db, `WITH call AS MATERIALIZED (
      SELECT id, deal_id, client_id, coalesce(occurred_at, created_at) AS at FROM activity WHERE id IN (SELECT value FROM json_each($ids))),
    place AS MATERIALIZED (
      SELECT id, at, deal_id FROM call WHERE deal_id IS NOT NULL
      UNION ALL SELECT call.id, call.at, deal.id FROM call JOIN deal ON deal.client_id = call.client_id WHERE call.deal_id IS NULL)
    SELECT place.id, note.created_at AS at FROM place JOIN note ON note.deal_id = place.deal_id WHERE ${after('note.created_at')}
    UNION ALL SELECT place.id, note.created_at FROM call AS place JOIN note ON note.client_id = place.client_id WHERE place.deal_id IS NULL AND ${after('note.created_at')}
    UNION ALL SELECT place.id, task.created_at FROM place JOIN task ON task.deal_id = place.deal_id WHERE ${after('task.created_at')}
    UNION ALL SELECT place.id, task.done_at FROM place JOIN task ON task.deal_id = place.deal_id WHERE ${after('task.done_at')}
    UNION ALL SELECT place.id, stage_move.at FROM place JOIN stage_move ON stage_move.deal_id = place.deal_id WHERE ${after('stage_move.at')}`, { ids: JSON.stringify(callIds), within })
  const traces = new Map<number, number[]>()
  for (const { id, at } of rows) traces.set(id, [...traces.get(id) ?? [], at])
  return traces
}
