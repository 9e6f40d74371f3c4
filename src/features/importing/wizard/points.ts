import type { ImportInspection } from '../../../shared/contract/importing.ts'
import { readsAsItIs, valueChoices } from '../../../shared/contract/mapping.ts'
import { foldText, missingFields } from '../../../shared/mappingFit.ts'
import { filesIn, lacksKey, layoutsIn, wordOf, type Draft, type Layout } from './draft.ts'

export type MapTab = 'fields' | 'stages' | 'owners' | 'reasons' | 'values' | 'habits'
/** Something that a person should look at; `must` = without it there is no import. */
export interface Point { tab: MapTab, id: string, must: boolean }

export const fieldId = (layout: string, part: number, field: string): string => `${layout}/${part}/${field}`
export const valueId = (layout: string, part: number, field: string, value: string): string => `${layout}/${part}/${field}/${value}`
export const stageId = (value: string): string => `stage/${value}`
export const ownerId = (value: string): string => `owner/${value}`
export const reasonPointId = (value: string): string => `reason/${value}`
const point = (tab: MapTab, id: string): Point => ({ tab, id, must: false })
/** Which columns tell one row from another, where there is no number. */
export const keyField = '#key'
const likely = 0.7

/** No number and nothing else that tells rows apart, or only what was guessed. */
const asksKey = (layout: Layout, at: number): boolean => {
  const part = layout.parts[at]!
  const given = layout.files[0]?.parts[at]?.mapping.key ?? []
  return lacksKey(part) || (!part.columns.id && part.key.length > 0 && given.length === 0)
}

const fieldPoints = (layout: Layout): Point[] => layout.parts.flatMap((part, at) => {
  const missing = missingFields(part)
  const sure = layout.files[0]?.sure ?? {}
  // Of a suggestion only: what was remembered or said is not in doubt.
  const doubted = layout.files[0]?.remembered ? [] : Object.keys(part.columns).filter(field => (sure[field] ?? 1) < likely)
  return [
    ...missing.map(field => ({ tab: 'fields' as const, id: fieldId(layout.id, at, field), must: true })),
    ...[...doubted.filter(field => !missing.includes(field)), ...asksKey(layout, at) ? [keyField] : []].map(field => point('fields', fieldId(layout.id, at, field))),
  ]
})

const valuePoints = (layout: Layout): Point[] => layout.parts.flatMap((part, at) => Object.entries(layout.files[0]?.parts[at]?.values ?? {}).flatMap(([field, rows]) => {
  if (!part.columns[field] || !valueChoices[part.kind]?.[field]) return []
  // The status of a deal may leave it to the stage, a state may say nothing of a meeting: only what would reject rows, or change counts, is asked about.
  const asked = (part.kind === 'activities' && field === 'kind') || (part.kind === 'tasks' && field === 'done')
  return rows.filter(row => row.means === null && wordOf(part.values[field] ?? {}, row.value) === undefined && asked)
    .map(row => point('values', valueId(layout.id, at, field, row.value)))
}))

/** Columns in use whose dates (numbers) could be read in two ways while nothing says in which. */
export const unclearColumns = (draft: Draft, habit: 'dates' | 'decimal'): { name: string, samples: readonly string[] }[] => {
  if (draft.head && draft.head[habit] !== 'auto') return []
  return layoutsIn(draft).flatMap(layout => {
    const used = new Set(layout.parts.flatMap(part => [...Object.values(part.columns).flat(), ...Object.keys(part.stageDates)]).map(foldText))
    return (layout.files[0]?.columns ?? []).filter(column => used.has(foldText(column.name)) && column[habit] === 'unclear')
  })
}

/** Everything that waits for a look, in the order in which it is walked. */
export const openPoints = (draft: Draft, found: ImportInspection): Point[] => {
  const { head } = draft
  if (!head) return []
  const layouts = layoutsIn(draft)
  const habits = (['dates', 'decimal'] as const).filter(habit => unclearColumns(draft, habit).length > 0)
  return [
    ...layouts.flatMap(layout => fieldPoints(layout)),
    ...found.stages.filter(stage => !stage.sure).map(stage => point('stages', stageId(stage.value))),
    ...found.owners.filter(owner => owner.likeId !== null && wordOf(head.owners, owner.value) === undefined).map(owner => point('owners', ownerId(owner.value))),
    ...found.reasons.filter(reason => reason.reasonId === null && reason.likeId !== null && wordOf(head.reasons, reason.value) === undefined).map(reason => point('reasons', reasonPointId(reason.value))),
    ...layouts.flatMap(layout => valuePoints(layout)),
    ...habits.map(habit => point('habits', habit)),
  ].filter(each => each.must || !draft.confirmed.has(each.id))
}

/** Native files, and layouts that were brought before, need no words: they go on to what would change. */
export const goesByItself = (draft: Draft, found: ImportInspection): boolean => {
  const files = filesIn(draft)
  return found.systems.length === 1 && found.unreadable.length === 0 && files.length > 0 && files.every(file => readsAsItIs(file.system) || file.remembered !== null)
    && layoutsIn(draft).every(layout => layout.parts.every(part => missingFields(part).length === 0))
}
