import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/settings/:section?', name: 'settings', component: () => import('./SettingsScreen.vue') },
]
