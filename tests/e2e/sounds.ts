import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { writeWav } from '../../electron/backend/audio/writeWav.ts'
import { runPult } from './host.ts'

/** Seconds of sound, of silence, of sound again. */
export const soundS = 5
const isSilent = (second: number): boolean => second > 1.2 && second < 3.8

/** A folder of recordings for every call of the file that is said to have one, named as telephony names them; the file knows the folder. */
export const giveSounds = async (db: string, folder: string): Promise<{ of: (callId: number) => string }> => {
  const recordings = join(folder, 'telephony')
  mkdirSync(recordings)
  const database = new Database(db)
  const calls = database.prepare("SELECT id, external_id AS externalId FROM activity WHERE kind = 'call' AND recording IS NOT NULL ORDER BY id").all() as { id: number, externalId: string }[]
  database.close()
  const wav = writeWav(soundS, second => isSilent(second) ? 0 : 0.3 * Math.sin(second * 2200))
  const nameOf = new Map(calls.map(({ id, externalId }) => [id, join(recordings, `${externalId}.wav`)]))
  for (const path of nameOf.values()) writeFileSync(path, wav)
  await runPult(['recordings', '--db', db, '--folder', recordings])
  return { of: id => nameOf.get(id)! }
}
