import type { LocationQuery, LocationQueryRaw, RouteLocationRaw } from 'vue-router'
import { clientFilter, clientSort, type ClientFilter, type ClientSort } from '../../shared/contract/clients.ts'
import { makeFilterAddress, makeSortAddress } from '../record/filterAddress.ts'

/** What the screen shows: which clients, in which order. */
export interface ClientPlace { filter: ClientFilter, sort: ClientSort }

const filterAddress = makeFilterAddress<typeof clientFilter.shape, ClientFilter>(clientFilter, {
  text: ['text', 'text'], managerIds: ['manager', 'numbers'], teams: ['team', 'texts'], channels: ['channel', 'texts'], kinds: ['kind', 'words'], withOpenDeals: ['open', 'flag'],
  createdFrom: ['createdFrom', 'text'], createdTo: ['createdTo', 'text'], ids: ['ids', 'numbers'],
})
const sortAddress = makeSortAddress(clientSort, { by: 'name', descending: false })

export const clientPlaceFromQuery = (query: LocationQuery | LocationQueryRaw): ClientPlace => ({ filter: filterAddress.fromQuery(query), sort: sortAddress.fromQuery(query) })
export const clientPlaceToQuery = ({ filter, sort }: ClientPlace): Record<string, string | string[]> => ({ ...filterAddress.toQuery(filter), ...sortAddress.toQuery(sort) })
export const clientsAddress = (place: ClientPlace): RouteLocationRaw => ({ path: '/clients', query: clientPlaceToQuery(place) })

/** Fields that narrow nothing are left out. */
export const onlyGiven = (filter: ClientFilter): ClientFilter => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)))
