import type { DealStatus, RefusalState } from '../../../../src/shared/vocabulary.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { dealScope } from './dealScope.ts'
import { all, one } from './rows.ts'
import { readSourceFields } from './sourceFields.ts'

/** A refusal with what its decision needs of the deal. */
export interface RefusalCase {
  id: number, dealId: number, round: number, origin: string, requestedBy: number | null, reasonId: number | null, fromStageId: number, state: RefusalState
  decidedBy: number | null, decidedAt: number | null, decidedReasonId: number | null, decisionComment: string | null, taskId: number | null, reopenedBy: number | null, reopenedAt: number | null, version: number
  dealStatus: DealStatus, dealStageId: number, dealPipelineId: number, dealOwnerId: number | null, dealStay: number, clientId: number | null, lastRound: number
}

export const readRefusalCase = (db: ReadDb, refusalId: number): RefusalCase | undefined => one<RefusalCase>(db, `
  SELECT refusal.id, refusal.deal_id AS dealId, refusal.round, refusal.origin, refusal.requested_by AS requestedBy, refusal.reason_id AS reasonId, refusal.from_stage_id AS fromStageId,
    refusal.state, refusal.decided_by AS decidedBy, refusal.decided_at AS decidedAt, refusal.decided_reason_id AS decidedReasonId, refusal.decision_comment AS decisionComment,
    refusal.task_id AS taskId, refusal.reopened_by AS reopenedBy, refusal.reopened_at AS reopenedAt, refusal.version,
    deal.status AS dealStatus, deal.stage_id AS dealStageId, deal.pipeline_id AS dealPipelineId, deal.owner_id AS dealOwnerId, deal.stay AS dealStay, deal.client_id AS clientId,
    (SELECT max(round) FROM refusal AS other WHERE other.deal_id = refusal.deal_id) AS lastRound
  FROM refusal JOIN deal ON deal.id = refusal.deal_id WHERE refusal.id = ?`, refusalId)

export interface RefusalListRow {
  id: number, version: number, dealId: number, dealVersion: number, externalDealId: string, dealSource: string, dealStatus: DealStatus, title: string | null, clientName: string | null, ownerId: number | null, team: string | null
  amount: number | null, currency: string, amountReporting: number | null, fromStage: string, round: number, lastRound: number, origin: string
  requestedBy: number | null, enteredBy: number | null, requestedAt: number, reasonId: number | null, reason: string | null, reasonText: string | null, comment: string | null
  state: RefusalState, decidedBy: number | null, decidedAt: number | null, decidedReasonId: number | null, decidedReason: string | null, decisionComment: string | null
  instruction: string | null, instructionDueDay: string | null, newOwnerId: number | null, reopenedAt: number | null, reopenedBy: number | null, reopenReason: string | null
}

const select = `
  SELECT refusal.id, refusal.version, deal.id AS dealId, deal.version AS dealVersion, deal.external_id AS externalDealId, deal.source AS dealSource, deal.status AS dealStatus, deal.title, client.name AS clientName,
    deal.owner_id AS ownerId, owner.team, deal.amount, deal.currency, deal.amount_reporting AS amountReporting, stage.name AS fromStage, refusal.round,
    (SELECT max(round) FROM refusal AS other WHERE other.deal_id = deal.id) AS lastRound, refusal.origin,
    refusal.requested_by AS requestedBy, refusal.entered_by AS enteredBy, refusal.requested_at AS requestedAt,
    refusal.reason_id AS reasonId, coalesce(reason.name, reason.key) AS reason, refusal.reason_text AS reasonText, refusal.comment,
    refusal.state, refusal.decided_by AS decidedBy, refusal.decided_at AS decidedAt, refusal.decided_reason_id AS decidedReasonId, coalesce(decided.name, decided.key) AS decidedReason,
    refusal.decision_comment AS decisionComment, refusal.instruction, refusal.instruction_due_day AS instructionDueDay, refusal.new_owner_id AS newOwnerId,
    refusal.reopened_at AS reopenedAt, refusal.reopened_by AS reopenedBy, refusal.reopen_reason AS reopenReason
  FROM refusal JOIN deal ON deal.id = refusal.deal_id JOIN stage ON stage.id = refusal.from_stage_id
    LEFT JOIN person AS owner ON owner.id = deal.owner_id LEFT JOIN client ON client.id = deal.client_id
    LEFT JOIN refusal_reason AS reason ON reason.id = refusal.reason_id LEFT JOIN refusal_reason AS decided ON decided.id = refusal.decided_reason_id`

export const readRefusalRow = (db: ReadDb, id: number): RefusalListRow | undefined => one<RefusalListRow>(db, `${select} WHERE refusal.id = ?`, id)

/** A page of the queue, oldest asked first. `after` is the last row's place. */
export const pendingRefusals = (db: ReadDb, actor: PolicyActor, after: { at: number, id: number } | null, limit: number): RefusalListRow[] => {
  const { sql, reach } = dealScope(actor, 'see_deals')
  return all<RefusalListRow>(db, `${select} WHERE refusal.state = 'pending' AND (refusal.requested_at, refusal.id) > ($at, $id) AND ${sql}
    ORDER BY refusal.requested_at, refusal.id LIMIT $limit`, { at: after?.at ?? Number.MIN_SAFE_INTEGER, id: after?.id ?? 0, limit, reach })
}

/** A page of what was decided, the newest first. */
export const decidedRefusals = (db: ReadDb, actor: PolicyActor, after: { at: number, id: number } | null, limit: number): RefusalListRow[] => {
  const { sql, reach } = dealScope(actor, 'see_deals')
  return all<RefusalListRow>(db, `${select} WHERE refusal.state <> 'pending' AND (coalesce(refusal.decided_at, 0), refusal.id) < ($at, $id) AND ${sql}
    ORDER BY coalesce(refusal.decided_at, 0) DESC, refusal.id DESC LIMIT $limit`, { at: after?.at ?? Number.MAX_SAFE_INTEGER, id: after?.id ?? 0, limit, reach })
}

export interface RefusalFigures { total: number, late: number, amount: number, noRate: number }

/** Counts and the sum of a list; amounts in the reporting currency. Refusals asked before `lateBefore` are late. */
export const refusalFigures = (db: ReadDb, actor: PolicyActor, state: 'pending' | 'decided', lateBefore: number): RefusalFigures => {
  const { sql, reach } = dealScope(actor, 'see_deals')
  return one<RefusalFigures>(db, `
    SELECT count(*) AS total, coalesce(sum(refusal.state = 'pending' AND refusal.requested_at < $lateBefore), 0) AS late,
      coalesce(sum(deal.amount_reporting), 0) AS amount, coalesce(sum(deal.amount IS NOT NULL AND deal.amount_reporting IS NULL), 0) AS noRate
    FROM refusal JOIN deal ON deal.id = refusal.deal_id WHERE (refusal.state = 'pending') = $pending AND ${sql}`, { lateBefore, pending: state === 'pending' ? 1 : 0, reach })!
}

/** The last decision on a deal that this person sees. */
export const lastRefusalDecision = (db: ReadDb, actor: PolicyActor): { at: number, byId: number } | undefined => {
  const { sql, reach } = dealScope(actor, 'see_deals')
  return one(db, `SELECT decided_at AS at, decided_by AS byId FROM refusal JOIN deal ON deal.id = refusal.deal_id
    WHERE decided_at IS NOT NULL AND decided_by IS NOT NULL AND state <> 'withdrawn' AND ${sql} ORDER BY decided_at DESC, refusal.id DESC LIMIT 1`, { reach })
}

/** The stage into which an approved refusal goes: the pipeline's only one of kind lost, else the lost one that the source names; null = it stays. */
export const lostStageOf = (db: ReadDb, dealId: number, pipelineId: number): number | null => {
  const lost = all<{ id: number }>(db, "SELECT id FROM stage WHERE pipeline_id = ? AND kind = 'lost'", pipelineId).map(row => row.id)
  if (lost.length <= 1) return lost[0] ?? null
  const named = readSourceFields<number | null>(db, 'deal', dealId).stage_id ?? null
  return named !== null && lost.includes(named) ? named : null
}

export const findReason = (db: ReadDb, id: number): { id: number, active: number } | undefined => one(db, 'SELECT id, active FROM refusal_reason WHERE id = ?', id)
