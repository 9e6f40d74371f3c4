import type { Progress } from '../../../src/shared/contract/common.ts'
import { callLogSystems, type CallLogSystem, type ImportFormat, type MappingDocument, type RecordKind } from '../../../src/shared/contract/mapping.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { missingFields } from '../../../src/shared/mappingFit.ts'
import { callLogOf, type CallLog } from '../import/calls/recogniseLog.ts'
import { beginsNative, nativeFiles, nativeKindOf, type NamedFile } from '../import/native/files.ts'
import { openTable } from '../import/readers/openTable.ts'
import { documentOf, headerHashOf, joinDocuments, partsFor } from '../import/recognise/document.ts'
import { fits, recogniseSurvey, type Recognised } from '../import/recognise/recognise.ts'
import { surveyTable, type Survey } from '../import/recognise/survey.ts'
import type { MappedFile } from '../import/mapping/stageMapped.ts'
import { readImportMappings, type KeptMapping } from '../store/queries/importMappings.ts'
import type { ReadDb } from '../store/db.ts'

export interface PlanOptions {
  format?: ImportFormat
  mapping?: MappingDocument
  /** File name → what its rows are, as a person says. */
  kinds?: Readonly<Record<string, RecordKind>>
  /** Told of a file that can't be read; without it the first one is thrown. */
  onProblem?: (file: NamedFile, error: PultError) => void
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

export interface LookedFile { survey: Survey, recognised: Recognised, kept: KeptMapping | null }
export type ImportPlan =
  | { kind: 'native', files: readonly NamedFile[] }
  | { kind: 'calls', source: CallLogSystem, logs: CallLog[] }
  | { kind: 'mapped', document: MappingDocument, files: MappedFile[], looked: LookedFile[], unknown: NamedFile[], kept: KeptMapping[] }

/** Finds out what the files are and how they are to be read: natively, by a given or remembered mapping, or by a preset. */
export const planImport = async (db: ReadDb, files: readonly NamedFile[], options: PlanOptions): Promise<ImportPlan> => {
  const { format = 'auto', mapping } = options
  if (readsNative(files, options)) return { kind: 'native', files }
  const logs = await callLogsIn(files, options)
  if (logs) return { kind: 'calls', source: logs[0]!.layout.system, logs }
  let looked: LookedFile[]
  try {
    looked = await lookAt(db, files, options)
  } catch (error) {
    // Only native names and nothing that could be another table: the native reader says what is wrong, in its words.
    if (!mapping && format === 'auto' && files.every(file => nativeKindOf(file.name) !== null)) return { kind: 'native', files }
    throw error
  }
  const plan = planLooked(looked, files, options)
  if (plan) return plan
  if (!mapping && format === 'auto' && (files.some(file => nativeKindOf(file.name) !== null) || looked.every(file => file.recognised.system === 'native'))) return { kind: 'native', files: nativeNamed(looked, files) }
  const { table } = looked[0]!.survey
  if (mapping) {
    const wanted = [...new Set(mapping.files.flatMap(part => Object.values(part.columns).flat()))].filter(column => !looked.some(file => file.survey.header.includes(column))).slice(0, 5).join(', ')
    throw new PultError('PULT_IMPORT_MAPPING', `The mapping «${mapping.name}» fits none of the files${wanted === '' ? '' : `: they have no column ${wanted}`}.`, { file: table.name })
  }
  throw new PultError('PULT_IMPORT_MAPPING', `${table.name} has columns that Pult doesn't know yet: a mapping must say what they mean.`, { file: table.name })
}

/** Native files are told by their names and first lines, and read as such whatever else is with them. */
export const readsNative = (files: readonly NamedFile[], { format = 'auto', mapping }: PlanOptions): boolean => !mapping && (format === 'native' || (format === 'auto' && files.some(beginsNative)))

/** Logs of one telephone exchange; null when the files are something else. One that is none among them is refused, and so are those of two systems. */
export const callLogsIn = async (files: readonly NamedFile[], { format = 'auto', mapping }: PlanOptions): Promise<CallLog[] | null> => {
  const isWanted = (callLogSystems as readonly string[]).includes(format)
  if (mapping || (format !== 'auto' && !isWanted)) return null
  const found = await Promise.all(files.map(callLogOf))
  const logs = found.filter(log => log !== null)
  const other = files.find((_file, index) => found[index] === null)
  if (logs.length === 0 || (isWanted && other)) {
    if (!isWanted) return null
    throw new PultError('PULT_IMPORT_MAPPING', `${other!.name} is no call log of ${format} that Pult knows.`, { file: other!.name })
  }
  const systems = [...new Set([...logs.map(log => log.layout.system as string), ...other ? [other.name] : []])].join(', ')
  if (other || logs.some(log => log.layout.system !== logs[0]!.layout.system)) throw new PultError('PULT_IMPORT_MIXED', `The files come from different systems (${systems}). Import those of one system at a time.`, { systems })
  if (isWanted && logs[0]!.layout.system !== format) throw new PultError('PULT_IMPORT_MIXED', `${files[0]!.name} is a call log of ${logs[0]!.layout.system}, not of ${format}.`, { systems })
  return logs
}

/** Native files under other names, `deals-rejected.csv`, go by what is in them. */
const nativeNamed = (looked: readonly LookedFile[], files: readonly NamedFile[]): NamedFile[] => files.map(file => {
  const found = looked.find(({ survey }) => survey.table.path === file.path)?.recognised
  return found?.system === 'native' && found.kind && found.kind !== 'leads' ? { name: nativeFiles[found.kind].file, path: file.path } : file
})

/** Reads every file once to its end and recognises it. */
export const lookAt = async (db: ReadDb, files: readonly NamedFile[], { format = 'auto', kinds = {}, signal, onProgress, onProblem }: PlanOptions): Promise<LookedFile[]> => {
  const kept = readImportMappings(db)
  const looked: LookedFile[] = []
  const started = performance.now()
  let before = 0
  const onRead = (rows: number, share: number): void => {
    const done = before + rows
    const seconds = (performance.now() - started) / 1000
    // How much is to come in the other files nobody knows yet.
    const total = files.length === 1 && share > 0 ? before + Math.round(rows / share) : null
    const rate = seconds > 0.2 ? done / seconds : null
    onProgress?.({ type: 'progress', step: 'import.looking', done, total, rate, left: rate && total !== null ? Math.max(0, total - done) / rate : null })
  }
  for (const file of files) {
    try {
      const survey = await surveyTable(await openTable(file.path, file.name), { signal, onRead })
      before += survey.rows
      const recognised = recogniseSurvey(survey, { system: format === 'auto' || format === 'native' ? undefined : format, kind: kinds[file.name] })
      looked.push({ survey, recognised, kept: kinds[file.name] ? null : keptFor(survey, recognised, kept, format) })
    } catch (error) {
      if (!onProblem || !(error instanceof PultError) || error.code === 'CANCELLED') throw error
      onProblem(file, error)
    }
  }
  return looked
}

/** What was remembered for exactly these columns, else for the same system and columns that hold at least those that it reads. */
const keptFor = (survey: Survey, { system }: Recognised, kept: readonly KeptMapping[], format: ImportFormat): KeptMapping | null => {
  const ofSystem = kept.filter(one => format === 'auto' || format === 'native' || one.source === format)
  const hash = headerHashOf(survey.header)
  return ofSystem.find(one => one.headerHash === hash)
    ?? ofSystem.find(one => one.source === system && one.mapping.files.every(file => fits(file, survey.header, survey.table.name))) ?? null
}

/** null when no file can be read by what is known. */
const planLooked = (looked: LookedFile[], files: readonly NamedFile[], { format = 'auto', mapping }: PlanOptions): ImportPlan | null => {
  const documents: MappingDocument[] = []
  const mapped: MappedFile[] = []
  if (mapping) {
    for (const { survey } of looked) for (const part of partsFor(mapping, survey)) mapped.push({ survey, mapping: part })
    documents.push(mapping)
  } else {
    const sources = new Set<string>()
    for (const { survey, recognised, kept } of looked) {
      if (kept) {
        documents.push(kept.mapping)
        sources.add(kept.source)
        for (const part of kept.mapping.files) mapped.push({ survey, mapping: part })
      } else if (recognised.preset && recognised.mapping && missingFields(recognised.mapping).length === 0 && recognised.confidence >= (format === 'auto' ? 0.7 : 0.3)) {
        sources.add(recognised.preset.source)
        mapped.push({ survey, mapping: recognised.mapping })
      } else if (recognised.system === 'native') {
        sources.add('native')
      }
    }
    if (sources.size > 1) throw new PultError('PULT_IMPORT_MIXED', `The files come from different systems (${[...sources].join(', ')}). Import those of one system at a time.`, { systems: [...sources].join(', ') })
    const byPreset = looked.filter(({ survey, kept }) => !kept && mapped.some(file => file.survey === survey))
    const preset = byPreset[0]?.recognised.preset ?? null
    if (preset) documents.push(documentOf(mapped.filter(file => byPreset.some(one => one.survey === file.survey)), preset, { source: preset.source, name: preset.name }))
  }
  if (mapped.length === 0) return null
  const unknown = files.filter(file => !mapped.some(one => one.survey.table.path === file.path))
  return { kind: 'mapped', document: joinDocuments(documents), files: mapped, looked, unknown, kept: looked.flatMap(file => file.kept && !mapping ? [file.kept] : []) }
}
