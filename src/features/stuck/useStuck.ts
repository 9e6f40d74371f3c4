import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, watch } from 'vue'
import { client, orpc } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { DealFilter, DealRow, DealSort } from '../../shared/contract/deals.ts'
import { jamFilterOf, type JamScope } from '../../shared/contract/jam.ts'
import { useFormat } from '../../ui/format.ts'
import type { RangePage } from '../../ui/gridTypes.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { notify } from '../../ui/notices.ts'
import { useRangeRows } from '../../ui/useRangeRows.ts'
import { useAddressState } from '../frame/useAddressState.ts'
import { useDealTargets } from '../record/decide/targets.ts'
import { onlyGiven, stuckAddress, stuckPlaceFromQuery, type StuckFilter, type StuckPlace } from './stuckPlace.ts'

export type { StuckFilter } from './stuckPlace.ts'
export type Stuck = ReturnType<typeof useStuck>
export const keyOfManager = (manager: { id: number } | null): string => String(manager?.id ?? 0)

/** The screen's scope, filter and order, all in the address; the figures over all rows, and the rows as they are looked at. */
export const useStuck = () => {
  const { t } = useText()
  const format = useFormat()
  const { state: place, go } = useAddressState<StuckPlace>({ read: stuckPlaceFromQuery, write: stuckAddress })
  const set = (change: Partial<StuckPlace>): void => go({ ...place.value, ...change })
  const scope = computed<JamScope>({ get: () => place.value.scope, set: value => set({ scope: value }) })
  const filter = computed<StuckFilter>({ get: () => place.value.filter, set: value => set({ filter: onlyGiven(value) }) })
  const sort = computed<DealSort>({ get: () => place.value.sort, set: value => set({ sort: value }) })

  const input = computed(() => ({ scope: scope.value, filter: filter.value }))
  const overview = useQuery(computed(() => ({ ...orpc.jam.overview.queryOptions({ input: input.value }), placeholderData: keepPreviousData })))
  const history = useQuery(computed(() => ({ ...orpc.jam.history.queryOptions({ input: { weeks: 8, filter: filter.value } }), placeholderData: keepPreviousData })))

  const active = ref<RowId | null>(null)
  const selected = ref<ReadonlySet<RowId>>(new Set())
  watch(() => JSON.stringify(input.value), () => { selected.value = new Set() })
  const deals = computed(() => jamFilterOf(scope.value, filter.value))
  const brought = new Map<number, number>()
  const idsOf = async (of: DealFilter): Promise<RowId[]> => {
    const { items, total } = await client.deals.ids({ filter: of, sort: sort.value })
    if (total > items.length) notify({ text: t('ui.grid.first', { total: format.value.count(total) }, items.length), tone: 'info' })
    for (const { id, version } of items) brought.set(id, version)
    return items.map(item => item.id)
  }
  const range = useRangeRows<DealRow, RangePage<DealRow>>({
    key: () => JSON.stringify(place.value), idOf: row => row.id, allIds: () => idsOf(deals.value),
    page: (offset, limit) => orpc.deals.range.queryOptions({ input: { filter: deals.value, sort: sort.value, offset, limit } }),
  })
  /** All rows of the list that are this row's manager's. */
  const matesOf = (row: DealRow): Promise<RowId[]> => idsOf({ ...deals.value, managerIds: [row.manager?.id ?? 0] })
  /** While another list is on its way, the rows on the screen are nobody's to decide on. */
  const isOfNow = computed(() => {
    const held = JSON.parse(range.rows.held.value.key) as StuckPlace
    return JSON.stringify([held.scope, held.filter]) === JSON.stringify([scope.value, filter.value])
  })
  const decided = useDealTargets({ active, selected, rowOf: range.rowOf, filter: () => deals.value, brought, usable: () => !range.failed.value && isOfNow.value })

  const toggle = <Field extends 'reasons' | 'buckets' | 'managerIds'>(field: Field, value: NonNullable<StuckFilter[Field]>[number]): void => {
    const now = (filter.value[field] ?? []) as unknown[]
    const next = now.includes(value) ? now.filter(each => each !== value) : field === 'reasons' ? [...now, value] : [value]
    filter.value = { ...filter.value, [field]: next }
  }
  const isNarrowed = computed(() => Object.keys(filter.value).length > 0)
  return { place, go, scope, filter, sort, deals, overview, history, range, active, selected, matesOf, ...decided, toggle, isNarrowed, clear: () => { filter.value = {} } }
}
