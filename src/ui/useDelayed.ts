import { onScopeDispose, readonly, ref, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'

/** True once `source` has been true for `ms`; false at once. What loads within 150 ms shows no skeleton. */
export const useDelayed = (source: MaybeRefOrGetter<boolean>, ms = 150): Readonly<Ref<boolean>> => {
  const delayed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(() => toValue(source), now => {
    clearTimeout(timer)
    if (!now) delayed.value = false
    else timer = setTimeout(() => { delayed.value = true }, ms)
  }, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))
  return readonly(delayed)
}
