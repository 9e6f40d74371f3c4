import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { refDebounced } from '@vueuse/core'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { orpc } from '../../../api/index.ts'

/**
 * What giving these deals to these people would do; null while nobody is chosen or the deals are not known.
 * `settled`: it is the answer for exactly these people; nothing is sent before that, or what follows would not have been shown.
 */
export const useTransferPreview = (dealIds: MaybeRefOrGetter<readonly number[] | undefined>, toIds: MaybeRefOrGetter<readonly number[]>, open: MaybeRefOrGetter<boolean>) => {
  // People are chosen in a row by keys: asked once when the hand rests.
  const asked = refDebounced(computed(() => [...toValue(toIds)]), 60)
  const enabled = computed(() => toValue(open) && (toValue(dealIds)?.length ?? 0) > 0 && asked.value.length > 0)
  // A list of its own: what goes to another process by a message can't be a reactive one.
  const query = useQuery(computed(() => ({
    ...orpc.deals.preview.queryOptions({ input: { dealIds: [...(toValue(dealIds) ?? [])], toIds: [...asked.value] } }), enabled: enabled.value, placeholderData: keepPreviousData, staleTime: 0, gcTime: 0,
  })))
  const isAsked = computed(() => enabled.value && asked.value.join() === toValue(toIds).join())
  return {
    preview: computed(() => enabled.value ? query.data.value ?? null : null),
    settled: computed(() => isAsked.value && query.data.value !== undefined && !query.isPlaceholderData.value && !query.isError.value),
    error: computed(() => isAsked.value ? query.error.value : null),
    retry: () => query.refetch(),
  }
}
export type TransferAnswer = ReturnType<typeof useTransferPreview>
