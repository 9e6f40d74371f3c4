import type { Progress } from '../../../src/shared/contract/common.ts'
import type { ImportReport } from '../../../src/shared/contract/importing.ts'
import type { ImportFormat, MappingDocument } from '../../../src/shared/contract/mapping.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { checkCancelled } from '../import/cancel.ts'
import { momentOfExport } from '../import/exportMoment.ts'
import { stageBeside, type Reader } from '../import/beside/stageBeside.ts'
import { makeCallLinks } from '../import/calls/callLinks.ts'
import { readCalls, stageCalls } from '../import/calls/stageCalls.ts'
import { stageMapped } from '../import/mapping/stageMapped.ts'
import type { NamedFile } from '../import/native/files.ts'
import type { Rejection } from '../import/native/cells.ts'
import { readKnown } from '../import/native/known.ts'
import type { Staged } from '../import/native/staged.ts'
import { stageFolder } from '../import/native/stageFolder.ts'
import { makePhoneReader } from '../import/normalise.ts'
import { headerHashOf, ownColumns } from '../import/recognise/document.ts'
import { applyFolderTx } from '../import/reconcile/applyFolder.ts'
import { readRecordIds, type RecordIds } from '../import/reconcile/context.ts'
import { runAtOnce, type Steps } from '../import/steps.ts'
import { lastAuditId } from '../store/queries/auditEntries.ts'
import { asPultError } from '../store/fileProblems.ts'
import { refuseBrokenKeys, whileFilling } from '../store/writes/loadInBulk.ts'
import { keepImportMappingTx } from '../store/writes/keepImportMapping.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { planImport, type ImportPlan } from './planImport.ts'
import { makeFindReason, mergeMappedReasonsTx, readDictionary } from './reasonTexts.ts'
import { refreshAfterImportTx } from './refreshAfterImport.ts'
import { runCommand, runCommandWithPauses, type Tx } from './runCommand.ts'

export { findExportFiles, findNamedFiles, findNativeFiles, type NamedFile } from '../import/native/files.ts'

export interface ImportOptions {
  commandId: string
  /** Native ones are told by their names, those of other systems by what is in them. */
  files: readonly NamedFile[]
  /** The system that made the files; found out unless said. */
  format?: ImportFormat
  /** How the files of another system are read; remembered for their headers unless `remember` is false. */
  mapping?: MappingDocument
  remember?: boolean
  /** The moment of the export in ms; the present one unless said, or the day that the files' names say. */
  asOf?: number
  /** Answers the report without keeping anything. */
  dryRun?: boolean
  /** Told of every rejected row; the report lists the first thousand. */
  onRejected?: (rejection: Rejection) => void
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
  /** Lets other work through between two slices. Only for a session whose connection nobody else uses; without it the rows are compared and written in one go. */
  pause?: () => Promise<void>
  /** A thread that reads just these files beside the comparison; only with `pause`. Whoever started it closes it. */
  reader?: Reader | null
}

/** Carries the report out of a transaction that is to be rolled back. */
class DryRun extends Error {
  readonly report: ImportReport
  constructor(report: ImportReport) {
    super('dry run')
    this.report = report
  }
}

/**
 * Imports files of the native format or of another system: read, checked, compared and written in slices, in one
 * transaction (contract.md). Throws PULT_IMPORT_* for a file that can't be read, PULT_IMPORT_OLDER, CANCELLED; then nothing has changed.
 */
export const runImport = async (session: Session, options: ImportOptions): Promise<ImportReport> => {
  requireMay(session, 'import_data')
  const { desk } = session
  const dryRun = options.dryRun ?? false
  const input = { commandId: options.commandId, files: options.files.map(({ name, path }) => ({ name, path })), asOf: options.asOf ?? null, dryRun, ...(options.format ? { format: options.format } : {}), ...(options.mapping ? { mapping: options.mapping } : {}) }
  const command = { procedure: 'importing.run', input, topics: ['imports', 'deals', 'tasks', 'refusals', 'day', 'settings', 'people', 'workspace'] } as const
  const { pause } = options
  // Nearly all rows of a first import point to rows that came with it.
  const keysOnce = pause !== undefined && desk.db.sqlite.prepare('SELECT 1 FROM deal LIMIT 1').get() === undefined
  const run = (work: (tx: Tx) => Steps<ImportReport>): Promise<ImportReport> => {
    if (!pause) return Promise.resolve(runCommand(session, command, tx => runAtOnce(work(tx))))
    const withPauses = (): Promise<ImportReport> => runCommandWithPauses(session, command, work, () => pause().then(() => checkCancelled(options.signal)))
    return keysOnce ? whileFilling(desk.db, withPauses) : withPauses()
  }

  try {
    if (desk.db.sqlite.prepare('SELECT 1 FROM command WHERE id = ?').get(options.commandId)) {
      return await run(() => { throw new PultError('CONFLICT', 'This command id was already used.', { reason: 'command_id' }) })
    }
    const asOf = options.asOf ?? momentOfExport(options.files.map(file => file.name), desk.clock(), desk.settings().zone)
    const plan = await planImport(desk.db, options.files, options)
    const source = plan.kind === 'native' ? 'native' : plan.kind === 'calls' ? plan.source : plan.document.source
    refuseOlder(session, source, asOf)
    const { stage, close } = await prepare(session, plan, asOf, options)
    try {
      checkCancelled(options.signal)
      return await run(tx => importTx({ tx, session, source, asOf, plan, stage, dryRun, keysOnce, options }))
    } finally {
      close?.()
    }
  } catch (error) {
    if (error instanceof DryRun) return error.report
    throw asPultError(error, desk.path) ?? error
  }
}

interface Work { tx: Tx, session: Session, source: string, asOf: number, plan: ImportPlan, stage: (ids: RecordIds) => Staged, dryRun: boolean, keysOnce: boolean, options: ImportOptions }

function* importTx({ tx, session, source, asOf, plan, stage, dryRun, keysOnce, options }: Work): Steps<ImportReport> {
  refuseOlder(session, source, asOf)
  if (plan.kind === 'mapped') mergeMappedReasonsTx(tx, plan.document.reasons, { isGiven: options.mapping !== undefined })
  const { zone, rules } = tx.desk.settings()
  const ids = readRecordIds(tx.db, source)
  const staged = stage(ids)
  try {
    const onCompared = (): void => {
      const rows = staged.files.reduce((sum, file) => sum + file.rows, 0)
      options.onProgress?.({ type: 'progress', step: 'import.applying', done: rows, total: rows, rate: null, left: null })
      checkCancelled(options.signal)
    }
    const report = yield* applyFolderTx({ db: tx.db, zone, phoneRegion: rules.phoneRegion, source, asOf, now: tx.now, actorId: tx.actor.id, dryRun, ids, onCompared, audit: tx.audit }, staged)
    if (dryRun) throw new DryRun(report)
    rememberMappingTx(tx, plan, options)
    yield
    refreshAfterImportTx(tx)
    if (keysOnce) refuseBrokenKeys(tx.db)
    return report
  } finally {
    staged.close?.()
  }
}

interface Prepared { stage: (ids: RecordIds) => Staged, /** Lets go of what was read before the transaction began. */ close?: () => void }

/** Native rows are read while they are compared; those of other systems need all their files to be understood. */
const prepare = async ({ desk }: Session, plan: ImportPlan, asOf: number, { signal, onProgress, onRejected, pause, reader }: ImportOptions): Promise<Prepared> => {
  const { zone, rules } = desk.settings()
  const common = { zone, currency: desk.workspace.currency, readPhone: makePhoneReader(rules.phoneRegion), signal, onProgress, onRejected, clock: () => performance.now() }
  if (plan.kind === 'native') {
    const beside = pause && reader ? await stageBeside(reader, common) : null
    // What the thread knew of the workspace must still be so: from here on nobody else writes.
    return { stage: ids => beside?.knownAt === lastAuditId(desk.db) ? beside.staged : stageFolder(plan.files, { known: readKnown(desk.db, 'native', ids), ...common }) }
  }
  if (plan.kind === 'calls') {
    const calls = await readCalls(plan.logs, common)
    return { stage: ids => stageCalls(calls, makeCallLinks(desk.db, ids, plan.source, common.readPhone)) }
  }
  const findReason = makeFindReason(readDictionary(desk.db))
  const staged = await stageMapped(plan.files, { db: desk.db, document: plan.document, asOf, isReason: called => findReason(called) !== null, ...common })
  for (const { name } of plan.unknown) staged.files.push({ name, format: 'unknown', encoding: '', delimiter: '', rows: 0, unknownColumns: [] })
  return { stage: () => staged, close: staged.close }
}

/** A mapping that somebody made is kept for the headers that it has read; one that was kept was used. */
const rememberMappingTx = (tx: Tx, plan: ImportPlan, { mapping, remember = true }: ImportOptions): void => {
  if (plan.kind !== 'mapped') return
  for (const { id } of plan.kept) tx.db.sqlite.prepare('UPDATE import_mapping SET used_at = ? WHERE id = ?').run(tx.now, id)
  if (!mapping || !remember) return
  for (const survey of new Set(plan.files.map(file => file.survey))) {
    const files = plan.files.filter(file => file.survey === survey).map(file => file.mapping)
    keepImportMappingTx(tx.db, { headerHash: headerHashOf(survey.header), headers: ownColumns(survey.header), mapping: { ...mapping, files }, usedAt: tx.now })
  }
}

/** An export older than the last one of the same source would turn the comparison round: PULT_IMPORT_OLDER with both moments. */
const refuseOlder = ({ desk }: Session, source: string, asOf: number): void => {
  const last = desk.db.sqlite.prepare('SELECT max(as_of) FROM import_batch WHERE source = ?').pluck().get(source) as number | null
  if (last === null || asOf >= last) return
  const { zone } = desk.settings()
  const [given, known] = [zone.format(asOf), zone.format(last)]
  throw new PultError('PULT_IMPORT_OLDER', `This export is of ${given}, but a later one, of ${known}, was already imported.`, { asOf: given, last: known })
}
