import { computed, ref } from 'vue'
import { orpc, type PultClient } from '../../api/index.ts'
import type { DealFilter } from '../../shared/contract/deals.ts'
import { pastParts, type PastFigure, type PastPart, type PastRow, type PastSort } from '../../shared/contract/past.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { useRangeRows } from '../../ui/useRangeRows.ts'
import { useAddressState } from '../frame/useAddressState.ts'
import { pastAddress, pastFromQuery, type PastAsked } from '../record/pastFigure.ts'

type Page = Awaited<ReturnType<PultClient['past']['range']>>
const nothing: PastFigure = { of: 'jam', day: '1970-01-01', part: 'all' }

/** A figure of the past from the address: its rows as they are looked at, its parts, what it is narrowed by. */
export const usePast = () => {
  const { state: asked, go: goTo } = useAddressState<PastAsked | null>({ read: pastFromQuery, write: asked => asked === null ? '/past' : pastAddress(asked.figure, asked.filter, asked.sort) })
  const go = (change: Partial<PastAsked>): void => { if (asked.value !== null) goTo({ ...asked.value, ...change }) }
  const figure = computed(() => asked.value?.figure ?? nothing)
  const filter = computed(() => asked.value?.filter ?? {})
  const sort = computed<PastSort>({ get: () => asked.value?.sort ?? { by: 'amount', descending: true }, set: sort => go({ sort }) })
  const part = computed<PastPart>({
    get: () => figure.value.part,
    set: part => { if ((pastParts[figure.value.of] as readonly PastPart[]).includes(part)) go({ figure: { ...figure.value, part } as PastFigure }) },
  })
  const active = ref<RowId | null>(null)
  const input = computed(() => ({ figure: figure.value, filter: filter.value, sort: sort.value }))
  const range = useRangeRows<PastRow, Page>({
    key: () => JSON.stringify(input.value), idOf: row => row.id, allIds: () => Promise.resolve([]), enabled: () => asked.value !== null,
    page: (offset, limit) => orpc.past.range.queryOptions({ input: { ...input.value, offset, limit } }),
  })
  const activeRow = computed(() => active.value === null ? null : range.rowOf(active.value)?.deal ?? null)
  const isNarrowed = computed(() => Object.keys(filter.value).length > 0)
  return { isKnown: computed(() => asked.value !== null), figure, filter, sort, part, input, active, activeRow, range, page: range.newest, isNarrowed, narrow: (next: DealFilter) => go({ filter: JSON.parse(JSON.stringify(next)) as DealFilter }) }
}
