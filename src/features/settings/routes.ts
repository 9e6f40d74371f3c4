import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/settings/:section?', name: 'settings', component: () => import('./SettingsScreen.vue') },
  { path: '/reasons', name: 'reasons', component: () => import('./ReasonsMerge.vue') },
]
