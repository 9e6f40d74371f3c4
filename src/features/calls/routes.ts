import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/calls', name: 'calls', component: () => import('./CallsScreen.vue') },
  { path: '/calls/appeals', name: 'appeals', component: () => import('./appeals/AppealsScreen.vue') },
  { path: '/calls/boards', name: 'callBoards', component: () => import('./boards/BoardsScreen.vue') },
  { path: '/calls/list', name: 'callsList', component: () => import('./boards/CallsListScreen.vue') },
  { path: '/my-calls', name: 'myCalls', component: () => import('./appeals/MyCallsScreen.vue') },
]
