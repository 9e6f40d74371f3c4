import { PultError } from '../../../src/shared/errors.ts'
import { readImportHistory } from '../store/queries/imports.ts'
import { requireMay } from '../usecases/access.ts'
import { backUpBefore } from '../usecases/backups.ts'
import type { Session } from '../usecases/desk.ts'
import { findExportFiles, type NamedFile } from '../usecases/runImport.ts'
import { exportDivergences, exportOutbox } from '../usecases/exportOutbox.ts'
import { divergenceIds, divergenceRange } from '../usecases/listDivergences.ts'
import { outboxIds, outboxRange } from '../usecases/listOutbox.ts'
import { resolveDivergences, undoResolved } from '../usecases/resolveDivergences.ts'
import { api, requireLocal, sessionOf, type ApiContext } from './context.ts'
import { momentOf } from './moment.ts'
import { streamWork } from './streamWork.ts'
import { uploadFolder } from './uploadFolder.ts'

type Source = { folder: string } | { paths: string[] } | { uploadId: string }

/** Asked before anything else: nobody without that right makes a copy of the file, or learns what lies on this machine. */
const importerOf = (context: ApiContext): Session => {
  const session = sessionOf(context)
  requireMay(session, 'import_data')
  return session
}

export const importingApi = {
  run: api.importing.run.handler(async function* ({ input, context, signal }) {
    const session = importerOf(context)
    const files = filesOf(input, context)
    const asOf = momentOf(input.asOf, session.desk.settings().zone)
    const { commandId, format, mapping, dryRun, remember } = input
    if (!dryRun) await backUpBefore(session.desk, 'before_import')
    const work = streamWork(signal, (onProgress, stop) => context.backend.importer.run('runImport', session, { commandId, files, format, mapping, asOf, dryRun, remember, onProgress, signal: stop }))
    for await (const event of work) yield 'type' in event ? event : { type: 'done' as const, report: event }
  }),

  inspect: api.importing.inspect.handler(async function* ({ input, context, signal }) {
    const session = importerOf(context)
    const files = filesOf(input, context)
    const work = streamWork(signal, (onProgress, stop) => context.backend.importer.run('inspectFiles', session, { files, format: input.format, mapping: input.mapping, kinds: input.kinds, onProgress, signal: stop }))
    for await (const event of work) yield 'type' in event ? event : { type: 'done' as const, inspection: event }
  }),

  rejectedRows: api.importing.rejectedRows.handler(async function* ({ input, context, signal }) {
    const session = importerOf(context)
    const files = filesOf(input, context)
    const asOf = momentOf(input.asOf, session.desk.settings().zone)
    const work = streamWork(signal, (onProgress, stop) => context.backend.importer.run('rejectedRows', session, { files, format: input.format, mapping: input.mapping, asOf, words: input.words, onProgress, signal: stop }))
    for await (const event of work) yield 'type' in event ? event : { type: 'done' as const, files: event.files }
  }),

  history: api.importing.history.handler(({ context }) => {
    const session = importerOf(context)
    return readImportHistory(session.desk.db)
  }),

  divergences: api.importing.divergences.handler(({ input, context }) => divergenceRange(sessionOf(context), input)),
  divergenceIds: api.importing.divergenceIds.handler(({ input, context }) => divergenceIds(sessionOf(context), input)),
  divergencesExport: api.importing.divergencesExport.handler(async function* ({ input, context, signal }) {
    yield* exportDivergences(sessionOf(context), input, signal)
  }),
  resolve: api.importing.resolve.handler(({ input, context }) => resolveDivergences(sessionOf(context), input)),
  undoResolve: api.importing.undoResolve.handler(({ input, context }) => undoResolved(sessionOf(context), input)),
  outbox: api.importing.outbox.handler(({ input, context }) => outboxRange(sessionOf(context), input)),
  outboxIds: api.importing.outboxIds.handler(({ input, context }) => outboxIds(sessionOf(context), input)),
  outboxExport: api.importing.outboxExport.handler(async function* ({ input, context, signal }) {
    yield* exportOutbox(sessionOf(context), input, signal)
  }),
}

const filesOf = ({ source, skip = [] }: { source: Source, skip?: readonly string[] }, context: ApiContext): NamedFile[] => {
  const out = new Set(skip)
  const files = filesIn(source, context).filter(file => !out.has(file.name))
  if (files.length === 0) throw new PultError('PULT_IMPORT_NO_FILES', 'No file is left to import.', {})
  return files
}

const filesIn = (source: Source, context: ApiContext): NamedFile[] => {
  if (!('uploadId' in source)) requireLocal(context)
  if ('folder' in source) return findExportFiles([source.folder])
  if ('paths' in source) return findExportFiles(source.paths)
  const uploads = uploadFolder(context.backend.folder, source.uploadId)
  if (uploads === null) throw new PultError('PULT_NOT_FOUND', 'There is no such upload; choose the files again.', { uploadId: source.uploadId })
  return findExportFiles([uploads])
}
