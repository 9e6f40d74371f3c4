import type { ImportInspection } from '../../../src/shared/contract/importing.ts'
import { valueChoices, type FileMapping, type MappingDocument } from '../../../src/shared/contract/mapping.ts'
import type { PultError } from '../../../src/shared/errors.ts'
import { foldText, missingFields } from '../../../src/shared/mappingFit.ts'
import { exportDay } from '../import/exportMoment.ts'
import { meaningOf } from '../import/mapping/meanings.ts'
import { beginsNative, nativeKindOf, type NamedFile } from '../import/native/files.ts'
import { documentOf, headerHashOf, joinDocuments, ownColumns, partsFor, valuesOf } from '../import/recognise/document.ts'
import type { ColumnSurvey, Survey } from '../import/recognise/survey.ts'
import { one } from '../store/queries/rows.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { counted, namedIn } from './namedInFiles.ts'
import { callLogsIn, lookAt, readsNative, type LookedFile, type PlanOptions } from './planImport.ts'

const columnsShown = 500
const previewRows = 5
const cellShown = 200
const valuesShown = 300

/** Looks at files before an import: what they are, how they would be read, and which stages, people and reasons they name. */
export const inspectFiles = async (session: Session, options: PlanOptions & { files: readonly NamedFile[] }): Promise<ImportInspection> => {
  requireMay(session, 'import_data')
  const { desk } = session
  const problems: { file: NamedFile, error: PultError }[] = []
  const logs = await callLogsIn(options.files, options).catch(() => null)
  const looked = await lookAt(desk.db, options.files, { ...options, onProblem: (file, error) => problems.push({ file, error }) })
  if (looked.length === 0 && problems[0]) throw problems[0].error
  const isNative = readsNative(options.files, options)
  const parts = looked.map(file => isNative || logs ? [] : mappingOf(file, options.mapping))
  const mapped = looked.flatMap(({ survey }, index) => parts[index]!.map(mapping => ({ survey, mapping })))
  const found = looked.map(file => logs ? { system: logs[0]!.layout.system, kind: 'activities' as const, confidence: 1 } : systemOf(file, isNative))
  const systems = [...new Set(found.flatMap(({ system }) => system ?? []))]
  const document = isNative || logs ? null : options.mapping ?? documentFor(looked, mapped)
  const previews = await Promise.all(looked.map(previewOf))
  const source = document?.source ?? (systems.length === 1 ? systems[0]! : null)
  return {
    system: systems.length === 1 ? systems[0]! : null, systems,
    files: looked.map((file, index) => ({ ...describe(file, parts[index]!), ...found[index]!, preview: previews[index]! })),
    unreadable: problems.map(({ file, error }) => ({ name: file.name, code: error.code })),
    mapping: document, ...namedIn(desk.db, mapped, document), exportedOn: exportDay(options.files.map(file => file.name)),
    lastAsOf: source === null ? null : one<{ at: number | null }>(desk.db, 'SELECT max(as_of) AS at FROM import_batch WHERE source = ?', source)?.at ?? null,
  }
}

const mappingOf = ({ survey, recognised, kept }: LookedFile, given: MappingDocument | undefined): FileMapping[] => {
  if (given) return partsFor(given, survey)
  if (kept) return kept.mapping.files
  return recognised.mapping ? [recognised.mapping] : []
}

/** Beside native files another table is not read; a native one is what its name says. */
const systemOf = ({ survey, recognised, kept }: LookedFile, isNative: boolean): Pick<ImportInspection['files'][number], 'system' | 'kind' | 'confidence'> => {
  const { name, path } = survey.table
  if (isNative && beginsNative({ name, path })) return { system: 'native', kind: nativeKindOf(name), confidence: 1 }
  if (kept) return { system: kept.source, kind: kept.mapping.files[0]?.kind ?? null, confidence: 1 }
  return { system: recognised.system, kind: recognised.kind, confidence: recognised.confidence }
}

const describe = ({ survey, recognised, kept }: LookedFile, parts: readonly FileMapping[]): Omit<ImportInspection['files'][number], 'system' | 'kind' | 'confidence' | 'preview'> => {
  const { table } = survey
  const known = new Set(kept?.headers.map(foldText))
  return {
    name: table.name, format: table.format, encoding: table.encoding, delimiter: table.delimiter, rows: survey.rows, layout: headerHashOf(survey.header),
    columns: survey.columns.slice(0, columnsShown).map(column => ({
      name: column.name, filled: column.filled, distinct: column.values?.size ?? null, samples: column.samples.map(sample => sample.slice(0, cellShown)), ...habitsOf(column, survey),
    })),
    parts: parts.map(mapping => ({ mapping, missing: missingFields(mapping), values: valuesIn(survey, mapping) })), sure: recognised.sure,
    remembered: kept && { id: kept.id, name: kept.name, exact: kept.headerHash === headerHashOf(survey.header), usedAt: kept.usedAt, newColumns: ownColumns(survey.header).filter(name => !known.has(foldText(name))) },
    warnings: [...table.warnings, ...survey.totalsRow === null ? [] : ['TOTALS_ROW']],
  }
}

const sumOf = (survey: Survey) => survey.columns.reduce((sum, { dates, numbers }) => ({ dmy: sum.dmy + dates.dmy, mdy: sum.mdy + dates.mdy, comma: sum.comma + numbers.comma, dot: sum.dot + numbers.dot }), { dmy: 0, mdy: 0, comma: 0, dot: 0 })
const mostOf = <Value>(left: number, right: number, values: readonly [Value, Value]): Value | 'unclear' => left === right ? 'unclear' : values[left > right ? 0 : 1]

/** How a column writes its dates and numbers, as the reader will take it; `unclear` where the reader could only guess. */
const habitsOf = ({ dates, numbers, looked }: ColumnSurvey, survey: Survey): Pick<ImportInspection['files'][number]['columns'][number], 'dates' | 'decimal'> => {
  const isDates = looked.dates > looked.numbers && dates.dmy + dates.mdy + (dates.either ?? 0) > 0
  const isNumbers = looked.numbers > looked.dates && numbers.comma + numbers.dot + (numbers.either ?? 0) > 0
  const whole = sumOf(survey)
  const order = mostOf(dates.dmy, dates.mdy, ['dmy', 'mdy'] as const)
  const decimal = mostOf(numbers.comma, numbers.dot, [',', '.'] as const)
  return {
    dates: !isDates ? null : order === 'unclear' ? mostOf(whole.dmy, whole.mdy, ['dmy', 'mdy'] as const) : order,
    decimal: !isNumbers ? null : decimal === 'unclear' ? mostOf(whole.comma, whole.dot, [',', '.'] as const) : decimal,
  }
}

const valuesIn = (survey: Survey, mapping: FileMapping): ImportInspection['files'][number]['parts'][number]['values'] =>
  Object.fromEntries(Object.keys(valueChoices[mapping.kind] ?? {}).filter(field => mapping.columns[field]).map(field => [
    field, counted(valuesOf([{ survey, mapping }], [field]), valuesShown).map(row => ({ ...row, means: meaningOf(mapping.kind, field, row.value) })),
  ]))

/** Remembered ones join; otherwise a preset's, and for unknown layouts a source named by their columns. */
const documentFor = (looked: readonly LookedFile[], mapped: Parameters<typeof documentOf>[0]): MappingDocument | null => {
  if (mapped.length === 0) return null
  const kept = looked.flatMap(file => file.kept?.mapping ?? [])
  const preset = looked.find(file => file.recognised.preset)?.recognised.preset ?? null
  const fresh = mapped.filter(file => !looked.some(one => one.survey === file.survey && one.kept))
  const first = looked[0]!.survey
  const suggested = fresh.length > 0 ? [documentOf(fresh, preset, { source: kept[0]?.source ?? `table-${headerHashOf(first.header).slice(0, 8)}`, name: first.table.name.replace(/\.[a-z]+$/i, '') })] : []
  return joinDocuments([...kept, ...suggested])
}

const previewOf = async ({ survey }: LookedFile): Promise<string[][]> => {
  const rows: string[][] = []
  for await (const { records } of survey.table.slices()) {
    for (const { row, cells } of records) if (row > survey.headerRow && rows.length < previewRows) rows.push(cells.slice(0, columnsShown).map(cell => cell.slice(0, cellShown)))
    if (rows.length >= previewRows) break
  }
  return rows
}
