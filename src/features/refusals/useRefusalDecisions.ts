import { useQueryClient } from '@tanstack/vue-query'
import { ref, shallowRef } from 'vue'
import { client, newCommandId, orpc, PultError } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { RefusalRow, refusalDecision } from '../../shared/contract/refusals.ts'
import type { z } from 'zod'
import { notify, notifyError } from '../../ui/notices.ts'

export type RefusalDecision = z.infer<typeof refusalDecision>

/** A reassignment that the rule refused: the dialog asks on what grounds. */
export interface NeedsOverride { refusalIds: readonly number[], newOwnerId: number }

/** Decisions on refusals: at once, with undo; what was refused comes back with its sentence. */
export const useRefusalDecisions = () => {
  const queryClient = useQueryClient()
  const { t } = useText()
  /** Decided here and not yet answered: gone from the queue at once, back when the backend refuses. */
  const leaving = ref<ReadonlySet<number>>(new Set())
  const needsOverride = shallowRef<NeedsOverride | null>(null)

  const refresh = (): Promise<void> => Promise.all([orpc.refusals.key(), orpc.desk.key()].map(queryKey => queryClient.invalidateQueries({ queryKey }))).then(() => undefined)
  const back = (ids: readonly number[]): void => { leaving.value = new Set([...leaving.value].filter(id => !ids.includes(id))) }

  const undo = async (undoOf: string): Promise<void> => {
    const answer = await client.refusals.undo({ commandId: newCommandId(), undoOf })
    await refresh()
    const [first] = answer.results.filter(result => !result.ok)
    if (first) throw new PultError((first.code ?? 'CONFLICT') as PultError['code'], first.message ?? '')
  }

  const decide = async (targets: readonly RefusalRow[], decision: RefusalDecision): Promise<void> => {
    const commandId = newCommandId()
    const ids = targets.map(row => row.id)
    leaving.value = new Set([...leaving.value, ...ids])
    try {
      const answer = await client.refusals.decide({ commandId, items: targets.map(row => ({ refusalId: row.id, expectedVersion: row.version })), decision })
      const refused = answer.results.filter(result => !result.ok)
      if (answer.applied > 0) {
        const [only] = targets
        const said = targets.length === 1 && only ? t(`refusals.toast.one.${decision.decision}`, { title: only.title }) : t(`refusals.toast.many.${decision.decision}`, {}, answer.applied)
        notify({ text: said, undo: () => undo(commandId) })
      }
      const byRule = refused.filter(result => result.code === 'REFUSED_BY_RULE')
      if (decision.decision === 'reassign' && decision.override === undefined && byRule.length > 0) needsOverride.value = { refusalIds: byRule.map(result => result.refusalId), newOwnerId: decision.newOwnerId }
      else if (refused[0]) {
        const title = targets.find(row => row.id === refused[0]?.refusalId)?.title ?? ''
        notifyError(new PultError((refused[0].code ?? 'CONFLICT') as PultError['code'], refused[0].message ?? ''), refused.length === 1 ? t('refusals.refusedOne', { title }) : t('refusals.refusedMany', {}, refused.length))
      }
      await refresh()
    } catch (error) {
      notifyError(error)
    } finally {
      back(ids)
    }
  }

  const reopen = async (row: RefusalRow, reason: string): Promise<void> => {
    try {
      await client.refusals.reopen({ commandId: newCommandId(), refusalId: row.id, expectedVersion: row.version, reason })
      notify({ text: t('refusals.toast.reopened', { title: row.title }) })
    } catch (error) {
      notifyError(error)
    }
    await refresh()
  }
  return { leaving, decide, reopen, needsOverride }
}
