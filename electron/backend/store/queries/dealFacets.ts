import type { AgeBucket, DealStatus, StageKind } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../db.ts'
import { figureSql, type FigureRow } from './dealBoard.ts'
import type { Selection } from './dealRows.ts'
import { all } from './rows.ts'

/** Deals that no facet tells apart. `ownerId` 0 = nobody's, `channel` '' = none. */
export interface FacetGroup extends FigureRow { status: DealStatus, stageId: number, ownerId: number, channel: string, reasons: number, bucket: AgeBucket, parked: number }

export const facetGroups = (db: ReadDb, { from, where, parameters }: Selection): FacetGroup[] => all<FacetGroup>(db, `
  SELECT deal.status, deal.stage_id AS stageId, coalesce(deal.owner_id, 0) AS ownerId, coalesce(deal.channel, '') AS channel, deal.reasons, deal.bucket,
    deal.parked AND deal.status = 'open' AS parked, ${figureSql}
  ${from} WHERE ${where} GROUP BY 1, 2, 3, 4, 5, 6, 7`, parameters)

/** Every stage, in the order of its pipeline. */
export const stagesOf = (db: ReadDb): { stageId: number, stage: string, pipelineId: number, pipeline: string, kind: StageKind }[] => all(db, `
  SELECT stage.id AS stageId, stage.name AS stage, pipeline.id AS pipelineId, pipeline.name AS pipeline, stage.kind FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id
  ORDER BY pipeline.id, stage.position, stage.id`)
