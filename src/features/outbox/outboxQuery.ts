import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import { divergenceFilter, divergenceSort, outboxFilter, outboxSort, type DivergenceFilter, type DivergenceSort, type OutboxFilter, type OutboxSort } from '../../shared/contract/outbox.ts'

export const outboxViews = ['open', 'done', 'divergences'] as const
export type OutboxView = (typeof outboxViews)[number]
export const viewIn = (query: LocationQuery): OutboxView => outboxViews.find(view => view === query.view) ?? 'open'

type Query = Record<string, string>
/** The view's own address. */
export const outboxAddress = (query: Query): RouteLocationRaw => ({ path: '/outbox', query })
const listIn = (value: LocationQuery[string] | undefined): string[] | undefined => typeof value === 'string' && value !== '' ? value.split(',') : undefined
const sortText = ({ by, descending }: { by: string, descending: boolean }): string => `${descending ? '-' : ''}${by}`
const sortIn = (value: LocationQuery[string] | undefined): { by: string, descending: boolean } => {
  const said = typeof value === 'string' ? value : ''
  return { by: said.replace(/^-/, ''), descending: said.startsWith('-') }
}

export interface OutboxAsked { filter: OutboxFilter, sort: OutboxSort }
const usualOutboxSort = (state: OutboxFilter['state']): OutboxSort => state === 'open' ? { by: 'manager', descending: false } : { by: 'settled', descending: true }

/** What an address asks for; what it can't mean is passed over. */
export const outboxIn = (query: LocationQuery): OutboxAsked => {
  const state = query.view === 'done' ? 'done' : 'open'
  const { managerIds, kinds, late } = outboxFilter.shape
  const managers = managerIds.safeParse(listIn(query.manager)?.map(Number))
  const some = kinds.safeParse(listIn(query.kind))
  const onlyLate = late.safeParse(query.late === '1' ? true : undefined)
  const sort = outboxSort.safeParse(sortIn(query.sort))
  const filter = { state, managerIds: managers.data, kinds: some.data, late: onlyLate.data } as const
  return { filter: JSON.parse(JSON.stringify(filter)) as OutboxFilter, sort: sort.success ? sort.data : usualOutboxSort(state) }
}
export const outboxQuery = ({ filter: { state, managerIds, kinds, late }, sort }: OutboxAsked): Query => ({
  ...(state === 'open' ? {} : { view: state }), ...(managerIds?.length ? { manager: managerIds.join(',') } : {}), ...(kinds?.length ? { kind: kinds.join(',') } : {}), ...(late ? { late: '1' } : {}),
  ...(sortText(sort) === sortText(usualOutboxSort(state)) ? {} : { sort: sortText(sort) }),
})

export interface DivergencesAsked { filter: DivergenceFilter, sort: DivergenceSort }
const usualDivergenceSort: DivergenceSort = { by: 'seen', descending: true }
export const divergencesIn = (query: LocationQuery): DivergencesAsked => {
  const fields = divergenceFilter.shape.fields.safeParse(listIn(query.field))
  const sort = divergenceSort.safeParse(sortIn(query.sort))
  return { filter: fields.data ? { fields: fields.data } : {}, sort: sort.success ? sort.data : usualDivergenceSort }
}
export const divergencesQuery = ({ filter: { fields }, sort }: DivergencesAsked): Query =>
  ({ view: 'divergences', ...(fields?.length ? { field: fields.join(',') } : {}), ...(sortText(sort) === sortText(usualDivergenceSort) ? {} : { sort: sortText(sort) }) })
