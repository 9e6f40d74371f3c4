import { useQueryClient, type InfiniteData } from '@tanstack/vue-query'
import { shallowRef, watch } from 'vue'
import { backendState, client, orpc, PultError } from '../../api/index.ts'
import { textIfAny, useText } from '../../i18n/index.ts'
import type { FindingRow } from '../../shared/contract/day.ts'
import { useFormat } from '../../ui/format.ts'
import { notify, notifyError } from '../../ui/notices.ts'
import { makeDecisions, type Refusal, type Sent } from './decisions.ts'

/** A reassignment that the rule refused: the dialog asks on what grounds, for the rows it names. */
export interface NeedsOverride { findingIds: readonly number[], newOwnerId: number, reason: string }

/** The window's decisions with their words: toasts with undo, refusals as sentences, the way on after a conflict. */
export const useDecisions = () => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const format = useFormat()
  const needsOverride = shallowRef<NeedsOverride | null>(null)
  /** Findings that an undo brings back: the cursor goes back to them. */
  const broughtBack = shallowRef<readonly number[]>([])

  const refresh = (): void => { void queryClient.invalidateQueries({ queryKey: orpc.day.key() }) }
  /** What this window changed is announced to it as to every other; only while it hears nothing does it ask by itself. */
  const refreshUnheard = (): void => { if (backendState.backend !== 'ready') refresh() }
  /** The rows are there by the answer itself: a list of hundreds that is asked for anew would come a third of a second later. */
  const bringBack = (sent: Sent, back: readonly { id: number, version: number }[]): void => {
    const versions = new Map(back.map(({ id, version }) => [id, version]))
    const decisions = new Map(sent.findings.map(({ id, before }) => [id, before ?? null]))
    const queryKey = orpc.day.findings.key({ type: 'infinite' })
    // One that is on its way may have been read before the undo.
    void queryClient.cancelQueries({ queryKey })
    queryClient.setQueriesData<InfiniteData<{ rows: FindingRow[] }>>({ queryKey }, data => data && {
      ...data,
      pages: data.pages.map(page => page.rows.some(row => versions.has(row.id)) ? { ...page, rows: page.rows.map(row => ({ ...row, ...versions.has(row.id) && { version: versions.get(row.id)!, decision: decisions.get(row.id) ?? null } })) } : page),
    })
  }

  const said = (sent: Sent, count: number): string => {
    const [only] = sent.titles
    return count === 1 && sent.titles.length === 1 && only ? t(`today.toast.one.${sent.decision.kind}`, { title: only }) : t(`today.toast.many.${sent.decision.kind}`, {}, count)
  }

  /** Who did what, where the backend says it. */
  const conflictSaid = ({ details, message }: Refusal): string => {
    const by = details.by as { name?: string } | null | undefined
    if (details.reason === 'gone') return t('today.conflict.gone')
    if (by?.name && typeof details.at === 'number' && typeof details.kind === 'string') {
      return t('today.conflict.decided', { who: by.name, when: format.value.instant(details.at), decision: textIfAny(`today.decided.${details.kind}`) ?? details.kind })
    }
    return message === null ? t('errors.CONFLICT') : t('today.conflict.changed')
  }

  const refused = (sent: Sent, refusals: readonly Refusal[]): void => {
    refresh()
    const [first] = refusals
    if (!first) return
    const { decision } = sent
    const byRule = refusals.filter(refusal => refusal.code === 'REFUSED_BY_RULE')
    if (decision.kind === 'reassign' && decision.override === undefined && byRule.length > 0) {
      needsOverride.value = { findingIds: byRule.map(refusal => refusal.findingId), newOwnerId: decision.newOwnerId, reason: decision.reason }
      return
    }
    const heading = refusals.length === 1 ? t('today.refusedOne', { title: sent.titles[sent.findings.findIndex(finding => finding.id === first.findingId)] ?? '' }) : t('today.refusedMany', {}, refusals.length)
    if (first.code === 'CONFLICT') notify({ text: heading, detail: conflictSaid(first), tone: 'error' })
    else notifyError(new PultError(first.code as PultError['code'], first.message ?? '', first.details), heading)
  }

  const decisions = makeDecisions(client.day, {
    applied: (sent, count) => {
      refreshUnheard()
      notify({ text: said(sent, count), undo: () => decisions.undo(sent.commandId) })
    },
    refused,
    failed: (_sent, error) => {
      refresh()
      notifyError(error)
    },
    undone: (sent, left, back) => {
      bringBack(sent, back)
      refreshUnheard()
      broughtBack.value = sent.findings.map(finding => finding.id)
      const [first] = left
      if (first) notify({ text: t('today.undoneExcept', {}, left.length), detail: conflictSaid(first), tone: 'error' })
    },
  })
  watch(() => backendState.backend, state => { if (state === 'ready') void decisions.flush() }, { immediate: true })

  return { decisions, needsOverride, broughtBack }
}
