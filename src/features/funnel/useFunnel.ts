import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { orpc } from '../../api/index.ts'
import type { DealFilter } from '../../shared/contract/deals.ts'
import { addDays, type Day } from '../../ui/days.ts'
import { useFormat } from '../../ui/format.ts'
import { useOwnAddress } from '../frame/useOwnAddress.ts'
import { dealFilterFromQuery, dealFilterToQuery } from '../record/dealFilter.ts'

export const periodKinds = ['month', 'quarter', 'days30', 'own'] as const
export type PeriodKind = (typeof periodKinds)[number]
export interface Period { from: Day, to: Day }
export type FunnelFilter = Pick<DealFilter, 'managerIds' | 'team' | 'pipelineIds' | 'channels'>

const periodOf = (kind: PeriodKind, today: Day, own: Period): Period => {
  if (kind === 'own') return own
  if (kind === 'days30') return { from: addDays(today, -29), to: today }
  const month = Number(today.slice(5, 7))
  const first = kind === 'month' ? month : month - (month - 1) % 3
  return { from: `${today.slice(0, 4)}-${String(first).padStart(2, '0')}-01`, to: today }
}
const isDay = (value: unknown): value is Day => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** Filter, period and the day beside, all in the address; the figures of the stages. */
export const useFunnel = () => {
  const route = useRoute()
  const follow = useOwnAddress()
  const format = useFormat()
  const today = computed(() => format.value.context.today)
  const { managerIds, team, pipelineIds, channels } = dealFilterFromQuery(route.query)
  const filter = shallowRef<FunnelFilter>({ managerIds, team, pipelineIds, channels })
  const own = ref<Period>(isDay(route.query.from) && isDay(route.query.to) && route.query.from <= route.query.to ? { from: route.query.from, to: route.query.to } : periodOf('month', today.value, { from: '', to: '' }))
  const kind = ref<PeriodKind>(periodKinds.find(each => each === route.query.period) ?? 'days30')
  const period = computed(() => periodOf(kind.value, today.value, own.value))
  const beside = ref<Day | null>(isDay(route.query.beside) && route.query.beside < today.value ? route.query.beside : null)
  watch([filter, kind, own, beside], () => {
    follow({ path: '/funnel', query: { ...dealFilterToQuery(filter.value), ...(kind.value === 'days30' ? {} : { period: kind.value }), ...(kind.value === 'own' ? own.value : {}), ...(beside.value === null ? {} : { beside: beside.value }) } })
  })

  const query = useQuery(computed(() => {
    const { managerIds, team, pipelineIds, channels } = filter.value
    const input = { pipelineId: pipelineIds?.[0], managerIds, team, channels, period: period.value, beside: beside.value ?? undefined }
    return { ...orpc.funnel.get.queryOptions({ input }), placeholderData: keepPreviousData }
  }))
  /** The filter of the rows behind a figure: pipelines are said by the stage. */
  const narrowed = computed((): DealFilter => ({ managerIds: filter.value.managerIds, team: filter.value.team, channels: filter.value.channels }))
  return { filter, kind, own, period, beside, query, narrowed, today }
}
