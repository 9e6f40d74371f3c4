import { onScopeDispose, ref, type Ref } from 'vue'

/** How many parts of a long list are drawn: the first screenful with the screen itself, the rest frame by frame behind it. */
export const useGradually = (total: () => number, { first, step }: { first: number, step: number }): Readonly<Ref<number>> => {
  const drawn = ref(first)
  let frame = 0
  const more = (): void => {
    frame = requestAnimationFrame(() => {
      drawn.value += step
      if (drawn.value < total()) more()
    })
  }
  if (drawn.value < total()) more()
  onScopeDispose(() => cancelAnimationFrame(frame))
  return drawn
}
