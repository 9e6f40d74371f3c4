import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, watch, type Ref } from 'vue'
import { client, orpc } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { TaskFilter, TaskListRow, TaskListView, TaskSort } from '../../shared/contract/tasks.ts'
import { addDays } from '../../ui/days.ts'
import { useFormat } from '../../ui/format.ts'
import type { RangePage } from '../../ui/gridTypes.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { notify } from '../../ui/notices.ts'
import { useLeavingRows } from '../../ui/useLeavingRows.ts'
import { useRangeRows } from '../../ui/useRangeRows.ts'
import { filterOf, isListView, type TaskPlace } from './taskPlace.ts'
import { useTaskTargets } from './taskTargets.ts'

type Page = RangePage<TaskListRow> & { known: boolean, since: number | null }

/** The tasks of a view: rows as they are looked at, figures over all of them, what a decision falls on. `firstId`: the row that the address names. */
export const useTasks = (place: Ref<TaskPlace>, firstId: number | null) => {
  const { t } = useText()
  const format = useFormat()
  const isOn = computed(() => isListView(place.value.view))
  const view = computed<TaskListView>(() => isListView(place.value.view) ? place.value.view : 'overdue')
  const filter = computed<TaskFilter>(() => filterOf(place.value, { today: format.value.context.today, yesterday: addDays(format.value.context.today, -1) }))
  const sort = computed(() => (isOn.value ? place.value.sort : { by: 'usual', descending: false }) as TaskSort)
  const asked = computed(() => ({ view: view.value, filter: filter.value, sort: sort.value }))

  // The badges count since the last control, whatever day is read.
  const counts = useQuery(computed(() => orpc.tasks.counts.queryOptions({ input: { filter: place.value.filter }, placeholderData: keepPreviousData })))
  const facets = useQuery(computed(() => ({ ...orpc.tasks.facets.queryOptions({ input: { view: view.value, filter: filter.value } }), placeholderData: keepPreviousData, enabled: isOn.value })))

  const active = ref<RowId | null>(firstId)
  const selected = ref<ReadonlySet<RowId>>(new Set())
  watch(() => JSON.stringify([view.value, filter.value]), () => {
    selected.value = new Set()
    active.value = null
  })
  const brought = new Map<number, number>()
  const idsOf = async (of: TaskFilter): Promise<RowId[]> => {
    const { items, total } = await client.tasks.ids({ ...asked.value, filter: of })
    if (total > items.length) notify({ text: t('ui.grid.first', { total: format.value.count(total) }, items.length), tone: 'info' })
    for (const { id, version } of items) brought.set(id, version)
    return items.map(item => item.id)
  }
  const range = useRangeRows<TaskListRow, Page>({
    key: () => JSON.stringify(asked.value), idOf: row => row.id, allIds: () => idsOf(filter.value), enabled: isOn,
    page: (offset, limit) => orpc.tasks.range.queryOptions({ input: { ...asked.value, offset, limit } }),
  })
  const { rows, isHere, leave } = useLeavingRows(range.rows, row => row.id)
  /** While another view is on its way, the rows on the screen are nobody's to decide on. */
  const isOfNow = computed(() => {
    const held = JSON.parse(range.rows.held.value.key) as typeof asked.value
    return JSON.stringify([held.view, held.filter]) === JSON.stringify([view.value, filter.value])
  })
  const rowOf = (id: RowId): TaskListRow | undefined => isHere(id) ? range.rowOf(id) : undefined
  /** All rows of the view that are this row's manager's. */
  const matesOf = (row: TaskListRow): Promise<RowId[]> => idsOf({ ...filter.value, managerIds: [row.manager?.id ?? 0] })
  /** The place of a row that is not loaded; null when it isn't in the view. */
  const placeOf = async (id: number): Promise<number | null> => {
    const at = (await client.tasks.ids(asked.value)).items.findIndex(item => item.id === id)
    return at < 0 ? null : at
  }
  return {
    isOn, view, filter, sort, counts, facets, active, selected, range, rows, leave, matesOf, placeOf, total: computed(() => range.newest.value?.total ?? null), known: computed(() => range.newest.value?.known ?? true),
    ...useTaskTargets({ view, filter, active, selected, rowOf, brought, usable: () => !range.failed.value && isOfNow.value }),
  }
}
export type Tasks = ReturnType<typeof useTasks>
