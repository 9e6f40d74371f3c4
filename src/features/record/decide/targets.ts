import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { orpc } from '../../../api/index.ts'
import { useText } from '../../../i18n/index.ts'
import type { DealRow } from '../../../shared/contract/deals.ts'
import { useFormat } from '../../../ui/format.ts'
import type { RowId } from '../../../ui/listTypes.ts'

export type DecidedDeal = Pick<DealRow, 'id' | 'version' | 'title' | 'manager' | 'managerAbsent' | 'amount' | 'amountReporting' | 'allowedActions' | 'parkedUntil'> & { stage: { id: number } }

/** What a decision would fall on. */
export interface DealTargets {
  items: readonly { id: number, version: number }[]
  /** Those of the items that this window has loaded; with «select all» some are not. */
  rows: readonly DecidedDeal[]
  /** What every loaded one allows; of the others the backend decides one by one. */
  actions: ReadonlySet<string>
  /** «12 deals, 4 200 000 ₽», of several; null of one. */
  summary: string | null
}

const sumOf = (rows: readonly DecidedDeal[]): { amount: number, noRate: number } => ({
  amount: rows.reduce((sum, row) => sum + (row.amountReporting ?? 0), 0), noRate: rows.filter(row => row.amount !== null && row.amount !== 0 && row.amountReporting === null).length,
})
const common = (rows: readonly DecidedDeal[]): Set<string> => {
  const [first, ...others] = rows
  return new Set(first?.allowedActions.filter(action => others.every(row => row.allowedActions.includes(action))) ?? [])
}

/** The selected deals or the active one. Of rows that are not loaded the backend gives versions and the sum: a figure is never of a part. */
export const useDealTargets = ({ active, selected, rowOf }: { active: Ref<RowId | null>, selected: Ref<ReadonlySet<RowId>>, rowOf: (id: RowId) => DecidedDeal | undefined }) => {
  const { t } = useText()
  const format = useFormat()
  const ids = computed(() => [...selected.value].map(Number))
  const loaded = computed(() => ids.value.flatMap(id => rowOf(id) ?? []))
  const partial = computed(() => loaded.value.length < ids.value.length)
  const rest = useQuery(computed(() => ({ ...orpc.deals.ids.queryOptions({ input: { filter: { ids: ids.value } } }), enabled: partial.value })))

  const activeRow = computed(() => active.value === null ? null : rowOf(active.value) ?? null)
  const rows = computed(() => selected.value.size > 0 ? loaded.value : activeRow.value ? [activeRow.value] : [])
  const items = computed(() => partial.value ? rest.data.value?.items ?? [] : rows.value)
  const targets = computed<DealTargets>(() => {
    const money = partial.value ? rest.data.value?.money : sumOf(rows.value)
    const count = selected.value.size > 0 ? selected.value.size : rows.value.length
    const said = t('common.deals', {}, count)
    return {
      items: items.value.map(({ id, version }) => ({ id, version })), rows: rows.value, actions: items.value.length > 0 ? common(rows.value) : new Set<string>(),
      summary: count < 2 ? null : money && money.amount > 0 ? t('today.countAndSum', { count: said, sum: format.value.money(money.amount) }) : said,
    }
  })
  /** Printed beside the decisions while rows are selected. */
  const selection = computed(() => selected.value.size === 0 ? null : targets.value.summary ?? t('common.selected', {}, selected.value.size))
  return { targets, selection, activeRow }
}
