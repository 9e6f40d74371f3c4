import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/tasks/:id(\\d+)?', name: 'tasks', component: () => import('./TasksScreen.vue') },
]
