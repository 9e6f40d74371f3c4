import { PultError } from '../../../src/shared/errors.ts'
import type { DealStatus } from '../../../src/shared/vocabulary.ts'
import { may } from '../domain/policy.ts'
import { trimmedLength } from '../domain/text.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { one } from '../store/queries/rows.ts'
import { insertRecordTx, type Columns } from '../store/writes/changeRecord.ts'
import { hasOtherDecider, policyActorOf, readDeciders, refuseUnlessMay, subjectOfDeal } from './access.ts'
import { loseDealTx, requireReason } from './approveRefusal.ts'
import { followTx, refusalTopics, type KeptRefusalResult } from './decideRefusals.ts'
import type { Session } from './desk.ts'
import { makeTrail, type Made } from './refusalTrail.ts'
import { runCommand, type Tx } from './runCommand.ts'

export interface RequestRefusalInput { commandId: string, dealId: number, expectedVersion?: number, reasonId: number, comment: string, onBehalfOf?: number }

interface DealCase { dealStatus: DealStatus, dealStageId: number, dealPipelineId: number, dealStay: number, clientId: number | null, version: number, title: string | null }

/**
 * Asks for a deal to be closed as lost (domain.md, Refusals): into the queue, or closed at once by a sole decider.
 * Throws REFUSED_BY_RULE (`comment_too_short`, `deal_not_open`), CONFLICT when the deal is asked for already or was changed.
 */
export const requestRefusal = (session: Session, input: RequestRefusalInput): { refusalId: number, closed: boolean } => {
  const { refusalId, closed } = runCommand(session, { procedure: 'refusals.request', input, topics: refusalTopics }, (tx) => {
    const { made, ...asked } = requestRefusalTx(tx, input)
    followTx(tx, [made])
    const kept: KeptRefusalResult = { results: [], applied: 1, made: [made] }
    return { ...asked, ...kept }
  })
  return { refusalId, closed }
}

/** One request inside a command; the consequences (`followTx`) are the caller's. */
export const requestRefusalTx = (tx: Tx, input: Omit<RequestRefusalInput, 'commandId'>): { refusalId: number, closed: boolean, made: Made } => {
  const actor = policyActorOf(tx)
  const subject = subjectOfDeal(tx.db, input.dealId)
  refuseUnlessMay(actor, 'request_refusal', subject)
  const requestedBy = requesterOf(tx, input, may(actor, 'decide_refusal', subject))
  requireComment(tx, input.comment)
  requireReason(tx, input.reasonId)
  const deal = requireOpenDeal(tx, input)
  // Who asks for someone only enters it; the sole decider asking for themselves needs nobody else.
  const direct = requestedBy === actor.id && may(actor, 'decide_refusal', subject) && !hasOtherDecider(readDeciders(tx.desk), actor.id, subject)
  const values: Columns = {
    deal_id: input.dealId, round: nextRound(tx, input.dealId), origin: direct ? 'closed_directly' : 'asked',
    requested_by: requestedBy, entered_by: requestedBy === actor.id ? null : actor.id, requested_at: tx.now,
    reason_id: input.reasonId, comment: input.comment, from_stage_id: deal.dealStageId, state: 'pending',
  }
  if (direct) Object.assign(values, { state: 'approved', decided_by: actor.id, decided_at: tx.now, decided_reason_id: input.reasonId })
  const id = insertRecordTx(tx.db, 'refusal', values)
  tx.audit({ action: direct ? 'closeDirectly' : 'requestRefusal', recordType: 'refusal', recordId: id, payload: { before: null, after: values } })
  const trail = makeTrail(tx, id, input.dealId)
  trail.made.refusals.push(id)
  if (direct) loseDealTx(tx, trail, { ...deal, dealId: input.dealId }, input.reasonId)
  else {
    trail.change('deal', input.dealId, { status: 'refusal_review' })
    tx.audit({ action: 'requestRefusal', recordType: 'deal', recordId: input.dealId, payload: { before: { status: 'open' }, after: { status: 'refusal_review' } } })
  }
  return { refusalId: id, closed: direct, made: trail.made }
}

/** Whose request it is: only a decider may ask for somebody else, and then names them. */
const requesterOf = (tx: Tx, { onBehalfOf, dealId }: Omit<RequestRefusalInput, 'commandId'>, isDecider: boolean): number => {
  if (onBehalfOf === undefined || onBehalfOf === tx.actor.id) return tx.actor.id
  if (!isDecider) throw new PultError('FORBIDDEN', 'Only who decides refusals can ask in the name of somebody else.', { dealId })
  const person = one<{ active: number }>(tx.db, 'SELECT active FROM person WHERE id = ?', onBehalfOf)
  if (!person) throw new PultError('NOT_FOUND', 'There is no such person.', { personId: onBehalfOf })
  if (person.active === 0) throw new PultError('REFUSED_BY_RULE', 'Who no longer works here asks for nothing.', { rule: 'requester_inactive', personId: onBehalfOf })
  return onBehalfOf
}

export const requireComment = (tx: Tx, comment: string): void => {
  const needed = tx.desk.settings().rules.refusalCommentLength
  const length = trimmedLength(comment)
  if (length < needed) throw new PultError('REFUSED_BY_RULE', `The comment needs at least ${needed} characters, this one has ${length}.`, { rule: 'comment_too_short', needed, length })
}

const requireOpenDeal = (tx: Tx, { dealId, expectedVersion }: Omit<RequestRefusalInput, 'commandId'>): DealCase => {
  const deal = one<DealCase>(tx.db, `SELECT status AS dealStatus, stage_id AS dealStageId, pipeline_id AS dealPipelineId, stay AS dealStay, client_id AS clientId, version, title
    FROM deal WHERE id = ?`, dealId)!
  if (deal.dealStatus === 'refusal_review') {
    const asked = one<{ by: number | null, at: number }>(tx.db, "SELECT requested_by AS by, requested_at AS at FROM refusal WHERE deal_id = ? AND state = 'pending'", dealId)
    throw new PultError('CONFLICT', 'The refusal of this deal was asked already.', {
      who: asked?.by == null ? null : personNames(tx.db).get(asked.by) ?? null, whoId: asked?.by ?? null, when: asked?.at ?? null, what: 'pending', version: deal.version,
    })
  }
  if (expectedVersion !== undefined && deal.version !== expectedVersion) throw dealConflict(tx, dealId, deal)
  if (deal.dealStatus !== 'open') throw new PultError('REFUSED_BY_RULE', 'Only an open deal can be refused.', { rule: 'deal_not_open', status: deal.dealStatus })
  return deal
}

/** Who changed the deal last, as the audit has it. */
const dealConflict = (tx: Tx, dealId: number, deal: DealCase): PultError => {
  const last = one<{ at: number, actorId: number | null, action: string }>(tx.db, "SELECT at, actor_id AS actorId, action FROM audit_entry WHERE record_type = 'deal' AND record_id = ? ORDER BY id DESC LIMIT 1", dealId)
  const who = last?.actorId == null ? null : personNames(tx.db).get(last.actorId) ?? null
  return new PultError('CONFLICT', 'The deal was changed meanwhile.', { who, whoId: last?.actorId ?? null, when: last?.at ?? null, what: last?.action ?? null, version: deal.version, status: deal.dealStatus })
}

const nextRound = (tx: Tx, dealId: number): number => one<{ round: number }>(tx.db, 'SELECT coalesce(max(round), 0) + 1 AS round FROM refusal WHERE deal_id = ?', dealId)!.round
