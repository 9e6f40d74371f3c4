import { stageKey } from '../native/known.ts'
import type { StagedFile, StageRow } from '../native/rows.ts'
import { eachRow, type Steps } from '../steps.ts'
import type { ApplyContext, StageId } from './context.ts'
import type { Fields } from './merge.ts'
import { makeRecords, makePresent } from './records.ts'

const columns = ['position', 'kind', 'dwell_limit_days', 'probability']

interface StageRecord { id: number, pipelineId: number, source: string, pipeline: string, name: string, kind: string }

/** Stages by pipeline and name; of two pipelines with one name this source's wins. */
export const readStageIds = (context: Pick<ApplyContext, 'db' | 'source'>): Map<string, StageId> => {
  const rows = context.db.sqlite.prepare(`
    SELECT stage.id AS id, pipeline.id AS pipelineId, pipeline.source AS source, pipeline.name AS pipeline, stage.name AS name, stage.kind AS kind
    FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id ORDER BY pipeline.source = ?`).all(context.source) as StageRecord[]
  return new Map(rows.map(row => [stageKey(row.pipeline, row.name), { id: row.id, pipelineId: row.pipelineId, kind: row.kind }]))
}

/** Stages of the files; what the file leaves empty stays empty, but for the order, which then follows the file's. */
export function* applyStages(context: ApplyContext, file: StagedFile<StageRow>): Steps {
  const { sqlite } = context.db
  const records = makeRecords(context, 'stage', columns)
  const findPipeline = sqlite.prepare('SELECT id FROM pipeline WHERE name = ? ORDER BY source <> ? LIMIT 1').pluck()
  const addPipeline = sqlite.prepare('INSERT INTO pipeline (source, name) VALUES (?, ?)')
  const lastPosition = sqlite.prepare('SELECT coalesce(max(position), 0) FROM stage WHERE pipeline_id = ?').pluck()
  const present = makePresent(columns, file.columns, { position: 'order' })
  const take = (row: StageRow): void => {
    const key = stageKey(row.pipeline, row.stage)
    const known = context.stages.get(key)
    if (!known) {
      const pipelineId = findPipeline.get(row.pipeline, context.source) as number | undefined ?? Number(addPipeline.run(context.source, row.pipeline).lastInsertRowid)
      const kind = row.kind ?? 'open'
      const theirs: Fields = { position: row.order ?? lastPosition.get(pipelineId) as number + 1, kind, dwell_limit_days: row.dwellLimitDays, probability: row.probability }
      context.stages.set(key, { id: records.create({ pipeline_id: pipelineId, name: row.stage }, theirs), pipelineId, kind })
      // The next one's place follows from this one's.
      records.flush()
      context.created.stages++
      return
    }
    const theirs = present({ position: row.order, kind: row.kind, dwell_limit_days: row.dwellLimitDays, probability: row.probability })
    // A stage always has an order and a kind: an empty one keeps what is known.
    if (theirs.position === null) delete theirs.position
    if (theirs.kind === null) delete theirs.kind
    if (records.isSame(known.id, theirs)) {
      context.unchanged.stages++
      return
    }
    const ours = records.ours(known.id)
    const base = records.base(known.id)
    const merged = records.merge(known.id, ours, base, theirs)
    const changed = records.finish(known.id, { ours, base, theirs, merged })
    if (typeof merged.values.kind === 'string') known.kind = merged.values.kind
    context[changed ? 'updated' : 'unchanged'].stages++
  }
  yield* eachRow(file.slices, take)
}
