import type { DealItemResult } from '../../../src/shared/contract/deals.ts'
import { versionNow } from '../store/writes/versions.ts'
import { subjectOfDeal } from './access.ts'
import { requireReason } from './approveRefusal.ts'
import { attemptTx } from './attempt.ts'
import { followTx, refusalTopics, type KeptRefusalResult } from './decideRefusals.ts'
import type { Session } from './desk.ts'
import { requestRefusalTx, requireComment } from './requestRefusal.ts'
import type { Made } from './refusalTrail.ts'
import { runCommand } from './runCommand.ts'

export interface RequestRefusalsInput { commandId: string, items: readonly { dealId: number, expectedVersion: number }[], reasonId: number, comment: string, inName: 'self' | 'manager' }
export interface RequestedRefusals { results: DealItemResult[], applied: number, closed: number }

/**
 * Asks for several deals to be closed, each with the same reason and comment: the rule wants both of every request, not that they differ.
 * `manager` asks in the name of each deal's own manager. A result per deal; one undo takes all of them back.
 */
export const requestRefusals = (session: Session, input: RequestRefusalsInput): RequestedRefusals => {
  const { results, applied, closed } = runCommand(session, { procedure: 'refusals.requestMany', input, topics: refusalTopics }, (tx) => {
    requireComment(tx, input.comment)
    requireReason(tx, input.reasonId)
    const made: Made[] = []
    const asked: DealItemResult[] = []
    let direct = 0
    for (const { dealId, expectedVersion } of input.items) {
      const attempt = attemptTx(tx, (itemTx) => {
        const ownerId = subjectOfDeal(itemTx.db, dealId).ownerId
        return requestRefusalTx(itemTx, { dealId, expectedVersion, reasonId: input.reasonId, comment: input.comment, ...(input.inName === 'manager' && ownerId !== null ? { onBehalfOf: ownerId } : {}) })
      })
      if (!attempt.ok) {
        asked.push({ dealId, version: null, ok: false, code: attempt.error.code, message: attempt.error.message, details: attempt.error.details })
        continue
      }
      made.push(attempt.value.made)
      if (attempt.value.closed) direct++
      asked.push({ dealId, version: versionNow(tx.db, 'deal', dealId) ?? null, ok: true, code: null, message: null, details: null })
    }
    followTx(tx, made)
    // Kept as every command on refusals keeps it: what the undo reads.
    const kept: KeptRefusalResult = { results: [], applied: made.length, made }
    return { ...kept, results: asked, closed: direct }
  })
  return { results, applied, closed }
}
