import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { useText } from '../../i18n/index.ts'
import type { FindingRow } from '../../shared/contract/day.ts'
import { useFormat } from '../../ui/format.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { commonActions, sumOf } from './sections.ts'

/** What a decision would fall on: the selected rows, or the active one. */
export const useTargets = (rows: MaybeRefOrGetter<readonly FindingRow[]>, list: MaybeRefOrGetter<string>) => {
  const { t } = useText()
  const format = useFormat()
  const active = ref<RowId | null>(null)
  const selected = ref<ReadonlySet<RowId>>(new Set())
  watch(() => toValue(list), () => {
    selected.value = new Set()
    active.value = toValue(rows)[0]?.id ?? null
  })

  const activeRow = computed(() => toValue(rows).find(row => row.id === active.value) ?? null)
  const targets = computed(() => selected.value.size > 0 ? toValue(rows).filter(row => selected.value.has(row.id)) : activeRow.value ? [activeRow.value] : [])
  const actions = computed(() => commonActions(targets.value))
  const clear = (): void => { selected.value = new Set() }

  /** «12 строк, 4 200 000 ₽»: what several rows come to, before it happens. */
  const summary = computed(() => {
    if (targets.value.length < 2) return null
    const sum = sumOf(targets.value)
    const count = t('common.rows', {}, targets.value.length)
    return sum.amount > 0 ? t('today.countAndSum', { count, sum: format.value.money(sum.amount) }) : count
  })
  const selection = computed(() => selected.value.size === 0 ? null : summary.value ?? t('common.rows', {}, selected.value.size))
  return { active, selected, activeRow, targets, actions, summary, selection, clear }
}
