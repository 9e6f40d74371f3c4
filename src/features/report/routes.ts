import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/report/:day(\\d{4}-\\d{2}-\\d{2})', name: 'report', props: true, component: () => import('./ReportScreen.vue') },
]
