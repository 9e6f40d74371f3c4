import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { refDebounced } from '@vueuse/core'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { orpc } from '../../../api/index.ts'

/** What giving these deals to these people would do; null while nobody is chosen or the deals are not known. */
export const useTransferPreview = (dealIds: MaybeRefOrGetter<readonly number[] | undefined>, toIds: MaybeRefOrGetter<readonly number[]>, open: MaybeRefOrGetter<boolean>) => {
  // People are chosen in a row by keys: asked once when the hand rests.
  const asked = refDebounced(computed(() => [...toValue(toIds)]), 60)
  const enabled = computed(() => toValue(open) && (toValue(dealIds)?.length ?? 0) > 0 && asked.value.length > 0)
  const query = useQuery(computed(() => ({
    ...orpc.deals.preview.queryOptions({ input: { dealIds: [...(toValue(dealIds) ?? [])], toIds: asked.value } }), enabled: enabled.value, placeholderData: keepPreviousData, staleTime: 0,
  })))
  return { preview: computed(() => enabled.value ? query.data.value ?? null : null), error: query.error }
}
