import { computed, nextTick, ref, shallowRef } from 'vue'
import { useText } from '../../i18n/index.ts'
import type { OutboxRow } from '../../shared/contract/outbox.ts'
import { useFormat } from '../../ui/format.ts'
import { notify, notifyError } from '../../ui/notices.ts'
import { byManager, outboxMessage } from './outboxWords.ts'
import { managerKey, type useOutbox } from './useOutbox.ts'

/** The list on its way to people: a message for each, or paper. All rows of the filter, not only those that are loaded; a selection narrows it. */
export const useHandOver = ({ selected, activeRow, page, fetchAll }: ReturnType<typeof useOutbox>) => {
  const { t } = useText()
  const format = useFormat()
  const busy = ref(false)
  /** What the printer takes, while it is asked. */
  const paper = shallowRef<readonly OutboxRow[] | null>(null)
  const nameOf = (row: OutboxRow): string => row.manager?.name ?? t('outbox.nobody')
  const chosen = (): { ids: number[] } | null => selected.value.size > 0 ? { ids: [...selected.value].map(Number) } : null
  const once = async (work: () => Promise<void>, failed?: string): Promise<void> => {
    if (busy.value) return
    busy.value = true
    try {
      await work()
    } catch (error) {
      notifyError(error, failed)
    } finally {
      busy.value = false
    }
  }

  const copy = (): Promise<void> => once(async () => {
    const row = activeRow.value
    const some = chosen() ?? (row ? { managerIds: [managerKey(row)] } : null)
    if (some === null) return
    const people = byManager(await fetchAll(some))
    await navigator.clipboard.writeText(people.map(({ manager, rows }) => outboxMessage(manager?.name ?? t('outbox.nobody'), rows, t, format.value)).join('\n\n\n'))
    const count = people.reduce((sum, { rows }) => sum + rows.length, 0)
    notify({ text: t('outbox.copied', { name: people.map(({ manager }) => manager?.name ?? t('outbox.nobody')).join(', ') }), detail: t('outbox.count', { n: format.value.count(count) }, count) })
  }, t('outbox.copyFailed'))
  const copyLabel = computed(() => {
    if (selected.value.size > 0) return t('outbox.act.copySelected', { count: t('outbox.count', { n: format.value.count(selected.value.size) }, selected.value.size) })
    const row = activeRow.value
    const count = row ? page.value?.managers.find(({ manager }) => (manager?.id ?? 0) === managerKey(row))?.count : undefined
    return row ? t('outbox.act.copyFor', { name: nameOf(row), count: t('outbox.count', { n: format.value.count(count ?? 1) }, count ?? 1) }) : t('outbox.act.copy')
  })

  const print = (): Promise<void> => once(async () => {
    paper.value = await fetchAll(chosen() ?? {})
    await nextTick()
    window.addEventListener('afterprint', () => { paper.value = null }, { once: true })
    window.print()
  })
  return { copy, copyLabel, print, paper, busy }
}
