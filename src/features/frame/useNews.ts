import { useQuery } from '@tanstack/vue-query'
import { computed, watch } from 'vue'
import { useRouter } from 'vue-router'
import { orpc } from '../../api/index.ts'
import { text } from '../../i18n/index.ts'
import { notify } from '../../ui/notices.ts'
import { waitingCount } from './frameState.ts'
import { useAccount } from './useAccount.ts'

/**
 * What waits for a supervisor: in the window's title on every screen, and a notice when something new was asked or a refusal got late.
 * In the app the shell's own notifications say it when nobody looks (electron/main/reminders.ts).
 */
export const useNews = (): void => {
  const router = useRouter()
  const { account } = useAccount()
  const mine = computed(() => account.value?.me != null && account.value.allowedActions.includes('see_queue'))
  const reminders = useQuery(computed(() => ({ ...orpc.day.reminders.queryOptions(), enabled: mine.value, refetchInterval: 60_000 })))
  const known = computed(() => mine.value && reminders.data.value?.waiting ? { ...reminders.data.value.waiting, late: reminders.data.value.lateRefusals } : null)
  watch(known, (now, before) => {
    waitingCount.value = now?.count ?? 0
    // What waited when the window was opened stands on the first screen.
    if (!now || !before || router.currentRoute.value.path === '/queue') return
    if ((now.newestAt ?? 0) > (before.newestAt ?? 0)) notify({ text: text('queue.news.title', {}, now.count), tone: 'info' })
    if (now.late > before.late) notify({ text: text('queue.news.late', {}, now.late), tone: 'info' })
  })
}
