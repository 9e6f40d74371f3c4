import { useMediaQuery } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { persisted } from './persisted.ts'

export const inspectorMin = 300
export const inspectorMax = 640

/** Sidebar and inspector. Above 1024 px the inspector stands beside the list, below it lies over it. */
export const useLayout = defineStore('layout', () => {
  /** Null until somebody chose: icons alone where the list would lose the words that it is read for. */
  const sidebarChoice = persisted<boolean | null>('sidebar', null)
  const isRoomy = useMediaQuery('(min-width: 1560px)')
  const sidebarCollapsed = computed({ get: () => sidebarChoice.value ?? !isRoomy.value, set: collapsed => { sidebarChoice.value = collapsed } })
  const inspectorOpen = persisted('inspectorOpen', true)
  const inspectorWidth = persisted('inspectorWidth', 360)
  /** Pinned to one record: it doesn't follow the selection. */
  const inspectorPinned = ref(false)
  /** Over the list (≤1024 px); never open by itself, so that it doesn't cover what one came for. */
  const inspectorOver = ref(false)
  const isDesk = useMediaQuery('(min-width: 1025px)')
  const isSingle = useMediaQuery('(max-width: 799px)')
  const inspectorShown = computed(() => isDesk.value ? inspectorOpen.value : inspectorOver.value)

  const openInspector = (): void => {
    if (isDesk.value) inspectorOpen.value = true
    else inspectorOver.value = true
  }
  const closeInspector = (): void => {
    inspectorPinned.value = false
    if (isDesk.value) inspectorOpen.value = false
    else inspectorOver.value = false
  }
  const toggleInspector = (): void => inspectorShown.value ? closeInspector() : openInspector()
  const resizeInspector = (width: number): void => { inspectorWidth.value = Math.round(Math.min(inspectorMax, Math.max(inspectorMin, width))) }
  return { sidebarCollapsed, inspectorOpen, inspectorOver, inspectorPinned, inspectorWidth, inspectorShown, isDesk, isSingle, openInspector, closeInspector, toggleInspector, resizeInspector }
})
