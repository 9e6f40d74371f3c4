import { client, toPultError, uploadFiles, type UploadProgress } from '../../../api/index.ts'
import type { ImportInspection, ImportReport, Progress } from '../../../shared/contract/index.ts'
import type { ImportFormat, MappingDocument, RecordKind } from '../../../shared/contract/mapping.ts'
import { incoming, incomingPlace, type Place } from '../incoming.ts'

export interface Reading { skip?: string[], format?: ImportFormat, mapping?: MappingDocument }
export interface Hearing { signal: AbortSignal, onUpload: (sent: UploadProgress) => void, onProgress: (progress: Progress) => void }
type Source = Place | { uploadId: string }

let uploaded: { files: readonly File[], uploadId: string } | null = null

/** Where the files are: by path on the desktop and for a folder of the host, else handed over once. */
const sourceOf = async (folder: string, { signal, onUpload }: Hearing): Promise<Source> => {
  if (incomingPlace.value) return incomingPlace.value
  const files = incoming.value
  if (files.length === 0) return { folder }
  if (uploaded?.files !== files) uploaded = { files, uploadId: await uploadFiles(files, { signal, onProgress: onUpload }) }
  return { uploadId: uploaded.uploadId }
}

/** What was handed over long ago may be swept by now: then it is handed over again. */
const withSource = async <Result>(folder: string, hearing: Hearing, work: (source: Source) => Promise<Result>): Promise<Result> => {
  const source = await sourceOf(folder, hearing)
  try {
    return await work(source)
  } catch (error) {
    if (!('uploadId' in source) || toPultError(error).code !== 'PULT_NOT_FOUND') throw error
    uploaded = null
    return work(await sourceOf(folder, hearing))
  }
}

type Event<Done> = Progress | Done
/** Follows long work to its end. */
const finish = async <Done extends { type: 'done' }>(events: AsyncIterable<Event<Done>>, { onProgress }: Hearing): Promise<Done> => {
  for await (const event of events) {
    if (event.type === 'done') return event
    onProgress(event)
  }
  throw new Error('The work ended without a result.')
}

export const inspect = (folder: string, reading: Reading & { kinds?: Record<string, RecordKind> }, hearing: Hearing): Promise<ImportInspection> => withSource(folder, hearing, async source =>
  (await finish(await client.importing.inspect({ source, ...reading }, { signal: hearing.signal }), hearing)).inspection)

export interface Run { commandId: string, asOf?: string, dryRun: boolean, remember: boolean }
export const runImport = (folder: string, reading: Reading, run: Run, hearing: Hearing): Promise<ImportReport> => withSource(folder, hearing, async source =>
  (await finish(await client.importing.run({ source, ...reading, ...run }, { signal: hearing.signal }), hearing)).report)

export const rejectedFiles = (folder: string, reading: Reading, more: { asOf?: string, words: Record<string, string> }, hearing: Hearing): Promise<{ name: string, rows: number, csv: string }[]> => withSource(folder, hearing, async source =>
  (await finish(await client.importing.rejectedRows({ source, ...reading, ...more }, { signal: hearing.signal }), hearing)).files)
