import { computed, ref, watch } from 'vue'
import { client, orpc, type PultClient } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { OutboxFilter, OutboxRow, OutboxSort } from '../../shared/contract/outbox.ts'
import { useFormat } from '../../ui/format.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { notify } from '../../ui/notices.ts'
import { useRangeRows } from '../../ui/useRangeRows.ts'
import { useAddressState } from '../frame/useAddressState.ts'
import { outboxAddress, outboxIn, outboxQuery, type OutboxAsked } from './outboxQuery.ts'

type Page = Awaited<ReturnType<PultClient['importing']['outbox']>>
const pageRows = 1000
export const managerKey = (row: Pick<OutboxRow, 'manager'>): number => row.manager?.id ?? 0

/** What is to be entered in the CRM, or was: rows as they are looked at, figures over all, and all of them at once for paper and messages. */
export const useOutbox = () => {
  const { t } = useText()
  const format = useFormat()
  const { state: asked, go: goTo } = useAddressState<OutboxAsked>({ read: outboxIn, write: asked => outboxAddress(outboxQuery(asked)) })
  const go = (change: Partial<OutboxAsked>): void => goTo(JSON.parse(JSON.stringify({ ...asked.value, ...change })) as OutboxAsked)
  const filter = computed(() => asked.value.filter)
  const sort = computed<OutboxSort>({ get: () => asked.value.sort, set: sort => go({ sort }) })
  const active = ref<RowId | null>(null)
  const selected = ref<ReadonlySet<RowId>>(new Set())
  // What is copied or printed is in sight or counted: another filter begins without a selection.
  watch(() => JSON.stringify(filter.value), () => { selected.value = new Set() })

  const allIds = async (): Promise<RowId[]> => {
    const { ids, total } = await client.importing.outboxIds(asked.value)
    if (total > ids.length) notify({ text: t('ui.grid.first', { total: format.value.count(total) }, ids.length), tone: 'info' })
    return ids
  }
  const range = useRangeRows<OutboxRow, Page>({
    key: () => JSON.stringify(asked.value), idOf: row => row.id, allIds, page: (offset, limit) => orpc.importing.outbox.queryOptions({ input: { ...asked.value, offset, limit } }),
  })
  /** Every row of a filter, however many: the longest list first. */
  const fetchAll = async (some: Partial<OutboxFilter>): Promise<OutboxRow[]> => {
    const rows = new Map<number, OutboxRow>()
    for (let offset = 0, total = 1; offset < total; offset += pageRows) {
      const page = await client.importing.outbox({ filter: { ...filter.value, ...some }, sort: { by: 'manager', descending: false }, offset, limit: pageRows })
      for (const row of page.rows) rows.set(row.id, row)
      total = page.total
    }
    return [...rows.values()]
  }
  const narrow = (change: Partial<OutboxFilter>): void => go({ filter: { ...filter.value, ...change } })
  const isNarrowed = computed(() => Object.keys(filter.value).length > 1)
  const clear = (): void => go({ filter: { state: filter.value.state } })
  return { asked, go, filter, sort, active, selected, range, page: range.newest, activeRow: computed(() => active.value === null ? null : range.rowOf(active.value) ?? null), fetchAll, narrow, isNarrowed, clear }
}
