import type { AgeBucket, DealStatus, StageKind } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../db.ts'
import { figureSql, type FigureRow } from './dealBoard.ts'
import type { Selection } from './dealRows.ts'
import { all } from './rows.ts'

/** Deals that no facet tells apart. `ownerId` 0 = nobody's, `channel` '' = none. */
export interface FacetGroup extends FigureRow { status: DealStatus, stageId: number, ownerId: number, channel: string, reasons: number, bucket: AgeBucket, parked: number, /** Ordinal of the late key point; 0 = none. */ latePoint: number }

export const facetGroups = (db: ReadDb, { from, where, parameters }: Selection, latePoints: ReadonlyMap<number, number>): FacetGroup[] => all<FacetGroup>(db, `
  WITH late(deal_id, ordinal) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each($latePoints))
  SELECT deal.status, deal.stage_id AS stageId, coalesce(deal.owner_id, 0) AS ownerId, coalesce(deal.channel, '') AS channel, deal.reasons, deal.bucket,
    deal.parked AND deal.status = 'open' AS parked, coalesce(late.ordinal, 0) AS latePoint, ${figureSql}
  ${from} LEFT JOIN late ON late.deal_id = deal.id WHERE ${where} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`, { ...parameters, latePoints: JSON.stringify([...latePoints]) })

/** Every stage, in the order of its pipeline. */
export const stagesOf = (db: ReadDb): { stageId: number, stage: string, pipelineId: number, pipeline: string, kind: StageKind }[] => all(db, `
  SELECT stage.id AS stageId, stage.name AS stage, pipeline.id AS pipelineId, pipeline.name AS pipeline, stage.kind FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id
  ORDER BY pipeline.id, stage.position, stage.id`)
