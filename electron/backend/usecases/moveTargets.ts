import type { StageKind } from '../../../src/shared/vocabulary.ts'
import { dealScope } from '../store/queries/dealScope.ts'
import { all } from '../store/queries/rows.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'

export interface MoveTarget { stageId: number, stage: string, pipeline: string, kind: StageKind, dwellLimitDays: number | null }

/** Open and thinking stages of the pipelines of these deals, in their order. A deal of another pipeline is refused by `decide`, alone. */
export const moveTargets = (session: Session, { dealIds }: { dealIds: number[] }): MoveTarget[] => {
  const { sql, reach } = dealScope(requireMay(session, 'see_deals'), 'see_deals')
  return all<MoveTarget>(session.desk.db, `
    SELECT stage.id AS stageId, stage.name AS stage, pipeline.name AS pipeline, stage.kind, stage.dwell_limit_days AS dwellLimitDays
    FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id
    WHERE stage.kind IN ('open', 'thinking') AND pipeline.id IN (SELECT deal.pipeline_id FROM deal WHERE deal.id IN (SELECT value FROM json_each($dealIds)) AND ${sql})
    ORDER BY pipeline.id, stage.position, stage.id`, { dealIds: JSON.stringify(dealIds), reach })
}
