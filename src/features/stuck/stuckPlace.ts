import type { LocationQuery, LocationQueryRaw, RouteLocationRaw } from 'vue-router'
import type { DealFilter, DealSort } from '../../shared/contract/deals.ts'
import { jamScopes, type JamScope } from '../../shared/contract/jam.ts'
import { dealFilterFromQuery, dealFilterToQuery, dealSortFromQuery, dealSortToQuery } from '../record/dealFilter.ts'

/** What this screen narrows by; the rest of a filter belongs to the scope or to other screens. */
const fields = ['managerIds', 'teams', 'pipelineIds', 'stageIds', 'channels', 'reasons', 'buckets'] as const satisfies readonly (keyof DealFilter)[]
export type StuckFilter = Pick<DealFilter, (typeof fields)[number]>

/** What the screen shows, as its address and a saved view say it. */
export interface StuckPlace { scope: JamScope, filter: StuckFilter, sort: DealSort }

/** Without what doesn't narrow: the same choice is the same text. */
export const onlyGiven = (filter: DealFilter): StuckFilter => Object.fromEntries(fields.flatMap(field => {
  const value = filter[field]
  return value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [[field, value]]
}))

export const stuckPlaceFromQuery = (query: LocationQuery | LocationQueryRaw): StuckPlace => ({
  scope: jamScopes.find(each => each === query.view) ?? 'thinking', filter: onlyGiven(dealFilterFromQuery(query)), sort: dealSortFromQuery(query),
})

export const stuckPlaceToQuery = ({ scope, filter, sort }: StuckPlace): LocationQueryRaw =>
  ({ ...(scope === 'thinking' ? {} : { view: scope }), ...dealFilterToQuery(onlyGiven(filter)), ...dealSortToQuery(sort) })

export const stuckAddress = (place: StuckPlace): RouteLocationRaw => ({ path: '/stuck', query: stuckPlaceToQuery(place) })
