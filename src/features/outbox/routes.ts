import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/outbox', name: 'outbox', component: () => import('./OutboxScreen.vue') }]
