import type { ImportInspection } from '../../../src/shared/contract/importing.ts'
import { requiredFields, type FileMapping, type MappingDocument } from '../../../src/shared/contract/mapping.ts'
import type { NamedFile } from '../import/native/files.ts'
import { documentOf, headerHashOf, joinDocuments, partsFor, valuesOf } from '../import/recognise/document.ts'
import { stageKindOf } from '../import/recognise/presets.ts'
import { foldText } from '../import/values/text.ts'
import { all } from '../store/queries/rows.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { lookAt, type LookedFile, type PlanOptions } from './planImport.ts'

const columnsShown = 500
const previewRows = 5
const cellShown = 200

/** Looks at files before an import: what they are, how they would be read, and which stages, people and reasons they name. */
export const inspectFiles = async (session: Session, options: PlanOptions & { files: readonly NamedFile[] }): Promise<ImportInspection> => {
  requireMay(session, 'import_data')
  const { desk } = session
  const looked = await lookAt(desk.db, options.files, options)
  const parts = looked.map(file => mappingOf(file, options.mapping))
  const mapped = looked.flatMap(({ survey }, index) => parts[index]!.map(mapping => ({ survey, mapping })))
  const systems = [...new Set(looked.flatMap(({ kept, recognised }) => kept?.source ?? recognised.system ?? []))]
  const document = options.mapping ?? documentFor(looked, mapped)
  const previews = await Promise.all(looked.map(previewOf))
  return {
    system: systems.length === 1 ? systems[0]! : null, systems,
    files: looked.map(({ survey, recognised, kept }, index) => {
      const { table } = survey
      const mapping = parts[index]![0] ?? null
      return {
        name: table.name, format: table.format, encoding: table.encoding, delimiter: table.delimiter, rows: survey.rows, system: kept?.source ?? recognised.system, kind: mapping?.kind ?? recognised.kind, confidence: kept ? 1 : recognised.confidence,
        columns: survey.columns.slice(0, columnsShown).map(({ name, filled, values, samples }) => ({ name, filled, distinct: values?.size ?? null, samples: samples.map(sample => sample.slice(0, cellShown)) })),
        preview: previews[index]!, mapping, sure: recognised.sure, remembered: kept && { id: kept.id, name: kept.name, exact: kept.headerHash === headerHashOf(survey.header) },
        missing: mapping ? missingOf(mapping) : [], warnings: [...table.warnings, ...survey.totalsRow === null ? [] : ['TOTALS_ROW'], ...mapping && !mapping.columns.id && mapping.key.length === 0 && mapping.kind !== 'adCosts' ? ['NO_KEY'] : []],
      }
    }),
    mapping: document, stages: stagesOf(mapped, document), owners: ownersOf(session, mapped, document), reasons: counted(valuesOf(mapped, ['refusal_reason'])), exportedOn: dayIn(options.files),
  }
}

const mappingOf = ({ survey, recognised, kept }: LookedFile, given: MappingDocument | undefined): FileMapping[] => {
  if (given) return partsFor(given, survey)
  if (kept) return kept.mapping.files
  return recognised.mapping ? [recognised.mapping] : []
}

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

const missingOf = (mapping: FileMapping): string[] => requiredFields[mapping.kind].filter(field => {
  if (mapping.columns[field] || mapping.constants[field]) return false
  return !(field === 'name' && (mapping.columns.first_name ?? mapping.columns.last_name ?? mapping.columns.company))
})

const previewOf = async ({ survey }: LookedFile): Promise<string[][]> => {
  const rows: string[][] = []
  for await (const { records } of survey.table.slices()) {
    for (const { row, cells } of records) if (row > survey.headerRow && rows.length < previewRows) rows.push(cells.slice(0, columnsShown).map(cell => cell.slice(0, cellShown)))
    if (rows.length >= previewRows) break
  }
  return rows
}

const counted = (values: ReadonlyMap<string, number>): { value: string, count: number }[] => [...values].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count).slice(0, 5000)

const stagesOf = (mapped: Parameters<typeof valuesOf>[0], document: MappingDocument | null): ImportInspection['stages'] => {
  const kinds = new Map(document?.stages.map(stage => [foldText(stage.stage), stage.kind]))
  return counted(valuesOf(mapped.filter(file => file.mapping.kind === 'deals'), ['stage'])).map(row => ({ ...row, kind: kinds.get(foldText(row.value)) ?? stageKindOf(row.value) ?? 'open' }))
}

const ownersOf = ({ desk }: Session, mapped: Parameters<typeof valuesOf>[0], document: MappingDocument | null): ImportInspection['owners'] => {
  const people = all<{ id: number, externalId: string, name: string }>(desk.db, 'SELECT id, external_id AS externalId, name FROM person')
  const byName = new Map(people.map(person => [foldText(person.name), person.id]))
  const byKey = new Map(people.map(person => [person.externalId, person.id]))
  const chosen = new Map(Object.entries(document?.owners ?? {}).map(([name, key]) => [foldText(name), byKey.get(key)]))
  return counted(valuesOf(mapped, ['owner', 'assignee', 'manager'])).map(row => ({ ...row, personId: chosen.get(foldText(row.value)) ?? byName.get(foldText(row.value)) ?? byKey.get(row.value) ?? null }))
}

/** `amocrm_export_leads_2026-11-20.csv`, `DEAL_20261120_ab_cd.xls`. */
const dayIn = (files: readonly NamedFile[]): string | null => {
  const days = files.flatMap(({ name }) => {
    const found = /(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(name)
    return found ? [`${found[1]}-${found[2]}-${found[3]}`] : []
  })
  return days.sort().at(-1) ?? null
}
