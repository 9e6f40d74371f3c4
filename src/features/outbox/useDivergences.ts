import { computed, ref, watch } from 'vue'
import { client, newCommandId, orpc, queryClient, type PultClient } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { DivergenceFilter, DivergenceRow, DivergenceSort } from '../../shared/contract/outbox.ts'
import { useFormat } from '../../ui/format.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { notify, notifyError } from '../../ui/notices.ts'
import { useRangeRows } from '../../ui/useRangeRows.ts'
import { useAddressState } from '../frame/useAddressState.ts'
import { errorOf } from '../record/decide/refusedWords.ts'
import { divergencesIn, divergencesQuery, outboxAddress, type DivergencesAsked } from './outboxQuery.ts'

type Page = Awaited<ReturnType<PultClient['importing']['divergences']>>
type Choice = 'ours' | 'theirs'

/** Where the CRM and Pult differ: rows as they are looked at, and the choice between both values. */
export const useDivergences = () => {
  const { t } = useText()
  const format = useFormat()
  const { state: asked, go: goTo } = useAddressState<DivergencesAsked>({ read: divergencesIn, write: asked => outboxAddress(divergencesQuery(asked)) })
  const go = (change: Partial<DivergencesAsked>): void => goTo(JSON.parse(JSON.stringify({ ...asked.value, ...change })) as DivergencesAsked)
  const filter = computed(() => asked.value.filter)
  const sort = computed<DivergenceSort>({ get: () => asked.value.sort, set: sort => go({ sort }) })
  const active = ref<RowId | null>(null)
  const selected = ref<ReadonlySet<RowId>>(new Set())
  watch(() => JSON.stringify(filter.value), () => { selected.value = new Set() })

  const allIds = async (): Promise<RowId[]> => {
    const { ids, total } = await client.importing.divergenceIds(asked.value)
    if (total > ids.length) notify({ text: t('ui.grid.first', { total: format.value.count(total) }, ids.length), tone: 'info' })
    return ids
  }
  const range = useRangeRows<DivergenceRow, Page>({
    key: () => JSON.stringify(asked.value), idOf: row => row.id, allIds, page: (offset, limit) => orpc.importing.divergences.queryOptions({ input: { ...asked.value, offset, limit } }),
  })
  const activeRow = computed(() => active.value === null ? null : range.rowOf(active.value) ?? null)
  /** Rows of another filter that stand there until its own come are nobody's choice. */
  const targets = computed<number[]>(() => range.rows.isStale.value ? [] : selected.value.size > 0 ? [...selected.value].map(Number) : activeRow.value ? [activeRow.value.id] : [])

  const busy = ref(false)
  const refetch = (): Promise<void> => queryClient.invalidateQueries({ queryKey: orpc.importing.key() })
  const choose = async (choice: Choice): Promise<void> => {
    if (targets.value.length === 0 || busy.value) return
    busy.value = true
    const commandId = newCommandId()
    try {
      const { results, applied } = await client.importing.resolve({ commandId, items: targets.value.map(id => ({ id })), choice })
      selected.value = new Set()
      const refused = results.find(result => !result.ok)
      if (refused) notifyError(errorOf(refused))
      if (applied > 0) notify({
        text: t(choice === 'ours' ? 'importing.divergences.kept' : 'importing.divergences.taken'), detail: t('common.rows', {}, applied),
        undo: async () => {
          try {
            const failed = (await client.importing.undoResolve({ commandId: newCommandId(), undoOf: commandId })).results.find(result => !result.ok)
            if (failed) throw errorOf(failed)
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
  const narrow = (change: DivergenceFilter): void => go({ filter: { ...filter.value, ...change } })
  return { asked, go, filter, sort, active, selected, range, page: range.newest, activeRow, targets, choose, busy, narrow, isNarrowed: computed(() => filter.value.fields !== undefined), clear: () => go({ filter: {} }) }
}
