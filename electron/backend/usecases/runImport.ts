import type { Progress } from '../../../src/shared/contract/common.ts'
import type { ImportReport } from '../../../src/shared/contract/importing.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { NamedFile } from '../import/native/files.ts'
import { readKnown } from '../import/native/known.ts'
import { checkCancelled, stageFolder } from '../import/native/stageFolder.ts'
import { applyFolderTx } from '../import/reconcile/applyFolder.ts'
import { withFileProblems } from '../store/fileProblems.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { refreshAfterImportTx } from './refreshAfterImport.ts'
import { runCommand, type Tx } from './runCommand.ts'

export { findNamedFiles, findNativeFiles, type NamedFile } from '../import/native/files.ts'

export interface ImportOptions {
  commandId: string
  /** Files of the native format; which is which is told by the name. */
  files: readonly NamedFile[]
  /** The moment of the export in ms; the present one unless said. */
  asOf?: number
  /** Answers the report without keeping anything. */
  dryRun?: boolean
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

const source = 'native'

/** Carries the report out of a transaction that is to be rolled back. */
class DryRun extends Error {
  readonly report: ImportReport
  constructor(report: ImportReport) {
    super('dry run')
    this.report = report
  }
}

/**
 * Imports native files: read and checked in slices, then compared and written in one transaction (contract.md, The native format).
 * Throws PULT_IMPORT_* for a file that can't be read, PULT_IMPORT_OLDER, CANCELLED; then nothing has changed.
 */
export const runImport = async (session: Session, options: ImportOptions): Promise<ImportReport> => {
  requireMay(session, 'import_data')
  const { desk, actor } = session
  const dryRun = options.dryRun ?? false
  const input = { commandId: options.commandId, files: options.files.map(({ name, path }) => ({ name, path })), asOf: options.asOf ?? null, dryRun }
  const run = (work: (tx: Tx) => ImportReport): ImportReport => withFileProblems(desk.path, () => runCommand(session, {
    procedure: 'importing.run', input, topics: ['imports', 'deals', 'tasks', 'refusals', 'day', 'settings', 'people', 'workspace'],
  }, work))

  if (desk.db.sqlite.prepare('SELECT 1 FROM command WHERE id = ?').get(options.commandId)) {
    return run(() => { throw new PultError('CONFLICT', 'This command id was already used.', { reason: 'command_id' }) })
  }
  const asOf = options.asOf ?? desk.clock()
  refuseOlder(session, asOf)
  const { zone, rules } = desk.settings()
  const staged = await stageFolder(options.files, {
    known: readKnown(desk.db, source), zone, currency: desk.workspace.currency, phoneRegion: rules.phoneRegion, signal: options.signal, onProgress: options.onProgress, clock: () => performance.now(),
  })
  const rows = staged.files.reduce((sum, file) => sum + file.rows, 0)
  options.onProgress?.({ type: 'progress', step: 'import.applying', done: rows, total: rows, rate: null, left: null })
  await new Promise(resolve => setImmediate(resolve))
  checkCancelled(options.signal)
  try {
    return run(tx => {
      refuseOlder(session, asOf)
      const report = applyFolderTx({ db: tx.db, zone, phoneRegion: rules.phoneRegion, source, asOf, now: tx.now, actorId: actor.id, dryRun, audit: tx.audit }, staged)
      if (dryRun) throw new DryRun(report)
      refreshAfterImportTx(tx)
      return report
    })
  } catch (error) {
    if (error instanceof DryRun) return error.report
    throw error
  }
}

/** An export older than the last one of the same source would turn the comparison round: PULT_IMPORT_OLDER with both moments. */
const refuseOlder = ({ desk }: Session, asOf: number): void => {
  const last = desk.db.sqlite.prepare('SELECT max(as_of) FROM import_batch WHERE source = ?').pluck().get(source) as number | null
  if (last === null || asOf >= last) return
  const { zone } = desk.settings()
  const [given, known] = [zone.format(asOf), zone.format(last)]
  throw new PultError('PULT_IMPORT_OLDER', `This export is of ${given}, but a later one, of ${known}, was already imported.`, { asOf: given, last: known })
}
