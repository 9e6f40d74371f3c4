import { useQueryClient } from '@tanstack/vue-query'
import { ref, shallowRef } from 'vue'
import { client, newCommandId, orpc } from '../../../api/index.ts'
import { makeOwnVersions } from '../../../api/ownVersions.ts'
import { useText } from '../../../i18n/index.ts'
import type { DealDecision, DealItemResult } from '../../../shared/contract/deals.ts'
import { notify, notifyError } from '../../../ui/notices.ts'
import { errorOf, useRefusedWords, type RefusedItem } from './refusedWords.ts'
import type { RefusalRequest } from './RequestDialog.vue'
import type { DealTargets } from './targets.ts'

type Items = Pick<DealTargets, 'items' | 'rows'>

/** A reassignment that the rule refused: the dialog asks on what grounds, for the deals it names. */
export interface NeedsOverride { dealIds: readonly number[], newOwnerId: number, reason: string }

/** So many titles are looked up for a notice; more are only counted. */
const mostNamed = 20

/** One for all screens: a deal decided on in one of them is decided on in the next. */
const ownVersions = makeOwnVersions()
const dealVersions = (results: readonly DealItemResult[]): { id: number, version: number | null }[] => results.map(({ dealId, version }) => ({ id: dealId, version }))

/** What a dialog is about, with what this window decided on it a moment ago. */
export const asSeenNow = (targets: DealTargets): DealTargets => ({ ...targets, items: ownVersions.asSeen(targets.items) })

/** Decisions on deals with their words: one command, a notice with undo, what was refused and why. */
export const useDealDecisions = () => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const refusedWords = useRefusedWords()
  const needsOverride = shallowRef<NeedsOverride | null>(null)
  /** Commands that are on their way. */
  const sending = ref(0)

  const refresh = async (): Promise<void> => {
    await Promise.all([orpc.deals.key(), orpc.records.key(), orpc.clients.key()].map(queryKey => queryClient.invalidateQueries({ queryKey })))
  }
  const refusedOf = (results: readonly DealItemResult[]): RefusedItem[] => results.filter(result => !result.ok).map(({ dealId, ...result }) => ({ id: dealId, ...result }))

  /** Says which deals were refused and why. Titles of those that aren't loaded are asked for. */
  const sayRefused = async (refused: readonly RefusedItem[], rows: Items['rows'], heading: string): Promise<void> => {
    const titles = new Map(rows.map(row => [row.id, row.title]))
    const unknown = refused.map(item => item.id).filter(id => !titles.has(id)).slice(0, mostNamed)
    if (unknown.length > 0) {
      const found = await client.deals.list({ filter: { ids: unknown }, limit: mostNamed }).catch(() => null)
      for (const row of found?.rows ?? []) titles.set(row.id, row.title)
    }
    notify({ text: heading, detail: refusedWords(refused, id => titles.get(id)), tone: 'error' })
  }
  /** Undone by `z`; throws what the backend says, so that the notice can say it. */
  const undo = async (undoOf: string, rows: Items['rows']): Promise<void> => {
    const { results } = await client.deals.undo({ commandId: newCommandId(), undoOf })
    await ownVersions.during(dealVersions(results), refresh)
    const left = refusedOf(results)
    if (left[0] && left.length === results.length) throw errorOf(left[0])
    if (left.length > 0) await sayRefused(left, rows, t('decide.undoneExcept', {}, left.length))
  }
  /** Runs a command; its answer's versions stand for the rows until those are fresh. */
  const run = async (work: () => Promise<readonly DealItemResult[]>): Promise<void> => {
    let results: readonly DealItemResult[] = []
    sending.value++
    try {
      results = await work()
    } catch (error) {
      notifyError(error)
    } finally {
      sending.value--
      await ownVersions.during(dealVersions(results), refresh)
    }
  }
  const asSeen = (items: Items['items']): { dealId: number, expectedVersion: number }[] => items.map(({ id, version }) => ({ dealId: id, expectedVersion: ownVersions.seen(id, version) }))
  /** The one that it was about by its title, of several those that were done. */
  const sayDone = (said: { one: (title: string) => string, many: (count: number) => string }, { items, rows }: Items, applied: number, undoIt: () => Promise<void>, detail?: string): void => {
    const title = items.length === 1 ? rows[0]?.title : undefined
    if (applied > 0) notify({ text: title ? said.one(title) : said.many(applied), ...(detail ? { detail } : {}), undo: undoIt })
  }
  const headingOf = (refused: readonly RefusedItem[], count: number): string => count === 1 ? t('decide.refusedThis') : t('decide.refusedMany', {}, refused.length)

  const decide = (targets: Items, decision: DealDecision): Promise<void> => run(async () => {
    const { items, rows } = targets
    if (items.length === 0) return []
    const commandId = newCommandId()
    const { results, applied } = await client.deals.decide({ commandId, items: asSeen(items), decision })
    const warned = results.filter(result => result.ok && result.code === 'closed_for_new_leads').length
    sayDone({ one: title => t(`decide.toast.one.${decision.kind}`, { title }), many: count => t(`decide.toast.many.${decision.kind}`, {}, count) }, targets, applied, () => undo(commandId, rows), warned > 0 ? t('decide.warned', {}, warned) : undefined)
    const refused = refusedOf(results)
    const closed = decision.kind === 'reassign' && decision.override === undefined ? refused.filter(item => item.details?.rule === 'closed_for_new_leads') : []
    if (decision.kind === 'reassign' && closed.length > 0) needsOverride.value = { dealIds: closed.map(item => item.id), newOwnerId: decision.newOwnerId, reason: decision.reason }
    const said = refused.filter(item => !closed.includes(item))
    if (said.length > 0) void sayRefused(said, rows, headingOf(said, items.length))
    return results
  })

  /** Asks for deals to be closed, one reason and comment for each of them; undone like any other decision. */
  const request = (targets: Items, asked: RefusalRequest): Promise<void> => run(async () => {
    const { items, rows } = targets
    if (items.length === 0) return []
    const commandId = newCommandId()
    const { results, applied, closed } = await client.refusals.requestMany({ commandId, items: asSeen(items), ...asked })
    const what = closed > 0 ? 'closed' : 'requested'
    sayDone({ one: title => t(`decide.toast.one.${what}`, { title }), many: count => t(`decide.toast.many.${what}`, {}, count) }, targets, applied, async () => {
      const { results: undone } = await client.refusals.undo({ commandId: newCommandId(), undoOf: commandId })
      await refresh()
      const left = undone.filter(result => !result.ok)
      if (left[0] && left.length === undone.length) throw errorOf(left[0])
      if (left[0]) notifyError(errorOf(left[0]), t('decide.undoneExcept', {}, left.length))
    })
    const refused = refusedOf(results)
    if (refused.length > 0) void sayRefused(refused, rows, headingOf(refused, items.length))
    return results
  })
  return { decide, request, needsOverride, sending }
}
