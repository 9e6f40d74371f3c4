import { PultError } from '../../../src/shared/errors.ts'
import { formatDay } from '../domain/time/days.ts'
import { findReason, lostStageOf, type RefusalCase } from '../store/queries/refusals.ts'
import { openTasksOf } from './createTask.ts'
import type { Trail } from './refusalTrail.ts'
import type { Tx } from './runCommand.ts'

export interface Approval { decision: 'approve', reasonId: number, comment?: string }

/** Approves a refusal (domain.md, Refusals): the deal is lost, its open tasks are cancelled, the client goes to marketing. */
export const approveRefusalTx = (tx: Tx, trail: Trail, refusal: RefusalCase, { reasonId, comment }: Approval): void => {
  requireReason(tx, reasonId, refusal.reasonId)
  const decided = { state: 'approved', decided_by: tx.actor.id, decided_at: tx.now, decided_reason_id: reasonId, decision_comment: comment || null, instruction: null, instruction_due_day: null, task_id: null, new_owner_id: null }
  trail.change('refusal', refusal.id, decided)
  loseDealTx(tx, trail, refusal, reasonId)
  tx.audit({ action: 'approveRefusal', recordType: 'refusal', recordId: refusal.id, payload: { before: { state: refusal.state }, after: { ...decided, deal_id: refusal.dealId } } })
}

/** The deal becomes lost, in the pipeline's lost stage when there is one. */
export const loseDealTx = (tx: Tx, trail: Trail, refusal: Pick<RefusalCase, 'dealId' | 'dealStatus' | 'dealStageId' | 'dealPipelineId' | 'dealStay' | 'clientId'>, reasonId: number): void => {
  const { dealId, dealStageId } = refusal
  const to = lostStageOf(tx.db, dealId, refusal.dealPipelineId)
  const values = { status: 'lost', closed_at: tx.now, ...(to !== null && to !== dealStageId ? trail.moveStage(dealStageId, to, refusal.dealStay) : {}) }
  trail.change('deal', dealId, values)
  trail.decideFields('status', ...('stage_id' in values ? ['stage_id'] : []))
  tx.audit({ action: 'approveRefusal', recordType: 'deal', recordId: dealId, payload: { before: { status: refusal.dealStatus, stage_id: dealStageId, closed_at: null }, after: { stage_id: dealStageId, ...values } } })
  trail.cancelTasks(openTasksOf(tx, dealId), 'refusal')
  trail.enterNurture(refusal.clientId, reasonId, formatDay(tx.desk.settings().zone.dayOf(tx.now)))
}

/** A reason of the dictionary that is in use; the one that the manager named is always good enough. */
export const requireReason = (tx: Pick<Tx, 'db'>, reasonId: number, alsoAllowed: number | null = null): void => {
  const reason = findReason(tx.db, reasonId)
  if (!reason) throw new PultError('NOT_FOUND', 'There is no such reason in the dictionary.', { reasonId })
  if (reason.active === 0 && reasonId !== alsoAllowed) throw new PultError('REFUSED_BY_RULE', 'This reason is no longer used.', { rule: 'reason_inactive', reasonId })
}
