import { PultError } from '../../../src/shared/errors.ts'
import type { DealStatus, StageKind } from '../../../src/shared/vocabulary.ts'
import { one, statement } from '../store/queries/rows.ts'
import { changeRecordTx, insertRecordTx, keepFieldDecisionTx, readFieldDecision, type Columns, type KeptDecision } from '../store/writes/changeRecord.ts'
import { undoneTx, type LeftVersion } from '../store/writes/versions.ts'
import { refuseChangedSince } from './assignTask.ts'
import type { Tx } from './runCommand.ts'

/** A move to another stage, for its undo: what stood before, the version that it left, and the decision against imports that stood before. */
export interface MadeMove { dealId: number, moveId: number, version: number, before: Columns, decided: KeptDecision | null }

interface MovedDeal { status: DealStatus, stageId: number, pipelineId: number, stay: number, lastMoveAt: number | null }

/** Stages that a deal can be moved to here: where deals are worked on. Winning and losing are decisions of their own. */
const openKinds: readonly StageKind[] = ['open', 'thinking']

/**
 * Moves an open deal to another open or thinking stage of its pipeline: a new stay, entered now. Imports keep it until the source shows the
 * same. Throws REFUSED_BY_RULE `deal_closed`, `same_stage`, `other_pipeline`, `closing_stage`. Derived columns and findings are the caller's.
 */
export const moveDealTx = (tx: Tx, { dealId, stageId, reason }: { dealId: number, stageId: number, reason: string | null }): MadeMove => {
  const deal = one<MovedDeal>(tx.db, `SELECT status, stage_id AS stageId, pipeline_id AS pipelineId, stay, (SELECT max(at) FROM stage_move WHERE deal_id = deal.id AND inferred = 0) AS lastMoveAt
    FROM deal WHERE id = ?`, dealId)!
  const stage = one<{ pipelineId: number, kind: StageKind }>(tx.db, 'SELECT pipeline_id AS pipelineId, kind FROM stage WHERE id = ?', stageId)
  if (!stage) throw new PultError('NOT_FOUND', 'There is no such stage.', { stageId })
  if (deal.status !== 'open') throw refused('deal_closed', 'The deal is not open.', dealId)
  if (deal.stageId === stageId) throw refused('same_stage', 'The deal is in that stage already.', dealId)
  if (deal.pipelineId !== stage.pipelineId) throw refused('other_pipeline', 'That stage is of another pipeline.', dealId)
  if (!openKinds.includes(stage.kind)) throw refused('closing_stage', 'A deal is won or lost by a decision, not by a move.', dealId)
  // Two moves of one deal have two moments.
  const at = Math.max(tx.now, (deal.lastMoveAt ?? 0) + 1)
  const moveId = insertRecordTx(tx.db, 'stage_move', { deal_id: dealId, from_stage_id: deal.stageId, to_stage_id: stageId, at, by_id: tx.actor.id, source: 'pult', inferred: 0 })
  const decided = readFieldDecision(tx.db, 'deal', dealId, 'stage_id')
  const { before, version } = changeRecordTx(tx.db, 'deal', dealId, { stage_id: stageId, stage_entered_at: at, stage_seen_at: tx.now, stay: deal.stay + 1, over_limit_when_seen: 0 })
  keepFieldDecisionTx(tx.db, 'deal', dealId, 'stage_id', { at: tx.now, by: tx.actor.id })
  tx.audit({ action: 'moveDeal', recordType: 'deal', recordId: dealId, payload: { before: { stage_id: deal.stageId }, after: { stage_id: stageId, ...reason === null ? {} : { reason } } } })
  return { dealId, moveId, version, before, decided }
}

/** Takes a move back, as if it had not been: the stay goes on and the age with it. CONFLICT when the deal was changed since. */
export const undoMoveTx = (tx: Tx, { dealId, moveId, version, before, decided }: MadeMove): void => {
  const left: LeftVersion = { table: 'deal', id: dealId, version }
  refuseChangedSince(tx, left)
  const now = one<{ stageId: number }>(tx.db, 'SELECT stage_id AS stageId FROM deal WHERE id = ?', dealId)!
  statement(tx.db, 'DELETE FROM stage_move WHERE id = ?').run(moveId)
  undoneTx(tx.db, [left], () => changeRecordTx(tx.db, 'deal', dealId, before))
  keepFieldDecisionTx(tx.db, 'deal', dealId, 'stage_id', decided)
  tx.audit({ action: 'moveDeal', recordType: 'deal', recordId: dealId, payload: { before: { stage_id: now.stageId }, after: { stage_id: before.stage_id, reason: 'undo' } } })
}

const refused = (rule: string, message: string, dealId: number): PultError => new PultError('REFUSED_BY_RULE', message, { rule, dealId })
