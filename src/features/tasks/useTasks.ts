import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, type Ref } from 'vue'
import { client, newCommandId, orpc, PultError } from '../../api/index.ts'
import { makeOwnVersions } from '../../api/ownVersions.ts'
import { useText } from '../../i18n/index.ts'
import type { TaskFilter, TaskItemResult, TaskListRow, TaskListView } from '../../shared/contract/tasks.ts'
import { useFormat } from '../../ui/format.ts'
import { notify, notifyError } from '../../ui/notices.ts'

export type TaskDecision =
  | { kind: 'allow' } | { kind: 'deny', comment?: string } | { kind: 'allowImport' }
  | { kind: 'move', dueDay: string, reason: string, onBehalfOf?: number } | { kind: 'close', result: string } | { kind: 'assign', toId: number, reason: string }
  | { kind: 'question', text: string, answerDay: string } | { kind: 'task', title: string, dueDay: string }

interface Answer { results: TaskItemResult[], applied: number }

/** The views that a row leaves as soon as it is decided so. */
const leaves: Record<TaskDecision['kind'], readonly TaskListView[]> = {
  allow: ['requests'], deny: ['requests'], allowImport: ['dragged'], move: ['overdue', 'requests'], close: ['overdue', 'dragged', 'requests'], assign: [], question: [], task: [],
}

const ownVersions = makeOwnVersions()
const taskVersions = (results: readonly TaskItemResult[]): { id: number, version: number | null }[] => results.map(({ taskId, version }) => ({ id: taskId, version }))

/** The list of a view with the decisions on its rows: at once, with undo; what was refused comes back with its sentence. */
export const useTasks = (view: Ref<TaskListView>, filter: Ref<TaskFilter>) => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const format = useFormat()
  const list = useInfiniteQuery(computed(() => orpc.tasks.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ view: view.value, filter: filter.value, cursor, limit: 200 }), initialPageParam: undefined as string | undefined, getNextPageParam: last => last.next ?? undefined,
  })))
  const counts = useQuery(computed(() => orpc.tasks.counts.queryOptions({ input: { filter: filter.value }, placeholderData: keepPreviousData })))
  /** Decided here and not yet answered: gone from the list at once, back when the backend refuses. */
  const leaving = ref<ReadonlySet<number>>(new Set())
  const rows = computed(() => (list.data.value?.pages.flatMap(page => page.rows) ?? []).filter(row => !leaving.value.has(row.id)))
  const first = computed(() => list.data.value?.pages[0])

  const refresh = async (): Promise<void> => {
    await Promise.all([orpc.tasks.key(), orpc.records.key()].map(queryKey => queryClient.invalidateQueries({ queryKey })))
  }
  const errorOf = ({ code, message, details }: TaskItemResult): PultError => new PultError((code ?? 'CONFLICT') as PultError['code'], message ?? '', details ?? {})
  const titleOf = (row: TaskListRow | undefined): string => row?.title ?? t('record.task.untitled')

  const undo = async (undoOf: string): Promise<void> => {
    const { results } = await client.tasks.undo({ commandId: newCommandId(), undoOf })
    await ownVersions.during(taskVersions(results), refresh)
    const left = results.filter(result => !result.ok)
    if (left[0]) throw errorOf(left[0])
  }

  const send = async (targets: readonly TaskListRow[], decision: TaskDecision, commandId: string): Promise<Answer> => {
    const items = targets.map(row => ({ taskId: row.id, expectedVersion: ownVersions.seen(row.id, row.version) }))
    const wishes = targets.flatMap(row => row.request ? [{ requestId: row.request.id, expectedVersion: row.request.version }] : [])
    switch (decision.kind) {
      case 'allow': return client.tasks.decideMoves({ commandId, items: wishes, decision: 'allow' })
      case 'deny': return client.tasks.decideMoves({ commandId, items: wishes, decision: 'deny', comment: decision.comment })
      case 'allowImport': return client.tasks.approveMoves({ commandId, items })
      case 'move': return client.tasks.move({ commandId, items, dueDay: decision.dueDay, reason: decision.reason, onBehalfOf: decision.onBehalfOf })
      case 'close': return client.tasks.close({ commandId, items, result: decision.result })
      case 'assign': return client.tasks.assign({ commandId, items, toId: decision.toId, reason: decision.reason })
      case 'question': return client.tasks.ask({ commandId, items, text: decision.text, answerDay: decision.answerDay })
      case 'task': {
        const [row] = targets
        if (!row?.manager) throw new PultError('REFUSED_BY_RULE', '', { rule: 'no_manager' })
        const { taskId } = await client.tasks.create({ commandId, dealId: row.deal?.id ?? null, clientId: row.clientId, assigneeId: row.manager.id, title: decision.title, dueDay: decision.dueDay })
        return { applied: 1, results: [{ taskId, requestId: null, version: null, ok: true, code: null, message: null, details: null }] }
      }
    }
  }

  /** A conflict says who decided what and when, if somebody did. */
  const sayRefused = (result: TaskItemResult, heading: string): void => {
    const { who, when, what } = result.details ?? {}
    const state = (['allowed', 'denied', 'withdrawn', 'task_closed'] as const).find(each => each === what)
    if (result.code !== 'CONFLICT' || !state) {
      notifyError(errorOf(result), heading)
      return
    }
    notify({ text: heading, detail: [t(`tasks.meanwhile.${state}`), typeof who === 'string' ? who : null, typeof when === 'number' ? format.value.instant(when) : null].filter(Boolean).join(', '), tone: 'error' })
  }

  const decide = async (targets: readonly TaskListRow[], decision: TaskDecision): Promise<void> => {
    if (targets.length === 0) return
    const commandId = newCommandId()
    const noted = decision.kind === 'move' && decision.onBehalfOf !== undefined
    const ids = !noted && leaves[decision.kind].includes(view.value) ? targets.map(row => row.id) : []
    leaving.value = new Set([...leaving.value, ...ids])
    let left: { id: number, version: number | null }[] = []
    try {
      const { results, applied } = await send(targets, decision, commandId)
      left = taskVersions(results)
      const asked = results.some(result => result.ok && result.requestId !== null) && decision.kind === 'move'
      const word = asked ? 'ask' : decision.kind
      if (applied > 0) notify({ text: targets.length === 1 ? t(`tasks.toast.one.${word}`, { title: titleOf(targets[0]) }) : t(`tasks.toast.many.${word}`, {}, applied), undo: () => undo(commandId) })
      const refused = results.filter(result => !result.ok)
      if (refused[0]) sayRefused(refused[0], refused.length === 1 ? t('tasks.refusedOne', { title: titleOf(targets.find(row => row.id === refused[0]?.taskId)) }) : t('tasks.refusedMany', {}, refused.length))
    } catch (error) {
      notifyError(error)
    } finally {
      // Also after a lost answer: the command may have been applied.
      await ownVersions.during(left, refresh).catch(() => {})
      leaving.value = new Set([...leaving.value].filter(id => !ids.includes(id)))
    }
  }
  return { list, counts, rows, first, decide }
}
