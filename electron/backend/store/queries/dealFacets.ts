import { keyPoints, type AgeBucket, type DealStatus, type StageKind } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../db.ts'
import { figureSql, type FigureRow } from './dealBoard.ts'
import type { Selection } from './dealRows.ts'
import { all } from './rows.ts'

/** Deals that no facet tells apart. `ownerId` 0 = nobody's, `channel` '' = none. */
export interface FacetGroup extends FigureRow { status: DealStatus, stageId: number, ownerId: number, channel: string, reasons: number, bucket: AgeBucket, parked: number, /** Ordinal of the late key point; 0 = none. */ latePoint: number }

// A list each: SQLite looks ids up in lists, but runs over a joined JSON table for every deal.
const latePointSql = `CASE ${keyPoints.map((_, index) => `WHEN deal.id IN (SELECT value FROM json_each($late${index + 1})) THEN ${index + 1}`).join(' ')} ELSE 0 END`

/** `latePoints`: ordinal of the late key point by deal. */
export const facetGroups = (db: ReadDb, { from, where, parameters }: Selection, latePoints: ReadonlyMap<number, number>): FacetGroup[] => {
  const byPoint = Map.groupBy(latePoints, ([, ordinal]) => ordinal)
  const late = Object.fromEntries(keyPoints.map((_, index) => [`late${index + 1}`, JSON.stringify((byPoint.get(index + 1) ?? []).map(([id]) => id))]))
  return all<FacetGroup>(db, `
    SELECT deal.status, deal.stage_id AS stageId, coalesce(deal.owner_id, 0) AS ownerId, coalesce(deal.channel, '') AS channel, deal.reasons, deal.bucket,
      deal.parked AND deal.status = 'open' AS parked, ${latePointSql} AS latePoint, ${figureSql}
    ${from} WHERE ${where} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`, { ...parameters, ...late })
}

/** Every stage, in the order of its pipeline. */
export const stagesOf = (db: ReadDb): { stageId: number, stage: string, pipelineId: number, pipeline: string, kind: StageKind }[] => all(db, `
  SELECT stage.id AS stageId, stage.name AS stage, pipeline.id AS pipelineId, pipeline.name AS pipeline, stage.kind FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id
  ORDER BY pipeline.id, stage.position, stage.id`)
