import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/import', name: 'import', component: () => import('./ImportScreen.vue') }]
