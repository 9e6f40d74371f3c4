import { useQueries, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { GridRows, RangePage } from './gridTypes.ts'
import type { RowId } from './listTypes.ts'

interface PageOptions<Page> { queryKey: readonly unknown[], queryFn?: unknown, staleTime?: unknown, readonly result?: Page }

export interface RangeOptions<Row, Page> {
  /** The filter and the order as one text: another one is another list. */
  key: MaybeRefOrGetter<string>
  /** Query options of `limit` rows from the place `offset`. */
  page: (offset: number, limit: number) => PageOptions<Page>
  idOf: (row: Row) => RowId
  allIds: () => Promise<RowId[]>
  pageSize?: number
  enabled?: MaybeRefOrGetter<boolean>
}

/** A page that left the sight is forgotten after this, ms: 100 000 rows never stand in memory together. */
const keptMs = 15_000
const restMs = 60

/** The loader of a grid: pages come when they are in sight; after a change of the data only those are asked for again. */
export const useRangeRows = <Row, Page extends RangePage<Row>>({ key, page, idOf, allIds, pageSize = 200, enabled = true }: RangeOptions<Row, Page>) => {
  const queryClient = useQueryClient()
  const wanted = shallowRef<readonly number[]>([0])
  const optionsOf = (number: number) => ({ ...page(number * pageSize, pageSize), gcTime: keptMs })
  const queries = useQueries({ queries: computed(() => wanted.value.map(number => ({ ...optionsOf(number), enabled: toValue(enabled) })) as never[]), shallow: true })
  const results = computed(() => queries.value as readonly { data?: Page, error: unknown, isFetching: boolean }[])

  const held = shallowRef<{ key: string, total: number, pages: ReadonlyMap<number, readonly Row[]>, newest: Page | null }>({ key: toValue(key), total: 0, pages: new Map(), newest: null })
  const take = (): void => {
    const pages = new Map<number, readonly Row[]>()
    let newest: { data: Page, at: number } | null = null
    for (const number of wanted.value) {
      const state = queryClient.getQueryState<Page>(optionsOf(number).queryKey)
      if (state?.data === undefined) continue
      pages.set(number, state.data.rows)
      if (newest === null || state.dataUpdatedAt > newest.at) newest = { data: state.data, at: state.dataUpdatedAt }
    }
    if (newest !== null) held.value = { key: toValue(key), total: newest.data.total, pages, newest: newest.data }
    else if (held.value.key === toValue(key) && held.value.pages.size > 0) held.value = { ...held.value, pages }
  }
  watch(() => toValue(key), () => { wanted.value = [0] }, { flush: 'sync' })
  watch([results, wanted], take, { immediate: true })

  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))
  const see = (from: number, to: number, active: number): void => {
    const last = Math.max(0, Math.ceil(held.value.total / pageSize) - 1)
    const pageOf = (place: number): number => Math.min(last, Math.max(0, Math.floor(place / pageSize)))
    // Half a page ahead: a page that is asked for when its first row is in sight comes too late.
    const [first, end] = [pageOf(from - pageSize / 2), pageOf(to + pageSize / 2)]
    const pages = new Set([...Array.from({ length: end - first + 1 }, (_, index) => first + index), ...active >= 0 ? [pageOf(active)] : []])
    const next = [...pages].sort((left, right) => left - right)
    clearTimeout(timer)
    if (next.join() === wanted.value.join()) return
    const set = (): void => { wanted.value = next }
    // The scroll bar dragged over a thousand pages asks for the one where it rests; scrolling asks at once.
    if (next.every(number => wanted.value.some(present => Math.abs(present - number) <= 1))) set()
    else timer = setTimeout(set, restMs)
  }

  const idsBetween = async (from: number, to: number): Promise<RowId[]> => {
    const numbers = Array.from({ length: Math.floor(to / pageSize) - Math.floor(from / pageSize) + 1 }, (_, index) => Math.floor(from / pageSize) + index)
    const pages: RowId[] = []
    for (const number of numbers) {
      const rows = held.value.pages.get(number) ?? (await queryClient.fetchQuery(optionsOf(number) as never) as Page).rows
      rows.forEach((row, index) => { if (number * pageSize + index >= from && number * pageSize + index <= to) pages.push(idOf(row)) })
    }
    return pages
  }

  const byId = computed(() => new Map([...held.value.pages.values()].flatMap(rows => rows.map(row => [idOf(row), row] as const))))
  const rows: GridRows<Row> = {
    held, pageSize, see, idsBetween, allIds,
    isPending: computed(() => held.value.newest === null),
    isStale: computed(() => held.value.newest !== null && held.value.key !== toValue(key)),
  }
  const error = computed(() => results.value.find(result => result.error)?.error ?? null)
  return {
    rows,
    /** A loaded row. */
    rowOf: (id: RowId): Row | undefined => byId.value.get(id),
    /** The newest answer: its total and sums are over all rows. */
    newest: computed(() => held.value.newest),
    error,
    /** The rows of this very filter could not be had: the former ones are nobody's answer. Without it, an `error` means rows as they were. */
    failed: computed(() => error.value !== null && (rows.isPending.value || rows.isStale.value)),
    refetch: () => Promise.all(wanted.value.map(number => queryClient.refetchQueries({ queryKey: optionsOf(number).queryKey }))),
  }
}
