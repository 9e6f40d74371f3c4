import { useQueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import { client, newCommandId, orpc } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { TaskItemResult, TaskListRow } from '../../shared/contract/tasks.ts'
import { useFormat } from '../../ui/format.ts'
import { notify, notifyError } from '../../ui/notices.ts'
import { errorOf } from '../record/decide/refusedWords.ts'

export type MoveDecision = { decision: 'allow' } | { decision: 'deny', comment?: string }

/** Decisions on wishes to move a task: the row leaves at once, z brings it back; what somebody else decided first is said. */
export const useMoveDecisions = () => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const format = useFormat()
  const leaving = ref<ReadonlySet<number>>(new Set())
  const refresh = async (): Promise<void> => { await Promise.all([orpc.desk.key(), orpc.tasks.key()].map(queryKey => queryClient.invalidateQueries({ queryKey }))) }
  const titleOf = (row: TaskListRow): string => row.title ?? t('record.task.untitled')

  const sayRefused = (result: TaskItemResult, heading: string): void => {
    const { who, when, what } = result.details ?? {}
    const state = (['allowed', 'denied', 'withdrawn', 'task_closed'] as const).find(each => each === what)
    if (result.code !== 'CONFLICT' || !state) return void notifyError(errorOf(result), heading)
    const said = t(`tasks.meanwhile.${state}`)
    notify({ text: heading, detail: typeof who === 'string' && typeof when === 'number' ? t('tasks.meanwhile.by', { said, who, when: format.value.instant(when) }) : said, tone: 'error' })
  }
  const undo = async (undoOf: string): Promise<void> => {
    const { results } = await client.tasks.undo({ commandId: newCommandId(), undoOf })
    await refresh()
    const refused = results.find(result => !result.ok)
    if (refused) throw errorOf(refused)
  }
  const decideMove = async (row: TaskListRow, decision: MoveDecision): Promise<void> => {
    const { request } = row
    if (!request) return
    const commandId = newCommandId()
    leaving.value = new Set([...leaving.value, row.id])
    try {
      const { results: [done] } = await client.tasks.decideMoves({ commandId, items: [{ requestId: request.id, expectedVersion: request.version }], ...decision })
      if (done?.ok) notify({ text: t(`tasks.toast.one.${decision.decision}`, { title: titleOf(row) }), undo: () => undo(commandId) })
      else sayRefused(done ?? { taskId: row.id, requestId: null, version: null, ok: false, code: 'NOT_FOUND', message: null, details: null }, t('tasks.refusedOne', { title: titleOf(row) }))
    } catch (error) {
      notifyError(error)
    } finally {
      await refresh().catch(() => {})
      leaving.value = new Set([...leaving.value].filter(id => id !== row.id))
    }
  }
  return { leaving, decideMove }
}
