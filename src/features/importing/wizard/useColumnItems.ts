import { useText } from '../../../i18n/index.ts'
import { mappingFields, rejectedReasonColumn } from '../../../shared/contract/mapping.ts'
import { useFormat } from '../../../ui/format.ts'
import type { PickItem } from '../../../ui/PickList.vue'
import type { Layout } from './draft.ts'
import { fieldName, kindName } from './words.ts'

/** Columns and fields to choose from, found by their names and by what stands in them. */
export const useColumnItems = () => {
  const { t } = useText()
  const format = useFormat()
  const noColumn = '\u0000none'
  const everyRow = '\u0000every'

  const columnItems = (layout: Layout, withOthers = false): PickItem<string>[] => {
    const file = layout.files[0]
    const columns = (file?.columns ?? []).filter(column => column.name !== '' && column.name !== rejectedReasonColumn).map(column => ({
      value: column.name, label: column.name, why: column.samples.slice(0, 3).join(' · ') || undefined, also: column.samples.join(' '),
      detail: column.distinct !== null && column.distinct === file?.rows && column.filled === file.rows ? t('wizard.map.fields.unique') : t('wizard.map.fields.filled', { n: format.value.count(column.filled), total: format.value.count(file?.rows) }),
    }))
    return withOthers ? [...columns, { value: noColumn, label: t('wizard.map.fields.noColumn') }, { value: everyRow, label: t('wizard.map.fields.everyRow') }] : columns
  }
  /** `part/field`. */
  const fieldItems = (layout: Layout): PickItem<string>[] => layout.parts.flatMap((part, at) => mappingFields[part.kind].map((field: string) => ({
    value: `${at}/${field}`, label: fieldName(field), detail: layout.parts.length > 1 ? kindName(part.kind) : undefined, why: part.columns[field]?.join(', '), also: field,
  })))
  return { columnItems, fieldItems, noColumn, everyRow }
}
