import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/invitation', name: 'invitation', component: () => import('./InvitationScreen.vue'), meta: { bare: true, withoutWorkspace: true } },
]
