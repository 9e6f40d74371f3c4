import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { orpc } from '../../api/index.ts'
import type { DutyKind, DutyRow } from '../../shared/contract/duties.ts'
import type { RowId } from '../../ui/listTypes.ts'

const dutyOptions = (kind: DutyKind, backlog: boolean) => orpc.duties.list.infiniteOptions({
  input: (cursor: string | undefined) => ({ kind, backlog, cursor, limit: 200 }), initialPageParam: undefined as string | undefined, getNextPageParam: last => last.next ?? undefined,
})

/** The head's own list as one: control tasks over a limit, late key points, courtesy calls; or what was late before Pult saw it. */
export const useHeadTasks = () => {
  const backlog = ref(false)
  const raised = useQuery(orpc.day.controlTasks.queryOptions())
  const points = useInfiniteQuery(computed(() => dutyOptions('key_point', backlog.value)))
  const calls = useInfiniteQuery(computed(() => dutyOptions('courtesy_call', backlog.value)))

  type Raised = NonNullable<typeof raised.data.value>[number]
  const loaded = computed(() => backlog.value ? [] : raised.data.value ?? [])
  const duties = (query: typeof points): DutyRow[] => query.data.value?.pages.flatMap(page => page.rows) ?? []
  const keyOf = (row: DutyRow): RowId => `${row.kind}-${row.dealId}-${row.stay}`
  const rows = computed(() => [
    ...loaded.value.map(task => ({ id: `task-${task.id}` as RowId, group: 'dwell_limit' as const, dealId: task.dealId, title: task.title, stage: task.stage, manager: task.manager, amount: task.amount, task: task as Raised | null, duty: null as DutyRow | null })),
    ...[...duties(points), ...duties(calls)].map(duty => ({ id: keyOf(duty), group: duty.kind, dealId: duty.dealId as number | null, title: duty.title, stage: duty.stage as string | null, manager: duty.manager, amount: duty.amount, task: null as Raised | null, duty: duty as DutyRow | null })),
  ])
  const figureOf = (kind: DutyKind, old: boolean) => (kind === 'key_point' ? points : calls).data.value?.pages[0]?.[old ? 'backlog' : 'current'] ?? null
  /** Over all rows of a group, loaded or not. */
  const groups = computed(() => ({
    dwell_limit: { count: loaded.value.length, late: 0, amount: loaded.value.reduce((sum, task) => sum + (task.amount ?? 0), 0) },
    key_point: { count: figureOf('key_point', backlog.value)?.count ?? 0, late: 0, amount: figureOf('key_point', backlog.value)?.money.amount ?? 0 },
    courtesy_call: { count: figureOf('courtesy_call', backlog.value)?.count ?? 0, late: figureOf('courtesy_call', backlog.value)?.late ?? 0, amount: figureOf('courtesy_call', backlog.value)?.money.amount ?? 0 },
  }))
  const total = computed(() => groups.value.dwell_limit.count + groups.value.key_point.count + groups.value.courtesy_call.count)
  const backlogCount = computed(() => (figureOf('key_point', true)?.count ?? 0) + (figureOf('courtesy_call', true)?.count ?? 0))
  const known = computed(() => ({ points: points.data.value?.pages[0]?.known ?? true, calls: calls.data.value?.pages[0]?.known ?? true }))
  const more = (): void => {
    const query = [points, calls].find(each => each.hasNextPage.value && !each.isFetchingNextPage.value)
    if (query) void query.fetchNextPage()
  }
  const error = computed(() => raised.error.value ?? points.error.value ?? calls.error.value)
  const retry = (): void => { for (const query of [raised, points, calls]) void query.refetch() }
  const loading = computed(() => raised.isPending.value || points.isPending.value || calls.isPending.value)
  return { backlog, rows, groups, total, backlogCount, known, more, error, retry, loading }
}
export type HeadTask = ReturnType<typeof useHeadTasks>['rows']['value'][number]
export type HeadGroup = HeadTask['group']
