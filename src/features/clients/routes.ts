import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/clients/new', name: 'enterClient', component: () => import('./EnterScreen.vue') },
  { path: '/clients', name: 'clients', component: () => import('./ClientsScreen.vue') },
  { path: '/clients/:clientId(\\d+)', name: 'client', props: true, component: () => import('./ClientScreen.vue') },
]
