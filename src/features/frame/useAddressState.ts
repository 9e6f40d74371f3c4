import { shallowRef, watch } from 'vue'
import { useRoute, useRouter, type RouteLocationNormalizedLoaded, type RouteLocationRaw } from 'vue-router'
import { useOwnAddress } from './useOwnAddress.ts'

/**
 * What a screen shows, kept in its address: a link shows the same, «back» takes a step back, within the screen too.
 * `go` is a step of its own in the history; `typing` writes over the present one, as letters do.
 */
export const useAddressState = <State>({ read, write }: { read: (query: RouteLocationNormalizedLoaded['query']) => State, write: (state: State) => RouteLocationRaw }) => {
  const route = useRoute()
  const router = useRouter()
  const follow = useOwnAddress()
  const { name } = route
  const state = shallowRef(read(route.query))
  const keyOf = (of: State): string => JSON.stringify(write(of))

  watch(() => route.query, query => {
    if (route.name !== name) return
    const asked = read(query)
    if (keyOf(asked) !== keyOf(state.value)) state.value = asked
  })
  const go = (next: State, { typing = false } = {}): void => {
    if (keyOf(next) === keyOf(state.value)) return
    state.value = next
    if (typing) follow(write(next))
    else void router.push(write(next))
  }
  return { state, go, follow }
}
