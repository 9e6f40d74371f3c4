import type { RefusalItemResult } from '../../../src/shared/contract/refusals.ts'
import type { Topic } from '../../../src/shared/contract/live.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { isOwnRequest } from '../domain/policy.ts'
import type { ReadDb } from '../store/db.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { readRefusalCase, type RefusalCase } from '../store/queries/refusals.ts'
import { hasOtherDecider, policyActorOf, readDeciders, refuseUnlessMay, subjectOfDeal } from './access.ts'
import { approveRefusalTx, type Approval } from './approveRefusal.ts'
import { attemptTx, type Attempt } from './attempt.ts'
import { afterwardsTx, recordRefusalDecisionTx } from './decideFindings.ts'
import type { Session } from './desk.ts'
import { makeTrail, type Made } from './refusalTrail.ts'
import { reassignRefusalTx, returnRefusalTx, type Reassignment, type Return } from './returnRefusal.ts'
import { runCommand, type Tx } from './runCommand.ts'
import type { TransferWarning } from './transferDeal.ts'

export type RefusalDecision = Approval | Return | Reassignment
export interface DecideRefusalsInput { commandId: string, items: readonly { refusalId: number, expectedVersion: number }[], decision: RefusalDecision }
export interface RefusalBulkResult { results: RefusalItemResult[], applied: number }
/** What is kept under the command: the answer, and what each item changed. */
export interface KeptRefusalResult extends RefusalBulkResult { made: Made[] }

export const refusalTopics = ['refusals', 'deals', 'tasks', 'day'] as const satisfies readonly Topic[]

/**
 * Decides refusals in one transaction with a result per item (domain.md, Refusals). Item codes: CONFLICT with who decided what and when,
 * REFUSED_BY_RULE (`own_request`, `closed_for_new_leads`, `past_day` …), FORBIDDEN, NOT_FOUND. A refused item takes back only itself.
 */
export const decideRefusals = (session: Session, input: DecideRefusalsInput): RefusalBulkResult => {
  const { results, applied } = runCommand(session, { procedure: 'refusals.decide', input, topics: refusalTopics }, (tx): KeptRefusalResult => {
    const kept: KeptRefusalResult = { results: [], applied: 0, made: [] }
    for (const item of input.items) {
      const attempt = attemptTx(tx, itemTx => decideRefusalTx(itemTx, item, input.decision))
      if (attempt.ok) kept.made.push(attempt.value.made)
      kept.results.push(resultOf(item.refusalId, attempt))
    }
    kept.applied = kept.made.length
    followTx(tx, kept.made)
    return kept
  })
  return { results, applied }
}

interface Decided { made: Made, warning: TransferWarning | null }

const decideRefusalTx = (tx: Tx, item: { refusalId: number, expectedVersion: number }, decision: RefusalDecision): Decided => {
  const refusal = requireRefusal(tx, item.refusalId)
  if (refusal.state !== 'pending' || refusal.version !== item.expectedVersion) throw refusalConflict(tx.db, refusal)
  requireDecider(tx, refusal)
  if (refusal.dealStatus !== 'refusal_review') throw new PultError('CONFLICT', 'The deal is no longer in review.', { reason: 'deal_changed', status: refusal.dealStatus })
  const trail = makeTrail(tx, refusal.id, refusal.dealId)
  let warning: TransferWarning | null = null
  if (decision.decision === 'approve') approveRefusalTx(tx, trail, refusal, decision)
  else if (decision.decision === 'return') returnRefusalTx(tx, trail, refusal, decision)
  else warning = reassignRefusalTx(tx, trail, refusal, decision)
  recordRefusalDecisionTx(tx, refusal.id, decision.decision === 'approve' ? decision.comment ?? null : decision.instruction)
  return { made: trail.made, warning }
}

export const requireRefusal = (tx: Pick<Tx, 'db'>, refusalId: number): RefusalCase => {
  const refusal = readRefusalCase(tx.db, refusalId)
  if (!refusal) throw new PultError('NOT_FOUND', 'There is no such refusal.', { refusalId })
  return refusal
}

/** FORBIDDEN, or REFUSED_BY_RULE `own_request`: nobody decides on their own request while another decider exists. */
const requireDecider = (tx: Tx, refusal: RefusalCase): void => {
  const actor = policyActorOf(tx)
  const subject = subjectOfDeal(tx.db, refusal.dealId)
  refuseUnlessMay(actor, 'decide_refusal', subject)
  if (isOwnRequest(actor, refusal.requestedBy, hasOtherDecider(readDeciders(tx.desk), actor.id, subject))) {
    throw new PultError('REFUSED_BY_RULE', 'Nobody decides on their own request while somebody else can.', { rule: 'own_request', refusalId: refusal.id })
  }
}

/** The first wins; the second is told who decided what and when. The person stands in the details only. */
export const refusalConflict = (db: ReadDb, refusal: RefusalCase): PultError => {
  const reopened = refusal.state === 'pending' && refusal.reopenedAt !== null
  const whoId = reopened ? refusal.reopenedBy : refusal.decidedBy
  const what = reopened ? 'reopened' : refusal.state
  const message = refusal.state === 'pending' ? 'This refusal was changed meanwhile.' : `This refusal was decided meanwhile: ${refusal.state}.`
  return new PultError('CONFLICT', message, {
    who: whoId === null ? null : personNames(db).get(whoId) ?? null, whoId, when: reopened ? refusal.reopenedAt : refusal.decidedAt, what, version: refusal.version, refusalId: refusal.id,
  })
}

/** Derived columns and findings follow in the same transaction. */
export const followTx = (tx: Tx, made: readonly Made[]): void => {
  const taskIds = made.flatMap(one => [...one.tasks, ...one.rows.filter(row => row.table === 'task').map(row => row.id)])
  afterwardsTx(tx, new Set(made.map(one => one.dealId)), new Set(taskIds))
}

export const resultOf = (refusalId: number, attempt: Attempt<{ warning: TransferWarning | null }>): RefusalItemResult => {
  if (!attempt.ok) return { refusalId, ok: false, code: attempt.error.code, message: attempt.error.message, details: attempt.error.details }
  const { warning } = attempt.value
  if (!warning) return { refusalId, ok: true, code: null, message: null, details: null }
  return { refusalId, ok: true, code: warning.rule, message: `The new owner has ${warning.overdueTasks} overdue tasks and ${warning.stuckDeals} stuck deals.`, details: { ...warning } }
}
