import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { implement } from '@orpc/server'
import { recordingFilesContract } from '../../../src/shared/contract/recordings.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { requireMay } from '../usecases/access.ts'
import { attachRecording } from '../usecases/recordings/attachRecording.ts'
import { keepPlayed } from '../usecases/recordings/keepPlayed.ts'
import { locateRecording } from '../usecases/recordings/locateRecording.ts'
import { openRecording } from '../usecases/recordings/openRecording.ts'
import { listRecordingSettings, setRecordings } from '../usecases/recordings/recordingSettings.ts'
import { waveOf } from '../usecases/recordings/waveOf.ts'
import { api, deskOf, requireLocal, sessionOf, type ApiContext } from './context.ts'
import { sayErrors } from './errors.ts'
import { uploadFolder } from './uploadFolder.ts'

export const recordingsApi = {
  open: api.recordings.open.handler(({ input, context }) => openRecording(sessionOf(context), context.caller, input)),
  wave: api.recordings.wave.handler(({ input, context }) => waveOf(sessionOf(context), input, context.backend.makePeaks)),
  played: api.recordings.played.handler(({ input, context }) => keepPlayed(sessionOf(context), input)),
  attach: api.recordings.attach.handler(async ({ input: { source, ...input }, context }) => {
    const session = sessionOf(context)
    requireMay(session, 'attach_recording')
    return attachRecording(session, { ...input, path: fileOf(source, context) })
  }),
  settings: api.recordings.settings.handler(({ context }) => listRecordingSettings(sessionOf(context))),
  setSettings: api.recordings.setSettings.handler(({ input, context }) => {
    const session = sessionOf(context)
    // A folder is one of the machine's: nobody who comes over the network looks into another one.
    if (input.folder !== undefined) requireLocal(context)
    return setRecordings(session, input)
  }),
}

/** The one file that was brought: of this computer only for who sits at it. */
const fileOf = (source: { uploadId: string } | { path: string }, context: ApiContext): string => {
  if ('path' in source) {
    requireLocal(context)
    return source.path
  }
  const folder = uploadFolder(context.backend.folder, source.uploadId)
  const [name, more] = folder === null ? [] : readdirSync(folder)
  if (folder === null || name === undefined || more !== undefined) throw new PultError('PULT_NOT_FOUND', 'There is no such upload; choose the file again.', { uploadId: source.uploadId })
  return join(folder, name)
}

const files = implement(recordingFilesContract).$context<ApiContext>().use(sayErrors)
export const recordingFilesApi = files.router({ locate: files.locate.handler(({ input, context }) => locateRecording(deskOf(context), context.caller, input)) })
