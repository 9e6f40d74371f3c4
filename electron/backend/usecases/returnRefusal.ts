import { PultError } from '../../../src/shared/errors.ts'
import type { RefusalCase } from '../store/queries/refusals.ts'
import type { Trail } from './refusalTrail.ts'
import type { Tx } from './runCommand.ts'
import type { TransferWarning } from './transferDeal.ts'

export interface Return { decision: 'return', instruction: string, dueDay: string, comment?: string }
export interface Reassignment { decision: 'reassign', newOwnerId: number, instruction: string, dueDay: string, override?: string, comment?: string }

/** Reason kept with the transfer of a reassigned refusal; the window says it in the person's language. */
export const reassignedReason = 'refusal'

/** Returns a refusal: the deal is open again where it came from, and the instruction becomes a task for its manager. */
export const returnRefusalTx = (tx: Tx, trail: Trail, refusal: RefusalCase, decision: Return): void =>
  giveBackTx(tx, trail, refusal, decision, { state: 'returned', assigneeId: refusal.dealOwnerId ?? refusal.requestedBy })

/** Returns a refusal to a new owner; a transfer with its rules. Returns the warning that it met. */
export const reassignRefusalTx = (tx: Tx, trail: Trail, refusal: RefusalCase, decision: Reassignment): TransferWarning | null => {
  // Where the deal goes is what the transfer's rules look at.
  moveBackTx(tx, trail, refusal)
  const warning = trail.transfer({ newOwnerId: decision.newOwnerId, reason: reassignedReason, override: decision.override })
  giveBackTx(tx, trail, refusal, decision, { state: 'reassigned', assigneeId: decision.newOwnerId })
  return warning
}

const moveBackTx = (tx: Tx, trail: Trail, refusal: RefusalCase): void => {
  if (refusal.dealStageId === refusal.fromStageId) return
  const values = trail.moveStage(refusal.dealStageId, refusal.fromStageId, refusal.dealStay)
  trail.change('deal', refusal.dealId, values)
  trail.decideFields('stage_id')
  tx.audit({ action: 'moveDeal', recordType: 'deal', recordId: refusal.dealId, payload: { before: { stage_id: refusal.dealStageId }, after: values } })
  refusal.dealStageId = refusal.fromStageId
}

const giveBackTx = (tx: Tx, trail: Trail, refusal: RefusalCase, decision: Return | Reassignment, to: { state: 'returned' | 'reassigned', assigneeId: number | null }): void => {
  const { dealId } = refusal
  if (decision.instruction.trim() === '') throw new PultError('REFUSED_BY_RULE', 'Say what is to be done.', { rule: 'instruction_missing' })
  moveBackTx(tx, trail, refusal)
  const deal = { status: 'open', closed_at: null }
  trail.change('deal', dealId, deal)
  trail.decideFields('status')
  const taskId = trail.createTask({ dealId, clientId: refusal.clientId, assigneeId: to.assigneeId, title: decision.instruction, dueDay: decision.dueDay })
  const decided = {
    state: to.state, decided_by: tx.actor.id, decided_at: tx.now, decided_reason_id: null, decision_comment: decision.comment || null,
    instruction: decision.instruction, instruction_due_day: decision.dueDay, task_id: taskId, new_owner_id: decision.decision === 'reassign' ? decision.newOwnerId : null,
  }
  trail.change('refusal', refusal.id, decided)
  const action = to.state === 'returned' ? 'returnRefusal' : 'reassignRefusal'
  tx.audit({ action, recordType: 'refusal', recordId: refusal.id, payload: { before: { state: refusal.state }, after: { ...decided, deal_id: dealId } } })
  tx.audit({ action, recordType: 'deal', recordId: dealId, payload: { before: { status: refusal.dealStatus }, after: deal } })
}
