import { useQueryClient } from '@tanstack/vue-query'
import { shallowRef, watch } from 'vue'
import { backendState, client, orpc, PultError } from '../../api/index.ts'
import { textIfAny, useText } from '../../i18n/index.ts'
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
      refresh()
      notify({ text: said(sent, count), undo: () => decisions.undo(sent.commandId) })
    },
    refused,
    failed: (_sent, error) => {
      refresh()
      notifyError(error)
    },
    undone: (sent, _count, left) => {
      refresh()
      broughtBack.value = sent.findings.map(finding => finding.id)
      const [first] = left
      if (first) notify({ text: t('today.undoneExcept', {}, left.length), detail: conflictSaid(first), tone: 'error' })
    },
  })
  watch(() => backendState.backend, state => { if (state === 'ready') void decisions.flush() }, { immediate: true })

  return { decisions, needsOverride, broughtBack }
}
