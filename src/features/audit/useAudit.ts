import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import type { LocationQuery, LocationQueryRaw, RouteLocationRaw } from 'vue-router'
import { orpc, type PultClient } from '../../api/index.ts'
import { textIfAny, useText } from '../../i18n/index.ts'
import { auditFilter, auditSort, type AuditFilter, type AuditRow, type AuditSort } from '../../shared/contract/audit.ts'
import { useFormat } from '../../ui/format.ts'
import type { GridSort } from '../../ui/gridTypes.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { useRangeRows } from '../../ui/useRangeRows.ts'
import { useAddressState } from '../frame/useAddressState.ts'
import type { FilterChip } from '../record/filter/filterTypes.ts'
import { makeFilterAddress, makeSortAddress } from '../record/filterAddress.ts'

interface Place { filter: AuditFilter, sort: AuditSort }
type Page = Awaited<ReturnType<PultClient['audit']['range']>>

const filterAddress = makeFilterAddress<typeof auditFilter.shape, AuditFilter>(auditFilter, {
  text: ['text', 'text'], actorIds: ['who', 'numbers'], actions: ['what', 'words'], recordTypes: ['record', 'words'], from: ['from', 'text'], to: ['to', 'text'],
})
const sortAddress = makeSortAddress<AuditSort>(auditSort, { by: 'at', descending: true })
const read = (query: LocationQuery | LocationQueryRaw): Place => ({ filter: filterAddress.fromQuery(query), sort: sortAddress.fromQuery(query) })
const write = ({ filter, sort }: Place): RouteLocationRaw => ({ path: '/audit', query: { ...filterAddress.toQuery(filter), ...sortAddress.toQuery(sort) } })

export const actionWord = (action: string): string => textIfAny(`record.action.${action}`) ?? action
export const typeWord = (type: string): string => textIfAny(`audit.types.${type}`) ?? type

/** What the record is called; a day as days are written here. */
export const titleOf = (row: Pick<AuditRow, 'title' | 'recordType'>, dayLong: (day: string) => string): string | null => row.title !== null && row.recordType === 'control_day' ? dayLong(row.title) : row.title

/** The log as the address narrows it. */
export const useAudit = () => {
  const { t } = useText()
  const format = useFormat()
  const { state: place, go } = useAddressState<Place>({ read, write })
  const filter = computed(() => place.value.filter)
  const sort = computed<GridSort>({ get: () => place.value.sort, set: ({ descending }) => go({ ...place.value, sort: { by: 'at', descending } }) })
  const narrow = (change: AuditFilter, typing = false): void => {
    const next = Object.fromEntries(Object.entries({ ...filter.value, ...change }).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)))
    go({ ...place.value, filter: next }, { typing })
  }
  const clear = (): void => go({ ...place.value, filter: {} })
  const isNarrowed = computed(() => Object.keys(filter.value).length > 0)
  const active = ref<RowId | null>(null)
  const range = useRangeRows<AuditRow, Page>({
    key: () => JSON.stringify(place.value), idOf: row => row.id, allIds: () => Promise.resolve([]), page: (offset, limit) => orpc.audit.range.queryOptions({ input: { ...place.value, offset, limit } }),
  })
  const activeRow = computed(() => active.value === null ? null : range.rowOf(active.value) ?? null)
  const facets = useQuery(computed(() => ({ ...orpc.audit.facets.queryOptions(), placeholderData: keepPreviousData })))
  const chips = computed<FilterChip[]>(() => {
    const known = facets.data.value
    const count = (value: number): string => format.value.count(value)
    const byWord = (left: { label: string }, right: { label: string }): number => left.label.localeCompare(right.label, format.value.context.locale)
    return [
      { name: 'who', label: t('audit.columns.actor'), chosen: (filter.value.actorIds ?? []).map(String), set: values => narrow({ actorIds: values.map(Number) }), items: (known?.actors ?? []).map(each => ({ value: String(each.actor?.id ?? 0), label: each.actor?.name ?? t('audit.byItself'), detail: count(each.count) })) },
      { name: 'what', label: t('audit.columns.action'), chosen: filter.value.actions ?? [], set: values => narrow({ actions: [...values] }), items: (known?.actions ?? []).map(each => ({ value: each.action, label: actionWord(each.action), detail: count(each.count) })).sort(byWord) },
      { name: 'record', label: t('audit.columns.type'), chosen: filter.value.recordTypes ?? [], set: values => narrow({ recordTypes: [...values] }), items: (known?.recordTypes ?? []).map(each => ({ value: each.type, label: typeWord(each.type), detail: count(each.count) })).sort(byWord) },
    ]
  })
  return { filter, sort, narrow, clear, isNarrowed, active, activeRow, range, total: computed(() => range.newest.value?.total ?? null), chips }
}
