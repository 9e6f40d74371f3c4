import { requiredFields, type FileMapping, type RecordKind } from '../../../../src/shared/contract/mapping.ts'
import { nativeFiles } from '../native/files.ts'
import { cleanHeader, foldText } from '../values/text.ts'
import { genericFields, presets, type Preset, type PresetFile } from './presets.ts'
import type { ColumnSurvey, Survey } from './survey.ts'

export interface Recognised {
  /** A preset's source, `native`, or null for a layout that nobody knows. */
  system: string | null
  preset: Preset | null
  kind: RecordKind | null
  /** 0..1: how sure the suggestion is. */
  confidence: number
  mapping: FileMapping | null
  /** Field → how sure its column is. */
  sure: Record<string, number>
}

export { columnsOf, fits } from '../../../../src/shared/mappingFit.ts'

/** A header as presets name it: without the currency that may follow it. */
const headerKey = (header: string): string => foldText(header).replace(/(?:\s*[₽€$£₸₴₺¥₹]|[\s,]+(?:r\$|руб\.?|rub|usd|eur)|\s*\((?:[₽€$]|[a-z]{3}|руб\.?)\))$/u, '').trim()

/** Which system wrote a table and what its rows are, by header and content, never by its name. What a person has said (`only`) is not guessed. */
export const recogniseSurvey = (survey: Survey, only: { system?: string, kind?: RecordKind } = {}): Recognised => {
  const byKey = new Map<string, string>()
  for (const name of survey.header) {
    const key = headerKey(name)
    if (key !== '' && !byKey.has(key)) byKey.set(key, name)
  }
  if (only.system === undefined && only.kind === undefined) {
    const native = nativeKind(survey)
    if (native) return { system: 'native', preset: null, kind: native, confidence: 1, mapping: null, sure: {} }
  }
  const fitting = presets().filter(preset => only.system === undefined || preset.source === only.system).flatMap(preset => preset.files.flatMap(file => {
    const sets = file.is.filter(set => set.every(header => byKey.has(headerKey(header))))
    if (sets.length === 0) return []
    const found = Object.values(file.columns).flat().filter(header => byKey.has(headerKey(header))).length
    return [{ preset, file, score: Math.max(...sets.map(set => set.length)) * 3 + found }]
  })).sort((a, b) => b.score - a.score)
  const best = fitting.find(one => only.kind === undefined || one.file.kind === only.kind)
  if (best) return fromPreset(best.preset, best.file, byKey)
  return suggest(survey, fitting[0]?.preset ?? presets().find(preset => preset.source === only.system) ?? null, only.kind)
}

const nativeKind = (survey: Survey): RecordKind | null => {
  const header = new Set(survey.header)
  const kinds = Object.entries(nativeFiles) as [RecordKind, { keys: readonly string[], columns: readonly string[] }][]
  const fitting = kinds.map(([kind, { keys, columns }]) => ({ kind, fits: keys.every(key => header.has(key)) && [...header].filter(name => columns.includes(name)).length >= header.size * 0.8 && keys.length < header.size, known: [...header].filter(name => columns.includes(name)).length }))
  const best = fitting.filter(one => one.fits).sort((a, b) => b.known - a.known)[0]
  return best && best.known >= 3 ? best.kind : null
}

const fromPreset = (preset: Preset, file: PresetFile, byKey: ReadonlyMap<string, string>): Recognised => {
  const columns: Record<string, string[]> = {}
  const sure: Record<string, number> = {}
  for (const [field, headers] of Object.entries(file.columns)) {
    const found = headers.flatMap(header => byKey.get(headerKey(header)) ?? [])
    if (found.length === 0) continue
    columns[field] = [...new Set(found)]
    sure[field] = 1
  }
  const mapping: FileMapping = { kind: file.kind, columns, constants: { ...file.constants }, key: [], values: structuredClone(file.values), prefix: prefixesOf(file, columns), stageDates: {} }
  if (file.kind === 'deals' && !columns.pipeline) mapping.constants.pipeline = preset.pipeline
  return { system: preset.source, preset, kind: file.kind, confidence: columns.id || file.kind !== 'deals' ? 1 : 0.8, mapping, sure }
}

const prefixesOf = (file: PresetFile, columns: Record<string, string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(file.prefix).filter(([field]) => columns[field]))

/** `deal_stage`, `DealStage` and «Deal stage:» are the same words. */
const spread = (header: string): string => headerKey(cleanHeader(header).replace(/([a-zа-яё])([A-ZА-ЯЁ])/g, '$1 $2').replace(/[_.:/-]+/g, ' ')).replace(/[()]/g, ' ').replace(/\s+/g, ' ').trim().replace(/ #\d+$/, '')

const dateFields = new Set(['created_at', 'updated_at', 'stage_entered_at', 'expected_close', 'closed_at', 'won_at', 'lost_at', 'next_task_at', 'last_activity_at', 'due_at', 'done_at', 'occurred_at', 'at', 'day'])
const numberFields = new Set(['amount', 'probability', 'duration_s', 'talk_s'])

/** How well a column's content goes with a field: 0 = it can't be. */
const agreement = (field: string, { looked, filled }: ColumnSurvey): number => {
  if (filled === 0) return 0.6
  const share = (count: number): number => looked.cells > 0 ? count / looked.cells : 0
  if (dateFields.has(field)) return share(looked.dates) > 0.6 ? 1 : 0
  if (numberFields.has(field)) return share(looked.numbers) > 0.8 ? 1 : 0
  if (field === 'phone') return share(looked.phones) > 0.5 ? 1 : 0.2
  if (field === 'email') return share(looked.emails) > 0.5 ? 1 : 0.1
  if (share(looked.dates) > 0.9) return 0.1
  return 1
}

/** A suggestion for a layout that no preset knows: by the words of its headers and by what stands in the columns. */
const suggest = (survey: Survey, preset: Preset | null, onlyKind?: RecordKind): Recognised => {
  const tries = onlyKind ? [suggestKind(survey, onlyKind, genericFields[onlyKind] ?? {})] : (Object.entries(genericFields) as [RecordKind, Record<string, string[]>][]).map(([kind, fields]) => suggestKind(survey, kind, fields))
  const best = tries.reduce((known, one) => one.score > known.score ? one : known)
  if (best.score === 0 && !onlyKind) return { system: preset?.source ?? null, preset, kind: null, confidence: 0, mapping: null, sure: {} }
  const { kind, columns, sure } = best
  const mapping: FileMapping = { kind, columns, constants: {}, key: [], values: {}, prefix: {}, stageDates: {} }
  if (kind === 'deals' && !columns.pipeline) mapping.constants.pipeline = preset?.pipeline ?? 'Sales'
  const missing = (requiredFields[kind] as readonly string[]).filter(field => !columns[field] && !mapping.constants[field]).length
  const average = Object.values(sure).reduce((sum, one) => sum + one, 0) / Math.max(1, Object.keys(sure).length)
  return { system: preset?.source ?? null, preset, kind, confidence: Math.round(average * (missing > 0 ? 0.4 : 0.8) * 100) / 100, mapping, sure }
}

const suggestKind = (survey: Survey, kind: RecordKind, fields: Record<string, string[]>) => {
  const pairs = survey.columns.flatMap(column => Object.entries(fields).map(([field, words]) => {
    const header = spread(column.name)
    const place = words.indexOf(header)
    const likeness = place >= 0 ? 1 - place * 0.01 : words.some(word => word.length > 3 && ` ${header} `.includes(` ${word} `)) ? 0.6 : 0
    return { column, field, sure: header === '' ? 0 : likeness * agreement(field, column) }
  })).filter(pair => pair.sure >= 0.35).sort((a, b) => b.sure - a.sure)
  const columns: Record<string, string[]> = {}
  const sure: Record<string, number> = {}
  const used = new Set<string>()
  for (const pair of pairs) {
    if (columns[pair.field] || used.has(pair.column.name)) continue
    columns[pair.field] = [pair.column.name]
    sure[pair.field] = Math.round(pair.sure * 100) / 100
    used.add(pair.column.name)
  }
  // An id says nothing when it repeats itself.
  const id = columns.id && survey.columns.find(column => column.name === columns.id![0])
  if (id && id.values && id.values.size < id.filled) {
    delete columns.id
    delete sure.id
  }
  const missing = (requiredFields[kind] as readonly string[]).filter(field => !columns[field] && !(kind === 'deals' && field === 'pipeline')).length
  const total = Object.values(sure).reduce((sum, one) => sum + one, 0)
  return { kind, columns, sure, score: Math.max(0, total - missing * 2) + (kind === 'deals' && columns.stage ? 0.5 : 0) }
}
