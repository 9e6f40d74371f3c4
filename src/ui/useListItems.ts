import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { RowId } from './listTypes.ts'

export type ListItem<Row> = { type: 'group', key: string, groupId: string } | { type: 'row', key: string, id: RowId, row: Row, index: number }

/** Rows in their order with a header wherever the group changes. */
export const useListItems = <Row>(rows: MaybeRefOrGetter<readonly Row[]>, idOf: (row: Row) => RowId, groupOf: () => ((row: Row) => string) | undefined) => {
  const items = computed(() => {
    const list: ListItem<Row>[] = []
    const group = groupOf()
    let present: string | undefined
    toValue(rows).forEach((row, index) => {
      const groupId = group?.(row)
      if (groupId !== undefined && groupId !== present) {
        list.push({ type: 'group', key: `g:${groupId}:${index}`, groupId })
        present = groupId
      }
      const id = idOf(row)
      list.push({ type: 'row', key: `r:${id}`, id, row, index })
    })
    return list
  })
  const ids = computed(() => toValue(rows).map(idOf))
  const indexOf = computed(() => new Map(ids.value.map((id, index) => [id, index])))
  /** Place among rows and headers, by place among rows. */
  const itemIndexOf = computed(() => {
    const places: number[] = []
    items.value.forEach((item, place) => { if (item.type === 'row') places[item.index] = place })
    return places
  })
  /** Everything under the heading that this row stands under. */
  const groupMates = (id: RowId): RowId[] => {
    const place = itemIndexOf.value[indexOf.value.get(id) ?? -1] ?? -1
    const head = items.value.findLastIndex((item, at) => at < place && item.type === 'group')
    const next = items.value.findIndex((item, at) => at > place && item.type === 'group')
    return items.value.slice(head + 1, next < 0 ? undefined : next).flatMap(item => item.type === 'row' ? [item.id] : [])
  }
  const groupPlaces = computed(() => items.value.flatMap((item, place) => item.type === 'group' ? [place] : []))
  return { items, ids, indexOf, itemIndexOf, groupPlaces, groupMates }
}

/** Who takes the focus when `gone` leaves: the next of the old order that is still there, else the one before. */
export const heirOf = (gone: RowId, before: readonly RowId[], now: ReadonlyMap<RowId, number>): RowId | null => {
  const at = before.indexOf(gone)
  for (let index = at + 1; index < before.length; index++) {
    const id = before[index]
    if (id !== undefined && now.has(id)) return id
  }
  for (let index = at - 1; index >= 0; index--) {
    const id = before[index]
    if (id !== undefined && now.has(id)) return id
  }
  return now.size ? now.keys().next().value ?? null : null
}
