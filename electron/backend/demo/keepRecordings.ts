import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeWav } from '../audio/writeWav.ts'
import { keepOwnRecording } from '../store/ownRecordings.ts'
import { ownRecordings } from '../store/recordingFiles.ts'
import { all } from '../store/queries/rows.ts'
import { putRecordingTx } from '../store/writes/recordings.ts'
import type { Session } from '../usecases/desk.ts'
import { conversation, voicemail } from './demoSounds.ts'

const most = 6

/** The demo's latest short calls of different managers can be heard; who makes dozens of them just above the threshold has reached voicemails. */
export const keepDemoRecordings = async ({ desk }: Session, seed: number): Promise<void> => {
  const calls = all<{ id: number, talkS: number, inBand: number }>(desk.db, `WITH recent AS (
      SELECT id, manager_id, talk_s, occurred_at, row_number() OVER (PARTITION BY manager_id ORDER BY occurred_at DESC, id DESC) AS place, sum(talk_s BETWEEN 40 AND 55) OVER (PARTITION BY manager_id) AS in_band
      FROM activity WHERE kind = 'call' AND recording IS NOT NULL AND talk_s BETWEEN 40 AND 75 AND occurred_at BETWEEN $from AND $to)
    SELECT id, talk_s AS talkS, in_band AS inBand FROM recent WHERE place = 1 OR (place = 2 AND in_band > 20) ORDER BY in_band > 20 DESC, occurred_at DESC, id LIMIT $most`, { from: desk.clock() - 4 * 86_400_000, to: desk.clock(), most })
  const folder = mkdtempSync(join(tmpdir(), 'pult-demo-'))
  try {
    for (const { id, talkS, inBand } of calls) {
      const wav = writeWav(talkS, inBand > 20 ? voicemail : conversation(seed + id, talkS))
      const made = join(folder, `${id}.wav`)
      writeFileSync(made, wav)
      const file = await keepOwnRecording(desk.path, made)
      const at = Math.floor(desk.clock() / 1000)
      utimesSync(join(ownRecordings(desk.path), file), at, at)
      putRecordingTx(desk.db, { activityId: id, state: 'found', problem: null, place: 'own', file, bytes: wav.length, modifiedAt: at * 1000, mime: 'audio/wav', durationS: talkS, peaks: null, lookedAt: desk.clock() })
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
