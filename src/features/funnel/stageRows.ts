import type { Funnel, FunnelBeside, StageFigures } from '../../shared/contract/funnel.ts'

export type Measure = 'count' | 'sum'
type Stage = Funnel['stages'][number]
export interface StageRow {
  stage: Stage
  closing: boolean
  /** Shares of the longest bar, 0…1: the counted deals, those in review after them, the past day's. */
  bar: number
  review: number
  then: number | null
  was: StageFigures | null
}
export interface PipelineRows { pipelineId: number, pipeline: string, rows: StageRow[] }

export const valueOf = (figures: Pick<StageFigures, 'count' | 'money'>, measure: Measure): number => measure === 'sum' ? figures.money?.amount ?? 0 : figures.count

/** All bars of the screen have one scale, from zero. Closing stages hold years of deals: they are figures without a bar. */
export const rowsOf = (funnel: Funnel, beside: FunnelBeside | null, measure: Measure): PipelineRows[] => {
  const past = new Map((beside?.stages ?? []).map(stage => [stage.stageId, stage]))
  const isClosing = (stage: Stage): boolean => stage.kind === 'won' || stage.kind === 'lost'
  // Of deals in review only the number is known here.
  const reviewOf = (stage: Stage): number => measure === 'count' ? stage.inReview : 0
  const longest = Math.max(1, ...funnel.stages.filter(stage => !isClosing(stage)).flatMap(stage => {
    const was = past.get(stage.stageId)
    return [valueOf(stage, measure) + reviewOf(stage), ...(was ? [valueOf(was, measure)] : [])]
  }))
  const pipelines = new Map<number, PipelineRows>()
  for (const stage of funnel.stages) {
    const was = past.get(stage.stageId) ?? null
    let group = pipelines.get(stage.pipelineId)
    if (!group) pipelines.set(stage.pipelineId, group = { pipelineId: stage.pipelineId, pipeline: stage.pipeline, rows: [] })
    group.rows.push({ stage, closing: isClosing(stage), bar: valueOf(stage, measure) / longest, review: reviewOf(stage) / longest, then: was && valueOf(was, measure) / longest, was })
  }
  return [...pipelines.values()]
}
