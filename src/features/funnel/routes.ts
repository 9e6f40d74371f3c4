import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/funnel', name: 'funnel', component: () => import('./FunnelScreen.vue') },
]
