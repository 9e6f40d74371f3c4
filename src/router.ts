import { createRouter, createWebHistory, type RouteRecordRaw, type Router, type RouterHistory } from 'vue-router'
import { orpc, queryClient } from './api/index.ts'
import { notFound, routes as frameRoutes } from './features/frame/routes.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Without sidebar: Welcome, paper. */
    bare?: boolean
    /** May be seen when no workspace is open. */
    withoutWorkspace?: boolean
  }
}

const ofFeatures = import.meta.glob<{ routes: RouteRecordRaw[] }>('./features/*/routes.ts', { eager: true })

/** `connected`: whether the window was let in. Without an open workspace every address leads to Welcome and back afterwards. */
export const makeRouter = (connected: boolean, history: RouterHistory = createWebHistory()): Router => {
  const features = Object.entries(ofFeatures).filter(([path]) => !path.includes('/frame/')).flatMap(([, feature]) => feature.routes)
  const router = createRouter({ history, routes: [...frameRoutes, ...features, notFound] })
  router.beforeEach(async to => {
    if (to.meta.withoutWorkspace || !connected) return true
    try {
      const workspace = await queryClient.ensureQueryData(orpc.workspace.current.queryOptions())
      return workspace ? true : { path: '/welcome', query: to.path === '/' || to.path === '/today' ? {} : { to: to.fullPath } }
    } catch {
      // The screen says it by its own error; the address stays, so that trying again leads to it.
      return true
    }
  })
  return router
}
