import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, orpc } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { TaskFilter, TaskListRow, TaskListView } from '../../shared/contract/tasks.ts'
import { useFormat } from '../../ui/format.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { useSeenVersions } from '../record/decide/seenVersions.ts'

/** What a decision would fall on. */
export interface TaskTargets {
  /** With the versions that the person saw. */
  items: readonly { id: number, version: number, request: { id: number, version: number } | null }[]
  /** Those of the items that this window has loaded. */
  rows: readonly TaskListRow[]
  /** What every one of the items allows. */
  actions: ReadonlySet<string>
  /** «12 tasks», of several, and how many of the selected ones left the view; null of one. */
  summary: string | null
}

interface Asked {
  view: Ref<TaskListView>
  filter: Ref<TaskFilter>
  active: Ref<RowId | null>
  selected: Ref<ReadonlySet<RowId>>
  rowOf: (id: RowId) => TaskListRow | undefined
  /** Versions that came with «select all». */
  brought: Map<number, number>
  /** false while what the list shows is not what was asked for: nothing is decided then. */
  usable: () => boolean
}
const nothing: TaskTargets = { items: [], rows: [], actions: new Set(), summary: null }
const common = ([first, ...others]: readonly TaskListRow[]): string[] => first?.allowedActions.filter(action => others.every(row => row.allowedActions.includes(action))) ?? []

/** The selected tasks or the active one. Of rows that are not loaded the backend says which of them are in the view still and what they allow. */
export const useTaskTargets = ({ view, filter, active, selected, rowOf, brought, usable }: Asked) => {
  const { t } = useText()
  const format = useFormat()
  const ids = computed(() => [...selected.value].map(Number))
  const asked = (of: number[]) => ({ view: view.value, filter: { ...filter.value, ids: of } })
  const { seen, waiting } = useSeenVersions({ selected, rowOf, brought, ask: async of => (await client.tasks.ids(asked(of))).items })
  const loaded = computed(() => ids.value.flatMap(id => rowOf(id) ?? []))
  const partial = computed(() => loaded.value.length < ids.value.length)
  const rest = useQuery(computed(() => ({ ...orpc.tasks.ids.queryOptions({ input: asked(ids.value) }), enabled: partial.value })))

  const activeRow = computed(() => active.value === null ? null : rowOf(active.value) ?? null)
  const chosen = computed((): TaskTargets => {
    const found = partial.value ? rest.data.value : { items: loaded.value, allowedActions: common(loaded.value) }
    if (!found || waiting.value) return { ...nothing, summary: t('tasks.count', {}, ids.value.length) }
    const items = found.items.flatMap(({ id, request }) => {
      const version = seen.value.get(id)
      return version === undefined ? [] : [{ id, version, request }]
    })
    const inView = new Set(items.map(item => item.id))
    const leftOut = ids.value.length - items.length
    const count = t('tasks.count', {}, items.length)
    return {
      items, rows: loaded.value.filter(row => inView.has(row.id)), actions: new Set(items.length > 0 ? found.allowedActions : []),
      summary: leftOut > 0 ? t('decide.leftOut', { selection: count, n: format.value.count(leftOut) }) : ids.value.length < 2 ? null : count,
    }
  })
  const targets = computed<TaskTargets>(() => {
    if (!usable()) return nothing
    if (selected.value.size > 0) return chosen.value
    const row = activeRow.value
    return row ? { items: [row], rows: [row], actions: new Set(row.allowedActions), summary: null } : nothing
  })
  /** Printed beside the decisions while rows are selected. */
  const selection = computed(() => selected.value.size === 0 ? null : targets.value.summary ?? t('tasks.count', {}, selected.value.size))
  return { targets, selection, activeRow }
}
