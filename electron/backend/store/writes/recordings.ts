import { eq } from 'drizzle-orm'
import type { WriteDb } from '../db.ts'
import { ormOf } from '../orm.ts'
import { statement } from '../queries/rows.ts'
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
