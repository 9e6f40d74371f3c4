import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/queue', name: 'queue', component: () => import('./QueueScreen.vue') },
  { path: '/refusals/:id(\\d+)?', name: 'refusals', component: () => import('./RefusalsScreen.vue') },
  { path: '/nurture', name: 'nurture', component: () => import('./NurtureScreen.vue') },
]
