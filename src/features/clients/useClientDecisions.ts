import { shallowRef } from 'vue'
import { client, newCommandId, orpc } from '../../api/index.ts'
import { makeOwnVersions } from '../../api/ownVersions.ts'
import { useText } from '../../i18n/index.ts'
import type { ClientItemResult } from '../../shared/contract/clients.ts'
import type { TransferDecision } from '../../shared/contract/deals.ts'
import { notify } from '../../ui/notices.ts'
import { useCommands } from '../record/decide/useCommands.ts'
import type { ClientTargets } from './useClientTargets.ts'

type Items = Pick<ClientTargets, 'items' | 'rows'>

/** A transfer that the rule refused: the dialog asks on what grounds, for the clients it names. */
export interface NeedsOverride { clientIds: readonly number[], newOwnerId: number, reason: string }

/** One for the list and the client's own screen. */
const ownVersions = makeOwnVersions()

/** What a dialog is about, with what this window decided on it a moment ago. */
export const asSeenNow = (targets: ClientTargets): ClientTargets => ({ ...targets, items: ownVersions.asSeen(targets.items) })

/** Transfers of clients with their words: one command, a notice with undo, what was refused and why. */
export const useClientDecisions = () => {
  const { t } = useText()
  const needsOverride = shallowRef<NeedsOverride | null>(null)
  const commands = useCommands<ClientItemResult>({
    versions: ownVersions, idOf: result => result.clientId, touched: () => [orpc.clients.key(), orpc.deals.key(), orpc.records.key()],
    namesOf: async ids => (await client.clients.range({ filter: { ids }, offset: 0, limit: ids.length })).rows.map(row => [row.id, row.name] as const),
    undoneExcept: count => t('clients.undoneExcept', {}, count),
  })

  const decide = ({ items, rows }: Items, decision: TransferDecision): Promise<void> => commands.run(async () => {
    if (items.length === 0) return []
    const commandId = newCommandId()
    const names = new Map(rows.map(row => [row.id, row.name]))
    const { results, applied } = await client.clients.decide({ commandId, items: commands.asSeen(items).map(({ id, version }) => ({ clientId: id, expectedVersion: version })), decision })
    const name = items.length === 1 ? rows[0]?.name : undefined
    const warned = results.filter(result => result.ok && result.code === 'closed_for_new_leads').length
    if (applied > 0) notify({
      text: name ? t(`clients.toast.one.${decision.kind}`, { name }) : t(`clients.toast.many.${decision.kind}`, {}, applied), ...(warned > 0 ? { detail: t('decide.warned', {}, warned) } : {}),
      undo: () => commands.undo(async () => (await client.clients.undo({ commandId: newCommandId(), undoOf: commandId })).results, names),
    })
    const refused = commands.refusedOf(results)
    const closed = decision.kind === 'reassign' && decision.override === undefined ? refused.filter(item => item.details?.rule === 'closed_for_new_leads') : []
    if (decision.kind === 'reassign' && closed.length > 0) needsOverride.value = { clientIds: closed.map(item => item.id), newOwnerId: decision.newOwnerId, reason: decision.reason }
    const said = refused.filter(item => !closed.includes(item))
    if (said.length > 0) void commands.sayRefused(said, names, commands.headingOf(said, items.length, count => t('clients.refusedMany', {}, count)))
    return results
  })
  return { decide, needsOverride, sending: commands.sending }
}
