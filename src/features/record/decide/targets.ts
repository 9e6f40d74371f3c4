import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, orpc } from '../../../api/index.ts'
import { useText } from '../../../i18n/index.ts'
import type { DealFilter, DealRow } from '../../../shared/contract/deals.ts'
import { useFormat } from '../../../ui/format.ts'
import type { RowId } from '../../../ui/listTypes.ts'
import { useSeenVersions } from './seenVersions.ts'

export type DecidedDeal = Pick<DealRow, 'id' | 'version' | 'title' | 'manager' | 'managerAbsent' | 'amount' | 'amountReporting' | 'allowedActions' | 'parkedUntil'> & { stage: { id: number } }

/** What a decision would fall on. */
export interface DealTargets {
  /** With the versions that the person saw. */
  items: readonly { id: number, version: number }[]
  /** Those of the items that this window has loaded; with «select all» some are not. */
  rows: readonly DecidedDeal[]
  /** What every one of them allows. */
  actions: ReadonlySet<string>
  /** «12 deals, 4 200 000 ₽», of several, and how many of the selected ones are left out; null of one. */
  summary: string | null
}

export interface TargetOptions {
  active: Ref<RowId | null>
  selected: Ref<ReadonlySet<RowId>>
  rowOf: (id: RowId) => DecidedDeal | undefined
  /** The list's filter: a selected deal that doesn't fit it any more is left out, and that is said. */
  filter?: () => DealFilter
  /** Versions that came with «select all». */
  brought?: Map<number, number>
  /** false while what the list shows is not what was asked for: nothing is decided then. */
  usable?: () => boolean
}

interface Sum { amount: number, noRate: number }
const sumOf = (rows: readonly DecidedDeal[]): Sum => ({
  amount: rows.reduce((sum, row) => sum + (row.amountReporting ?? 0), 0), noRate: rows.filter(row => row.amount !== null && row.amountReporting === null).length,
})
const common = (rows: readonly DecidedDeal[]): Set<string> => {
  const [first, ...others] = rows
  return new Set(first?.allowedActions.filter(action => others.every(row => row.allowedActions.includes(action))) ?? [])
}

/** Count, sum, and what the sum leaves out. */
export const useSumWords = () => {
  const { t } = useText()
  const format = useFormat()
  return (count: string, { amount, noRate }: Sum): string => {
    if (amount === 0) return noRate === 0 ? count : t('decide.noRateOnly', { count, n: format.value.count(noRate) })
    const sum = format.value.money(amount)
    return noRate === 0 ? t('today.countAndSum', { count, sum }) : t('decide.sumAndNoRate', { count, sum, n: format.value.count(noRate) })
  }
}

/** The selected deals or the active one. Of rows that are not loaded the backend says which of them are in the list, their sum and what they allow. */
export const useDealTargets = ({ active, selected, rowOf, filter = () => ({}), brought, usable = () => true }: TargetOptions) => {
  const { t } = useText()
  const format = useFormat()
  const sumWords = useSumWords()
  const { seen, waiting } = useSeenVersions({ selected, rowOf, brought, ask: async ids => (await client.deals.ids({ filter: { ...filter(), ids } })).items })
  const ids = computed(() => [...selected.value].map(Number))
  const loaded = computed(() => ids.value.flatMap(id => rowOf(id) ?? []))
  const partial = computed(() => loaded.value.length < ids.value.length)
  const rest = useQuery(computed(() => ({ ...orpc.deals.ids.queryOptions({ input: { filter: { ...filter(), ids: ids.value } } }), enabled: partial.value })))

  const activeRow = computed(() => active.value === null ? null : rowOf(active.value) ?? null)
  const selection = computed((): Omit<DealTargets, 'summary'> & { sum: Sum | null, leftOut: number } => {
    const found = partial.value ? rest.data.value : { items: loaded.value, money: sumOf(loaded.value), allowedActions: [...common(loaded.value)] }
    if (!found || waiting.value) return { items: [], rows: [], actions: new Set(), sum: null, leftOut: 0 }
    const items = found.items.flatMap(({ id }) => {
      const version = seen.value.get(id)
      return version === undefined ? [] : [{ id, version }]
    })
    const inList = new Set(items.map(item => item.id))
    return { items, rows: loaded.value.filter(row => inList.has(row.id)), actions: new Set(items.length > 0 ? found.allowedActions : []), sum: found.money, leftOut: ids.value.length - items.length }
  })

  const targets = computed<DealTargets>(() => {
    if (!usable()) return { items: [], rows: [], actions: new Set(), summary: null }
    if (selected.value.size === 0) {
      const row = activeRow.value
      return { items: row ? [{ id: row.id, version: row.version }] : [], rows: row ? [row] : [], actions: common(row ? [row] : []), summary: null }
    }
    const { sum, leftOut, ...found } = selection.value
    const count = t('common.deals', {}, sum ? found.items.length : ids.value.length)
    const said = sum ? sumWords(count, sum) : count
    return { ...found, summary: leftOut > 0 ? t('decide.leftOut', { selection: said, n: format.value.count(leftOut) }) : ids.value.length < 2 ? null : said }
  })
  /** Printed beside the decisions while rows are selected. */
  const selectionText = computed(() => selected.value.size === 0 ? null : targets.value.summary ?? t('common.selected', {}, selected.value.size))
  return { targets, selection: selectionText, activeRow }
}
