import { computed, shallowRef, watch, type Ref } from 'vue'
import type { GridRows } from './gridTypes.ts'
import type { RowId } from './listTypes.ts'
import { notifyError } from './notices.ts'
import { heirOf } from './useListItems.ts'

export interface GridSelectionOptions<Row> {
  rows: () => GridRows<Row>
  idOf: (row: Row) => RowId
  active: Ref<RowId | null>
  selected: Ref<ReadonlySet<RowId>>
  autoActive: () => boolean
  /** Ids of everything that belongs together with a row, loaded or not. */
  matesOf?: () => ((row: Row) => Promise<readonly RowId[]>) | undefined
}

/** The active row by its place and its id, and the selected ids: they hold while pages come and go. */
export const useGridSelection = <Row>({ rows, idOf, active, selected, autoActive, matesOf }: GridSelectionOptions<Row>) => {
  const place = shallowRef(-1)
  const total = computed(() => rows().held.value.total)
  const rowAt = (at: number): Row | undefined => rows().held.value.pages.get(Math.floor(at / rows().pageSize))?.[at % rows().pageSize]
  const idAt = (at: number): RowId | null => {
    const row = rowAt(at)
    return row === undefined ? null : idOf(row)
  }
  /** Loaded ids in their order, with their places. */
  const placesOf = (held: GridRows<Row>['held']['value']): Map<RowId, number> => {
    const places = new Map<RowId, number>()
    for (const [page, list] of [...held.pages].sort(([left], [right]) => left - right)) list.forEach((row, index) => places.set(idOf(row), page * rows().pageSize + index))
    return places
  }
  const kept = (at: number): number => Math.min(total.value - 1, Math.max(0, at))

  const moveTo = (at: number): void => {
    place.value = kept(at)
    active.value = idAt(place.value)
  }
  watch(() => rows().held.value, (now, before) => {
    const places = placesOf(now)
    const isOther = before !== undefined && before.key !== now.key
    const at = active.value === null ? undefined : places.get(active.value)
    if (at !== undefined) place.value = at
    else if (isOther || now.total === 0) {
      place.value = now.total > 0 && autoActive() ? 0 : -1
      active.value = idAt(place.value)
    } else if (active.value === null) {
      if (place.value < 0 && autoActive() && now.total > 0) place.value = 0
      if (place.value >= now.total) place.value = now.total - 1
      active.value = idAt(place.value)
    } else if (place.value < 0 || now.pages.has(Math.floor(kept(place.value) / rows().pageSize))) {
      // It left the list, or an address names one that isn't here: the next of the old order takes its place.
      const heir = before && place.value >= 0 ? heirOf(active.value, [...placesOf(before).keys()], places) : null
      place.value = heir === null ? (now.total > 0 ? kept(place.value) : -1) : places.get(heir) ?? -1
      active.value = idAt(place.value)
    }
  }, { immediate: true })
  // Set from outside: the place follows when the row is loaded.
  watch(active, id => {
    if (id === null || idAt(place.value) === id) return
    const at = placesOf(rows().held.value).get(id)
    if (at !== undefined) place.value = at
  })

  const toggle = (id: RowId): void => {
    const next = new Set(selected.value)
    if (!next.delete(id)) next.add(id)
    selected.value = next
  }
  const toggleAt = (at: number): void => {
    const id = idAt(at)
    if (id !== null) toggle(id)
  }
  /** Ids that come when another filter stands already are nobody's choice. */
  const whenStill = (asked: Promise<readonly RowId[]>, take: (ids: readonly RowId[]) => void): void => {
    const { key } = rows().held.value
    asked.then(ids => { if (rows().held.value.key === key) take(ids) }).catch(notifyError)
  }
  const extendTo = (to: number): void => {
    const from = place.value < 0 ? to : place.value
    const [first, last] = [Math.min(from, to), Math.max(from, to)]
    const add = (ids: readonly RowId[]): void => { selected.value = new Set([...selected.value, ...ids]) }
    const here = Array.from({ length: last - first + 1 }, (_, index) => idAt(first + index))
    if (here.every(id => id !== null)) add(here)
    else whenStill(rows().idsBetween(first, last), add)
  }
  /** All of the filter, loaded or not; again lets all go. */
  const selectAll = (): void => {
    if (selected.value.size > 0 && selected.value.size >= total.value) selected.value = new Set()
    else whenStill(rows().allIds(), ids => { selected.value = new Set(ids) })
  }
  /** All that belongs together with the active row; again lets them go. */
  const toggleMates = (): void => {
    const row = rowAt(place.value)
    const asked = row === undefined ? undefined : matesOf?.()?.(row)
    if (asked) whenStill(asked, ids => {
      const mates = new Set(ids)
      selected.value = ids.every(id => selected.value.has(id)) ? new Set([...selected.value].filter(id => !mates.has(id))) : new Set([...selected.value, ...mates])
    })
  }
  const neighbour = (by: number): number | null => total.value === 0 ? null : place.value < 0 ? (by > 0 ? 0 : total.value - 1) : kept(place.value + by)
  return {
    place, total, rowAt, idAt, moveTo, toggle, extendTo, selectAll,
    activeRow: (): Row | null => rowAt(place.value) ?? null,
    /** As the list's keys want it: rows by their places. */
    forKeys: {
      neighbour, first: () => total.value > 0 ? 0 : null, last: () => total.value > 0 ? total.value - 1 : null, toggle: (at: RowId) => toggleAt(Number(at)), extendTo: (at: RowId) => extendTo(Number(at)), toggleGroup: toggleMates, selectAll,
      clear: () => { selected.value = new Set() }, active: computed(() => place.value < 0 ? null : place.value) as Ref<RowId | null>, selected,
    },
  }
}
