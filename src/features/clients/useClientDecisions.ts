import { useQueryClient } from '@tanstack/vue-query'
import { ref, shallowRef } from 'vue'
import { client, newCommandId, orpc } from '../../api/index.ts'
import { makeOwnVersions } from '../../api/ownVersions.ts'
import { useText } from '../../i18n/index.ts'
import type { ClientItemResult } from '../../shared/contract/clients.ts'
import type { TransferDecision } from '../../shared/contract/deals.ts'
import { notify, notifyError } from '../../ui/notices.ts'
import { errorOf, useRefusedWords, type RefusedItem } from '../record/decide/refusedWords.ts'
import type { ClientTargets } from './useClientTargets.ts'

type Items = Pick<ClientTargets, 'items' | 'rows'>

/** A transfer that the rule refused: the dialog asks on what grounds, for the clients it names. */
export interface NeedsOverride { clientIds: readonly number[], newOwnerId: number, reason: string }

const mostNamed = 20
/** One for the list and the client's own screen. */
const ownVersions = makeOwnVersions()
const versionsOf = (results: readonly ClientItemResult[]): { id: number, version: number | null }[] => results.map(({ clientId, version }) => ({ id: clientId, version }))

/** What a dialog is about, with what this window decided on it a moment ago. */
export const asSeenNow = (targets: ClientTargets): ClientTargets => ({ ...targets, items: ownVersions.asSeen(targets.items) })

/** Transfers of clients with their words: one command, a notice with undo, what was refused and why. */
export const useClientDecisions = () => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const refusedWords = useRefusedWords()
  const needsOverride = shallowRef<NeedsOverride | null>(null)
  const sending = ref(0)

  const refresh = async (): Promise<void> => {
    await Promise.all([orpc.clients.key(), orpc.deals.key(), orpc.records.key()].map(queryKey => queryClient.invalidateQueries({ queryKey })))
  }
  const refusedOf = (results: readonly ClientItemResult[]): RefusedItem[] => results.filter(result => !result.ok).map(({ clientId, ...result }) => ({ id: clientId, ...result }))

  const sayRefused = async (refused: readonly RefusedItem[], rows: Items['rows'], heading: string): Promise<void> => {
    const names = new Map(rows.map(row => [row.id, row.name]))
    const unknown = refused.map(item => item.id).filter(id => !names.has(id)).slice(0, mostNamed)
    if (unknown.length > 0) {
      const found = await client.clients.range({ filter: { ids: unknown }, offset: 0, limit: mostNamed }).catch(() => null)
      for (const row of found?.rows ?? []) names.set(row.id, row.name)
    }
    notify({ text: heading, detail: refusedWords(refused, id => names.get(id)), tone: 'error' })
  }
  const undo = async (undoOf: string, rows: Items['rows']): Promise<void> => {
    const { results } = await client.clients.undo({ commandId: newCommandId(), undoOf })
    await ownVersions.during(versionsOf(results), refresh)
    const left = refusedOf(results)
    if (left[0] && left.length === results.length) throw errorOf(left[0])
    if (left.length > 0) await sayRefused(left, rows, t('clients.undoneExcept', {}, left.length))
  }

  const decide = async ({ items, rows }: Items, decision: TransferDecision): Promise<void> => {
    if (items.length === 0) return
    const commandId = newCommandId()
    let results: readonly ClientItemResult[] = []
    sending.value++
    try {
      const answer = await client.clients.decide({ commandId, items: items.map(({ id, version }) => ({ clientId: id, expectedVersion: ownVersions.seen(id, version) })), decision })
      results = answer.results
      const name = items.length === 1 ? rows[0]?.name : undefined
      const warned = results.filter(result => result.ok && result.code === 'closed_for_new_leads').length
      if (answer.applied > 0) notify({
        text: name ? t(`clients.toast.one.${decision.kind}`, { name }) : t(`clients.toast.many.${decision.kind}`, {}, answer.applied), ...(warned > 0 ? { detail: t('decide.warned', {}, warned) } : {}), undo: () => undo(commandId, rows),
      })
      const refused = refusedOf(results)
      const closed = decision.kind === 'reassign' && decision.override === undefined ? refused.filter(item => item.details?.rule === 'closed_for_new_leads') : []
      if (decision.kind === 'reassign' && closed.length > 0) needsOverride.value = { clientIds: closed.map(item => item.id), newOwnerId: decision.newOwnerId, reason: decision.reason }
      const said = refused.filter(item => !closed.includes(item))
      if (said.length > 0) void sayRefused(said, rows, items.length === 1 ? t('decide.refusedThis') : t('clients.refusedMany', {}, said.length))
    } catch (error) {
      notifyError(error)
    } finally {
      sending.value--
      await ownVersions.during(versionsOf(results), refresh)
    }
  }
  return { decide, needsOverride, sending }
}
