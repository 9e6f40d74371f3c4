import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { client, orpc } from '../../api/index.ts'
import type { DealFilter, DealRow } from '../../shared/contract/deals.ts'
import { jamFilterOf, jamScopes, type JamOverview, type JamScope } from '../../shared/contract/jam.ts'
import { useOwnAddress } from '../frame/useOwnAddress.ts'
import { dealFilterFromQuery, dealFilterToQuery } from '../record/dealFilter.ts'

/** What this screen narrows by; the rest of a filter belongs to the scope or to other screens. */
export type StuckFilter = Pick<DealFilter, 'managerIds' | 'teams' | 'pipelineIds' | 'stageIds' | 'channels' | 'reasons' | 'buckets'>
const pageRows = 500

export const keyOfManager = (manager: { id: number } | null): string => String(manager?.id ?? 0)

/** Managers whose rows come in one page; one with more rows than that has several. */
const chunksOf = (managers: JamOverview['managers']): number[][] => {
  const chunks: number[][] = []
  let room = 0
  for (const { manager, count } of managers) {
    if (room < count || chunks.length === 0) {
      chunks.push([])
      room = pageRows
    }
    chunks.at(-1)!.push(manager?.id ?? 0)
    room -= count
  }
  return chunks
}

/** The screen's scope and filter, both in the address; the figures over all rows, and the rows by manager, worst sum first. */
export const useStuck = () => {
  const route = useRoute()
  const follow = useOwnAddress()
  const scope = ref<JamScope>(jamScopes.find(each => each === route.query.view) ?? 'thinking')
  const filterIn = (query: typeof route.query): StuckFilter => {
    const { managerIds, teams, pipelineIds, stageIds, channels, reasons, buckets } = dealFilterFromQuery(query)
    return { managerIds, teams, pipelineIds, stageIds, channels, reasons, buckets }
  }
  const filter = shallowRef<StuckFilter>(filterIn(route.query))
  watch([scope, filter], () => { follow({ path: '/stuck', query: { ...(scope.value === 'thinking' ? {} : { view: scope.value }), ...dealFilterToQuery(filter.value) } }) })
  // The sidebar and «back» lead within the screen too.
  watch(() => route.query, query => {
    if (route.name !== 'stuck') return
    scope.value = jamScopes.find(each => each === query.view) ?? 'thinking'
    const asked = filterIn(query)
    if (JSON.stringify(dealFilterToQuery(asked)) !== JSON.stringify(dealFilterToQuery(filter.value))) filter.value = asked
  })

  // Without what is undefined: the same choice is the same text.
  const input = computed(() => ({ scope: scope.value, filter: JSON.parse(JSON.stringify(filter.value)) as StuckFilter }))
  const overview = useQuery(computed(() => ({ ...orpc.jam.overview.queryOptions({ input: input.value }), placeholderData: keepPreviousData })))
  const history = useQuery(computed(() => ({ ...orpc.jam.history.queryOptions({ input: { weeks: 8, filter: input.value.filter } }), placeholderData: keepPreviousData })))

  /** Managers keep their places while one works through them, and the pages their managers; another filter is another order. */
  const order = shallowRef<{ of: string, ids: readonly number[], managers: JamOverview['managers'], chunks: readonly number[][] } | null>(null)
  watch(() => overview.isPlaceholderData.value ? undefined : overview.data.value, data => {
    if (!data) return
    const of = JSON.stringify(input.value)
    const listed = data.managers.filter(row => !filter.value.managerIds || filter.value.managerIds.includes(row.manager?.id ?? 0))
    const known = order.value?.of === of ? order.value : null
    const placeOf = (row: JamOverview['managers'][number]): number => {
      const place = known?.ids.indexOf(row.manager?.id ?? 0) ?? -1
      return place < 0 ? Number.MAX_SAFE_INTEGER : place
    }
    const managers = listed.toSorted((a, b) => placeOf(a) - placeOf(b))
    const ids = managers.map(row => row.manager?.id ?? 0)
    order.value = { of, ids, managers, chunks: known && known.ids.join() === ids.join() ? known.chunks : chunksOf(managers) }
  }, { immediate: true })
  const managers = computed(() => order.value?.managers ?? [])
  const listKey = computed(() => JSON.stringify([order.value?.of, order.value?.ids]))
  const list = useInfiniteQuery(computed(() => {
    const asked = order.value?.chunks ?? []
    const { scope, filter } = JSON.parse(order.value?.of ?? '{"scope":"thinking","filter":{}}') as { scope: JamScope, filter: StuckFilter }
    const of = jamFilterOf(scope, filter)
    return {
      // Under the key of `deals`, so that live events make it fresh.
      queryKey: [...orpc.deals.list.key(), 'by manager', listKey.value],
      queryFn: async ({ pageParam }: { pageParam: { chunk: number, cursor?: string } }) => {
        const { rows, next } = await client.deals.list({ filter: { ...of, managerIds: asked[pageParam.chunk] ?? [] }, sort: { by: 'amount', descending: true }, cursor: pageParam.cursor, limit: pageRows })
        return { rows, next: next !== null ? { chunk: pageParam.chunk, cursor: next } : pageParam.chunk + 1 < asked.length ? { chunk: pageParam.chunk + 1 } : null }
      },
      initialPageParam: { chunk: 0 } as { chunk: number, cursor?: string },
      getNextPageParam: (last: { next: { chunk: number, cursor?: string } | null }) => last.next ?? undefined,
      enabled: order.value !== null && asked.length > 0,
      placeholderData: keepPreviousData,
    }
  }))
  const rows = computed<DealRow[]>(() => {
    if (managers.value.length === 0) return []
    const place = new Map(managers.value.map((row, index) => [keyOfManager(row.manager), index]))
    const placeOf = (row: DealRow): number => place.get(keyOfManager(row.manager)) ?? -1
    // A deal that changes hands while pages come may stand in two of them.
    const once = new Map((list.data.value?.pages ?? []).flatMap(page => page.rows).map(row => [row.id, row]))
    return [...once.values()].filter(row => placeOf(row) >= 0).sort((a, b) => placeOf(a) - placeOf(b))
  })

  const toggle = <Field extends 'reasons' | 'buckets' | 'managerIds'>(field: Field, value: NonNullable<StuckFilter[Field]>[number]): void => {
    const now = (filter.value[field] ?? []) as unknown[]
    const next = now.includes(value) ? now.filter(each => each !== value) : field === 'managerIds' || field === 'buckets' ? [value] : [...now, value]
    filter.value = { ...filter.value, [field]: next.length === 0 ? undefined : next }
  }
  const isNarrowed = computed(() => Object.values(filter.value).some(value => value !== undefined))
  const clear = (): void => { filter.value = {} }
  return { scope, filter, overview, history, list, managers, rows, toggle, isNarrowed, clear }
}
export type Stuck = ReturnType<typeof useStuck>
