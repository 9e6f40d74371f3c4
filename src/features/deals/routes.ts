import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/deals', name: 'deals', component: () => import('./DealsScreen.vue') },
  { path: '/deals/:dealId(\\d+)', name: 'deal', props: true, component: () => import('./DealScreen.vue') },
]
