import type { StageKind } from '../../../../src/shared/vocabulary.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { conditionsOf, type BoardFilter, type BoardMoment } from './dealBoard.ts'
import { dealScope } from './dealScope.ts'
import { loadKnowledge } from './knowledge.ts'
import { all, one, statement } from './rows.ts'
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
 * `among` narrows the deals by their id.
 */
const entriesSql = (columns: string, where: string, among: (column: string) => string = () => ''): string => `
    WITH step AS (
      SELECT deal_id, to_stage_id AS stage_id, at FROM stage_move WHERE inferred = 0 AND at >= $from AND at < $to AND at <= $asOf ${among('deal_id')}
      UNION ALL
      SELECT id, coalesce((SELECT coalesce(from_stage_id, 0) FROM stage_move WHERE deal_id = deal.id ORDER BY at, id LIMIT 1), stage_id), created_at
      FROM deal WHERE created_at >= $from AND created_at < $to AND created_at <= $asOf ${among('id')}
    ), entry AS MATERIALIZED (SELECT deal_id, stage_id, min(at) AS at FROM step GROUP BY deal_id, stage_id)
    SELECT ${columns}
    FROM entry CROSS JOIN deal ON deal.id = entry.deal_id JOIN stage ON stage.id = entry.stage_id
    WHERE stage.kind IN ('open', 'thinking') AND NOT ${notADealSql} AND deal.source IN (SELECT value FROM json_each($knowMoves)) AND ${where}`

// A duplicate or a test was never a deal: left out of conversion (domain.md, Refusals).
const notADealSql = `(deal.status = 'lost' AND EXISTS (SELECT 1 FROM refusal JOIN refusal_reason AS reason ON reason.id = coalesce(refusal.decided_reason_id, refusal.reason_id)
    WHERE refusal.deal_id = deal.id AND refusal.state = 'approved' AND refusal.decided_at <= $asOf AND reason.class = 'not_a_deal'))`
const wonSql = "(deal.status = 'won' AND (deal.closed_at IS NULL OR deal.closed_at <= $asOf))"
const onwardSql = `FROM stage_move AS move JOIN stage AS later ON later.id = move.to_stage_id
      WHERE move.deal_id = entry.deal_id AND move.at > entry.at AND move.at <= $asOf AND later.pipeline_id = stage.pipeline_id AND later.position > stage.position AND later.kind <> 'lost'`

const knownMoves = (db: ReadDb): string => JSON.stringify(loadKnowledge(db).sources('stageMoves'))

/** Every deal that entered a stage in the period, whoever sees it, and whether it moved on; `only`: of these deals. */
export const loadEntries = (db: ReadDb, period: ConversionPeriod, only: readonly number[] | null): [dealId: number, stageId: number, movedOn: 0 | 1][] => {
  const among = (column: string): string => only === null ? '' : `AND ${column} IN (SELECT value FROM json_each($only))`
  return statement(db, entriesSql(`entry.deal_id, entry.stage_id, (${wonSql} OR EXISTS (SELECT 1 ${onwardSql}))`, 'true', among))
    .raw().all({ ...period, knowMoves: knownMoves(db), ...only && { only: JSON.stringify(only) } }) as [number, number, 0 | 1][]
}

/** When the next of what a conversion goes by comes true that is dated after `asOf`; null = nothing is. */
export const nextComingTrue = (db: ReadDb, asOf: number, only: readonly number[] | null): number | null => {
  const among = (column: string): string => only === null ? '' : `AND ${column} IN (SELECT value FROM json_each($only))`
  return one<{ at: number | null }>(db, `SELECT min(at) AS at FROM (
    SELECT at FROM stage_move WHERE at > $asOf ${among('deal_id')} UNION ALL SELECT created_at FROM deal WHERE created_at > $asOf ${among('id')}
    UNION ALL SELECT closed_at FROM deal WHERE closed_at > $asOf ${among('id')} UNION ALL SELECT decided_at FROM refusal WHERE decided_at > $asOf ${among('deal_id')})`, { asOf, ...only && { only: JSON.stringify(only) } })!.at
}

export interface Passage { id: number, enteredAt: number, movedOn: boolean, /** The first way on. */ movedAt: number | null, movedTo: number | null }

/** The deals behind one stage's conversion. */
export const loadPassages = (db: ReadDb, actor: PolicyActor, filter: BoardFilter, moment: Pick<BoardMoment, 'zone'>, period: ConversionPeriod, stageId: number): Passage[] => {
  const { where, parameters } = conditionsOf(filter, moment)
  const { sql: scope, reach } = dealScope(actor, 'see_deals')
  const sql = entriesSql(`entry.deal_id AS id, entry.at AS enteredAt, iif(${wonSql}, coalesce(deal.closed_at, 0), NULL) AS wonAt, (SELECT move.id ${onwardSql} ORDER BY move.at, move.id LIMIT 1) AS moveId`, `${scope} AND ${where} AND entry.stage_id = $stageId`)
  const rows = all<{ id: number, enteredAt: number, wonAt: number | null, movedAt: number | null, movedTo: number | null }>(db, `
    SELECT passage.id, enteredAt, wonAt, move.at AS movedAt, move.to_stage_id AS movedTo FROM (${sql}) AS passage LEFT JOIN stage_move AS move ON move.id = passage.moveId`,
  { ...parameters, ...period, reach, clientColumns: clientColumnsFor(actor), knowMoves: knownMoves(db), stageId })
  // Won without a move of its own: the status decides.
  return rows.map(({ id, enteredAt, wonAt, movedAt, movedTo }) => ({ id, enteredAt, movedOn: wonAt !== null || movedTo !== null, movedAt: movedAt ?? (wonAt || null), movedTo }))
}
