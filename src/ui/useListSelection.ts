import { computed, watch, type Ref } from 'vue'
import type { RowId } from './listTypes.ts'
import { heirOf, type useListItems } from './useListItems.ts'

export interface SelectionOptions<Row> {
  list: ReturnType<typeof useListItems<Row>>
  active: Ref<RowId | null>
  selected: Ref<ReadonlySet<RowId>>
  autoActive: () => boolean
}

/** The active row and the selected set of a list; both survive rows that come and go. */
export const useListSelection = <Row>({ list, active, selected, autoActive }: SelectionOptions<Row>) => {
  const activeIndex = computed(() => list.indexOf.value.get(active.value ?? '') ?? -1)
  const at = (index: number): RowId | null => list.ids.value[index] ?? null

  const activeRow = (): Row | null => {
    const item = list.items.value[list.itemIndexOf.value[activeIndex.value] ?? -1]
    return item?.type === 'row' ? item.row : null
  }
  /** The row `by` rows away, kept within the list. */
  const neighbour = (by: number): RowId | null => {
    const last = list.ids.value.length - 1
    if (last < 0) return null
    if (activeIndex.value < 0) return at(by > 0 ? 0 : last)
    return at(Math.min(last, Math.max(0, activeIndex.value + by)))
  }
  const toggle = (id: RowId): void => {
    const next = new Set(selected.value)
    if (!next.delete(id)) next.add(id)
    selected.value = next
  }
  const add = (ids: Iterable<RowId>): void => { selected.value = new Set([...selected.value, ...ids]) }
  const extendTo = (id: RowId): void => {
    const to = list.indexOf.value.get(id)
    if (to === undefined) return
    const from = activeIndex.value < 0 ? to : activeIndex.value
    add(list.ids.value.slice(Math.min(from, to), Math.max(from, to) + 1))
  }
  /** Takes the whole group of the active row, or lets it go when all of it was taken. */
  const toggleGroup = (): void => {
    if (active.value === null) return
    const mates = list.groupMates(active.value)
    if (mates.every(id => selected.value.has(id))) selected.value = new Set([...selected.value].filter(id => !mates.includes(id)))
    else add(mates)
  }
  const selectAll = (): void => { selected.value = selected.value.size === list.ids.value.length ? new Set() : new Set(list.ids.value) }
  const clear = (): void => { selected.value = new Set() }

  watch(list.ids, (now, before) => {
    const present = list.indexOf.value
    // Nothing is loaded yet: the row that the address names waits for its list.
    if (!now.length && !before?.length) return
    if (active.value !== null && !present.has(active.value)) active.value = now.length ? heirOf(active.value, before ?? [], present) : null
    if (active.value === null && autoActive()) active.value = now[0] ?? null
    const kept = [...selected.value].filter(id => present.has(id))
    if (kept.length !== selected.value.size) selected.value = new Set(kept)
  }, { immediate: true })

  return { activeRow, neighbour, first: () => at(0), last: () => at(list.ids.value.length - 1), toggle, add, extendTo, toggleGroup, selectAll, clear, active, selected }
}
