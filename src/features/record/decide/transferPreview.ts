import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { refDebounced } from '@vueuse/core'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { orpc } from '../../../api/index.ts'

/** Whose transfer it is: deals, clients with what they have, or something that nothing is foretold of. */
export interface Transferred { dealIds?: readonly number[] | undefined, clientIds?: readonly number[] | undefined }

/**
 * What giving these deals or clients to these people would do; null while nobody is chosen or what goes is not known.
 * `settled`: it is the answer for exactly these people; nothing is sent before that, or what follows would not have been shown.
 */
export const useTransferPreview = (of: MaybeRefOrGetter<Transferred>, toIds: MaybeRefOrGetter<readonly number[]>, open: MaybeRefOrGetter<boolean>) => {
  // People are chosen in a row by keys: asked once when the hand rests. A list of its own: what goes to another process by a message can't be a reactive one.
  const resting = refDebounced(computed(() => [...toValue(toIds)]), 60)
  const asked = computed(() => [...resting.value])
  const what = computed(() => toValue(of).clientIds === undefined ? 'deals' : 'clients')
  const ids = computed(() => [...toValue(of).clientIds ?? toValue(of).dealIds ?? []])
  const enabled = computed(() => toValue(open) && ids.value.length > 0 && asked.value.length > 0)
  const shared = { placeholderData: keepPreviousData, staleTime: 0, gcTime: 0 }
  const deals = useQuery(computed(() => ({ ...orpc.deals.preview.queryOptions({ input: { dealIds: ids.value, toIds: asked.value } }), enabled: enabled.value && what.value === 'deals', ...shared })))
  const clients = useQuery(computed(() => ({ ...orpc.clients.preview.queryOptions({ input: { clientIds: ids.value, toIds: asked.value } }), enabled: enabled.value && what.value === 'clients', ...shared })))
  const query = computed(() => what.value === 'deals' ? deals : clients)
  const isAsked = computed(() => enabled.value && asked.value.join() === toValue(toIds).join())
  return {
    preview: computed(() => enabled.value ? query.value.data.value ?? null : null),
    settled: computed(() => isAsked.value && query.value.data.value !== undefined && !query.value.isPlaceholderData.value && !query.value.isError.value),
    error: computed(() => isAsked.value ? query.value.error.value : null),
    retry: (): void => { void query.value.refetch() },
  }
}
