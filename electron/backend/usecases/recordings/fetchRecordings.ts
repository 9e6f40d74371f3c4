import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tmpdir } from 'node:os'
import type { RecordingProblem } from '../../../../src/shared/recordings.ts'
import { keepOwnRecording } from '../../store/ownRecordings.ts'
import { lookAtRecording } from '../../store/recordingFiles.ts'
import { all } from '../../store/queries/rows.ts'
import { appendAuditTx } from '../../store/writes/appendAudit.ts'
import { putRecordingTx } from '../../store/writes/recordings.ts'
import type { Desk } from '../desk.ts'
import { readRecordingSettings } from './recordingSettings.ts'

export interface FetchLimits { readonly bytes: number, readonly ms: number, readonly atOnce: number, readonly most: number, readonly redirects: number, readonly againAfterMs: number, readonly olderThanMs: number }

/** An hour at 256 kbit/s; who sends more, or more slowly, is let go. */
export const fetchLimits: FetchLimits = { bytes: 128 * 1024 ** 2, ms: 60_000, atOnce: 2, most: 200, redirects: 3, againAfterMs: 3_600_000, olderThanMs: 60 * 86_400_000 }

export interface FetchOptions { fetch?: typeof fetch, signal?: AbortSignal, limits?: Partial<FetchLimits> }
export interface Fetched { fetched: number, failed: number }

/**
 * Fetches recordings that an import only has addresses of, before those expire: the newest first, each into Pult's own folder. Only where the head
 * switched that on; nothing else in Pult asks the network for anything. What failed says why; a network that was away is asked again.
 */
export const fetchRecordings = async (desk: Desk, { fetch: ask = fetch, signal, limits: given }: FetchOptions = {}): Promise<Fetched> => {
  const limits = { ...fetchLimits, ...given }
  const result: Fetched = { fetched: 0, failed: 0 }
  if (!readRecordingSettings(desk.db).fetchAddresses) return result
  const now = desk.clock()
  const waiting = all<{ id: number, address: string }>(desk.db, `SELECT activity.id, activity.recording AS address FROM activity LEFT JOIN recording ON recording.activity_id = activity.id
    WHERE activity.kind = 'call' AND activity.occurred_at >= $since AND activity.recording IS NOT NULL AND (activity.recording LIKE 'http://%' OR activity.recording LIKE 'https://%')
      AND (recording.activity_id IS NULL OR (recording.state = 'failed' AND recording.problem IN ('network', 'timeout') AND recording.looked_at <= $again))
    ORDER BY activity.occurred_at DESC LIMIT $most`, { since: now - limits.olderThanMs, again: now - limits.againAfterMs, most: limits.most })
  if (waiting.length === 0) return result
  const folder = mkdtempSync(join(tmpdir(), 'pult-recordings-'))
  const next = async (): Promise<void> => {
    for (let call = waiting.shift(); call && !signal?.aborted; call = waiting.shift()) {
      const path = join(folder, String(call.id))
      const problem = await download(ask, call.address, path, limits, signal) ?? await keepFetched(desk, call.id, path, now)
      if (!desk.db.sqlite.open || signal?.aborted) return
      if (problem === null) result.fetched++
      else {
        result.failed++
        const isBroken = problem === 'empty' || problem === 'wrong_type' || problem === 'codec' || problem === 'damaged' || problem === 'unreadable'
        putRecordingTx(desk.db, { activityId: call.id, state: isBroken ? 'broken' : 'failed', problem, place: null, file: null, lookedAt: now })
      }
      rmSync(path, { force: true })
    }
  }
  try {
    await Promise.all(Array.from({ length: limits.atOnce }, next))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  if (!desk.db.sqlite.open || result.fetched + result.failed === 0) return result
  desk.db.sqlite.transaction(() => appendAuditTx(desk.db, [{ at: now, actorId: null, action: 'fetchRecordings', recordType: null, recordId: null, payload: { before: null, after: result } }])).immediate()
  desk.announce(['calls'], null)
  return result
}

const keepFetched = async (desk: Desk, callId: number, path: string, now: number): Promise<RecordingProblem | null> => {
  const seen = await lookAtRecording(path)
  if (seen?.problem !== null) return seen?.problem ?? 'network'
  const file = await keepOwnRecording(desk.path, path)
  if (desk.db.sqlite.open) putRecordingTx(desk.db, { activityId: callId, state: 'found', problem: null, place: 'own', file, bytes: seen.bytes, modifiedAt: null, mime: seen.mime, durationS: seen.durationS, peaks: null, lookedAt: now, attachedAt: now })
  return null
}

class TooMuch extends Error {}

/** null = it lies at `path` now. */
const download = async (ask: typeof fetch, address: string, path: string, limits: FetchLimits, signal: AbortSignal | undefined): Promise<RecordingProblem | null> => {
  const timeout = AbortSignal.timeout(limits.ms)
  const stop = signal ? AbortSignal.any([signal, timeout]) : timeout
  try {
    let response = await ask(address, { signal: stop, redirect: 'manual', credentials: 'omit' })
    for (let count = 0; response.status >= 300 && response.status < 400; count++) {
      const to = response.headers.get('location')
      const target = to === null ? null : URL.parse(to, response.url || address)
      await response.body?.cancel()
      // Storage is often elsewhere; an address of another kind (file:, data:) is never followed.
      if (count >= limits.redirects || !target || !/^https?:$/.test(target.protocol)) return 'refused'
      response = await ask(target.href, { signal: stop, redirect: 'manual', credentials: 'omit' })
    }
    if (response.status === 404 || response.status === 410) return 'gone'
    if (response.status >= 500) return 'network'
    if (!response.ok || !response.body) return 'refused'
    if (Number(response.headers.get('content-length')) > limits.bytes) return 'too_big'
    let bytes = 0
    const counted = new Transform({ transform: (part: Buffer, _encoding, done) => {
      bytes += part.length
      done(bytes > limits.bytes ? new TooMuch() : null, part)
    } })
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal: stop })
    return null
  } catch (error) {
    return error instanceof TooMuch ? 'too_big' : timeout.aborted ? 'timeout' : 'network'
  }
}
