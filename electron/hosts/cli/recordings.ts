import { openWorkspace } from '../../backend/usecases/openWorkspace.ts'
import { newUid } from '../../backend/usecases/newUid.ts'
import { listRecordingSettings, setRecordings, type SetRecordingsInput } from '../../backend/usecases/recordings/recordingSettings.ts'
import type { Invocation } from './command.ts'
import { numberOf, pathOf } from './values.ts'

/** `recordings`: says, and with options sets, where recordings of calls lie and how long copies stay; the way for a host that nobody sits at. */
export const runRecordings = async (invocation: Invocation): Promise<number> => {
  const { values, output, clock } = invocation
  const change: Omit<SetRecordingsInput, 'commandId'> = {
    ...values.folder === undefined ? values['no-folder'] ? { folder: null } : {} : { folder: pathOf(invocation, 'folder') },
    ...values.fetch ? { fetchAddresses: true } : values['no-fetch'] ? { fetchAddresses: false } : {},
    ...values['keep-months'] === undefined ? values['keep-always'] ? { keepMonths: null } : {} : { keepMonths: numberOf(invocation, 'keep-months', { least: 1, most: 120, otherwise: 12 }) },
  }
  const { session, close } = openWorkspace({ path: pathOf(invocation, 'db'), clock })
  try {
    const now = Object.keys(change).length === 0 ? listRecordingSettings(session) : await setRecordings(session, { commandId: `recordings-${newUid()}`, ...change })
    output.result(now, () => [
      now.folder === null ? 'No folder of recordings.' : `Recordings lie in ${now.folder}.`, now.fetchAddresses ? 'Addresses of an import are fetched.' : 'Addresses of an import are not fetched.',
      now.keepMonths === null ? 'Copies are kept for ever.' : `Copies are deleted after ${now.keepMonths} months.`,
    ].join('\n'))
    return 0
  } finally {
    close()
  }
}
