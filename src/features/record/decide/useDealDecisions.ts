import { shallowRef } from 'vue'
import { client, newCommandId, orpc } from '../../../api/index.ts'
import { makeOwnVersions } from '../../../api/ownVersions.ts'
import { useText } from '../../../i18n/index.ts'
import type { DealDecision, DealItemResult } from '../../../shared/contract/deals.ts'
import { notify, notifyError } from '../../../ui/notices.ts'
import { errorOf } from './refusedWords.ts'
import type { RefusalRequest } from './RequestDialog.vue'
import type { DealTargets } from './targets.ts'
import { useCommands, type Names } from './useCommands.ts'

type Items = Pick<DealTargets, 'items' | 'rows'>

/** A reassignment that the rule refused: the dialog asks on what grounds, for the deals it names. */
export interface NeedsOverride { dealIds: readonly number[], newOwnerId: number, reason: string }

/** One for all screens: a deal decided on in one of them is decided on in the next. */
const ownVersions = makeOwnVersions()

/** What a dialog is about, with what this window decided on it a moment ago. */
export const asSeenNow = (targets: DealTargets): DealTargets => ({ ...targets, items: ownVersions.asSeen(targets.items) })

/** Decisions on deals with their words: one command, a notice with undo, what was refused and why. */
export const useDealDecisions = () => {
  const { t } = useText()
  const needsOverride = shallowRef<NeedsOverride | null>(null)
  const commands = useCommands<DealItemResult>({
    versions: ownVersions, idOf: result => result.dealId, touched: () => [orpc.deals.key(), orpc.records.key(), orpc.clients.key()],
    namesOf: async ids => (await client.deals.list({ filter: { ids }, limit: ids.length })).rows.map(row => [row.id, row.title] as const),
    undoneExcept: count => t('decide.undoneExcept', {}, count),
  })
  const itemsSeen = (items: Items['items']): { dealId: number, expectedVersion: number }[] => commands.asSeen(items).map(({ id, version }) => ({ dealId: id, expectedVersion: version }))
  const namesIn = (rows: Items['rows']): Names => new Map(rows.map(row => [row.id, row.title]))
  /** The one that it was about by its title, of several those that were done. */
  const sayDone = (said: { one: (title: string) => string, many: (count: number) => string }, { items, rows }: Items, applied: number, undo: () => Promise<void>, detail?: string): void => {
    const title = items.length === 1 ? rows[0]?.title : undefined
    if (applied > 0) notify({ text: title ? said.one(title) : said.many(applied), ...(detail ? { detail } : {}), undo })
  }
  const sayRefused = (refused: Parameters<typeof commands.sayRefused>[0], { items, rows }: Items): void => {
    if (refused.length > 0) void commands.sayRefused(refused, namesIn(rows), commands.headingOf(refused, items.length, count => t('decide.refusedMany', {}, count)))
  }

  const decide = (targets: Items, decision: DealDecision): Promise<void> => commands.run(async () => {
    const { items, rows } = targets
    if (items.length === 0) return []
    const commandId = newCommandId()
    const { results, applied } = await client.deals.decide({ commandId, items: itemsSeen(items), decision })
    const warned = results.filter(result => result.ok && result.code === 'closed_for_new_leads').length
    sayDone({ one: title => t(`decide.toast.one.${decision.kind}`, { title }), many: count => t(`decide.toast.many.${decision.kind}`, {}, count) }, targets, applied,
      () => commands.undo(async () => (await client.deals.undo({ commandId: newCommandId(), undoOf: commandId })).results, namesIn(rows)), warned > 0 ? t('decide.warned', {}, warned) : undefined)
    const refused = commands.refusedOf(results)
    const closed = decision.kind === 'reassign' && decision.override === undefined ? refused.filter(item => item.details?.rule === 'closed_for_new_leads') : []
    if (decision.kind === 'reassign' && closed.length > 0) needsOverride.value = { dealIds: closed.map(item => item.id), newOwnerId: decision.newOwnerId, reason: decision.reason }
    sayRefused(refused.filter(item => !closed.includes(item)), targets)
    return results
  })

  /** Asks for deals to be closed, one reason and comment for each of them; undone like any other decision. */
  const request = (targets: Items, asked: RefusalRequest): Promise<void> => commands.run(async () => {
    const { items } = targets
    if (items.length === 0) return []
    const commandId = newCommandId()
    const { results, applied, closed } = await client.refusals.requestMany({ commandId, items: itemsSeen(items), ...asked })
    const what = closed > 0 ? 'closed' : 'requested'
    sayDone({ one: title => t(`decide.toast.one.${what}`, { title }), many: count => t(`decide.toast.many.${what}`, {}, count) }, targets, applied, async () => {
      const { results: undone } = await client.refusals.undo({ commandId: newCommandId(), undoOf: commandId })
      await commands.refresh()
      const left = undone.filter(result => !result.ok)
      if (left[0] && left.length === undone.length) throw errorOf(left[0])
      if (left[0]) notifyError(errorOf(left[0]), t('decide.undoneExcept', {}, left.length))
    })
    sayRefused(commands.refusedOf(results), targets)
    return results
  })
  return { decide, request, needsOverride, sending: commands.sending }
}
