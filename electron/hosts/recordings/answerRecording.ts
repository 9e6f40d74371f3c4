import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import type { RecordingFile } from '../../../src/shared/contract/recordings.ts'
import type { Caller } from '../../backend/domain/account.ts'
import type { Supervisor } from '../supervisor.ts'
import { wantedBytes } from './byteRange.ts'

export interface RecordingAnswer { status: 200 | 206 | 416, headers: Record<string, string>, /** Opened when it is asked for; null when there is nothing to send. */ body: (() => Readable) | null }

/** The answer of any door to a request for a recording: the whole file or the part that is wanted, streamed from the disk. */
export const answerRecording = (file: RecordingFile, { range, ifRange }: { range?: string | null, ifRange?: string | null }): RecordingAnswer => {
  const { path, bytes, modifiedAt, mime } = file
  const etag = `"${bytes.toString(36)}-${modifiedAt.toString(36)}"`
  const changed = new Date(modifiedAt).toUTCString()
  // A part of a file that isn't the one begun with would be of another.
  const isSame = ifRange == null || ifRange === etag || ifRange === changed
  const wanted = wantedBytes(isSame ? range : null, bytes)
  const headers = { 'content-type': mime, 'accept-ranges': 'bytes', etag, 'last-modified': changed }
  if (wanted.kind === 'none') return { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes}`, 'content-length': '0' }, body: null }
  const [from, to] = wanted.kind === 'part' ? [wanted.from, wanted.to] : [0, bytes - 1]
  return {
    status: wanted.kind === 'part' ? 206 : 200,
    headers: { ...headers, 'content-length': String(to - from + 1), ...wanted.kind === 'part' && { 'content-range': `bytes ${from}-${to}/${bytes}` } },
    body: () => createReadStream(path, { start: from, end: to }),
  }
}

export type LocateRecording = (callId: number, ticket: string | undefined, caller: Caller) => Promise<RecordingFile>

/** Asks the backend, which asks the policy and writes the audit; it says where the file lies to its host alone. */
export const locateBy = (call: Supervisor['call']): LocateRecording => async (callId, ticket, caller) =>
  await call(['recordingFiles', 'locate'], { callId, ...ticket === undefined ? {} : { ticket } }, { caller }) as RecordingFile

/** `/recordings/7`: 7. Null for anything else. */
export const callIdOf = (path: string): number | null => {
  const [, id] = /^\/recordings\/([1-9]\d{0,14})$/.exec(path) ?? []
  return id === undefined ? null : Number(id)
}
