import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/calls', name: 'calls', component: () => import('./CallsScreen.vue') },
  { path: '/calls/appeals', name: 'appeals', component: () => import('./appeals/AppealsScreen.vue') },
  { path: '/my-calls', name: 'myCalls', component: () => import('./appeals/MyCallsScreen.vue') },
]
