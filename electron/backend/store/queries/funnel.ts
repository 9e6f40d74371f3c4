import type { StageKind } from '../../../../src/shared/vocabulary.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { conditionsOf, type BoardFilter, type BoardMoment } from './dealBoard.ts'
import { dealScope } from './dealScope.ts'
import { loadKnowledge } from './knowledge.ts'
import { all } from './rows.ts'
import { clientColumnsFor } from './search.ts'

export interface FunnelStage { stageId: number, stage: string, pipelineId: number, pipeline: string, kind: StageKind, dwellLimitDays: number | null }

/** Every stage in the order of its pipeline, the pipelines in theirs. */
export const loadFunnelStages = (db: ReadDb): FunnelStage[] => all(db, `
  SELECT stage.id AS stageId, stage.name AS stage, pipeline.id AS pipelineId, pipeline.name AS pipeline, stage.kind, stage.dwell_limit_days AS dwellLimitDays
  FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id ORDER BY pipeline.id, stage.position, stage.name, stage.id`)

export interface ConversionPeriod { from: number, to: number, /** What had happened by then counts. */ asOf: number }

/**
 * Conversion of a stage: the deals that entered it from `from` to before `to`, each once, and whether they moved on to a later order or
 * won, by `asOf` (domain.md, Stuck). A deal enters its first stage when it is made: the one that its first move leaves, else its present one.
 */
const entriesSql = (db: ReadDb, columns: string, filter: BoardFilter, moment: Pick<BoardMoment, 'zone'>, actor: PolicyActor, period: ConversionPeriod): { sql: string, parameters: Record<string, unknown> } => {
  const { where, parameters } = conditionsOf(filter, moment)
  const { sql: scope, reach } = dealScope(actor, 'see_deals')
  // A duplicate or a test was never a deal: left out of conversion (domain.md, Refusals).
  const notADeal = `(deal.status = 'lost' AND EXISTS (SELECT 1 FROM refusal JOIN refusal_reason AS reason ON reason.id = coalesce(refusal.decided_reason_id, refusal.reason_id)
    WHERE refusal.deal_id = deal.id AND refusal.state = 'approved' AND refusal.decided_at <= $asOf AND reason.class = 'not_a_deal'))`
  const sql = `
    WITH step AS (
      SELECT deal_id, to_stage_id AS stage_id, at FROM stage_move WHERE inferred = 0 AND at >= $from AND at < $to AND at <= $asOf
      UNION ALL
      SELECT id, coalesce((SELECT coalesce(from_stage_id, 0) FROM stage_move WHERE deal_id = deal.id ORDER BY at, id LIMIT 1), stage_id), created_at
      FROM deal WHERE created_at >= $from AND created_at < $to AND created_at <= $asOf
    ), entry AS MATERIALIZED (SELECT deal_id, stage_id, min(at) AS at FROM step GROUP BY deal_id, stage_id)
    SELECT ${columns}
    FROM entry CROSS JOIN deal ON deal.id = entry.deal_id JOIN stage ON stage.id = entry.stage_id
    WHERE stage.kind IN ('open', 'thinking') AND NOT ${notADeal} AND deal.source IN (SELECT value FROM json_each($knowMoves)) AND ${scope} AND ${where}`
  return { sql, parameters: { ...parameters, ...period, reach, clientColumns: clientColumnsFor(actor), knowMoves: JSON.stringify(loadKnowledge(db).sources('stageMoves')) } }
}

const wonSql = "(deal.status = 'won' AND (deal.closed_at IS NULL OR deal.closed_at <= $asOf))"
const onwardSql = `FROM stage_move AS move JOIN stage AS later ON later.id = move.to_stage_id
      WHERE move.deal_id = entry.deal_id AND move.at > entry.at AND move.at <= $asOf AND later.pipeline_id = stage.pipeline_id AND later.position > stage.position AND later.kind <> 'lost'`

/** Of every stage how many deals entered it, and how many of them moved on. */
export const loadConversions = (db: ReadDb, actor: PolicyActor, filter: BoardFilter, moment: Pick<BoardMoment, 'zone'>, period: ConversionPeriod): { stageId: number, entered: number, movedOn: number }[] => {
  const { sql, parameters } = entriesSql(db, `entry.stage_id AS stageId, count(*) AS entered, sum(${wonSql} OR EXISTS (SELECT 1 ${onwardSql})) AS movedOn`, filter, moment, actor, period)
  return all(db, `${sql} GROUP BY entry.stage_id`, parameters)
}

export interface Passage { id: number, enteredAt: number, movedOn: boolean, /** The first way on. */ movedAt: number | null, movedTo: number | null }

/** The deals behind one stage's conversion. */
export const loadPassages = (db: ReadDb, actor: PolicyActor, filter: BoardFilter, moment: Pick<BoardMoment, 'zone'>, period: ConversionPeriod, stageId: number): Passage[] => {
  const { sql, parameters } = entriesSql(db, `entry.deal_id AS id, entry.at AS enteredAt, iif(${wonSql}, coalesce(deal.closed_at, 0), NULL) AS wonAt, (SELECT move.id ${onwardSql} ORDER BY move.at, move.id LIMIT 1) AS moveId`, filter, moment, actor, period)
  const rows = all<{ id: number, enteredAt: number, wonAt: number | null, movedAt: number | null, movedTo: number | null }>(db, `
    SELECT passage.id, enteredAt, wonAt, move.at AS movedAt, move.to_stage_id AS movedTo FROM (${sql} AND entry.stage_id = $stageId) AS passage LEFT JOIN stage_move AS move ON move.id = passage.moveId`, { ...parameters, stageId })
  // Won without a move of its own: the status decides.
  return rows.map(({ id, enteredAt, wonAt, movedAt, movedTo }) => ({ id, enteredAt, movedOn: wonAt !== null || movedTo !== null, movedAt: movedAt ?? (wonAt || null), movedTo }))
}
