import { useMediaQuery } from '@vueuse/core'
import { computed, ref, watch, type Ref } from 'vue'
import type { JamOverview } from '../../shared/contract/jam.ts'
import type { Measure } from './jamBars.ts'

/** How the jam is drawn: by sum where one may see it, as charts or tables; in a low window charts and list take turns. */
export const useCharts = (overview: Ref<JamOverview | undefined>) => {
  const seesMoney = computed(() => overview.value?.all.money !== null)
  const wanted = ref<Measure>('sum')
  const measure = computed<Measure>(() => seesMoney.value ? wanted.value : 'count')
  const asTable = ref(false)
  const isLow = useMediaQuery('(max-height: 599px)')
  const asked = ref<boolean | null>(null)
  const charts = computed(() => asked.value ?? !isLow.value)
  watch(isLow, () => { asked.value = null })
  return {
    seesMoney, measure, asTable, isLow, charts,
    turnMeasure: () => { wanted.value = measure.value === 'sum' ? 'count' : 'sum' },
    turnTable: () => { asTable.value = !asTable.value },
    turnCharts: () => { asked.value = !charts.value },
  }
}
