import { parentPort, workerData } from 'node:worker_threads'
import type { Progress } from '../../../src/shared/contract/common.ts'
import { isPultError } from '../../../src/shared/errors.ts'
import { factKinds, type FactKind } from '../../../src/shared/vocabulary.ts'
import { openDatabase } from '../store/openDatabase.ts'
import { lastAuditId } from '../store/queries/auditEntries.ts'
import { readWorkspace } from '../store/queries/readWorkspace.ts'
import { readSettings } from '../usecases/readSettings.ts'
import { nativeKindOf } from '../import/native/files.ts'
import { readKnown } from '../import/native/known.ts'
import type { NativeRows } from '../import/native/rows.ts'
import { makePhoneReader } from '../import/normalise.ts'
import type { Rejection } from '../import/native/cells.ts'
import { stageFolder } from '../import/native/stageFolder.ts'
import { readRecordIds } from '../import/reconcile/context.ts'
import { idleFrom, mostReady, said, taken, type FromReader, type Opened, type ReadError, type ReadingJob } from '../import/beside/messages.ts'
import { buffersOf, packRows } from '../import/beside/packRows.ts'

/** The reading thread's side: reads and checks the files as `stageFolder` does, and says slice after slice what it accepted. */
export const serveReading = (): void => {
  const { path, files, turns, port } = workerData as ReadingJob
  const counts = new Int32Array(turns)
  const open = (message: Opened): void => parentPort!.postMessage(message)
  const say = (message: FromReader, buffers: ArrayBuffer[] = []): void => {
    port.postMessage(message, buffers)
    Atomics.add(counts, said, 1)
    Atomics.notify(counts, said)
    for (;;) {
      const done = Atomics.load(counts, taken)
      if (Atomics.load(counts, said) - done < mostReady) return
      Atomics.wait(counts, taken, done)
    }
  }
  let isOpen = false
  let rejected: Rejection[] = []
  let progress: Progress | null = null
  try {
    // What is known is read from the file as it was before the import, which the comparison has not committed yet.
    const { db, close } = openDatabase(path, { mode: 'read' })
    try {
      const workspace = readWorkspace(db)!
      const { zone, rules } = readSettings(db, workspace.timeZone)
      const readPhone = makePhoneReader(rules.phoneRegion)
      const { knownAt, ids, known } = db.sqlite.transaction(() => {
        const records = readRecordIds(db, 'native')
        return { knownAt: lastAuditId(db), ids: records, known: readKnown(db, 'native', records) }
      })()
      const staged = stageFolder(files, {
        known, zone, currency: workspace.currency, readPhone: () => null, clock: () => performance.now(),
        onRejected: rejection => rejected.push(rejection), onProgress: now => { progress = now },
      })
      const parts = factKinds.flatMap(of => staged.folder[of] ? [{ of, expected: staged.folder[of].expected, columns: [...staged.folder[of].columns] }] : [])
      open({ kind: 'opened', knownAt, files: staged.files, parts })
      isOpen = true
      for (const { of } of parts) {
        const entry = staged.files.find(file => nativeKindOf(file.name) === of)!
        const various = new Set<string>()
        for (const rows of staged.folder[of]!.slices) {
          rememberKeys(of, rows, ids)
          // Who of the two is ahead reads them: the other side would wait for this one, or this one for room.
          const phonesRead = of === 'clients' && Atomics.load(counts, said) - Atomics.load(counts, taken) >= idleFrom
          if (phonesRead) for (const row of rows as NativeRows['clients'][]) row.phoneE164 = readPhone(row.phone)
          const packed = packRows(rows, various)
          say({ kind: 'rows', of, rows: packed, phonesRead, rejected, rejectedCount: staged.rejectedCount, fileRows: entry.rows, progress }, buffersOf(packed))
          rejected = []
          progress = null
        }
        // What was told after the last slice: the rejected rows at the end of a file, and that it is read.
        say({ kind: 'rows', of, rows: packRows([]), phonesRead: false, rejected, rejectedCount: staged.rejectedCount, fileRows: entry.rows, progress })
        rejected = []
        say({ kind: 'end', of })
      }
    } finally {
      close()
    }
  } catch (error) {
    const failed = { kind: 'failed' as const, error: errorOf(error) }
    if (isOpen) say(failed)
    else open(failed)
  }
}

/** People and clients that were accepted are made by the comparison, in the other thread: later rows may refer to them. */
const rememberKeys = (of: FactKind, rows: readonly object[], ids: ReturnType<typeof readRecordIds>): void => {
  if (of !== 'people' && of !== 'clients') return
  for (const { key } of rows as readonly { key: string }[]) if (ids[of].resolve(key) === null) ids[of].own.set(key, 0)
}

const errorOf = (error: unknown): ReadError => {
  const { name = 'Error', message = String(error), code = null } = error instanceof Error ? error as Error & { code?: string } : {}
  return { name, code, message, details: isPultError(error) ? error.details : null }
}
