import { useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { client, newCommandId, orpc, PultError } from '../../api/index.ts'
import { makeOwnVersions } from '../../api/ownVersions.ts'
import { useText } from '../../i18n/index.ts'
import type { TaskItemResult, TaskListRow, TaskListView } from '../../shared/contract/tasks.ts'
import { useFormat } from '../../ui/format.ts'
import { notify, notifyError } from '../../ui/notices.ts'
import { errorOf } from '../record/decide/refusedWords.ts'
import type { TaskTargets } from './taskTargets.ts'

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

/** What a dialog is about, with what this window decided on it a moment ago. */
export const asSeenNow = (targets: TaskTargets): TaskTargets => ({ ...targets, items: ownVersions.asSeen(targets.items) })

/** Decisions on tasks: at once, with undo; what was refused comes back with its sentence. `leave` hides rows until its answer is there. */
export const useTaskDecisions = (view: Ref<TaskListView>, leave: (ids: Iterable<number>) => () => void) => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const format = useFormat()

  const refresh = async (): Promise<void> => {
    await Promise.all([orpc.tasks.key(), orpc.records.key()].map(queryKey => queryClient.invalidateQueries({ queryKey })))
  }
  const titleOf = (row: TaskListRow | undefined): string => row?.title ?? t('record.task.untitled')

  const undo = async (undoOf: string): Promise<void> => {
    const { results } = await client.tasks.undo({ commandId: newCommandId(), undoOf })
    await ownVersions.during(taskVersions(results), refresh)
    const left = results.filter(result => !result.ok)
    if (left[0] && left.length === results.length) throw errorOf(left[0])
    if (left[0]) notifyError(errorOf(left[0]), t('tasks.undoneExcept', {}, left.length))
  }

  const send = async ({ items: targets, rows }: TaskTargets, decision: TaskDecision, commandId: string): Promise<Answer> => {
    const items = targets.map(({ id, version }) => ({ taskId: id, expectedVersion: ownVersions.seen(id, version) }))
    const wishes = targets.flatMap(({ request }) => request ? [{ requestId: request.id, expectedVersion: request.version }] : [])
    switch (decision.kind) {
      case 'allow': return client.tasks.decideMoves({ commandId, items: wishes, decision: 'allow' })
      case 'deny': return client.tasks.decideMoves({ commandId, items: wishes, decision: 'deny', comment: decision.comment })
      case 'allowImport': return client.tasks.approveMoves({ commandId, items })
      case 'move': return client.tasks.move({ commandId, items, dueDay: decision.dueDay, reason: decision.reason, onBehalfOf: decision.onBehalfOf })
      case 'close': return client.tasks.close({ commandId, items, result: decision.result })
      case 'assign': return client.tasks.assign({ commandId, items, toId: decision.toId, reason: decision.reason })
      case 'question': return client.tasks.ask({ commandId, items, text: decision.text, answerDay: decision.answerDay })
      case 'task': {
        const [row] = rows
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
    const said = t(`tasks.meanwhile.${state}`)
    notify({ text: heading, detail: typeof who === 'string' && typeof when === 'number' ? t('tasks.meanwhile.by', { said, who, when: format.value.instant(when) }) : said, tone: 'error' })
  }

  return async (targets: TaskTargets, decision: TaskDecision): Promise<void> => {
    const { items, rows } = targets
    if (items.length === 0) return
    const commandId = newCommandId()
    const noted = decision.kind === 'move' && decision.onBehalfOf !== undefined
    const letBack = leave(!noted && leaves[decision.kind].includes(view.value) ? items.map(item => item.id) : [])
    const title = (id: number | undefined): string => titleOf(rows.find(row => row.id === id))
    let left: { id: number, version: number | null }[] = []
    try {
      const { results, applied } = await send(targets, decision, commandId)
      left = taskVersions(results)
      const asked = results.some(result => result.ok && result.requestId !== null) && decision.kind === 'move'
      const word = asked ? 'ask' : decision.kind
      if (applied > 0) notify({ text: items.length === 1 ? t(`tasks.toast.one.${word}`, { title: title(items[0]?.id) }) : t(`tasks.toast.many.${word}`, {}, applied), undo: () => undo(commandId) })
      const refused = results.filter(result => !result.ok)
      if (refused[0]) sayRefused(refused[0], refused.length === 1 ? t('tasks.refusedOne', { title: title(refused[0].taskId) }) : t('tasks.refusedMany', {}, refused.length))
    } catch (error) {
      notifyError(error)
    } finally {
      // Also after a lost answer: the command may have been applied.
      await ownVersions.during(left, refresh).catch(() => {})
      letBack()
    }
  }
}
