import type { RecordingProblem, RecordingState } from '../../../../src/shared/recordings.ts'
import type { ReadDb } from '../db.ts'
import { one } from './rows.ts'

/** A call with what is needed to find its recording, and whose it is. */
export interface RecordedCall { id: number, externalId: string, at: number | null, recording: string | null, verdict: string | null, ownerId: number | null, team: string | null, phone: string | null, dealId: number | null, clientId: number | null }

export const readRecordedCall = (db: ReadDb, callId: number): RecordedCall | undefined => one<RecordedCall>(db, `SELECT activity.id, activity.external_id AS externalId, coalesce(activity.occurred_at, activity.created_at) AS at,
  activity.recording, activity.verdict, activity.manager_id AS ownerId, person.team, coalesce(client.phone_e164, owner.phone_e164) AS phone, activity.deal_id AS dealId, activity.client_id AS clientId
  FROM activity LEFT JOIN person ON person.id = activity.manager_id LEFT JOIN client ON client.id = activity.client_id LEFT JOIN deal ON deal.id = activity.deal_id LEFT JOIN client AS owner ON owner.id = deal.client_id
  WHERE activity.id = ? AND activity.kind = 'call'`, callId)

export interface RecordingRow { state: RecordingState, problem: RecordingProblem | null, place: 'folder' | 'own' | null, file: string | null, bytes: number | null, modifiedAt: number | null, mime: string | null, durationS: number | null, hasPeaks: 0 | 1 }

export const readRecording = (db: ReadDb, callId: number): RecordingRow | undefined => one<RecordingRow>(db, `SELECT state, problem, place, file, bytes, modified_at AS modifiedAt, mime, duration_s AS durationS, peaks IS NOT NULL AS hasPeaks
  FROM recording WHERE activity_id = ?`, callId)

export const readPeaks = (db: ReadDb, callId: number): Buffer | null => one<{ peaks: Buffer | null }>(db, 'SELECT peaks FROM recording WHERE activity_id = ?', callId)?.peaks ?? null

export interface ListeningRow { ranges: string, lengthS: number, coveredS: number, listenedAt: number | null }

export const readListening = (db: ReadDb, callId: number, personId: number): ListeningRow | undefined => one<ListeningRow>(db, `SELECT ranges, length_s AS lengthS, covered_s AS coveredS, listened_at AS listenedAt
  FROM call_listening WHERE activity_id = ? AND person_id = ?`, callId, personId)
