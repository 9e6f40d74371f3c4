import type { DealStatus, RefusalState } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

export interface ReturnedRow { refusalId: number, dealId: number, instruction: string, dueDay: string | null, taskId: number | null, byId: number | null, at: number }

/** Deals of a person whose last refusal came back with an instruction that is still to be done; the earliest due first. */
export const returnedDealsOf = (db: ReadDb, personId: number): ReturnedRow[] => all(db, `
  SELECT refusal.id AS refusalId, refusal.deal_id AS dealId, refusal.instruction, refusal.instruction_due_day AS dueDay, refusal.task_id AS taskId, refusal.decided_by AS byId, refusal.decided_at AS at
  FROM refusal JOIN deal ON deal.id = refusal.deal_id JOIN task ON task.id = refusal.task_id
  WHERE refusal.state IN ('returned', 'reassigned') AND deal.owner_id = ? AND deal.status = 'open' AND task.done_at IS NULL AND task.cancelled_at IS NULL
    AND refusal.round = (SELECT max(round) FROM refusal AS other WHERE other.deal_id = deal.id)
  ORDER BY refusal.instruction_due_day IS NULL, refusal.instruction_due_day, refusal.id`, personId)

interface AskedRow { id: number, dealId: number | null, title: string | null, ownerId: number | null, askedAt: number, decidedBy: number | null, decidedAt: number | null }
export interface OwnRefusalRow extends AskedRow {
  state: RefusalState, dealStatus: DealStatus, reason: string | null, comment: string | null, decisionComment: string | null, instruction: string | null, dueDay: string | null
  reopenedAt: number | null, reopenedBy: number | null, reopenReason: string | null
}

/** Refusals that a person asked for: those that wait, and those decided since. */
export const ownRefusals = (db: ReadDb, personId: number, since: number): OwnRefusalRow[] => all(db, `
  SELECT refusal.id, deal.id AS dealId, coalesce(nullif(trim(deal.title), ''), deal.external_id) AS title, deal.owner_id AS ownerId, deal.status AS dealStatus, refusal.requested_at AS askedAt, refusal.state,
    refusal.decided_by AS decidedBy, refusal.decided_at AS decidedAt, coalesce(reason.name, reason.key, refusal.reason_text) AS reason, refusal.comment, refusal.decision_comment AS decisionComment,
    refusal.instruction, refusal.instruction_due_day AS dueDay, refusal.reopened_at AS reopenedAt, refusal.reopened_by AS reopenedBy, refusal.reopen_reason AS reopenReason
  FROM refusal JOIN deal ON deal.id = refusal.deal_id LEFT JOIN refusal_reason AS reason ON reason.id = refusal.reason_id
  WHERE refusal.requested_by = ? AND refusal.state <> 'withdrawn' AND (refusal.state = 'pending' OR refusal.decided_at >= ?)`, personId, since)

export interface OwnMoveRow extends AskedRow { taskId: number, state: 'pending' | 'allowed' | 'denied' | 'withdrawn', reason: string, comment: string | null, toDueAt: number, toDayOnly: number }

/** Wishes to move a task that a person had; one that they took back themselves, or that ended with its task, says nothing. */
export const ownMoveRequests = (db: ReadDb, personId: number, since: number): OwnMoveRow[] => all(db, `
  SELECT request.id, request.task_id AS taskId, task.deal_id AS dealId, coalesce(nullif(trim(task.title), ''), nullif(trim(deal.title), ''), deal.external_id) AS title, coalesce(deal.owner_id, task.assignee_id) AS ownerId,
    request.asked_at AS askedAt, request.state, request.reason, request.decided_by AS decidedBy, request.decided_at AS decidedAt, request.decision_comment AS comment, request.to_due_at AS toDueAt, request.to_day_only AS toDayOnly
  FROM task_move_request AS request JOIN task ON task.id = request.task_id LEFT JOIN deal ON deal.id = task.deal_id
  WHERE request.asked_by = ? AND request.state <> 'withdrawn' AND (request.state = 'pending' OR request.decided_at >= ?)`, personId, since)

export interface ReopenedRow { id: number, dealId: number, title: string, managerId: number | null, at: number, byId: number | null, reason: string, decided: RefusalState, decidedAt: number | null, state: RefusalState, stateById: number | null }

/** Decisions of a person that were reopened since: the refusal itself knows only its last decider, so the audit says whose it was. */
export const reopenedDecisionsOf = (db: ReadDb, personId: number, since: number): ReopenedRow[] => all(db, `
  SELECT entry.id, deal.id AS dealId, coalesce(nullif(trim(deal.title), ''), deal.external_id) AS title, deal.owner_id AS managerId, entry.at, entry.actor_id AS byId,
    coalesce(json_extract(payload, '$.after.reopen_reason'), '') AS reason, json_extract(payload, '$.before.state') AS decided, json_extract(payload, '$.before.decided_at') AS decidedAt,
    refusal.state, refusal.decided_by AS stateById
  FROM refusal JOIN deal ON deal.id = refusal.deal_id
    JOIN audit_entry AS entry ON entry.record_type = 'refusal' AND entry.record_id = refusal.id AND entry.action = 'reopenRefusal' AND entry.at >= $since
    JOIN audit_payload AS kept ON kept.entry_id = entry.id AND kept.payload IS NOT NULL
  WHERE refusal.reopened_at >= $since AND json_extract(payload, '$.before.decided_by') = $person ORDER BY entry.at DESC, entry.id DESC`, { since, person: personId })
