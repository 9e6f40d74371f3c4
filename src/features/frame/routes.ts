import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/today' },
  { path: '/deals/:dealId(\\d+)', name: 'deal', props: true, component: () => import('./DealScreen.vue') },
]
/** Last: whatever no feature knows. */
export const notFound: RouteRecordRaw = { path: '/:rest(.*)*', name: 'notFound', component: () => import('./NotFoundScreen.vue') }
