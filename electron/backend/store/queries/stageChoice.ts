import type { DealFilter } from '../../../../src/shared/contract/deals.ts'

type Choice = Pick<DealFilter, 'stageIds' | 'pipelineIds'>

/**
 * Which stages a filter means: a stage that it names narrows its own pipeline, a pipeline of which it names none counts whole.
 * So a stage of one pipeline and the whole of another are both there, not nothing.
 */
export const makeStageChoice = ({ stageIds, pipelineIds }: Choice, pipelineOf: ReadonlyMap<number, number>): ((stageId: number) => boolean) => {
  if (!stageIds && !pipelineIds) return () => true
  const stages = new Set(stageIds)
  const narrowed = new Set(stageIds?.map(id => pipelineOf.get(id)))
  const whole = new Set(pipelineIds?.filter(id => !narrowed.has(id)))
  return stageId => stages.has(stageId) || whole.has(pipelineOf.get(stageId) ?? 0)
}

/** The same in SQL over `deal`, with its parameters; null = every stage. */
export const stageChoiceSql = ({ stageIds, pipelineIds }: Choice): { sql: string, parameters: Record<string, string> } | null => {
  const stages = 'SELECT value FROM json_each($inStages)'
  const parts = [
    ...(stageIds ? [`deal.stage_id IN (${stages})`] : []),
    ...(pipelineIds ? [`deal.pipeline_id IN (SELECT value FROM json_each($inPipelines))${stageIds ? ` AND deal.pipeline_id NOT IN (SELECT pipeline_id FROM stage WHERE id IN (${stages}))` : ''}`] : []),
  ]
  if (parts.length === 0) return null
  return { sql: `(${parts.join(' OR ')})`, parameters: { ...(stageIds ? { inStages: JSON.stringify(stageIds) } : {}), ...(pipelineIds ? { inPipelines: JSON.stringify(pipelineIds) } : {}) } }
}
