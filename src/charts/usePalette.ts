import { nextTick, ref, watch, type Ref } from 'vue'
import { useAppearance } from '../stores/appearance.ts'
import { readPalette, type Palette } from './palette.ts'

/** The palette of the present theme; read again when the theme has changed the tokens. */
export const usePalette = (): Ref<Palette> => {
  const appearance = useAppearance()
  const palette = ref(readPalette()) as Ref<Palette>
  watch(() => appearance.isDark, async () => {
    await nextTick()
    palette.value = readPalette()
  }, { flush: 'post' })
  return palette
}
