import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/clients', name: 'clients', component: () => import('./ClientsScreen.vue') },
  { path: '/clients/:clientId(\\d+)', name: 'client', props: true, component: () => import('./ClientScreen.vue') },
]
