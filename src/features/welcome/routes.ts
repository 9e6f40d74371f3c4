import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/welcome', name: 'welcome', component: () => import('./WelcomeScreen.vue'), meta: { bare: true, withoutWorkspace: true } },
  { path: '/connect', name: 'connect', component: () => import('./ConnectScreen.vue'), meta: { bare: true, withoutWorkspace: true } },
]
