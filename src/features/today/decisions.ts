import { computed, readonly, shallowReactive, shallowRef, triggerRef } from 'vue'
import { hasCode, newCommandId, toPultError, type PultClient, type PultError } from '../../api/index.ts'
import type { DecisionInput, FindingRow } from '../../shared/contract/day.ts'

interface ItemResult { findingId: number, ok: boolean, code: string | null, message: string | null, details?: Record<string, unknown> | null }

const refusalsOf = (results: readonly ItemResult[]): Refusal[] => results
  .filter(result => !result.ok)
  .map(({ findingId, code, message, details }) => ({ findingId, code: code ?? 'CONFLICT', message, details: details ?? {} }))

/** A decision on its way, kept until it is answered: repeated under the same id it is applied once. */
export interface Sent { commandId: string, day: string, findings: readonly { id: number, version: number, /** The one that stood until an earlier day. */ before?: FindingRow['decision'] }[], decision: DecisionInput, titles: readonly string[] }

export interface Refusal { findingId: number, code: string, message: string | null, details: Record<string, unknown> }

export interface DecisionEvents {
  applied: (sent: Sent, count: number) => void
  /** Rows that did not take the decision; they are back in the list. */
  refused: (sent: Sent, refusals: readonly Refusal[]) => void
  /** The call itself failed; every row is back. */
  failed: (sent: Sent, error: PultError) => void
  /** `back` stand again, with their new versions. */
  undone: (sent: Sent, left: readonly Refusal[], back: readonly { id: number, version: number }[]) => void
}

const storageKey = 'pult.unsent'

const kept = (): Sent[] => {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as Sent[]
  } catch {
    return []
  }
}

/** The day's decisions of this window: shown at once, sent under a command id, taken back when they are refused. */
export const makeDecisions = (client: Pick<PultClient['day'], 'decide' | 'undo'>, events: DecisionEvents) => {
  /** Finding → the version that was decided; a newer version means that the backend has spoken. */
  const hidden = shallowReactive(new Map<number, number>())
  /** Commands that this window can undo, the latest last. */
  const history = shallowRef<Sent[]>([])
  /** Decisions that could not be sent; they go out when the backend is back. */
  const unsent = shallowRef<Sent[]>(kept())
  for (const sent of unsent.value) for (const { id, version } of sent.findings) hidden.set(id, version)

  const keepUnsent = (): void => {
    triggerRef(unsent)
    try { sessionStorage.setItem(storageKey, JSON.stringify(unsent.value)) } catch { /* kept in memory */ }
  }

  const show = (ids: Iterable<number>): void => { for (const id of ids) hidden.delete(id) }

  const deliver = async (sent: Sent): Promise<'answered' | 'away'> => {
    try {
      const { results, applied } = await client.decide({
        commandId: sent.commandId, day: sent.day, items: sent.findings.map(({ id, version }) => ({ findingId: id, expectedVersion: version })), decision: sent.decision,
      })
      const refusals = refusalsOf(results)
      show(refusals.map(refusal => refusal.findingId))
      if (applied > 0) {
        history.value.push(sent)
        triggerRef(history)
        events.applied(sent, applied)
      }
      if (refusals.length > 0) events.refused(sent, refusals)
    } catch (thrown) {
      const error = toPultError(thrown)
      if (hasCode(error, 'BACKEND_AWAY')) return 'away'
      show(sent.findings.map(finding => finding.id))
      events.failed(sent, error)
    }
    return 'answered'
  }

  /** The rows leave at once; when the backend is away the decision is kept and sent later. */
  const decide = async (day: string, rows: readonly Pick<FindingRow, 'id' | 'version' | 'title' | 'decision'>[], decision: DecisionInput): Promise<void> => {
    if (rows.length === 0) return
    const sent: Sent = { commandId: newCommandId(), day, findings: rows.map(({ id, version, decision: before }) => ({ id, version, before })), decision, titles: rows.map(row => row.title) }
    for (const { id, version } of sent.findings) hidden.set(id, version)
    if (await deliver(sent) === 'away') {
      unsent.value.push(sent)
      keepUnsent()
    }
  }

  let flushing = false
  /** Sends what is waiting, in the order of the decisions; stops at the first that finds nobody. */
  const flush = async (): Promise<void> => {
    if (flushing) return
    flushing = true
    try {
      for (let next = unsent.value[0]; next; next = unsent.value[0]) {
        if (await deliver(next) === 'away') return
        unsent.value.shift()
        keepUnsent()
      }
    } finally {
      flushing = false
    }
  }

  /** Undoes one command, the latest unless said. False: there is nothing to undo. Throws a PultError. */
  const undo = async (commandId?: string): Promise<boolean> => {
    const sent = commandId === undefined ? history.value.at(-1) : history.value.find(one => one.commandId === commandId)
    if (!sent) return false
    const { results, back } = await client.undo({ commandId: newCommandId(), undoOf: sent.commandId })
    history.value = history.value.filter(one => one !== sent)
    // The rows come back with their new versions: shown as they were, a quick second decision would meet a CONFLICT.
    events.undone(sent, refusalsOf(results), back)
    return true
  }

  /** Not decided for that day, nor on its way. A decision that stood until an earlier day leaves its finding open again. */
  const isOpen = (row: Pick<FindingRow, 'id' | 'version' | 'decision'>, day: string): boolean =>
    hidden.get(row.id) !== row.version && (row.decision === null || (row.decision.untilDay !== null && row.decision.untilDay <= day))

  return { decide, flush, undo, isOpen, unsent: readonly(unsent), waiting: computed(() => unsent.value.length), canUndo: computed(() => history.value.length > 0), latest: computed(() => history.value.at(-1) ?? null) }
}
export type Decisions = ReturnType<typeof makeDecisions>
