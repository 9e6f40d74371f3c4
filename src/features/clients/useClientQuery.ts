import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { clientSorts, type ClientFilter } from '../../shared/contract/deals.ts'
import type { GridSort } from '../../ui/gridTypes.ts'
import { useOwnAddress } from '../frame/useOwnAddress.ts'

export interface ClientSort { by: (typeof clientSorts)[number], descending: boolean }
interface State { filter: ClientFilter, sort: ClientSort }

const usual: ClientSort = { by: 'name', descending: false }
const isSort = (by: string): by is ClientSort['by'] => (clientSorts as readonly string[]).includes(by)

export const clientStateFromQuery = (query: LocationQuery | Record<string, unknown>): State => {
  const said = (name: string): string => typeof query[name] === 'string' ? query[name] : ''
  const managers = said('manager').split(',').filter(part => /^\d+$/.test(part)).map(Number)
  const by = said('sort').replace(/^-/, '')
  return {
    filter: { ...(said('text').trim() ? { text: said('text').trim().slice(0, 200) } : {}), ...(managers.length ? { managerIds: managers } : {}), ...(said('open') === '1' ? { withOpenDeals: true } : {}) },
    sort: isSort(by) ? { by, descending: said('sort').startsWith('-') } : usual,
  }
}
export const clientStateToQuery = ({ filter, sort }: State): Record<string, string> => ({
  ...(filter.text ? { text: filter.text } : {}), ...(filter.managerIds?.length ? { manager: filter.managerIds.join(',') } : {}), ...(filter.withOpenDeals ? { open: '1' } : {}),
  ...(sort.by === usual.by && !sort.descending ? {} : { sort: `${sort.descending ? '-' : ''}${sort.by}` }),
})

/** The clients' filter and order, in the address. */
export const useClientQuery = () => {
  const route = useRoute()
  const router = useRouter()
  const follow = useOwnAddress()
  const present = shallowRef(clientStateFromQuery(route.query))
  watch(() => route.fullPath, () => { if (route.name === 'clients') present.value = clientStateFromQuery(route.query) })
  const go = (state: State, typing = false): void => {
    present.value = state
    const to = { path: '/clients', query: clientStateToQuery(state) }
    if (typing) follow(to)
    else void router.push(to)
  }
  const narrow = (change: ClientFilter, typing = false): void => {
    const filter = Object.fromEntries(Object.entries({ ...present.value.filter, ...change }).filter(([, value]) => value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0)))
    go({ filter, sort: present.value.sort }, typing)
  }
  return {
    filter: computed(() => present.value.filter), state: present, key: computed(() => JSON.stringify([present.value.filter, present.value.sort])), narrow, apply: go,
    sort: computed<GridSort>({ get: () => present.value.sort, set: ({ by, descending }) => { if (isSort(by)) go({ filter: present.value.filter, sort: { by, descending } }) } }),
  }
}
