import { computed, onScopeDispose, shallowReactive, toValue, type MaybeRefOrGetter } from 'vue'

/** Something that Ctrl+K offers and that has no key of its own. */
export interface PaletteAction { id: string, label: string, icon?: string, run: () => void, /** Found by these words too. */ also?: string }

const sources = shallowReactive<MaybeRefOrGetter<readonly PaletteAction[]>[]>([])

/** Offers actions in Ctrl+K for as long as the component lives. Keys with a label (useKeys) are offered by themselves. */
export const usePaletteActions = (actions: MaybeRefOrGetter<readonly PaletteAction[]>): void => {
  sources.push(actions)
  onScopeDispose(() => sources.splice(sources.indexOf(actions), 1))
}

export const paletteActions = computed(() => sources.flatMap(source => [...toValue(source)]))
