import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { client, orpc } from '../../api/index.ts'
import type { DealFilter, DealRow } from '../../shared/contract/deals.ts'
import { jamFilterOf, jamScopes, type JamOverview, type JamScope } from '../../shared/contract/jam.ts'
import { useOwnAddress } from '../frame/useOwnAddress.ts'
import { dealFilterFromQuery, dealFilterToQuery } from '../record/dealFilter.ts'

/** What this screen narrows by; the rest of a filter belongs to the scope or to other screens. */
export type StuckFilter = Pick<DealFilter, 'managerIds' | 'team' | 'pipelineIds' | 'stageIds' | 'channels' | 'reasons' | 'buckets'>
const pageRows = 500

export const keyOfManager = (manager: { id: number } | null): string => String(manager?.id ?? 0)

/** The screen's scope and filter, both in the address; the figures over all rows, and the rows by manager, worst sum first. */
export const useStuck = () => {
  const route = useRoute()
  const follow = useOwnAddress()
  const said = jamScopes.find(each => each === route.query.view)
  const scope = ref<JamScope>(said ?? 'thinking')
  const { managerIds, team, pipelineIds, stageIds, channels, reasons, buckets } = dealFilterFromQuery(route.query)
  const filter = shallowRef<StuckFilter>({ managerIds, team, pipelineIds, stageIds, channels, reasons, buckets })
  watch([scope, filter], () => { follow({ path: '/stuck', query: { ...(scope.value === 'thinking' ? {} : { view: scope.value }), ...dealFilterToQuery(filter.value) } }) })

  const input = computed(() => ({ scope: scope.value, filter: JSON.parse(JSON.stringify(filter.value)) as StuckFilter }))
  const overview = useQuery(computed(() => ({ ...orpc.jam.overview.queryOptions({ input: input.value }), placeholderData: keepPreviousData })))
  const history = useQuery(computed(() => ({ ...orpc.jam.history.queryOptions({ input: { weeks: 8, filter: input.value.filter } }), placeholderData: keepPreviousData })))

  /** Managers keep their places while one works through them; another filter is another order. */
  const order = shallowRef<{ of: string, managers: JamOverview['managers'] } | null>(null)
  watch(() => overview.isPlaceholderData.value ? undefined : overview.data.value, data => {
    if (!data) return
    const of = JSON.stringify(input.value)
    const listed = data.managers.filter(row => !filter.value.managerIds || filter.value.managerIds.includes(row.manager?.id ?? 0))
    const known = order.value?.of === of ? order.value.managers : []
    const place = new Map(known.map((row, index) => [keyOfManager(row.manager), index]))
    const placeOf = (row: JamOverview['managers'][number]): number => place.get(keyOfManager(row.manager)) ?? Number.MAX_SAFE_INTEGER
    order.value = { of, managers: listed.toSorted((a, b) => placeOf(a) - placeOf(b)) }
  }, { immediate: true })
  const managers = computed(() => order.value?.managers ?? [])

  /** Managers whose rows come in one page; one with more rows than that has several. */
  const chunks = computed(() => {
    const made: number[][] = []
    let room = 0
    for (const { manager, count } of managers.value) {
      if (room < count || made.length === 0) {
        made.push([])
        room = pageRows
      }
      made.at(-1)!.push(manager?.id ?? 0)
      room -= count
    }
    return made
  })
  const listKey = computed(() => JSON.stringify([order.value?.of, managers.value.map(row => row.manager?.id)]))
  const list = useInfiniteQuery(computed(() => {
    const asked = chunks.value
    const of = jamFilterOf(input.value.scope, input.value.filter)
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
    return (list.data.value?.pages ?? []).flatMap(page => page.rows).toSorted((a, b) => (place.get(keyOfManager(a.manager)) ?? 0) - (place.get(keyOfManager(b.manager)) ?? 0))
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
