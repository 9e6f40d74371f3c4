import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, orpc } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { ClientFigure, ClientFilter, ClientRow } from '../../shared/contract/clients.ts'
import { useFormat } from '../../ui/format.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { useSeenVersions } from '../record/decide/seenVersions.ts'
import { useSumWords } from '../record/decide/targets.ts'

export type DecidedClient = Pick<ClientRow, 'id' | 'version' | 'source' | 'externalId' | 'name' | 'manager' | 'openDeals' | 'money' | 'allowedActions'>

/** What a decision would fall on: the versions that the person saw, the rows that are loaded, what all of them allow. */
export interface ClientTargets {
  items: readonly { id: number, version: number }[]
  rows: readonly DecidedClient[]
  actions: ReadonlySet<string>
  /** «12 clients with 20 open deals, 4 200 000 ₽», of several, and how many of the selected ones are left out; null of one. */
  summary: string | null
}

export interface ClientTargetOptions {
  active: Ref<RowId | null>
  selected: Ref<ReadonlySet<RowId>>
  rowOf: (id: RowId) => DecidedClient | undefined
  filter: () => ClientFilter
  brought: Map<number, number>
  usable: () => boolean
}

const figureOf = (rows: readonly DecidedClient[]): ClientFigure => ({
  count: rows.length, openDeals: rows.reduce((sum, row) => sum + row.openDeals, 0),
  money: { amount: rows.reduce((sum, row) => sum + row.money.amount, 0), noRate: rows.reduce((sum, row) => sum + row.money.noRate, 0) },
})
const common = (rows: readonly DecidedClient[]): string[] => (rows[0]?.allowedActions ?? []).filter(action => rows.every(row => row.allowedActions.includes(action)))

export const useClientTargets = ({ active, selected, rowOf, filter, brought, usable }: ClientTargetOptions) => {
  const { t } = useText()
  const format = useFormat()
  const sumWords = useSumWords()
  const { seen, waiting } = useSeenVersions({ selected, rowOf, brought, ask: async ids => (await client.clients.ids({ filter: { ...filter(), ids } })).items })
  const ids = computed(() => [...selected.value].map(Number))
  const loaded = computed(() => ids.value.flatMap(id => rowOf(id) ?? []))
  const partial = computed(() => loaded.value.length < ids.value.length)
  const rest = useQuery(computed(() => ({ ...orpc.clients.ids.queryOptions({ input: { filter: { ...filter(), ids: ids.value } } }), enabled: partial.value })))

  const activeRow = computed(() => active.value === null ? null : rowOf(active.value) ?? null)
  const nothing: ClientTargets = { items: [], rows: [], actions: new Set(), summary: null }
  const targets = computed<ClientTargets>(() => {
    if (!usable()) return nothing
    if (selected.value.size === 0) {
      const row = activeRow.value
      return row ? { items: [{ id: row.id, version: row.version }], rows: [row], actions: new Set(row.allowedActions), summary: null } : nothing
    }
    const found = partial.value ? rest.data.value : { items: loaded.value, figure: figureOf(loaded.value), allowedActions: common(loaded.value) }
    if (!found || waiting.value) return { ...nothing, summary: ids.value.length < 2 ? null : t('deals.clientCount', {}, ids.value.length) }
    const items = found.items.flatMap(({ id }) => {
      const version = seen.value.get(id)
      return version === undefined ? [] : [{ id, version }]
    })
    const inList = new Set(items.map(item => item.id))
    const said = sumWords(t('clients.withDeals', { clients: t('deals.clientCount', {}, items.length), deals: t('clients.openDeals', {}, found.figure.openDeals) }), found.figure.money)
    const leftOut = ids.value.length - items.length
    return {
      items, rows: loaded.value.filter(row => inList.has(row.id)), actions: new Set(items.length > 0 ? found.allowedActions : []),
      summary: leftOut > 0 ? t('decide.leftOut', { selection: said, n: format.value.count(leftOut) }) : ids.value.length < 2 ? null : said,
    }
  })
  const selection = computed(() => selected.value.size === 0 ? null : targets.value.summary ?? t('common.selected', {}, selected.value.size))
  return { targets, selection, activeRow }
}
