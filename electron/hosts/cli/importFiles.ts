import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { ImportReport } from '../../../src/shared/contract/importing.ts'
import { importFormats } from '../../../src/shared/contract/mapping.ts'
import { backUpBefore } from '../../backend/usecases/backups.ts'
import { readMappingFile } from '../../backend/usecases/readMappingFile.ts'
import { openWorkspace } from '../../backend/usecases/openWorkspace.ts'
import { runImport, type ImportOptions } from '../../backend/usecases/runImport.ts'
import type { Invocation } from './command.ts'
import { table } from './table.ts'
import { asOfOf, pathOf, wordOf } from './values.ts'

export const importFiles = async (invocation: Invocation, { files, reader }: Pick<ImportOptions, 'files' | 'reader'>): Promise<number> => {
  const { values, output, clock, signal } = invocation
  const format = wordOf(invocation, 'format', importFormats, 'auto')
  const mapping = values.mapping === undefined ? undefined : readMappingFile(pathOf(invocation, 'mapping'))
  const { session, close } = openWorkspace({ path: pathOf(invocation, 'db'), clock })
  try {
    if (values['dry-run'] !== true) await backUpBefore(session.desk, 'before_import')
    const report = await runImport(session, {
      commandId: randomUUID(), files, format, mapping, asOf: asOfOf(invocation, session.desk.settings().zone), dryRun: values['dry-run'] === true, signal, onProgress: output.onProgress, pause: () => setImmediate(), reader,
    })
    output.result(report, () => reportText(report))
    return 0
  } finally {
    close()
  }
}

const rejectedShown = 20

const reportText = (report: ImportReport): string => {
  const kinds = [...new Set([report.created, report.updated, report.unchanged].flatMap(counts => Object.keys(counts)))]
  const { taskMoves, stageMoves, ownerChanges, closedOutside, divergences } = report.found
  return [
    `${report.dryRun ? 'Nothing was written; this would come in' : 'Imported'} as of ${report.asOf}`, '',
    table(['', 'Created', 'Updated', 'Unchanged'], kinds.map(kind => [kind, report.created[kind] ?? 0, report.updated[kind] ?? 0, report.unchanged[kind] ?? 0])), '',
    ...namedText(report.named),
    `Found: task moves ${taskMoves}, stage moves ${stageMoves}, owner changes ${ownerChanges}, closed outside ${closedOutside}, divergences ${divergences}`,
    ...report.warnings.map(({ code, count, example }) => `Note: ${code} ${count}, for example «${example}»`),
    `Rejected rows: ${report.rejectedCount}`,
    ...report.rejected.slice(0, rejectedShown).map(({ file, row, column, code, value }) => `  ${file}, row ${row}, ${column}: ${code} «${value}»`),
    ...report.rejectedCount > rejectedShown ? [`  … and ${report.rejectedCount - rejectedShown} more (--json lists them)`] : [],
  ].join('\n')
}

const namedText = (named: ImportReport['named']): string[] => named && named.people.length + named.clients + named.stages.length > 0
  ? [`Made because they are named: ${named.people.length} people, ${named.clients} clients, ${named.stages.length} stages (${named.stages.map(({ stage, kind }) => `${stage}: ${kind}`).join(', ')})`]
  : []
