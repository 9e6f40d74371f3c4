import { useQueryClient } from '@tanstack/vue-query'
import { ref, shallowRef } from 'vue'
import { client, newCommandId, orpc, PultError } from '../../../api/index.ts'
import { makeOwnVersions } from '../../../api/ownVersions.ts'
import { useText } from '../../../i18n/index.ts'
import type { DealDecision, DealItemResult } from '../../../shared/contract/deals.ts'
import { notify, notifyError } from '../../../ui/notices.ts'
import type { RefusalRequest } from './RequestDialog.vue'
import type { DealTargets, DecidedDeal } from './targets.ts'

/** A reassignment that the rule refused: the dialog asks on what grounds, for the deals it names. */
export interface NeedsOverride { dealIds: readonly number[], newOwnerId: number, reason: string }

const errorOf = ({ code, message, details }: Pick<DealItemResult, 'code' | 'message' | 'details'>): PultError => new PultError((code ?? 'CONFLICT') as PultError['code'], message ?? '', details ?? {})

/** One for all screens: a deal decided on in one of them is decided on in the next. */
const ownVersions = makeOwnVersions()
const dealVersions = (results: readonly DealItemResult[]): { id: number, version: number | null }[] => results.map(({ dealId, version }) => ({ id: dealId, version }))

/** Decisions on deals with their words: one command, a notice with undo, what was refused and why. */
export const useDealDecisions = () => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const needsOverride = shallowRef<NeedsOverride | null>(null)
  /** Commands that are on their way. */
  const sending = ref(0)

  const refresh = async (): Promise<void> => {
    await Promise.all([orpc.deals.key(), orpc.records.key(), orpc.clients.key()].map(queryKey => queryClient.invalidateQueries({ queryKey })))
  }
  /** Undone by `z`; throws what the backend says, so that the notice can say it. */
  const undo = async (undoOf: string): Promise<void> => {
    const { results } = await client.deals.undo({ commandId: newCommandId(), undoOf })
    await ownVersions.during(dealVersions(results), refresh)
    const left = results.filter(result => !result.ok)
    if (left[0] && left.length === results.length) throw errorOf(left[0])
    if (left[0]) notifyError(errorOf(left[0]), t('decide.undoneExcept', {}, left.length))
  }

  const decide = async ({ items, rows }: Pick<DealTargets, 'items' | 'rows'>, decision: DealDecision): Promise<void> => {
    if (items.length === 0) return
    const commandId = newCommandId()
    const titleOf = (id: number): string => rows.find(row => row.id === id)?.title ?? ''
    let left: { id: number, version: number | null }[] = []
    sending.value++
    try {
      const { results, applied } = await client.deals.decide({ commandId, items: items.map(({ id, version }) => ({ dealId: id, expectedVersion: ownVersions.seen(id, version) })), decision })
      left = dealVersions(results)
      const [only] = items
      const title = only ? titleOf(only.id) : ''
      if (applied > 0) notify({ text: items.length === 1 && title !== '' ? t(`decide.toast.one.${decision.kind}`, { title }) : t(`decide.toast.many.${decision.kind}`, {}, applied), undo: () => undo(commandId) })
      const refused = results.filter(result => !result.ok)
      const closed = refused.filter(result => result.details?.rule === 'closed_for_new_leads')
      if (decision.kind === 'reassign' && decision.override === undefined && closed.length > 0) needsOverride.value = { dealIds: closed.map(result => result.dealId), newOwnerId: decision.newOwnerId, reason: decision.reason }
      else if (refused[0]) notifyError(errorOf(refused[0]), refused.length === 1 ? t('decide.refusedOne', { title: titleOf(refused[0].dealId) }) : t('decide.refusedMany', {}, refused.length))
    } catch (error) {
      notifyError(error)
    } finally {
      sending.value--
      await ownVersions.during(left, refresh)
    }
  }

  /** Asks for the deal to be closed; undone like any other decision. */
  const request = async (deal: DecidedDeal, asked: RefusalRequest): Promise<void> => {
    const commandId = newCommandId()
    sending.value++
    try {
      const { closed } = await client.refusals.request({ commandId, dealId: deal.id, expectedVersion: ownVersions.seen(deal.id, deal.version), ...asked })
      notify({
        text: t(closed ? 'decide.toast.closed' : 'decide.toast.requested', { title: deal.title }),
        undo: async () => {
          const { results } = await client.refusals.undo({ commandId: newCommandId(), undoOf: commandId })
          await refresh()
          const left = results.find(result => !result.ok)
          if (left) throw errorOf({ ...left, details: null })
        },
      })
    } catch (error) {
      notifyError(error)
    } finally {
      sending.value--
      await refresh()
    }
  }
  return { decide, request, needsOverride, sending }
}
