import { implement } from '@orpc/server'
import { recordingFilesContract } from '../../../src/shared/contract/recordings.ts'
import { keepPlayed } from '../usecases/recordings/keepPlayed.ts'
import { locateRecording } from '../usecases/recordings/locateRecording.ts'
import { openRecording } from '../usecases/recordings/openRecording.ts'
import { listRecordingSettings, setRecordings } from '../usecases/recordings/recordingSettings.ts'
import { waveOf } from '../usecases/recordings/waveOf.ts'
import { api, deskOf, requireLocal, sessionOf, type ApiContext } from './context.ts'
import { sayErrors } from './errors.ts'

export const recordingsApi = {
  open: api.recordings.open.handler(({ input, context }) => openRecording(sessionOf(context), context.caller, input)),
  wave: api.recordings.wave.handler(({ input, context }) => waveOf(sessionOf(context), input, context.backend.makePeaks)),
  played: api.recordings.played.handler(({ input, context }) => keepPlayed(sessionOf(context), input)),
  settings: api.recordings.settings.handler(({ context }) => listRecordingSettings(sessionOf(context))),
  setSettings: api.recordings.setSettings.handler(({ input, context }) => {
    const session = sessionOf(context)
    // A folder is one of the machine's: nobody who comes over the network looks into another one.
    if (input.folder !== undefined) requireLocal(context)
    return setRecordings(session, input)
  }),
}

const files = implement(recordingFilesContract).$context<ApiContext>().use(sayErrors)
export const recordingFilesApi = files.router({ locate: files.locate.handler(({ input, context }) => locateRecording(deskOf(context), context.caller, input)) })
