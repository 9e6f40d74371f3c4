import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, watch } from 'vue'
import { client, orpc } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { DealRow } from '../../shared/contract/deals.ts'
import { useFormat } from '../../ui/format.ts'
import type { RangePage } from '../../ui/gridTypes.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { notify } from '../../ui/notices.ts'
import { useRangeRows } from '../../ui/useRangeRows.ts'
import { useDealTargets } from '../record/decide/targets.ts'
import { useDealQuery } from './useDealQuery.ts'

/** The deals of the filter: rows as they are looked at, totals and facets over all of them, what a decision falls on. */
export const useDeals = () => {
  const { t } = useText()
  const format = useFormat()
  const query = useDealQuery()
  const { filter, sort, key } = query
  const active = ref<RowId | null>(null)
  const selected = ref<ReadonlySet<RowId>>(new Set())
  // What a decision falls on is in sight or counted: another filter begins without a selection.
  watch(() => JSON.stringify(filter.value), () => { selected.value = new Set() })

  const brought = new Map<number, number>()
  const allIds = async (): Promise<RowId[]> => {
    const { items, total } = await client.deals.ids({ filter: filter.value, sort: sort.value })
    if (total > items.length) notify({ text: t('ui.grid.first', { total: format.value.count(total) }, items.length), tone: 'info' })
    for (const { id, version } of items) brought.set(id, version)
    return items.map(item => item.id)
  }
  const range = useRangeRows<DealRow, RangePage<DealRow> & { money: { amount: number, noRate: number } }>({
    key, idOf: row => row.id, allIds, page: (offset, limit) => orpc.deals.range.queryOptions({ input: { filter: filter.value, sort: sort.value, offset, limit } }),
  })
  const facets = useQuery(computed(() => ({ ...orpc.deals.facets.queryOptions({ input: { filter: filter.value } }), placeholderData: keepPreviousData })))
  const { targets, selection, activeRow } = useDealTargets({ active, selected, rowOf: range.rowOf, filter: () => filter.value, brought, usable: () => !range.failed.value })
  return { ...query, active, selected, range, facets: computed(() => facets.data.value ?? null), targets, selection, activeRow, total: computed(() => range.newest.value?.total ?? null), money: computed(() => range.newest.value?.money ?? null) }
}
