import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/my-day', name: 'myDay', component: () => import('./MyDayScreen.vue') }]
