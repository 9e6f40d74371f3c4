import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { DealFilter, DealSort } from '../../shared/contract/deals.ts'
import { useOwnAddress } from '../frame/useOwnAddress.ts'
import { dealFilterFromQuery, dealsAddress, dealSortFromQuery } from '../record/dealFilter.ts'

/** The filter and the order live in the address: a link shows the same rows, «back» takes a filter back. */
export const useDealQuery = () => {
  const route = useRoute()
  const router = useRouter()
  const follow = useOwnAddress()
  const ofRoute = () => ({ filter: dealFilterFromQuery(route.query), sort: dealSortFromQuery(route.query) })
  const present = shallowRef(ofRoute())
  const keyOf = (state: { filter: DealFilter, sort: DealSort }): string => JSON.stringify([state.filter, state.sort])

  watch(() => route.fullPath, () => {
    if (route.name !== 'deals') return
    const next = ofRoute()
    if (keyOf(next) !== keyOf(present.value)) present.value = next
  })
  /** A step of its own in the history, but for letters as they are typed. */
  const go = (filter: DealFilter, sort: DealSort, typing = false): void => {
    const to = dealsAddress(filter, sort)
    present.value = { filter, sort }
    if (typing) follow(to)
    else void router.push(to)
  }
  const narrow = (change: DealFilter, typing = false): void => {
    const filter = Object.fromEntries(Object.entries({ ...present.value.filter, ...change }).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0) && value !== ''))
    go(filter, present.value.sort, typing)
  }
  return {
    filter: computed(() => present.value.filter),
    sort: computed({ get: () => present.value.sort, set: sort => go(present.value.filter, sort) }),
    key: computed(() => keyOf(present.value)),
    narrow,
    clear: () => go({}, present.value.sort),
    apply: go,
  }
}
