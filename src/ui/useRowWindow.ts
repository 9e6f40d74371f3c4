import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'

export interface RowWindowOptions {
  scroller: Readonly<Ref<HTMLElement | null>>
  count: () => number
  /** px, the same for every row. */
  rowHeight: () => number
  /** px of the head that stays above the rows. */
  headHeight: number
}

/** Rows rendered beyond those in sight, above and below together. */
const spare = 24
/** The first picture doesn't wait for rows that nobody sees yet. */
const spareAtFirst = 2
/** However fast a movement is, this many stay behind it. */
const leastBehind = 6
const restMs = 140

/**
 * Which of many rows of equal height are rendered. Their elements are used again: the row at `index` stands in the element `index % pool`, so that a
 * frame of scrolling writes new texts and moves nothing in the document; when the scrolling rests, the elements are put in the rows' order, for readers.
 */
export const useRowWindow = ({ scroller, count, rowHeight, headHeight }: RowWindowOptions) => {
  const height = shallowRef(0)
  const beyond = shallowRef(spareAtFirst)
  const wanted = shallowRef(0)
  const pool = computed(() => Math.min(count(), Math.ceil(height.value / rowHeight()) + 1 + beyond.value))
  const first = computed(() => Math.max(0, Math.min(wanted.value, count() - pool.value)))
  const last = computed(() => first.value + pool.value - 1)

  const inOrder = (): number[] => Array.from({ length: pool.value }, (_, place) => (first.value + place) % pool.value)
  const order = shallowRef<readonly number[]>([])
  const settle = (): void => {
    const now = inOrder()
    if (now.length !== order.value.length || now.some((key, place) => key !== order.value[place])) order.value = now
  }
  watch(pool, settle, { flush: 'sync', immediate: true })
  const slots = computed(() => order.value.map(key => ({ key, index: first.value + ((key - first.value) % pool.value + pool.value) % pool.value })))

  let top = 0
  let rest: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    const element = scroller.value
    if (!element) return
    beyond.value = spare
    const moved = (element.scrollTop - top) / rowHeight()
    top = element.scrollTop
    // Most of the spare rows wait where the movement goes.
    const ahead = Math.max(leastBehind - spare / 2, Math.min(spare / 2 - leastBehind, Math.round(moved)))
    wanted.value = Math.floor(top / rowHeight()) - spare / 2 + ahead
    clearTimeout(rest)
    rest = setTimeout(settle, restMs)
  }
  const measure = (): void => { height.value = Math.max(0, (scroller.value?.clientHeight ?? 0) - headHeight) }

  const observer = new ResizeObserver(measure)
  let later: ReturnType<typeof setTimeout> | undefined
  watch(scroller, (element, before) => {
    if (before) observer.unobserve(before)
    if (!element) return
    observer.observe(element)
    measure()
    later ??= setTimeout(() => { beyond.value = spare }, restMs)
  }, { flush: 'post', immediate: true })
  watch(rowHeight, look, { flush: 'post' })
  onScopeDispose(() => {
    observer.disconnect()
    clearTimeout(rest)
    clearTimeout(later)
  })

  /** Scrolls as little as shows the row. */
  const reveal = (index: number): void => {
    const element = scroller.value
    if (!element || index < 0) return
    const from = index * rowHeight()
    const room = element.clientHeight - headHeight
    if (from < element.scrollTop) element.scrollTop = from
    else if (from + rowHeight() > element.scrollTop + room) element.scrollTop = from + rowHeight() - room
  }
  return { slots, first, last, look, reveal }
}
