import { all, statement } from '../../store/queries/rows.ts'
import type { RecordedCall } from '../../store/queries/recordings.ts'
import { appendAuditTx } from '../../store/writes/appendAudit.ts'
import type { Desk } from '../desk.ts'
import { nameInFolder } from './findRecording.ts'
import { readRecordingSettings } from './recordingSettings.ts'

const [sinceMs, most] = [60 * 86_400_000, 20_000]

/**
 * Talks of which no import says a recording, and whose file lies in the folder all the same, by the call's id or the phone and the moment: from now on they
 * have one, so that they count as eligible. Returns how many were found.
 */
export const linkRecordings = async (desk: Desk): Promise<number> => {
  const { folder } = readRecordingSettings(desk.db)
  if (folder === null) return 0
  const now = desk.clock()
  const calls = all<Pick<RecordedCall, 'id' | 'externalId' | 'at' | 'recording' | 'phone'>>(desk.db, `SELECT activity.id, activity.external_id AS externalId, activity.occurred_at AS at, activity.recording, coalesce(client.phone_e164, owner.phone_e164) AS phone
    FROM activity LEFT JOIN client ON client.id = activity.client_id LEFT JOIN deal ON deal.id = activity.deal_id LEFT JOIN client AS owner ON owner.id = deal.client_id
    WHERE activity.kind = 'call' AND activity.occurred_at BETWEEN $since AND $now AND activity.recording IS NULL AND coalesce(activity.talk_s, activity.duration_s) > 0
      AND NOT EXISTS (SELECT 1 FROM recording WHERE recording.activity_id = activity.id AND recording.problem = 'deleted')
    ORDER BY activity.occurred_at DESC LIMIT $most`, { since: now - sinceMs, now, most })
  const { zone } = desk.settings()
  const found: { id: number, name: string }[] = []
  for (const call of calls) {
    const name = await nameInFolder(folder, call, zone)
    if (name !== null && name !== 'ambiguous') found.push({ id: call.id, name })
  }
  if (found.length === 0 || !desk.db.sqlite.open) return 0
  desk.db.sqlite.transaction(() => {
    for (const { id, name } of found) statement(desk.db, 'UPDATE activity SET recording = ?, version = version + 1 WHERE id = ? AND recording IS NULL').run(name, id)
    appendAuditTx(desk.db, [{ at: now, actorId: null, action: 'linkRecordings', recordType: null, recordId: null, payload: { before: null, after: { calls: found.length } } }])
  }).immediate()
  desk.announce(['calls'], null)
  return found.length
}
