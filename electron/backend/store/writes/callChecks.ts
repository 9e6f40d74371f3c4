import type { CallVerdict } from '../../../../src/shared/vocabulary.ts'
import type { DrawReason } from '../../domain/quality/drawCalls.ts'
import type { WriteDb } from '../db.ts'
import { statement } from '../queries/rows.ts'

export interface CheckValues { verdict: CallVerdict | null, marks: string, comments: string, comment: string, total: number | null, nextStep: string | null, agreedDay: string | null, agreedAt: number | null }

export const insertCheckTx = (db: WriteDb, check: CheckValues & { callId: number, checkerId: number, versionId: number, blind: boolean, now: number }): number => Number(statement(db, `
  INSERT INTO call_check (activity_id, checker_id, scorecard_version_id, state, blind, verdict, scores, comments, comment, total, next_step, agreed_day, agreed_at, started_at, updated_at)
  VALUES ($callId, $checkerId, $versionId, 'draft', $blind, $verdict, $marks, $comments, $comment, $total, $nextStep, $agreedDay, $agreedAt, $now, $now)`).run({ ...check, blind: Number(check.blind) }).lastInsertRowid)

export const updateCheckTx = (db: WriteDb, checkId: number, check: CheckValues & { doneAt: number | null, now: number }): void => {
  statement(db, `UPDATE call_check SET state = iif($doneAt IS NULL, 'draft', 'done'), verdict = $verdict, scores = $marks, comments = $comments, comment = $comment, total = $total, next_step = $nextStep, agreed_day = $agreedDay,
    agreed_at = $agreedAt, done_at = $doneAt, updated_at = $now, version = version + 1 WHERE id = $checkId`).run({ ...check, checkId })
}

/** A done check is a draft again. */
export const reopenCheckTx = (db: WriteDb, checkId: number, now: number): void => { statement(db, "UPDATE call_check SET state = 'draft', done_at = NULL, updated_at = ?, version = version + 1 WHERE id = ?").run(now, checkId) }

export const putLockTx = (db: WriteDb, callId: number, personId: number, now: number): void => {
  statement(db, `INSERT INTO call_lock (activity_id, person_id, taken_at, seen_at) VALUES ($callId, $personId, $now, $now)
    ON CONFLICT (activity_id) DO UPDATE SET taken_at = iif(person_id = $personId, taken_at, $now), person_id = $personId, seen_at = $now`).run({ callId, personId, now })
}
export const dropLockTx = (db: WriteDb, callId: number, personId: number): void => { statement(db, 'DELETE FROM call_lock WHERE activity_id = ? AND person_id = ?').run(callId, personId) }

export const drawCallTx = (db: WriteDb, draw: { day: string, callId: number, managerId: number, reason: DrawReason, position: number, seed: number, now: number }): void => {
  statement(db, `INSERT INTO call_draw (day, activity_id, manager_id, reason, position, seed, drawn_at) VALUES ($day, $callId, $managerId, $reason, $position, $seed, $now)`).run(draw)
}

export const insertScorecardTx = (db: WriteDb, key: string | null): number => Number(statement(db, 'INSERT INTO scorecard (key) VALUES (?)').run(key).lastInsertRowid)
export const addScorecardVersionTx = (db: WriteDb, { scorecardId, number, by, now, sections, key, name }: { scorecardId: number, number: number, by: number | null, now: number, sections: string, key: string | null, name: string | null }): void => {
  statement(db, 'INSERT INTO scorecard_version (scorecard_id, number, created_at, created_by, sections) VALUES (?, ?, ?, ?, ?)').run(scorecardId, number, now, by, sections)
  statement(db, 'UPDATE scorecard SET version = ?, key = ?, name = ? WHERE id = ?').run(number, key, name, scorecardId)
}
