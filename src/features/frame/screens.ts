import type { MessageKey } from '../../i18n/index.ts'

/** The screens that exist, in the sidebar's order; `code` follows `g`, `right` is what the backend wants for it (domain/policy.ts). */
export const screens = [
  { name: 'myDay', path: '/my-day', label: 'myDay.title', go: 'myDay.go', code: 'KeyH', icon: 'i-lucide-sun', inSidebar: true, right: 'see_my_day' },
  { name: 'queue', path: '/queue', label: 'queue.title', go: 'queue.go', code: 'KeyQ', icon: 'i-lucide-gavel', inSidebar: true, right: 'see_queue' },
  { name: 'today', path: '/today', label: 'ui.frame.today', go: 'ui.keys.goToday', code: 'KeyT', icon: 'i-lucide-circle-check-big', inSidebar: true, right: 'control_day' },
  { name: 'tasks', path: '/tasks', label: 'ui.frame.tasks', go: 'ui.keys.goTasks', code: 'KeyA', icon: 'i-lucide-list-checks', inSidebar: true, right: 'see_deals' },
  { name: 'stuck', path: '/stuck', label: 'stuck.title', go: 'stuck.go', code: 'KeyK', icon: 'i-lucide-hourglass', inSidebar: true, right: 'see_deals' },
  { name: 'funnel', path: '/funnel', label: 'funnel.title', go: 'funnel.go', code: 'KeyF', icon: 'i-lucide-funnel', inSidebar: true, right: 'see_money' },
  { name: 'refusals', path: '/refusals', label: 'ui.frame.refusals', go: 'ui.keys.goRefusals', code: 'KeyR', icon: 'i-lucide-inbox', inSidebar: true, right: 'see_deals' },
  { name: 'deals', path: '/deals?status=open', label: 'deals.title', go: 'ui.keys.goDeals', code: 'KeyL', icon: 'i-lucide-briefcase-business', inSidebar: true, right: 'see_deals' },
  { name: 'clients', path: '/clients', label: 'deals.clients', go: 'ui.keys.goClients', code: 'KeyC', icon: 'i-lucide-building-2', inSidebar: true, right: 'see_deals' },
  { name: 'calls', path: '/calls', label: 'calls.title', go: 'calls.go', code: 'KeyV', icon: 'i-lucide-headphones', inSidebar: true, right: 'score_calls' },
  { name: 'boards', path: '/calls/boards', label: 'boards.title', go: 'boards.go', code: 'KeyB', icon: 'i-lucide-chart-column', inSidebar: false, right: 'see_call_boards' },
  { name: 'appeals', path: '/calls/appeals', label: 'appeals.all', go: 'appeals.goAll', code: 'KeyP', icon: 'i-lucide-scale', inSidebar: false, right: 'decide_appeal' },
  { name: 'myCalls', path: '/my-calls', label: 'appeals.mine', go: 'appeals.goMine', code: 'KeyV', icon: 'i-lucide-headphones', inSidebar: true, right: 'appeal_score' },
  { name: 'enterClient', path: '/clients/new', label: 'clients.enter.title', go: 'clients.enter.go', code: 'KeyE', icon: 'i-lucide-user-round-plus', inSidebar: false, right: 'enter_clients' },
  { name: 'import', path: '/import', label: 'ui.frame.import', go: 'ui.keys.goImport', code: 'KeyI', icon: 'i-lucide-download', inSidebar: true, right: 'import_data' },
  { name: 'outbox', path: '/outbox', label: 'outbox.title', go: 'outbox.go', code: 'KeyO', icon: 'i-lucide-send', inSidebar: true, right: 'import_data' },
  { name: 'days', path: '/days', label: 'ui.frame.days', go: 'ui.keys.goDays', code: 'KeyD', icon: 'i-lucide-calendar-days', inSidebar: true, right: 'control_day' },
  { name: 'nurture', path: '/nurture', label: 'ui.frame.nurture', go: 'ui.keys.goNurture', code: 'KeyN', icon: 'i-lucide-sprout', inSidebar: false, right: 'see_nurture' },
  { name: 'reasons', path: '/reasons', label: 'reasons.title', go: 'reasons.go', code: 'KeyM', icon: 'i-lucide-merge', inSidebar: false, right: 'change_settings' },
  { name: 'audit', path: '/audit', label: 'audit.title', go: 'audit.go', code: 'KeyU', icon: 'i-lucide-scroll-text', inSidebar: false, right: 'see_audit' },
  { name: 'settings', path: '/settings', label: 'ui.frame.settings', go: 'ui.keys.goSettings', code: 'KeyS', icon: 'i-lucide-settings-2', inSidebar: true, right: 'see_settings' },
] as const satisfies readonly { name: string, path: string, label: MessageKey, go: MessageKey, code: string, icon: string, inSidebar: boolean, right: string }[]
