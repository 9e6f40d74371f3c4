import type { RecordingWave } from '../../../../src/shared/contract/recordings.ts'
import { mostPeaksDrawn } from '../../../../src/shared/recordings.ts'
import type { PeaksResult } from '../../audio/computePeaks.ts'
import { peaksPerSecond } from '../../audio/peakCounter.ts'
import { coarserPeaks, silencesOf } from '../../domain/quality/silence.ts'
import { readPeaks, readRecording } from '../../store/queries/recordings.ts'
import { keepPeaksTx } from '../../store/writes/recordings.ts'
import { statement } from '../../store/queries/rows.ts'
import type { Session } from '../desk.ts'
import { findRecording } from './findRecording.ts'
import { callToHear } from './mayListen.ts'

export type MakePeaks = (path: string) => Promise<PeaksResult>

/** How loud a recording is over its time and where its pauses are; computed at the first asking, which may take seconds. Null where no decoder reads it. */
export const waveOf = async (session: Session, { callId }: { callId: number }, makePeaks: MakePeaks): Promise<RecordingWave | null> => {
  const call = callToHear(session, callId)
  const { desk: { db }, desk } = session
  const { state, path, hasPeaks, bytes, modifiedAt } = await findRecording(desk, call)
  if (state !== 'found' || path === null) return null
  if (!hasPeaks) {
    const result = await makePeaks(path)
    // It may have been closed, or the file replaced, while it was read.
    const now = db.sqlite.open ? readRecording(db, callId) : undefined
    if (!now || now.bytes !== bytes || now.modifiedAt !== modifiedAt) return null
    if (result.kind === 'damaged') statement(db, "UPDATE recording SET state = 'broken', problem = 'damaged' WHERE activity_id = ?").run(callId)
    if (result.kind !== 'peaks') return null
    keepPeaksTx(db, callId, result)
  }
  const peaks = readPeaks(db, callId)
  const durationS = readRecording(db, callId)?.durationS
  return peaks && durationS ? { durationS, peaks: coarserPeaks(peaks, mostPeaksDrawn), silences: silencesOf(peaks, peaksPerSecond) } : null
}
