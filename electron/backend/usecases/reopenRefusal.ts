import { PultError } from '../../../src/shared/errors.ts'
import type { DealStatus } from '../../../src/shared/vocabulary.ts'
import type { RefusalCase } from '../store/queries/refusals.ts'
import { policyActorOf, refuseUnlessMay, subjectOfDeal } from './access.ts'
import { followTx, refusalConflict, refusalTopics, requireRefusal, type KeptRefusalResult } from './decideRefusals.ts'
import { dropRefusalDecisionTx } from './decideFindings.ts'
import type { Session } from './desk.ts'
import { makeTrail } from './refusalTrail.ts'
import { runCommand } from './runCommand.ts'

export interface ReopenRefusalInput { commandId: string, refusalId: number, expectedVersion: number, reason: string }

/** The deal still stands as the decision left it, and nobody has asked again. */
export const isReopenable = (refusal: { state: string, round: number, lastRound: number, dealStatus: DealStatus }): boolean =>
  refusal.round === refusal.lastRound
  && ((refusal.state === 'approved' && refusal.dealStatus === 'lost') || ((refusal.state === 'returned' || refusal.state === 'reassigned') && refusal.dealStatus === 'open'))

/**
 * The head reopens a decision, with a reason (domain.md, Refusals): the refusal waits again, with the earlier decision beside it.
 * The client leaves the nurture list, the instruction's task is cancelled; tasks that the approval cancelled and a new owner stay.
 */
export const reopenRefusal = (session: Session, input: ReopenRefusalInput): Record<string, never> => {
  runCommand(session, { procedure: 'refusals.reopen', input, topics: refusalTopics }, (tx): KeptRefusalResult => {
    const refusal = requireRefusal(tx, input.refusalId)
    refuseUnlessMay(policyActorOf(tx), 'reopen_refusal', subjectOfDeal(tx.db, refusal.dealId))
    if (refusal.version !== input.expectedVersion || refusal.state === 'pending') throw refusalConflict(tx.db, refusal)
    if (!isReopenable(refusal)) throw notReopenable(refusal)
    const trail = makeTrail(tx, refusal.id, refusal.dealId)
    const moves = refusal.dealStageId !== refusal.fromStageId
    const deal = { status: 'refusal_review', closed_at: null, ...(moves ? trail.moveStage(refusal.dealStageId, refusal.fromStageId, refusal.dealStay) : {}) }
    trail.change('deal', refusal.dealId, deal)
    trail.decideFields('status', ...(moves ? ['stage_id'] : []))
    const reopened = { state: 'pending', reopened_at: tx.now, reopened_by: tx.actor.id, reopen_reason: input.reason }
    trail.change('refusal', refusal.id, reopened)
    if (refusal.taskId !== null) trail.cancelTasks([refusal.taskId], 'reopened')
    trail.leaveNurture()
    tx.audit({ action: 'reopenRefusal', recordType: 'refusal', recordId: refusal.id, payload: { before: { state: refusal.state, decided_by: refusal.decidedBy, decided_at: refusal.decidedAt, decided_reason_id: refusal.decidedReasonId, decision_comment: refusal.decisionComment }, after: reopened } })
    tx.audit({ action: 'reopenRefusal', recordType: 'deal', recordId: refusal.dealId, payload: { before: { status: refusal.dealStatus, stage_id: refusal.dealStageId }, after: deal } })
    dropRefusalDecisionTx(tx, refusal.id)
    followTx(tx, [trail.made])
    return { results: [], applied: 1, made: [trail.made] }
  })
  return {}
}

const notReopenable = (refusal: RefusalCase): PultError =>
  new PultError('REFUSED_BY_RULE', 'The deal went on since that decision, so it can no longer be reopened.', { rule: 'not_reopenable', state: refusal.state, status: refusal.dealStatus })
