import { nextTick, ref, watch, type ShallowRef } from 'vue'

interface Chart { dispatchAction: (action: { type: string, [detail: string]: unknown }) => void }
export interface ChartKeysOptions {
  chart: Readonly<ShallowRef<Chart | null>>
  /** The entries, as they are drawn. */
  entries: () => readonly unknown[]
  /** Where Tab arrives. */
  start: () => number
  /** Steps of PageUp and PageDown. */
  page: number
  open: (index: number) => void
}

/** A chart read by keys, entry by entry: the tooltip goes along, Enter opens the rows. It is a slider, which reads its value aloud with every arrow. */
export const useChartKeys = ({ chart, entries, start, page, open }: ChartKeysOptions) => {
  const count = (): number => entries().length
  const at = ref(-1)
  const act = (type: string): void => chart.value?.dispatchAction({ type, seriesIndex: 0, ...(at.value < 0 ? {} : { dataIndex: at.value }) })
  const show = (index: number): void => {
    act('downplay')
    at.value = Math.min(count() - 1, Math.max(0, index))
    act('highlight')
    act('showTip')
  }
  const arrive = (): void => { if (count() > 0) show(at.value < 0 ? start() : at.value) }
  const leave = (): void => {
    act('downplay')
    at.value = -1
    chart.value?.dispatchAction({ type: 'hideTip' })
  }
  // Drawn anew (another filter, live figures), the place is kept and said again.
  watch(entries, async () => {
    await nextTick()
    if (at.value >= 0 && count() > 0) show(at.value)
  })
  const steps: Record<string, () => number> = {
    ArrowRight: () => at.value + 1, ArrowDown: () => at.value + 1, ArrowLeft: () => at.value - 1, ArrowUp: () => at.value - 1, PageDown: () => at.value + page, PageUp: () => at.value - page, Home: () => 0, End: () => count() - 1,
  }
  const keyed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    if (!step && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    if (at.value < 0) arrive()
    if (step) show(step())
    else if (at.value >= 0) open(at.value)
  }
  return { at, arrive, leave, keyed }
}
