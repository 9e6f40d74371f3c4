import type { ActivityKind, CallOutcome, DealStatus, MeetingState, StageKind } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../db.ts'
import { all, one } from './rows.ts'

export interface DealRecord {
  id: number, externalId: string, source: string, title: string | null, status: DealStatus, version: number, ownerId: number | null, team: string | null
  clientId: number | null, clientName: string | null, clientPhone: string | null, clientEmail: string | null
  pipeline: string, pipelineId: number, stageId: number, stage: string, stageKind: StageKind, dwellLimitDays: number | null
  amount: number | null, currency: string, amountReporting: number | null, channel: string | null, createdAt: number | null, expectedCloseDay: string | null, closedAt: number | null
  lastContactAt: number | null, enteredAt: number | null, enteredExact: number, firstSeenAt: number
}

export const readDeal = (db: ReadDb, dealId: number): DealRecord | undefined => one<DealRecord>(db, `
  SELECT deal.id, deal.external_id AS externalId, deal.source, deal.title, deal.status, deal.version, deal.owner_id AS ownerId, owner.team,
    deal.client_id AS clientId, client.name AS clientName, coalesce(client.phone_e164, client.phone) AS clientPhone, client.email AS clientEmail,
    pipeline.name AS pipeline, deal.pipeline_id AS pipelineId, stage.id AS stageId, stage.name AS stage, stage.kind AS stageKind, stage.dwell_limit_days AS dwellLimitDays,
    deal.amount, deal.currency, deal.amount_reporting AS amountReporting, deal.channel, deal.created_at AS createdAt, deal.expected_close_day AS expectedCloseDay, deal.closed_at AS closedAt,
    deal.last_contact_at AS lastContactAt, deal.entered_at AS enteredAt, deal.entered_exact AS enteredExact, deal.first_seen_at AS firstSeenAt
  FROM deal JOIN pipeline ON pipeline.id = deal.pipeline_id JOIN stage ON stage.id = deal.stage_id
    LEFT JOIN client ON client.id = deal.client_id LEFT JOIN person AS owner ON owner.id = deal.owner_id
  WHERE deal.id = ?`, dealId)

/** The parking that nobody has ended; its day may have come. */
export const readParking = (db: ReadDb, dealId: number): { untilDay: string, reason: string } | undefined =>
  one(db, 'SELECT until_day AS untilDay, reason FROM parking WHERE deal_id = ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1', dealId)

export const readPinnedNote = (db: ReadDb, dealId: number): string | null =>
  one<{ text: string | null }>(db, 'SELECT text FROM note WHERE deal_id = ? AND pinned = 1 ORDER BY created_at DESC, id DESC LIMIT 1', dealId)?.text ?? null

/** Where the source and a decision differ and nobody has settled it; values as JSON. */
export const openDivergences = (db: ReadDb, dealId: number): { field: string, ours: string | null, theirs: string | null }[] => all(db, `
  SELECT field, ours, theirs FROM divergence WHERE record_type = 'deal' AND record_id = ? AND resolved_at IS NULL ORDER BY field, id`, dealId)

export const stageNames = (db: ReadDb): Map<number, string> => new Map(all<{ id: number, name: string }>(db, 'SELECT id, name FROM stage').map(row => [row.id, row.name]))

export interface MoveRow { fromStageId: number | null, toStageId: number, at: number, byId: number | null, inferred: number }
export const stageMovesOf = (db: ReadDb, dealId: number, limit: number): MoveRow[] => all<MoveRow>(db, `
  SELECT from_stage_id AS fromStageId, to_stage_id AS toStageId, at, by_id AS byId, inferred FROM stage_move WHERE deal_id = ? ORDER BY at DESC, id DESC LIMIT ?`, dealId, limit)

export interface ActivityRow {
  id: number, source: string, dealId: number | null, kind: ActivityKind, state: MeetingState | null, direction: 'in' | 'out' | null
  durationS: number | null, talkS: number | null, subject: string | null, outcome: CallOutcome | null, managerId: number | null, at: number | null, contactAt: number | null, inferred: number
}
/** Activities that name the deal, and those that name only its client. */
export const activitiesOf = (db: ReadDb, dealId: number, clientId: number | null, limit: number): ActivityRow[] => all<ActivityRow>(db, `
  SELECT id, source, deal_id AS dealId, kind, state, direction, duration_s AS durationS, talk_s AS talkS, subject, outcome, manager_id AS managerId, coalesce(occurred_at, created_at) AS at, contact_at AS contactAt, inferred
  FROM activity WHERE deal_id = $deal OR (deal_id IS NULL AND client_id = $client) ORDER BY coalesce(occurred_at, created_at) DESC, id DESC LIMIT $limit`, { deal: dealId, client: clientId, limit })

/** Instants of the contacts that name the deal, or only its client. */
export const contactTimesOf = (db: ReadDb, dealId: number, clientId: number | null): number[] => all<{ at: number }>(db, `
  SELECT contact_at AS at FROM activity WHERE deal_id = $deal AND contact_at IS NOT NULL
  UNION ALL SELECT contact_at FROM activity WHERE client_id = $client AND deal_id IS NULL AND contact_at IS NOT NULL`, { deal: dealId, client: clientId }).map(row => row.at)

export interface NoteRow { id: number, dealId: number | null, clientId: number | null, authorId: number | null, at: number | null, text: string | null, pinned: number }
/** Notes that name the deal or its client; one that names another deal counts for the client alone. */
export const notesOf = (db: ReadDb, dealId: number, clientId: number | null): NoteRow[] => all<NoteRow>(db, `
  SELECT id, deal_id AS dealId, client_id AS clientId, author_id AS authorId, created_at AS at, text, pinned
  FROM note WHERE deal_id = $deal OR client_id = $client ORDER BY created_at DESC, id DESC`, { deal: dealId, client: clientId })

export interface StoryRefusalRow {
  id: number, round: number, origin: string, requestedBy: number | null, requestedAt: number, reason: string | null, comment: string | null, state: string
  decidedBy: number | null, decidedAt: number | null, decisionComment: string | null, instruction: string | null
}
export const refusalsOf = (db: ReadDb, dealId: number): StoryRefusalRow[] => all<StoryRefusalRow>(db, `
  SELECT refusal.id, round, origin, requested_by AS requestedBy, requested_at AS requestedAt, coalesce(reason.name, reason.key, refusal.reason_text) AS reason, comment, state,
    decided_by AS decidedBy, decided_at AS decidedAt, decision_comment AS decisionComment, instruction
  FROM refusal LEFT JOIN refusal_reason AS reason ON reason.id = refusal.reason_id WHERE deal_id = ?`, dealId)

export const transfersOf = (db: ReadDb, dealId: number): { fromId: number | null, toId: number | null, reason: string, outside: number, at: number, byId: number | null }[] =>
  all(db, "SELECT from_id AS fromId, to_id AS toId, reason, outside, at, by_id AS byId FROM transfer WHERE record_type = 'deal' AND record_id = ?", dealId)

export const parkingsOf = (db: ReadDb, dealId: number): { reason: string, untilDay: string, at: number, byId: number | null, endedAt: number | null }[] =>
  all(db, 'SELECT reason, until_day AS untilDay, at, by_id AS byId, ended_at AS endedAt FROM parking WHERE deal_id = ?', dealId)

export const questionsOf = (db: ReadDb, dealId: number): { id: number, text: string, answerDay: string, toId: number, at: number, answer: string | null }[] =>
  all(db, 'SELECT id, text, answer_day AS answerDay, to_id AS toId, asked_at AS at, answer FROM question WHERE deal_id = ? AND withdrawn_at IS NULL', dealId)

export const findingDecisionsOf = (db: ReadDb, dealId: number): { kind: string, finding: string, reason: string | null, at: number, byId: number, undoneAt: number | null }[] => all(db, `
  SELECT decision.kind, finding.kind AS finding, decision.reason, decision.at, decision.by_id AS byId, decision.undone_at AS undoneAt
  FROM finding JOIN finding_decision AS decision ON decision.finding_id = finding.id WHERE finding.deal_id = ?`, dealId)

export interface AuditRow { id: number, at: number, actorId: number | null, action: string, payload: string | null }
/** Audit entries of the deal, its tasks and its refusals; the payload is null once erased. */
export const auditOf = (db: ReadDb, dealId: number, limit: number): AuditRow[] => all<AuditRow>(db, `
  SELECT entry.id, entry.at, entry.actor_id AS actorId, entry.action, payload.payload FROM (
    SELECT * FROM audit_entry WHERE record_type = 'deal' AND record_id = $deal
    UNION ALL SELECT * FROM audit_entry WHERE record_type = 'task' AND record_id IN (SELECT id FROM task WHERE deal_id = $deal)
    UNION ALL SELECT * FROM audit_entry WHERE record_type = 'refusal' AND record_id IN (SELECT id FROM refusal WHERE deal_id = $deal)
  ) AS entry LEFT JOIN audit_payload AS payload ON payload.entry_id = entry.id ORDER BY entry.id DESC LIMIT $limit`, { deal: dealId, limit })
