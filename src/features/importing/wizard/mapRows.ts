import { text } from '../../../i18n/index.ts'
import { mappingFields, rejectedReasonColumn, requiredFields, type FileMapping } from '../../../shared/contract/mapping.ts'
import { foldText, missingFields } from '../../../shared/mappingFit.ts'
import { lacksKey, layoutsIn, type Draft, type Layout } from './draft.ts'
import { fieldId, keyField } from './points.ts'
import { fieldName, kindName, unknownWithout } from './words.ts'

export interface MapRow {
  id: number
  /** Whether it waits for a look, under this name (`openPoints`). */
  point: string
  open: boolean
  /** What it is found by. */
  text: string
  group?: string
}

export interface FieldRow extends MapRow {
  what: 'field' | 'key' | 'dates' | 'unused'
  layout: Layout
  part: number
  mapping: FileMapping | null
  /** Its name in a mapping; of an unused one the column. */
  field: string
  label: string
  columns: readonly string[]
  constant: string | null
  samples: string
  note: string
  must: boolean
}

/** What is filled, then what would be missed, then the rest; numbers of other records last. */
const last = new Set(['client_id', 'owner_id', 'assignee_id', 'manager_id', 'author_id', 'updated_at', 'probability'])
const orderOf = (mapping: FileMapping, filled: (field: string) => boolean): string[] => {
  const fields: readonly string[] = mappingFields[mapping.kind]
  const rank = (field: string): number => field === 'id' || filled(field) || (requiredFields[mapping.kind] as readonly string[]).includes(field) ? 0 : unknownWithout(mapping.kind, field) !== '' ? 1 : last.has(field) ? 3 : 2
  return [...fields].sort((a, b) => rank(a) - rank(b))
}

export const samplesOf = (layout: Layout, columns: readonly string[]): string => {
  const wanted = new Set(columns.map(foldText))
  return (layout.files[0]?.columns ?? []).filter(column => wanted.has(foldText(column.name))).flatMap(column => column.samples.slice(0, columns.length > 1 ? 2 : 3)).join(' · ')
}
const usedIn = (layout: Layout): Set<string> => new Set(layout.parts.flatMap(part => [...Object.values(part.columns).flat(), ...part.key, ...Object.keys(part.stageDates)]).map(foldText))
export const unusedColumns = (layout: Layout): string[] => {
  const used = usedIn(layout)
  return (layout.files[0]?.columns ?? []).map(column => column.name).filter(name => name !== '' && name !== rejectedReasonColumn && !used.has(foldText(name)))
}

/** The fields of every kind of row with their columns, and the columns that go nowhere. */
export const fieldRows = (draft: Draft, open: ReadonlySet<string>, groupOf: (layout: Layout, kind: string) => string): FieldRow[] => {
  const rows: FieldRow[] = []
  const add = (row: Omit<FieldRow, 'id' | 'text' | 'point' | 'open'>): void => {
    const point = fieldId(row.layout.id, row.part, row.field)
    rows.push({ ...row, id: rows.length, point, open: open.has(point), text: [row.label, ...row.columns, row.constant ?? '', row.samples].join(' ') })
  }
  for (const layout of layoutsIn(draft)) {
    for (const [part, mapping] of layout.parts.entries()) {
      const missing = missingFields(mapping)
      const common = { layout, part, mapping, group: groupOf(layout, kindName(mapping.kind)), constant: null }
      for (const field of orderOf(mapping, each => layout.filled.has(`${part}/${each}`))) {
        const columns = mapping.columns[field] ?? []
        const constant = mapping.constants[field] ?? null
        add({ ...common, what: 'field', field, label: fieldName(field), columns, constant, samples: samplesOf(layout, columns), note: columns.length > 0 || constant !== null ? '' : unknownWithout(mapping.kind, field), must: missing.includes(field) })
        if (field === 'id' && columns.length === 0 && (lacksKey(mapping) || mapping.key.length > 0)) {
          add({ ...common, what: 'key', field: keyField, label: text('wizard.map.fields.key'), columns: mapping.key, samples: samplesOf(layout, mapping.key), note: mapping.key.length > 0 ? '' : text('wizard.map.fields.keyNote'), must: false })
        }
      }
      if (mapping.kind === 'deals') add({ ...common, what: 'dates', field: '#dates', label: text('wizard.map.fields.dates'), columns: Object.entries(mapping.stageDates).map(([column, stage]) => text('wizard.map.fields.date', { column, stage })), samples: samplesOf(layout, Object.keys(mapping.stageDates)), note: '', must: false })
    }
    const unused = unusedColumns(layout)
    for (const column of unused) add({ what: 'unused', layout, part: -1, mapping: null, group: text('wizard.map.unused', { n: unused.length, file: layout.files[0]?.name ?? '' }), field: column, label: column, columns: [], constant: null, samples: samplesOf(layout, [column]), note: '', must: false })
  }
  return rows
}
