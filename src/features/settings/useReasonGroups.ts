import { computed, ref, watch } from 'vue'
import type { LocationQuery } from 'vue-router'
import { client, newCommandId, orpc, queryClient, type PultClient } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { reasonSort, type ReasonGroup, type ReasonSort } from '../../shared/contract/reasons.ts'
import { useFormat } from '../../ui/format.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { notify, notifyError } from '../../ui/notices.ts'
import { useRangeRows } from '../../ui/useRangeRows.ts'
import { useAddressState } from '../frame/useAddressState.ts'

type Page = Awaited<ReturnType<PultClient['reasons']['groups']>>
interface Asked { state: 'open' | 'merged', level: 'families' | 'wordings', sort: ReasonSort }
const usual: ReasonSort = { by: 'deals', descending: true }
const pageRows = 1000

const read = (query: LocationQuery): Asked => {
  const said = typeof query.sort === 'string' ? query.sort : ''
  const sort = reasonSort.safeParse({ by: said.replace(/^-/, ''), descending: said.startsWith('-') })
  return { state: query.view === 'merged' ? 'merged' : 'open', level: query.level === 'wordings' ? 'wordings' : 'families', sort: sort.success ? sort.data : usual }
}
const write = ({ state, level, sort }: Asked) => ({
  path: '/reasons', query: { ...(state === 'open' ? {} : { view: state }), ...(level === 'families' ? {} : { level }), ...(sort.by === usual.by && sort.descending ? {} : { sort: `${sort.descending ? '-' : ''}${sort.by}` }) },
})

/** Groups of texts as they are looked at, what a merge falls on, and the merge itself with its undo. */
export const useReasonGroups = (nameOf: (reasonId: number | null) => string | null) => {
  const { t } = useText()
  const format = useFormat()
  const { state: asked, go: goTo } = useAddressState<Asked>({ read, write })
  const go = (change: Partial<Asked>): void => goTo({ ...asked.value, ...change })
  const active = ref<RowId | null>(null)
  const selected = ref<ReadonlySet<RowId>>(new Set())
  watch(() => `${asked.value.state} ${asked.value.level}`, () => {
    active.value = null
    selected.value = new Set()
  })

  /** Groups that «select all» has taken, whether or not they are in sight. */
  const taken = new Map<RowId, ReasonGroup>()
  const allIds = async (): Promise<RowId[]> => {
    taken.clear()
    for (let offset = 0, total = 1; offset < total; offset += pageRows) {
      const page = await client.reasons.groups({ ...asked.value, offset, limit: pageRows })
      for (const group of page.rows) taken.set(group.key, group)
      total = page.total
    }
    return [...taken.keys()]
  }
  const range = useRangeRows<ReasonGroup, Page>({
    key: () => JSON.stringify(asked.value), idOf: group => group.key, allIds, page: (offset, limit) => orpc.reasons.groups.queryOptions({ input: { ...asked.value, offset, limit } }),
  })
  // A selected group stays known when its page is forgotten.
  watch(selected, keys => { for (const key of keys) taken.set(key, range.rowOf(key) ?? taken.get(key)!) })
  const groupOf = (key: RowId): ReasonGroup | undefined => range.rowOf(key) ?? taken.get(key)
  const activeGroup = computed(() => active.value === null ? null : range.rowOf(active.value) ?? null)
  /** The other view's rows stand there until its own come: nothing may be decided on them. */
  const targets = computed<ReasonGroup[]>(() => range.rows.isStale.value ? [] : selected.value.size > 0 ? [...selected.value].flatMap(key => groupOf(key) ?? []) : activeGroup.value ? [activeGroup.value] : [])

  const refetch = (): Promise<unknown> => Promise.all([queryClient.invalidateQueries({ queryKey: orpc.reasons.key() }), queryClient.invalidateQueries({ queryKey: orpc.settings.reasons.key() })])
  const busy = ref(false)
  /** null forgets. What one key asks for while the former is on its way would fall on rows that are about to leave. */
  const map = async (reasonId: number | null, groups: readonly ReasonGroup[] = targets.value): Promise<void> => {
    if (groups.length === 0 || busy.value) return
    busy.value = true
    const commandId = newCommandId()
    const deals = groups.reduce((sum, group) => sum + group.deals, 0)
    try {
      const { texts } = await client.reasons.map({ commandId, items: groups.flatMap(group => group.textKeys.map(textKey => ({ textKey }))), reasonId })
      selected.value = new Set()
      notify({
        text: reasonId === null ? t('reasons.forgotten') : t('reasons.merged', { name: nameOf(reasonId) ?? '' }),
        detail: t('reasons.detail', { texts: t('reasons.texts', { n: format.value.count(texts) }, texts), deals: t('common.deals', {}, deals) }),
        undo: async () => {
          try {
            await client.reasons.undo({ commandId: newCommandId(), undoOf: commandId })
          } finally {
            await refetch()
          }
        },
      })
    } catch (error) {
      notifyError(error)
    } finally {
      // Refused or cut off: what stands there now is asked for in any case.
      await refetch()
      busy.value = false
    }
  }
  return { asked, go, active, selected, range, page: range.newest, targets, busy, map }
}
