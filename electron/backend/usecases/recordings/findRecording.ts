import type { RecordingProblem, RecordingState } from '../../../../src/shared/recordings.ts'
import { baseOf, idsIn, lastDigits, momentsIn, nearestByTime, stemOf } from '../../domain/quality/recordingName.ts'
import type { Zone } from '../../domain/time/zone.ts'
import { fileWithin, lookAtRecording, ownRecordings, type FoundFile } from '../../store/recordingFiles.ts'
import { recordingIndex } from '../../store/recordingIndex.ts'
import { readRecording, type RecordedCall, type RecordingRow } from '../../store/queries/recordings.ts'
import { putRecordingTx } from '../../store/writes/recordings.ts'
import type { Desk } from '../desk.ts'
import { readRecordingSettings } from './recordingSettings.ts'

/** A call's recording as it lies now. `path` only when it is found. */
export interface Recording { state: RecordingState, problem: RecordingProblem | null, path: string | null, bytes: number | null, modifiedAt: number | null, mime: string | null, durationS: number | null, hasPeaks: boolean }

const missing = (problem: RecordingProblem): Recording => ({ state: 'missing', problem, path: null, bytes: null, modifiedAt: null, mime: null, durationS: null, hasPeaks: false })

/** Looks for it where it was, else where the import and its name say, and keeps what came of that. */
export const findRecording = async (desk: Desk, call: RecordedCall): Promise<Recording> => {
  const { folder } = readRecordingSettings(desk.db)
  const known = readRecording(desk.db, call.id)
  // On a client's request, or because its time was over: it isn't looked for again.
  if (known?.problem === 'deleted') return missing('deleted')
  const again = known?.place && known.file !== null ? await fileWithin(placeOf(desk, folder, known.place), known.file) : null
  if (known?.place && again?.kind === 'file') return look(desk, call, known, known.place, again)
  if (known?.place === 'own') return keep(desk, call, known, missing('not_there'))
  // An address that wasn't fetched, and why, is kept as it was said.
  if (isAddress(call.recording)) return known ? { ...missing(known.problem ?? 'not_fetched'), state: known.state } : missing('not_fetched')
  const found = await searchFor(desk, call, folder)
  return typeof found === 'string' ? keep(desk, call, known, missing(found)) : look(desk, call, known, 'folder', found)
}

export const isAddress = (recording: string | null): recording is string => recording !== null && /^https?:\/\//i.test(recording)

const placeOf = (desk: Desk, folder: string | null, place: 'folder' | 'own'): string => place === 'own' ? ownRecordings(desk.path) : folder ?? ''

type File = Extract<FoundFile, { kind: 'file' }>

/** By what the import said, by the call's id, by the client's phone and the moment; nothing outside of the folder. */
const searchFor = async (desk: Desk, call: RecordedCall, folder: string | null): Promise<File | RecordingProblem> => {
  if (folder === null) return call.recording === null ? 'none' : 'no_folder'
  const said = call.recording === null ? null : await fileWithin(folder, call.recording)
  if (said?.kind === 'file') return said
  if (said?.kind === 'no_folder') return 'no_folder'
  const name = await nameInFolder(folder, call, desk.settings().zone)
  if (name === 'ambiguous') return 'ambiguous'
  const found = name === null ? null : await fileWithin(folder, name)
  return found?.kind === 'file' ? found : said === null ? 'none' : said.kind === 'outside' ? 'outside' : 'not_there'
}

/** The file of the folder that is this call's, by its names alone. */
export const nameInFolder = async (folder: string, call: Pick<RecordedCall, 'recording' | 'externalId' | 'phone' | 'at'>, zone: Zone): Promise<string | 'ambiguous' | null> => {
  const index = await recordingIndex(folder)
  const oneOf = (names: readonly string[] | undefined): string | 'ambiguous' | null => names === undefined ? null : names.length === 1 ? names[0]! : 'ambiguous'
  const byName = call.recording === null ? null : oneOf(index.byBase.get(baseOf(call.recording).toLowerCase())) ?? oneOf(index.byId.get(stemOf(call.recording)))
  // An id of our own making stands in no file of a telephone exchange.
  const byId = byName ?? idsIn(call.externalId).map(id => oneOf(index.byId.get(id))).find(name => name !== null) ?? null
  if (byId !== null) return byId
  const phone = call.phone === null ? null : lastDigits(call.phone)
  if (phone === null || call.at === null) return null
  const candidates = (index.byPhone.get(phone) ?? []).map(name => ({ name, moments: momentsIn(name).map(moment => 'unixS' in moment ? moment.unixS * 1000 : zone.instantOf(moment.day, moment.ms)) }))
  return nearestByTime(candidates, call.at)
}

const look = async (desk: Desk, call: RecordedCall, known: RecordingRow | undefined, place: 'folder' | 'own', file: File): Promise<Recording> => {
  const isSame = (bytes: number, modifiedAt: number): boolean => known?.place === place && known.file === file.name && known.bytes === bytes && known.modifiedAt === modifiedAt
  const seen = await lookAtRecording(file.path)
  if (!seen) return keep(desk, call, known, missing('not_there'))
  const { problem, ...facts } = seen
  // What its decoding showed stays said as long as the file is the same.
  if (known && isSame(seen.bytes, seen.modifiedAt)) {
    const broken = problem ?? (known.state === 'broken' ? known.problem : null)
    return { ...facts, state: broken === null ? 'found' : 'broken', problem: broken, path: file.path, durationS: facts.durationS ?? known.durationS, hasPeaks: known.hasPeaks === 1 }
  }
  return keep(desk, call, known, { ...facts, state: problem === null ? 'found' : 'broken', problem, path: file.path, hasPeaks: false }, { place, file: file.name })
}

const keep = (desk: Desk, call: RecordedCall, known: RecordingRow | undefined, found: Recording, at: { place: 'folder' | 'own', file: string } | null = null): Recording => {
  const { state, problem, bytes, modifiedAt, mime, durationS } = found
  // A file of our own that is away for a moment, a disk that isn't mounted, stays what it was.
  const { place, file } = at ?? (known?.place === 'own' ? { place: known.place, file: known.file } : { place: null, file: null })
  if (known && at === null && known.state === state && known.problem === problem && known.place === place) return found
  desk.db.sqlite.transaction(() => putRecordingTx(desk.db, { activityId: call.id, state, problem, place, file, bytes, modifiedAt, mime, durationS, peaks: null, lookedAt: desk.clock() })).immediate()
  return found
}
