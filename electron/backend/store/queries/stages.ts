import type { StageKind } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

/** Every stage, in the order of its pipeline. */
export const stagesOf = (db: ReadDb): { stageId: number, stage: string, pipelineId: number, pipeline: string, kind: StageKind }[] => all(db, `
  SELECT stage.id AS stageId, stage.name AS stage, pipeline.id AS pipelineId, pipeline.name AS pipeline, stage.kind FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id
  ORDER BY pipeline.id, stage.position, stage.id`)
