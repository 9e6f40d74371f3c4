import type { ReadDb } from '../../store/db.ts'

export interface KnownDeal { pipeline: string, stage: string, currency: string }

/** What rows may refer to: the workspace's records, and those accepted from this import's files. */
export interface Known {
  people: Set<string>
  clients: Set<string>
  stages: Set<string>
  deals: Map<string, KnownDeal>
  /** Only known activities may leave out the column `kind`. */
  activities: { has(externalId: string): boolean }
}

export const stageKey = (pipeline: string, stage: string): string => `${pipeline.length}:${pipeline}${stage}`

/** Reads what this source's files may refer to; activities, which nothing refers to, are looked up one by one. */
export const readKnown = (db: ReadDb, source: string): Known => {
  const activity = db.sqlite.prepare('SELECT 1 FROM activity WHERE source = ? AND external_id = ?').pluck()
  const idsOf = (table: 'person' | 'client'): Set<string> => new Set(db.sqlite.prepare(`SELECT external_id FROM ${table}`).pluck().iterate() as Iterable<string>)
  const stages = new Set<string>()
  for (const row of db.sqlite.prepare('SELECT pipeline.name AS pipeline, stage.name AS stage FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id').iterate()) {
    const { pipeline, stage } = row as { pipeline: string, stage: string }
    stages.add(stageKey(pipeline, stage))
  }
  const deals = new Map<string, KnownDeal>()
  const dealRows = db.sqlite.prepare(`SELECT deal.external_id AS id, pipeline.name AS pipeline, stage.name AS stage, deal.currency AS currency
    FROM deal JOIN pipeline ON pipeline.id = deal.pipeline_id JOIN stage ON stage.id = deal.stage_id`)
  for (const row of dealRows.iterate()) {
    const { id, pipeline, stage, currency } = row as { id: string } & KnownDeal
    deals.set(id, { pipeline, stage, currency })
  }
  return { people: idsOf('person'), clients: idsOf('client'), stages, deals, activities: { has: externalId => activity.get(source, externalId) !== undefined } }
}
