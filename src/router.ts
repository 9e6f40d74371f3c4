import { createRouter, createWebHistory, type Router, type RouterHistory } from 'vue-router'
import { orpc, queryClient } from './api/index.ts'
import { routes as accountRoutes } from './features/account/routes.ts'
import { routes as auditRoutes } from './features/audit/routes.ts'
import { routes as callsRoutes } from './features/calls/routes.ts'
import { routes as clientsRoutes } from './features/clients/routes.ts'
import { routes as dealsRoutes } from './features/deals/routes.ts'
import { routes as daysRoutes } from './features/days/routes.ts'
import { homeOf } from './features/frame/home.ts'
import { notFound, routes as frameRoutes } from './features/frame/routes.ts'
import { routes as funnelRoutes } from './features/funnel/routes.ts'
import { routes as importingRoutes } from './features/importing/routes.ts'
import { routes as myDayRoutes } from './features/myday/routes.ts'
import { routes as outboxRoutes } from './features/outbox/routes.ts'
import { routes as pastRoutes } from './features/past/routes.ts'
import { routes as refusalsRoutes } from './features/refusals/routes.ts'
import { routes as reportRoutes } from './features/report/routes.ts'
import { routes as settingsRoutes } from './features/settings/routes.ts'
import { routes as tasksRoutes } from './features/tasks/routes.ts'
import { routes as stuckRoutes } from './features/stuck/routes.ts'
import { routes as todayRoutes } from './features/today/routes.ts'
import { routes as welcomeRoutes } from './features/welcome/routes.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Without sidebar: Welcome, paper. */
    bare?: boolean
    /** May be seen when no workspace is open. */
    withoutWorkspace?: boolean
  }
}

const routes = [...frameRoutes, ...accountRoutes, ...auditRoutes, ...welcomeRoutes, ...myDayRoutes, ...todayRoutes, ...tasksRoutes, ...dealsRoutes, ...callsRoutes, ...clientsRoutes, ...daysRoutes, ...reportRoutes, ...stuckRoutes, ...funnelRoutes, ...pastRoutes, ...refusalsRoutes, ...importingRoutes, ...outboxRoutes, ...settingsRoutes, notFound]

/** Where a person begins: the control is the head's, a manager has a day. The head's, where nobody can say: the workspace's own answer leads on. */
const firstScreen = (): Promise<string> => queryClient.ensureQueryData(orpc.account.state.queryOptions()).then(({ allowedActions }) => homeOf(allowedActions), () => '/today')

/** `connected`: whether the window was let in. Without an open workspace every address leads to Welcome and back afterwards. */
export const makeRouter = (connected: boolean, history: RouterHistory = createWebHistory()): Router => {
  const router = createRouter({ history, routes })
  router.beforeEach(async to => {
    if (to.meta.withoutWorkspace || !connected) return true
    try {
      const workspace = await queryClient.ensureQueryData(orpc.workspace.current.queryOptions())
      if (workspace && to.path === '/today') {
        const first = await firstScreen()
        if (first !== '/today') return first
      }
      return workspace ? true : { path: '/welcome', query: to.path === '/' || to.path === '/today' ? {} : { to: to.fullPath } }
    } catch {
      // The screen says it by its own error; the address stays, so that trying again leads to it.
      return true
    }
  })
  return router
}
