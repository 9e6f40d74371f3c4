import fc from 'fast-check'
import type { BoardFilter } from '../../electron/backend/store/queries/dealBoard.ts'
import { ageBuckets, dealStatuses, stageKinds, stuckReasons } from '../../src/shared/vocabulary.ts'
import { ageBucketOf, type DealState } from '../../electron/backend/domain/review/dealState.ts'
import type { Desk } from '../../electron/backend/usecases/desk.ts'

/** What the rules' states don't carry and a filter asks about. */
export interface KnownDeals { channels: ReadonlyMap<number, string>, pipelines: ReadonlyMap<number, number>, teams: ReadonlyMap<number, string | null>, stagePipelines: ReadonlyMap<number, number>, stageIds: number[], managerIds: number[] }

export const knownDealsOf = ({ db }: Desk, states: readonly DealState[]): KnownDeals => {
  const rows = db.sqlite.prepare("SELECT deal.id, coalesce(channel, '') AS channel, pipeline_id AS pipelineId, person.team FROM deal LEFT JOIN person ON person.id = deal.owner_id").all() as { id: number, channel: string, pipelineId: number, team: string | null }[]
  return {
    channels: new Map(rows.map(row => [row.id, row.channel])), pipelines: new Map(rows.map(row => [row.id, row.pipelineId])), teams: new Map(rows.map(row => [row.id, row.team])),
    stagePipelines: new Map(states.map(state => [state.stage.id, state.stage.pipelineId])), stageIds: [...new Set(states.map(state => state.stage.id))], managerIds: [...new Set(states.map(state => state.deal.ownerId ?? 0))],
  }
}

const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 })

export const filterArbitrary = (known: KnownDeals): fc.Arbitrary<BoardFilter> => fc.record({
  status: some(dealStatuses), kinds: some(stageKinds), stageIds: some(known.stageIds), managerIds: some(known.managerIds), reasons: some(stuckReasons), stuck: fc.boolean(), buckets: some(ageBuckets), parked: fc.boolean(),
  channels: some([...new Set(known.channels.values())]), pipelineIds: some([...new Set(known.pipelines.values())]), teams: some([...new Set(known.teams.values())].filter(team => team !== null)),
}, { requiredKeys: [] })

/** Named stages, and pipelines of which no stage is named. */
export const inStages = ({ stageIds, pipelineIds }: Pick<BoardFilter, 'stageIds' | 'pipelineIds'>, stage: { id: number, pipelineId: number }, pipelineOf: (stageId: number) => number | undefined): boolean => {
  if (!stageIds) return !pipelineIds || pipelineIds.includes(stage.pipelineId)
  return stageIds.includes(stage.id) || (pipelineIds !== undefined && pipelineIds.includes(stage.pipelineId) && !stageIds.some(id => pipelineOf(id) === stage.pipelineId))
}

/** The filter as the rules' own words over the facts. */
export const holds = (known: KnownDeals, state: DealState, filter: BoardFilter): boolean => {
  const open = state.deal.status === 'open'
  return (!filter.status || filter.status.includes(state.deal.status))
    && (!filter.kinds || filter.kinds.includes(state.stage.kind))
    && inStages(filter, state.stage, id => known.stagePipelines.get(id))
    && (!filter.managerIds || filter.managerIds.includes(state.deal.ownerId ?? 0))
    && (!filter.reasons || filter.reasons.some(reason => state.reasons.includes(reason)))
    && (filter.stuck === undefined || filter.stuck === state.reasons.length > 0)
    && (!filter.buckets || filter.buckets.includes(ageBucketOf(state.age.days)))
    && (filter.parked === undefined || filter.parked === (open && state.parked))
    && (!filter.channels || filter.channels.includes(known.channels.get(state.deal.id)!))
    && (!filter.teams || filter.teams.includes(known.teams.get(state.deal.id) ?? ''))
}
