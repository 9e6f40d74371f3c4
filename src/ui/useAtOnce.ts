import { computed, shallowRef, watch, type Ref, type WritableComputedRef } from 'vue'

/** A model that reads back what was just set, before the parent has rendered: two quick keys move two rows. */
export const useAtOnce = <Value>(model: Ref<Value>): WritableComputedRef<Value> => {
  const own = shallowRef(model.value)
  watch(model, now => { own.value = now }, { flush: 'sync' })
  return computed({
    get: () => own.value,
    set: now => {
      own.value = now
      model.value = now
    },
  })
}
