import type { RouteLocationRaw, RouteRecordRaw } from 'vue-router'

/** What once was a part of this screen has one of its own; links that people kept still lead there. */
const moved: Record<string, RouteLocationRaw> = { outbox: '/outbox', divergences: { path: '/outbox', query: { view: 'divergences' } } }

export const routes: RouteRecordRaw[] = [
  { path: '/import', name: 'import', component: () => import('./ImportScreen.vue'), beforeEnter: to => moved[String(to.query.view)] ?? true },
]
