import { basename } from 'node:path'
import { PultError } from '../../../../src/shared/errors.ts'
import { lookAtRecording } from '../../store/recordingFiles.ts'
import { keepOwnRecording, removeOwnRecordings } from '../../store/ownRecordings.ts'
import { readRecordedCall } from '../../store/queries/recordings.ts'
import { one, statement } from '../../store/queries/rows.ts'
import { isOwnFileUsed, putRecordingTx } from '../../store/writes/recordings.ts'
import { requireMay } from '../access.ts'
import type { Session } from '../desk.ts'
import { runCommand } from '../runCommand.ts'

export interface AttachInput { commandId: string, callId: number, /** Where the file lies now; a copy of it is kept. */ path: string }

/** Puts a file to a call by hand; it takes the place of whatever was found for it. REFUSED_BY_RULE `recording_file` for one that can't be played. */
export const attachRecording = async (session: Session, input: AttachInput): Promise<Record<string, never>> => {
  const { desk } = session
  const { callId, path } = input
  const call = readRecordedCall(desk.db, callId)
  if (!call) throw new PultError('NOT_FOUND', 'There is no such call.', { callId })
  requireMay(session, 'attach_recording', { ownerId: call.ownerId, team: call.team })
  const seen = await lookAtRecording(path)
  if (!seen) throw new PultError('NOT_FOUND', 'The file is not there any more; choose it again.', { file: basename(path) })
  if (seen.problem !== null) throw new PultError('REFUSED_BY_RULE', 'This file can’t be played as a recording of a call.', { rule: 'recording_file', problem: seen.problem })
  const file = await keepOwnRecording(desk.path, path)
  let before: string | null = null
  runCommand(session, { procedure: 'recordings.attach', input, topics: ['calls'] }, tx => {
    before = one<{ file: string | null }>(tx.db, "SELECT file FROM recording WHERE activity_id = ? AND place = 'own'", callId)?.file ?? null
    const { bytes, mime, durationS } = seen
    // The copy's own time is read at the next look: until then it counts as another file.
    putRecordingTx(tx.db, { activityId: callId, state: 'found', problem: null, place: 'own', file, bytes, modifiedAt: null, mime, durationS, peaks: null, lookedAt: tx.now, attachedBy: tx.actor.id, attachedAt: tx.now })
    // With a recording the call can be listened to, so it is one of the quota's.
    statement(tx.db, 'UPDATE activity SET recording = ?, version = version + 1 WHERE id = ? AND recording IS NULL').run(basename(path), callId)
    tx.audit({ action: 'attachRecording', recordType: 'activity', recordId: callId, payload: { before: null, after: { bytes } } })
    return {}
  })
  if (before !== null && !isOwnFileUsed(desk.db, before)) removeOwnRecordings(desk.path, [before])
  return {}
}
