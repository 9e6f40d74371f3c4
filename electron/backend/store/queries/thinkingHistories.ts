import type { DealMove, DealNow } from '../../domain/review/dealThen.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { conditionsOf, type BoardFilter, type BoardMoment, type FilterField } from './dealBoard.ts'
import { dealScope } from './dealScope.ts'
import { all } from './rows.ts'
import { clientColumnsFor } from './search.ts'

/** A deal with everything dated that says whether it was in the jam at an instant; each list in the order in which it happened. */
export interface DealHistory extends DealNow {
  id: number, ownerId: number | null, createdAt: number | null, amount: number | null, amountReporting: number | null
  moves: DealMove[]
  reviews: { fromStageId: number, requestedAt: number, /** null while it waits. */ decidedAt: number | null, round: number, pending: boolean }[]
  /** Changes of owner: who had it before. */
  owners: { at: number, fromId: number | null }[]
}

/** What isn't asked of today: owner, stage and age are those of the history. */
export const thenFields = ['status', 'kinds', 'managerIds', 'teams', 'stageIds', 'pipelineIds', 'buckets', 'reasons', 'stuck', 'parked'] as const satisfies readonly FilterField[]

/** Deals that may have been in a thinking stage after `from`: there now, by a move, or asked to be closed from there; whose deals one sees is asked of today. `only`: of these deals. */
export const loadThinkingHistories = (db: ReadDb, actor: PolicyActor, filter: BoardFilter, moment: Pick<BoardMoment, 'zone'>, from: number, only: readonly number[] | null = null): DealHistory[] => {
  const { sql: scope, reach } = dealScope(actor, 'see_deals')
  const { where, parameters } = conditionsOf(filter, moment, thenFields)
  const bound = { ...parameters, reach, from, clientColumns: clientColumnsFor(actor), ...only && { only: JSON.stringify(only) } }
  const among = (column: string): string => only === null ? '' : `AND ${column} IN (SELECT value FROM json_each($only))`
  const thinking = "(SELECT id FROM stage WHERE kind = 'thinking')"
  const deals = all<DealHistory>(db, `
    SELECT deal.id, owner_id AS ownerId, created_at AS createdAt, amount, amount_reporting AS amountReporting, status, stage_id AS stageId, closed_at AS closedAt, updated_at AS updatedAt,
      stage_entered_at AS stageEnteredAt, stage_seen_at AS stageSeenAt, entered_at AS enteredAt, entered_exact AS enteredExact
    FROM deal WHERE ${scope} AND ${where} ${among('id')}
      AND (stage_id IN ${thinking} OR id IN (SELECT deal_id FROM stage_move WHERE (to_stage_id IN ${thinking} OR from_stage_id IN ${thinking}) ${among('deal_id')}) OR id IN (SELECT deal_id FROM refusal WHERE from_stage_id IN ${thinking} ${among('deal_id')}))
      AND (status IN ('open', 'refusal_review') OR closed_at > $from OR id IN (SELECT deal_id FROM refusal WHERE requested_at > $from OR decided_at IS NULL OR decided_at > $from))`, bound)
  const byId = new Map(deals.map(deal => [deal.id, Object.assign(deal, { moves: [], reviews: [], owners: [] })]))
  const spread = <Row extends { dealId: number }>(rows: readonly Row[], add: (deal: DealHistory, row: Row) => void): void => {
    for (const row of rows) {
      const deal = byId.get(row.dealId)
      if (deal) add(deal, row)
    }
  }
  const ids = JSON.stringify(deals.map(deal => deal.id))
  spread(all<DealMove & { dealId: number }>(db, `SELECT deal_id AS dealId, from_stage_id AS fromStageId, to_stage_id AS toStageId, at, inferred FROM stage_move
    WHERE deal_id IN (SELECT value FROM json_each(?)) ORDER BY deal_id, at, id`, ids), (deal, move) => deal.moves.push(move))
  spread(all<{ dealId: number, fromStageId: number, requestedAt: number, decidedAt: number | null, round: number, pending: number }>(db, `
    SELECT deal_id AS dealId, from_stage_id AS fromStageId, requested_at AS requestedAt, decided_at AS decidedAt, round, state = 'pending' AS pending FROM refusal WHERE true ${among('deal_id')} ORDER BY round`, only ? { only: JSON.stringify(only) } : {}),
  (deal, row) => deal.reviews.push({ ...row, pending: row.pending === 1 }))
  spread(all<{ dealId: number, at: number, fromId: number | null }>(db, `SELECT record_id AS dealId, at, from_id AS fromId FROM transfer WHERE record_type = 'deal' AND at > $from ${among('record_id')} ORDER BY at, id`, { from, ...only && { only: JSON.stringify(only) } }), (deal, row) => deal.owners.push(row))
  return deals
}
