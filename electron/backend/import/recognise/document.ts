import { createHash } from 'node:crypto'
import { rejectedReasonColumn, type FileMapping, type MappingDocument } from '../../../../src/shared/contract/mapping.ts'
import { partsReading } from '../../../../src/shared/mappingFit.ts'
import { foldText } from '../values/text.ts'
import { stageKindOf, type Preset } from './presets.ts'
import type { Survey } from './survey.ts'

/** Without the column that Pult itself has added to rejected rows. */
export const ownColumns = (header: readonly string[]): string[] => header.filter(name => name !== '' && name !== rejectedReasonColumn)

/** The same columns in another order are the same layout. */
export const headerHashOf = (header: readonly string[]): string =>
  createHash('sha256').update([...new Set(ownColumns(header).map(foldText))].sort().join('\n')).digest('hex')

/** Values of the columns of a field in all files, with how often. */
export const valuesOf = (files: readonly { survey: Survey, mapping: FileMapping }[], fields: readonly string[]): Map<string, number> => {
  const values = new Map<string, number>()
  for (const { survey, mapping } of files) {
    const names = new Set(fields.flatMap(field => mapping.columns[field] ?? []).map(foldText))
    for (const column of survey.columns) {
      if (!names.has(foldText(column.name))) continue
      for (const [value, count] of column.values ?? []) values.set(value, (values.get(value) ?? 0) + count)
    }
  }
  return values
}

/** A mapping of recognised files, with the kinds of the stages that occur in them. */
export const documentOf = (files: readonly { survey: Survey, mapping: FileMapping }[], preset: Preset | null, otherwise: { source: string, name: string }): MappingDocument => {
  const deals = files.filter(file => file.mapping.kind === 'deals')
  const known = new Map((preset?.stages ?? []).map(stage => [foldText(stage.stage), stage]))
  const stages = [...valuesOf(deals, ['stage']).keys()].slice(0, 200).map(stage => {
    const preset = known.get(foldText(stage))
    return { ...preset, stage, kind: preset?.kind ?? stageKindOf(stage) ?? 'open' as const }
  })
  const unique = new Map(files.map(({ mapping }) => [JSON.stringify(mapping), mapping]))
  return {
    format: 'pult-mapping', version: 1, name: preset?.name ?? otherwise.name, source: preset?.source ?? otherwise.source, dates: preset?.dates ?? 'auto', decimal: 'auto',
    empty: preset?.empty ?? [], stages, owners: {}, reasons: {}, files: [...unique.values()],
  }
}

export const partsFor = (document: MappingDocument, survey: Survey): FileMapping[] => partsReading(document, survey.header, survey.table.name)

/** One mapping of several of one source: the first one's habits, everybody's stages and people. */
export const joinDocuments = (documents: readonly MappingDocument[]): MappingDocument => {
  const [first] = documents as [MappingDocument]
  const stages = new Map(documents.flatMap(document => document.stages).reverse().map(stage => [`${foldText(stage.pipeline ?? '')}\n${foldText(stage.stage)}`, stage]))
  const files = new Map(documents.flatMap(document => document.files).map(file => [JSON.stringify(file), file]))
  return {
    ...first, empty: [...new Set(documents.flatMap(document => document.empty))], stages: [...stages.values()].reverse(),
    owners: Object.assign({}, ...documents.map(document => document.owners).reverse()) as Record<string, string>,
    reasons: Object.assign({}, ...documents.map(document => document.reasons).reverse()) as Record<string, string>, files: [...files.values()],
  }
}
