import { useInfiniteQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { orpc } from '../../api/index.ts'
import type { FindingRow } from '../../shared/contract/day.ts'
import type { Check } from '../../shared/vocabulary.ts'
import type { Decisions } from './decisions.ts'
import { inKeptOrder, sectionsOf } from './sections.ts'

export type Scope = 'walk' | 'carried'
const pageSize = 500

export const findingsOptions = (day: string, check: Check, scope: Scope) => orpc.day.findings.infiniteOptions({
  input: (cursor: string | undefined) => ({ day, check, scope, cursor, limit: pageSize }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: last => last.next ?? undefined,
})

/** The open findings of one check in the order of the walk, and those that were decided. */
export const useFindings = (day: MaybeRefOrGetter<string>, check: MaybeRefOrGetter<Check>, decisions: Decisions, enabled: MaybeRefOrGetter<boolean>) => {
  const scope = ref<Scope>('walk')
  watch(() => toValue(check), () => { scope.value = 'walk' })
  const query = useInfiniteQuery(computed(() => ({ ...findingsOptions(toValue(day), toValue(check), scope.value), enabled: toValue(enabled) })))

  const loaded = computed<FindingRow[]>(() => query.data.value?.pages.flatMap(page => page.rows) ?? [])
  const open = computed(() => loaded.value.filter(row => decisions.isOpen(row, toValue(day))))
  const decided = computed(() => loaded.value.filter(row => row.decision !== null && !decisions.isOpen(row, toValue(day))))
  const orders = new Map<string, Map<string, number>>()
  const orderOf = (list: string): Map<string, number> => {
    const known = orders.get(list) ?? new Map<string, number>()
    orders.set(list, known)
    return known
  }
  const sections = computed(() => inKeptOrder(sectionsOf(open.value, query.data.value?.pages.at(-1)?.groups ?? []), orderOf(`${toValue(day)} ${toValue(check)} ${scope.value}`)))
  /** As the list shows them: by manager, new before backlog. */
  const rows = computed(() => sections.value.flatMap(section => [...section.fresh, ...section.backlog]))
  const total = computed(() => query.data.value?.pages[0]?.total ?? 0)
  const latestDecision = computed(() => decided.value.reduce<FindingRow['decision']>((latest, row) => row.decision && (!latest || row.decision.at > latest.at) ? row.decision : latest, null))
  return { query, scope, rows, sections, decided, total, latestDecision }
}

/** Every check's rows are there before they are asked for: a key press shows them at once. */
export const usePrefetch = (day: MaybeRefOrGetter<string | null>, checks: MaybeRefOrGetter<readonly Check[]>): void => {
  const queryClient = useQueryClient()
  watch([() => toValue(day), () => toValue(checks).join('')], ([present]) => {
    if (present === null) return
    void queryClient.prefetchQuery(orpc.day.loads.queryOptions())
    for (const check of toValue(checks)) void queryClient.prefetchInfiniteQuery(findingsOptions(present, check, 'walk'))
  }, { immediate: true })
}
