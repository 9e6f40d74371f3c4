import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import type { LocationQuery } from 'vue-router'
import { orpc } from '../../api/index.ts'
import type { DealFilter } from '../../shared/contract/deals.ts'
import type { FunnelFilter } from '../../shared/contract/funnel.ts'
import { addDays, type Day } from '../../ui/days.ts'
import { useFormat } from '../../ui/format.ts'
import { useAddressState } from '../frame/useAddressState.ts'
import { dealFilterFromQuery, dealFilterToQuery } from '../record/dealFilter.ts'

export const periodKinds = ['month', 'quarter', 'days30', 'own'] as const
export type PeriodKind = (typeof periodKinds)[number]
export interface Period { from: Day, to: Day }
/** `isPending`: its figures are on their way. */
export interface PastDay { day: Day, period: Period, isPending: boolean }
interface Asked { filter: FunnelFilter, kind: PeriodKind, own: Period, beside: Day | null }

const periodOf = (kind: PeriodKind, today: Day, own: Period): Period => {
  if (kind === 'own') return own
  if (kind === 'days30') return { from: addDays(today, -29), to: today }
  const month = Number(today.slice(5, 7))
  const first = kind === 'month' ? month : month - (month - 1) % 3
  return { from: `${today.slice(0, 4)}-${String(first).padStart(2, '0')}-01`, to: today }
}
const isDay = (value: unknown): value is Day => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

const askedIn = (query: LocationQuery, today: Day): Asked => {
  const { managerIds, teams, pipelineIds, channels } = dealFilterFromQuery(query)
  const { from, to } = query
  const own = isDay(from) && isDay(to) && from <= to ? { from, to } : null
  const kind = periodKinds.find(each => each === query.period) ?? 'days30'
  return {
    // Without what is undefined: the same choice is the same text.
    filter: JSON.parse(JSON.stringify({ managerIds, teams, pipelineIds, channels })) as FunnelFilter,
    kind: kind === 'own' && own === null ? 'days30' : kind, own: own ?? periodOf('month', today, { from: '', to: '' }), beside: isDay(query.beside) && query.beside < today ? query.beside : null,
  }
}
const queryOf = ({ filter, kind, own, beside }: Asked): Record<string, string | string[]> =>
  ({ ...dealFilterToQuery(filter), ...(kind === 'days30' ? {} : { period: kind }), ...(kind === 'own' ? { from: own.from, to: own.to } : {}), ...(beside === null ? {} : { beside }) })

/** Filter, period and the day beside live in the address, each choice a step of its own in the history; the figures of the stages, the past day's apart. */
export const useFunnel = () => {
  const format = useFormat()
  const today = computed(() => format.value.context.today)
  const { state: asked, go: goTo } = useAddressState<Asked>({ read: query => askedIn(query, today.value), write: asked => ({ path: '/funnel', query: queryOf(asked) }) })
  const go = (change: Partial<Asked>): void => goTo(JSON.parse(JSON.stringify({ ...asked.value, ...change })) as Asked)
  const choice = <Field extends keyof Asked>(field: Field) => computed<Asked[Field]>({ get: () => asked.value[field], set: value => go({ [field]: value }) })

  const period = computed(() => periodOf(asked.value.kind, today.value, asked.value.own))
  const input = computed(() => ({ filter: asked.value.filter, period: period.value }))
  const present = useQuery(computed(() => ({ ...orpc.funnel.get.queryOptions({ input: input.value }), placeholderData: keepPreviousData })))
  /** A past day is read from the facts: it comes after the present, which doesn't wait for it. */
  const past = useQuery(computed(() => ({ ...orpc.funnel.beside.queryOptions({ input: { ...input.value, day: asked.value.beside ?? '' } }), enabled: asked.value.beside !== null && present.isSuccess.value })))
  /** The day that stands beside, from the moment it was chosen; null where nobody knows it. */
  const pastDay = computed((): PastDay | null => {
    const data = past.data.value
    return asked.value.beside === null || data?.stages === null || past.isError.value ? null : { day: asked.value.beside, period: data?.period ?? period.value, isPending: data === undefined }
  })
  /** The filter of the rows behind a figure: pipelines are said by the stage. */
  const narrowed = computed((): DealFilter => ({ managerIds: asked.value.filter.managerIds, teams: asked.value.filter.teams, channels: asked.value.filter.channels }))
  const choosePeriod = (kind: PeriodKind, own: Period = asked.value.own): void => go({ kind, own })
  const isNarrowed = computed(() => Object.keys(asked.value.filter).length > 0)
  return { filter: choice('filter'), kind: choice('kind'), own: choice('own'), beside: choice('beside'), choosePeriod, period, present, past, pastDay, narrowed, isNarrowed, clear: () => go({ filter: {} }) }
}
