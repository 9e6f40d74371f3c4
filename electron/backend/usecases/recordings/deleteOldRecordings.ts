import { addMonths } from '../../domain/time/days.ts'
import { all } from '../../store/queries/rows.ts'
import { removeOwnRecordings } from '../../store/ownRecordings.ts'
import { appendAuditTx } from '../../store/writes/appendAudit.ts'
import { deleteRecordingsTx } from '../../store/writes/recordings.ts'
import type { Desk } from '../desk.ts'
import { readRecordingSettings } from './recordingSettings.ts'

/** Deletes recordings that Pult keeps itself and whose calls are older than the setting says; the team's folder is the team's. Returns how many calls lost theirs. */
export const deleteOldRecordings = (desk: Desk, now: number): number => {
  const { keepMonths } = readRecordingSettings(desk.db)
  if (keepMonths === null) return 0
  const { zone } = desk.settings()
  const before = zone.startOfDay(addMonths(zone.dayOf(now), -keepMonths))
  const { calls, files } = desk.db.sqlite.transaction(() => {
    const old = all<{ id: number }>(desk.db, `SELECT recording.activity_id AS id FROM recording JOIN activity ON activity.id = recording.activity_id
      WHERE recording.place = 'own' AND coalesce(activity.occurred_at, activity.created_at, recording.attached_at) < ?`, before).map(({ id }) => id)
    if (old.length === 0) return { calls: 0, files: [] }
    const gone = deleteRecordingsTx(desk.db, old, now)
    appendAuditTx(desk.db, [{ at: now, actorId: null, action: 'deleteRecordings', recordType: null, recordId: null, payload: { before: null, after: { calls: old.length, files: gone.length, keepMonths } } }])
    return { calls: old.length, files: gone }
  }).immediate()
  removeOwnRecordings(desk.path, files)
  if (calls > 0) desk.announce(['calls'], null)
  return calls
}
