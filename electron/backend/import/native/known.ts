import type { ReadDb } from '../../store/db.ts'
import { ownText } from '../values/text.ts'
import type { References } from './cells.ts'

export interface KnownDeal { pipeline: string, stage: string, currency: string }

/** What rows may refer to: the workspace's records, and those accepted from this import's files. */
export interface Known {
  people: References
  clients: References
  stages: Set<string>
  deals: KnownDeals
  /** Only known activities may leave out the column `kind`. */
  activities: References
}

export interface KnownDeals extends References {
  get(externalId: string): KnownDeal | undefined
  set(externalId: string, deal: KnownDeal): void
}

/** Ids of the outside as the comparison knows them; those that it makes are among them at once. */
interface Resolver { resolve: (externalId: string) => number | null }

export const stageKey = (pipeline: string, stage: string): string => `${pipeline.length}:${pipeline}${stage}`

/** Reads what this source's files may refer to; activities, which nothing refers to, are looked up one by one. */
export const readKnown = (db: ReadDb, source: string, ids: { people: Resolver, clients: Resolver }): Known => {
  const activity = db.sqlite.prepare('SELECT 1 FROM activity WHERE source = ? AND external_id = ?').pluck()
  const among = ({ resolve }: Resolver): References => ({ has: externalId => resolve(externalId) !== null })
  const stages = new Set<string>()
  for (const row of db.sqlite.prepare('SELECT pipeline.name AS pipeline, stage.name AS stage FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id').iterate()) {
    const { pipeline, stage } = row as { pipeline: string, stage: string }
    stages.add(stageKey(pipeline, stage))
  }
  const deals = makeKnownDeals()
  const dealRows = db.sqlite.prepare(`SELECT deal.external_id AS id, pipeline.name AS pipeline, stage.name AS stage, deal.currency AS currency
    FROM deal JOIN pipeline ON pipeline.id = deal.pipeline_id JOIN stage ON stage.id = deal.stage_id`)
  for (const row of dealRows.iterate()) {
    const { id, ...deal } = row as { id: string } & KnownDeal
    deals.set(id, deal)
  }
  return { people: among(ids.people), clients: among(ids.clients), stages, deals, activities: { has: externalId => activity.get(source, externalId) !== undefined } }
}

/** Half a million deals stand in a few stages: each place is kept once. */
const makeKnownDeals = (): KnownDeals => {
  const places = new Map<string, KnownDeal>()
  const deals = new Map<string, KnownDeal>()
  return {
    has: externalId => deals.has(externalId),
    get: externalId => deals.get(externalId),
    set: (externalId, { pipeline, stage, currency }) => {
      const key = `${stageKey(pipeline, stage)}\n${currency}`
      let place = places.get(key)
      if (!place) places.set(key, place = { pipeline: ownText(pipeline), stage: ownText(stage), currency: ownText(currency) })
      deals.set(externalId, place)
    },
  }
}
