import { useQueryClient } from '@tanstack/vue-query'
import { client, newCommandId, orpc } from '../../api/index.ts'
import { makeOwnVersions } from '../../api/ownVersions.ts'
import { useText } from '../../i18n/index.ts'
import type { CallInput } from '../../shared/contract/desk.ts'
import { useFormat } from '../../ui/format.ts'
import { notify, notifyError } from '../../ui/notices.ts'
import { errorOf } from '../record/decide/refusedWords.ts'
import type { Target } from './target.ts'

const versions = makeOwnVersions()

interface Done { text: string, detail?: string, undo: () => Promise<unknown>, left?: { id: number, version: number | null } | null }

/** A manager's commands: sent once with the version that was seen, said with an undo, then the lists are fresh. */
export const useMyCommands = () => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const format = useFormat()
  const refresh = async (): Promise<void> => { await Promise.all([orpc.desk.key(), orpc.deals.key(), orpc.records.key(), orpc.tasks.key(), orpc.day.key()].map(queryKey => queryClient.invalidateQueries({ queryKey }))) }

  const send = async (target: Target, work: (commandId: string) => Promise<Done>): Promise<void> => {
    let left: Done['left'] = null
    try {
      const done = await work(newCommandId())
      left = done.left
      notify({ text: done.text, detail: done.detail, undo: async () => {
        await done.undo()
        await refresh()
      } })
    } catch (error) {
      notifyError(error, t('myDay.refused', { title: target.title }))
    } finally {
      // Also after a lost answer: the command may have been applied.
      await versions.during(left ? [left] : [], refresh).catch(() => {})
    }
  }
  const itemOf = ({ task }: Target) => task ? [{ taskId: task.id, expectedVersion: versions.seen(task.id, task.version) }] : []
  const undoTasks = (undoOf: string) => async (): Promise<void> => {
    const { results } = await client.tasks.undo({ commandId: newCommandId(), undoOf })
    const refused = results.find(result => !result.ok)
    if (refused) throw errorOf(refused)
  }

  const call = (target: Target, said: CallInput): Promise<void> => send(target, async commandId => {
    const [item] = itemOf(target)
    const on = item ?? (target.dealId === null ? null : { dealId: target.dealId })
    if (!on) throw errorOf({ code: 'NOT_FOUND', message: null, details: null })
    const answer = await client.desk.logCall({ commandId, on, said })
    const word = said.outcome === 'call_back' ? answer.moved === 'asked' ? 'asked' : answer.moved === 'at_once' ? 'moved' : 'planned' : said.outcome
    const day = 'dueDay' in said ? format.value.day(said.dueDay) : said.outcome === 'talked' && said.next ? format.value.day(said.next.dueDay) : ''
    return {
      text: t(`myDay.said.${word}`, { title: target.title, day }), ...said.outcome === 'talked' && said.next ? { detail: t('myDay.said.next', { title: said.next.title, day }) } : {},
      left: target.task ? { id: target.task.id, version: answer.taskVersion } : null, undo: () => client.desk.undoCall({ commandId: newCommandId(), undoOf: commandId }),
    }
  })
  const close = (target: Target, result: string): Promise<void> => send(target, async commandId => {
    const { results: [done] } = await client.tasks.close({ commandId, items: itemOf(target), result })
    if (!done?.ok) throw errorOf(done ?? { code: null, message: null, details: null })
    return { text: t('tasks.toast.one.close', { title: target.title }), left: { id: done.taskId, version: done.version }, undo: undoTasks(commandId) }
  })
  const move = (target: Target, { dueDay, reason }: { dueDay: string, reason: string }): Promise<void> => send(target, async commandId => {
    const { results: [done] } = await client.tasks.move({ commandId, items: itemOf(target), dueDay, reason })
    if (!done?.ok) throw errorOf(done ?? { code: null, message: null, details: null })
    return { text: t(done.requestId === null ? 'myDay.said.moved' : 'myDay.said.asked', { title: target.title, day: format.value.day(dueDay) }), left: { id: done.taskId, version: done.version }, undo: undoTasks(commandId) }
  })
  const plan = (target: Target, { title, dueDay }: { title: string, dueDay: string }): Promise<void> => send(target, async commandId => {
    if (target.dealId === null) throw errorOf({ code: 'NOT_FOUND', message: null, details: null })
    await client.desk.planTask({ commandId, dealId: target.dealId, title, dueDay })
    return { text: t('myDay.said.next', { title, day: format.value.day(dueDay) }), undo: undoTasks(commandId) }
  })
  return { call, close, move, plan }
}
