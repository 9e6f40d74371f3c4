import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { orpc } from '../../../api/index.ts'
import { addDays, type Day } from '../../../ui/days.ts'
import { useFormat } from '../../../ui/format.ts'
import { useAddressState } from '../../frame/useAddressState.ts'

export const views = ['scores', 'criteria', 'quotas', 'lengths'] as const
export type View = (typeof views)[number]
export const daysOfPeriod = { month: 30, quarter: 90, year: 365 } as const
export type PeriodName = keyof typeof daysOfPeriod
export const periodNames = Object.keys(daysOfPeriod) as PeriodName[]

/** The address of the calls behind a figure. */
export const callsAddress = (filter: { from: Day, to: Day, managerId?: number, scored?: boolean, fromS?: number, toS?: number, belowFull?: string }): { path: string, query: Record<string, string> } =>
  ({ path: '/calls/list', query: Object.fromEntries(Object.entries(filter).flatMap(([key, value]) => value === undefined ? [] : [[key, String(value)]])) })

/** The view and the period, both in the address; each view asks for its own figures when it is looked at. */
export const useBoards = () => {
  const format = useFormat()
  const { state, go } = useAddressState<{ view: View, period: PeriodName }>({
    read: query => ({ view: views.find(each => each === query.view) ?? 'scores', period: periodNames.find(each => each === query.period) ?? 'month' }),
    write: ({ view, period }) => ({ path: '/calls/boards', query: { ...view === 'scores' ? {} : { view }, ...period === 'month' ? {} : { period } } }),
  })
  const view = computed({ get: () => state.value.view, set: next => go({ ...state.value, view: next }) })
  const periodName = computed({ get: () => state.value.period, set: next => go({ ...state.value, period: next }) })
  const period = computed(() => ({ from: addDays(format.value.context.today, 1 - daysOfPeriod[periodName.value]), to: format.value.context.today }))
  const isOn = (...of: View[]): boolean => of.includes(view.value)
  const scores = useQuery(computed(() => ({ ...orpc.callBoards.scores.queryOptions({ input: period.value }), enabled: isOn('scores', 'criteria'), placeholderData: keepPreviousData })))
  const quotas = useQuery(computed(() => ({ ...orpc.callBoards.quotas.queryOptions({ input: period.value }), enabled: isOn('quotas'), placeholderData: keepPreviousData })))
  const lengths = useQuery(computed(() => ({ ...orpc.callBoards.lengths.queryOptions({ input: period.value }), enabled: isOn('lengths'), placeholderData: keepPreviousData })))
  const query = computed(() => view.value === 'quotas' ? quotas : view.value === 'lengths' ? lengths : scores)
  return { view, periodName, period, scores, quotas, lengths, query }
}
