import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/past', name: 'past', component: () => import('./PastScreen.vue') },
]
