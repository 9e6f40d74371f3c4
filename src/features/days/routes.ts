import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/days', name: 'days', component: () => import('./DaysScreen.vue') },
]
