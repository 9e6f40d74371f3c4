import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/today' },
]
/** Last: whatever no feature knows. */
export const notFound: RouteRecordRaw = { path: '/:rest(.*)*', name: 'notFound', component: () => import('./NotFoundScreen.vue') }
