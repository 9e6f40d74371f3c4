import { computed, ref, watch, type Ref } from 'vue'
import { useLayout } from '../../stores/layout.ts'

/** The record that the inspector shows: it follows `active`, unless it is pinned to one. */
export const useInspected = <Of>(active: Ref<Of | null>) => {
  const layout = useLayout()
  const kept = ref<Of | null>(null) as Ref<Of | null>
  watch(() => layout.inspectorPinned, pinned => { kept.value = pinned ? active.value : null })
  return computed(() => layout.inspectorPinned && kept.value !== null ? kept.value : active.value)
}
