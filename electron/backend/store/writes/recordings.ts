import { eq } from 'drizzle-orm'
import type { WriteDb } from '../db.ts'
import { ormOf } from '../orm.ts'
import { all, one, statement } from '../queries/rows.ts'
import { recording } from '../schema/index.ts'

export const putRecordingTx = (db: WriteDb, row: typeof recording.$inferInsert): void => {
  const { activityId: _activityId, ...changed } = row
  ormOf(db).insert(recording).values(row).onConflictDoUpdate({ target: recording.activityId, set: changed }).run()
}

export const keepPeaksTx = (db: WriteDb, callId: number, { durationS, peaks }: { durationS: number, peaks: Uint8Array }): void => {
  ormOf(db).update(recording).set({ durationS, peaks: Buffer.from(peaks) }).where(eq(recording.activityId, callId)).run()
}

export interface Listening { callId: number, personId: number, now: number, begins: boolean, lengthS: number, ranges: readonly (readonly [number, number])[], coveredS: number, listenedAt: number | null }

export const putListeningTx = (db: WriteDb, { callId, personId, now, begins, lengthS, ranges, coveredS, listenedAt }: Listening): void => {
  statement(db, `INSERT INTO call_listening (activity_id, person_id, first_at, last_at, times, length_s, ranges, covered_s, listened_at)
    VALUES ($callId, $personId, $now, $now, 1, $lengthS, $ranges, $coveredS, $listenedAt)
    ON CONFLICT (activity_id, person_id) DO UPDATE SET last_at = $now, times = times + $begins, length_s = $lengthS, ranges = $ranges, covered_s = $coveredS, listened_at = $listenedAt`)
    .run({ callId, personId, now, begins: begins ? 1 : 0, lengthS, ranges: JSON.stringify(ranges), coveredS, listenedAt })
}

/** Deletes the recordings of these calls, peaks and all: they aren't looked for again. Returns Pult's own files that no other call has. */
export const deleteRecordingsTx = (db: WriteDb, callIds: readonly number[], now: number): string[] => {
  const ids = JSON.stringify(callIds)
  const files = all<{ file: string }>(db, "SELECT DISTINCT file FROM recording WHERE place = 'own' AND file IS NOT NULL AND activity_id IN (SELECT value FROM json_each(?))", ids).map(({ file }) => file)
  statement(db, `INSERT INTO recording (activity_id, state, problem, looked_at) SELECT value, 'missing', 'deleted', ? FROM json_each(?) WHERE true
    ON CONFLICT (activity_id) DO UPDATE SET state = 'missing', problem = 'deleted', place = NULL, file = NULL, bytes = NULL, modified_at = NULL, mime = NULL, duration_s = NULL, peaks = NULL, looked_at = excluded.looked_at`).run(now, ids)
  return files.filter(file => !isOwnFileUsed(db, file))
}

/** Does any call still have this file of Pult's own? */
export const isOwnFileUsed = (db: WriteDb, file: string): boolean => one(db, "SELECT 1 FROM recording WHERE place = 'own' AND file = ?", file) !== undefined
