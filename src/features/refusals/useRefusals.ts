import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { orpc } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { useFormat } from '../../ui/format.ts'
import { useRefusalDecisions } from './useRefusalDecisions.ts'

export type QueueView = 'pending' | 'decided'

/** The queue, or what was decided, with the decisions on it. */
export const useRefusals = (view: Ref<QueueView>) => {
  const { t } = useText()
  const format = useFormat()
  const list = useQuery(computed(() => orpc.refusals.list.queryOptions({ input: { state: view.value, limit: 500 } })))
  const { leaving, decide, reopen, needsOverride } = useRefusalDecisions()
  const rows = computed(() => (list.data.value?.rows ?? []).filter(row => !leaving.value.has(row.id)))
  const emptyText = computed(() => {
    const last = list.data.value?.lastDecision
    return last ? t('refusals.empty.last', { when: format.value.instant(last.at), who: last.by?.name ?? '' }) : t('refusals.empty.never')
  })
  return { list, rows, decide, reopen, needsOverride, emptyText }
}
