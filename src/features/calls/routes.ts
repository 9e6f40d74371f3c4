import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/calls', name: 'calls', component: () => import('./CallsScreen.vue') }]
