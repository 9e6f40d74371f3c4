import { computed } from 'vue'
import { openPoints, type MapTab } from './points.ts'
import { draft, found, goal, tab } from './wizardState.ts'

/** What waits for a look, by tab; and the way to the next of it. */
export const useOpenPoints = () => {
  const points = computed(() => draft.value && found.value ? openPoints(draft.value, found.value) : [])
  const open = computed(() => new Set(points.value.map(point => point.id)))
  const countOf = (of: MapTab): number => points.value.filter(point => point.tab === of).length
  /** The next after the active one, round and round. */
  const toNext = (present: string | null): void => {
    const at = points.value.findIndex(point => point.id === present)
    const next = points.value[(at + 1) % Math.max(1, points.value.length)]
    if (!next) return
    tab.value = next.tab
    goal.value = next.id
  }
  return { points, open, countOf, toNext }
}
