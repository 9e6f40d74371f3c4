import type { RouteLocationRaw } from 'vue-router'
import { dealFilter, dealSort, type DealFilter, type DealSort } from '../../shared/contract/deals.ts'
import { makeFilterAddress, makeSortAddress } from './filterAddress.ts'

const filterAddress = makeFilterAddress<typeof dealFilter.shape, DealFilter>(dealFilter, {
  status: ['status', 'words'], pipelineIds: ['pipeline', 'numbers'], stageIds: ['stage', 'numbers'], kinds: ['kind', 'words'], managerIds: ['manager', 'numbers'], teams: ['team', 'texts'],
  // A channel may have a comma in its name, or none at all.
  channels: ['channel', 'texts'], reasons: ['reason', 'words'], stuck: ['stuck', 'flag'], buckets: ['age', 'words'], parked: ['parked', 'flag'], latePoints: ['late', 'words'], text: ['text', 'text'], clientId: ['client', 'number'], ids: ['ids', 'numbers'],
  createdFrom: ['createdFrom', 'text'], createdTo: ['createdTo', 'text'], closedFrom: ['closedFrom', 'text'], closedTo: ['closedTo', 'text'],
})
export const { toQuery: dealFilterToQuery, fromQuery: dealFilterFromQuery } = filterAddress

export const usualSort: DealSort = { by: 'amount', descending: true }
export const { toQuery: dealSortToQuery, fromQuery: dealSortFromQuery } = makeSortAddress(dealSort, usualSort)

/** «Open the rows»: where any figure of deals leads to. */
export const dealsAddress = (filter: DealFilter, sort: DealSort = usualSort): RouteLocationRaw => ({ path: '/deals', query: { ...dealFilterToQuery(filter), ...dealSortToQuery(sort) } })
