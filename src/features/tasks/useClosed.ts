import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, type Ref } from 'vue'
import { orpc } from '../../api/index.ts'
import type { ClosedColumn, ClosedManager } from '../../shared/contract/tasks.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { useWholeRows } from '../../ui/useWholeRows.ts'
import type { TaskPlace } from './taskPlace.ts'

const valueOf: Record<Exclude<ClosedColumn, 'why'>, (row: ClosedManager) => string | number | null> = {
  manager: row => row.person.name, team: row => row.team, overdueTasks: row => row.overdueTasks, stuckDeals: row => row.stuckDeals, since: row => row.since,
}
const isSorted = (by: string): by is keyof typeof valueOf => by in valueOf

/** In the order of a column; what has no value comes last in both directions. The usual order is the backend's: the fullest first. */
export const sortClosed = (rows: readonly ClosedManager[], { by, descending }: TaskPlace['sort'], collate: (a: string, b: string) => number): readonly ClosedManager[] => {
  if (!isSorted(by)) return rows
  const value = valueOf[by]
  return rows.toSorted((left, right) => {
    const [a, b] = [value(left), value(right)]
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    return (typeof a === 'string' ? collate(a, String(b)) : a - Number(b)) * (descending ? -1 : 1)
  })
}

/** Managers closed for new leads under the screen's filter: a short list, all of it here. */
export const useClosed = (place: Ref<TaskPlace>, locale: () => string) => {
  const query = useQuery(computed(() => ({ ...orpc.tasks.closedForNewLeads.queryOptions({ input: { filter: place.value.filter } }), placeholderData: keepPreviousData })))
  const sort = computed(() => place.value.view === 'closed' ? place.value.sort : { by: 'usual', descending: false })
  const collate = (a: string, b: string): number => a.localeCompare(b, locale())
  const listed = computed(() => query.data.value ? sortClosed(query.data.value.rows, sort.value, collate) : null)
  const active = ref<RowId | null>(null)
  const rows = useWholeRows({ key: () => JSON.stringify([place.value.filter, sort.value]), rows: listed, idOf: row => row.person.id })
  return { query, filter: computed(() => place.value.filter), rows, active, activeRow: computed(() => listed.value?.find(row => row.person.id === active.value) ?? null) }
}
export type Closed = ReturnType<typeof useClosed>
