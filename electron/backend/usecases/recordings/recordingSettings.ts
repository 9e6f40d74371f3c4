import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import type { RecordingSettings } from '../../../../src/shared/contract/recordings.ts'
import { PultError } from '../../../../src/shared/errors.ts'
import type { ReadDb } from '../../store/db.ts'
import { one } from '../../store/queries/rows.ts'
import { putSettingTx } from '../../store/writes/settings.ts'
import { requireMay } from '../access.ts'
import type { Session } from '../desk.ts'
import { runCommand } from '../runCommand.ts'

const key = 'recordings'
const defaults: RecordingSettings = { folder: null, fetchAddresses: false, keepMonths: null }

export const readRecordingSettings = (db: ReadDb): RecordingSettings => {
  const kept = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', key)
  return kept ? { ...defaults, ...JSON.parse(kept.value) as Partial<RecordingSettings> } : defaults
}

export const listRecordingSettings = (session: Session): RecordingSettings => {
  requireMay(session, 'change_settings')
  return readRecordingSettings(session.desk.db)
}

export interface SetRecordingsInput extends Partial<RecordingSettings> { commandId: string }

/** Where recordings lie and how long they are kept. BAD_INPUT for a folder that isn't there. */
export const setRecordings = async (session: Session, input: SetRecordingsInput): Promise<RecordingSettings> => {
  requireMay(session, 'change_settings')
  const { commandId: _commandId, ...change } = input
  if (change.folder != null) await refuseNoFolder(change.folder)
  return runCommand(session, { procedure: 'recordings.setSettings', input, topics: ['settings', 'calls'] }, tx => {
    const before = readRecordingSettings(tx.db)
    const after = { ...before, ...change }
    if (JSON.stringify(before) === JSON.stringify(after)) return after
    putSettingTx(tx.db, { key, value: JSON.stringify(after), changedAt: tx.now, changedBy: tx.actor.id })
    tx.audit({ action: 'setRecordings', recordType: 'setting', recordId: null, payload: { before, after } })
    return after
  })
}

const refuseNoFolder = async (folder: string): Promise<void> => {
  const info = isAbsolute(folder) ? await stat(folder).catch(() => null) : null
  if (!info?.isDirectory()) throw new PultError('BAD_INPUT', 'There is no such folder on this computer.', { field: 'folder', value: folder })
}
