import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, watch } from 'vue'
import { client, orpc } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { ClientFigure, ClientFilter, ClientRow, ClientSort } from '../../shared/contract/clients.ts'
import { useFormat } from '../../ui/format.ts'
import type { GridSort, RangePage } from '../../ui/gridTypes.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { notify } from '../../ui/notices.ts'
import { useRangeRows } from '../../ui/useRangeRows.ts'
import { useAddressState } from '../frame/useAddressState.ts'
import { clientPlaceFromQuery, clientsAddress, onlyGiven, type ClientPlace } from './clientPlace.ts'
import { useClientTargets } from './useClientTargets.ts'

/** The clients of the filter, which stands in the address: rows as they are looked at, figures and facets over all of them, what a decision falls on. */
export const useClients = () => {
  const { t } = useText()
  const format = useFormat()
  const { state: place, go } = useAddressState<ClientPlace>({ read: clientPlaceFromQuery, write: clientsAddress })
  const filter = computed(() => place.value.filter)
  const sort = computed<GridSort>({ get: () => place.value.sort, set: ({ by, descending }) => go({ ...place.value, sort: { by: by as ClientSort['by'], descending } }) })
  const narrow = (change: ClientFilter, typing = false): void => go({ ...place.value, filter: onlyGiven({ ...filter.value, ...change }) }, { typing })
  const clear = (): void => go({ ...place.value, filter: {} })

  const active = ref<RowId | null>(null)
  const selected = ref<ReadonlySet<RowId>>(new Set())
  watch(() => JSON.stringify(filter.value), () => { selected.value = new Set() })
  const brought = new Map<number, number>()
  const allIds = async (): Promise<RowId[]> => {
    const { items, total } = await client.clients.ids({ filter: filter.value, sort: place.value.sort })
    if (total > items.length) notify({ text: t('ui.grid.first', { total: format.value.count(total) }, items.length), tone: 'info' })
    for (const { id, version } of items) brought.set(id, version)
    return items.map(item => item.id)
  }
  const range = useRangeRows<ClientRow, RangePage<ClientRow> & { figure: ClientFigure }>({
    key: () => JSON.stringify(place.value), idOf: row => row.id, allIds, page: (offset, limit) => orpc.clients.range.queryOptions({ input: { filter: filter.value, sort: place.value.sort, offset, limit } }),
  })
  const facets = useQuery(computed(() => ({ ...orpc.clients.facets.queryOptions({ input: { filter: filter.value } }), placeholderData: keepPreviousData })))
  const decided = useClientTargets({ active, selected, rowOf: range.rowOf, filter: () => filter.value, brought, usable: () => !range.failed.value })
  const isNarrowed = computed(() => Object.keys(filter.value).length > 0)
  return { place, go, filter, sort, narrow, clear, isNarrowed, active, selected, range, facets: computed(() => facets.data.value ?? null), figure: computed(() => range.newest.value?.figure ?? null), ...decided }
}
