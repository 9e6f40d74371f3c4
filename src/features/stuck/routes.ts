import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/stuck', name: 'stuck', component: () => import('./StuckScreen.vue') },
]
