import { onScopeDispose } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'

/** Keeps the address of the present screen in step. It never calls back somebody who is on the way to another screen already. */
export const useOwnAddress = (): ((to: RouteLocationRaw) => void) => {
  const router = useRouter()
  const { name } = useRoute()
  let leaving = false
  const stops = [
    router.beforeEach(to => { leaving = to.name !== name }),
    router.afterEach(() => { leaving = false }),
  ]
  onScopeDispose(() => { for (const stop of stops) stop() })
  return to => { if (!leaving && router.currentRoute.value.name === name) void router.replace(to) }
}
