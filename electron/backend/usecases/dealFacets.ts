import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import { ageBuckets, dealStatuses, keyPoints, stuckReasons, type AgeBucket, type DealStatus, type KeyPoint, type StageKind, type StuckReason } from '../../../src/shared/vocabulary.ts'
import { ordinalOf } from '../domain/keyPoints.ts'
import { isReasonKnown } from '../domain/knowledge.ts'
import { reachOf } from '../domain/policy.ts'
import { formatDay } from '../domain/time/days.ts'
import { byCodePoint } from '../domain/text.ts'
import { absentOn, personNames } from '../store/queries/controlDays.ts'
import { maskOf, type BoardFilter, type FigureRow } from '../store/queries/dealBoard.ts'
import { dealGroups, type DealGroup } from '../store/memory/dealGroups.ts'
import { stagesOf } from '../store/queries/stages.ts'
import { dutiesKnown } from '../store/queries/duties.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { all } from '../store/queries/rows.ts'
import { makeStageChoice } from '../store/queries/stageChoice.ts'
import { boardOf, type SeenBoard } from './boardOf.ts'
import type { Desk, Session } from './desk.ts'
import { seenFigure, type Figure } from './listDeals.ts'
import { personOf } from './taskView.ts'

export interface DealFacets {
  all: Figure
  status: (Figure & { status: DealStatus })[]
  reasons: (Figure & { reason: StuckReason, known: boolean })[]
  buckets: (Figure & { bucket: AgeBucket })[]
  managers: (Figure & { manager: { id: number, name: string } | null, absent: boolean })[]
  stages: (Figure & { stageId: number, stage: string, pipelineId: number, pipeline: string, kind: StageKind })[]
  channels: (Figure & { channel: string | null })[]
  latePoints: (Figure & { point: KeyPoint, known: boolean })[]
  teams: string[]
  stuck: Figure
  parked: Figure
}

/** The facets and the fields of the filter that each leaves out of its own count; stages and their pipelines are one list. */
const fieldsOf = { status: ['status'], reasons: ['reasons', 'stuck'], buckets: ['buckets'], managers: ['managerIds'], stages: ['stageIds', 'pipelineIds'], channels: ['channels'], parked: ['parked'], latePoints: ['latePoints'] } as const satisfies Record<string, readonly (keyof DealFilter)[]>
type Facet = keyof typeof fieldsOf
const facets = Object.keys(fieldsOf) as Facet[]

/**
 * What a filter could be narrowed to, with count and sum: each facet under all the other conditions, but not under its own
 * («stuck» and its reasons are one). One pass over the deals that the rest of the filter leaves, folded here.
 */
export const dealFacets = (session: Session, { filter }: { filter: DealFilter }): DealFacets => {
  const { desk } = session
  const seen = boardOf(session)
  return seen.keep(`facets ${JSON.stringify(filter)}`, () => foldFacets(desk, seen, filter))
}

const foldFacets = (desk: Desk, seen: SeenBoard, filter: DealFilter): DealFacets => {
  const points = seen.keyPoints()
  const latePointOf = (id: number): number => points.get(id)?.stay ?? 0
  const groups = dealGroups(seen.views, withoutPoints(filter), facets.flatMap(facet => [...fieldsOf[facet]]), latePointOf)
  const counts = makeCounts()
  const stages = stagesOf(desk.db)
  const passes = makeTests(filter, new Map(stages.map(stage => [stage.stageId, stage.pipelineId])))
  for (const group of groups) {
    const failed = facets.filter(facet => !passes[facet](group))
    if (failed.length > 1) continue
    if (failed.length === 0) counts.add('all', '', group)
    for (const facet of failed.length === 0 ? facets : failed) addTo(counts, facet, group)
  }

  const names = personNames(desk.db)
  const absent = absentOn(desk.db, formatDay(seen.moment.today))
  const knowledge = loadKnowledge(desk.db)
  const pointsKnown = dutiesKnown(desk.db).keyPoints
  const figure = (facet: Facet | 'all' | 'stuck', key: string | number): Figure => seenFigure(seen, counts.of(facet, key))
  // What was chosen stays to be seen when nothing is left of it.
  const managerIds = [...new Set([...counts.keys('managers') as number[], ...filter.managerIds ?? []])]
  const channels = [...new Set([...counts.keys('channels') as string[], ...filter.channels ?? []])]
  return {
    all: figure('all', ''),
    status: dealStatuses.map(status => ({ status, ...figure('status', status) })),
    reasons: stuckReasons.map(reason => ({ reason, known: isReasonKnown[reason](knowledge), ...figure('reasons', reason) })),
    buckets: ageBuckets.map(bucket => ({ bucket, ...figure('buckets', bucket) })),
    managers: managerIds.map(id => ({ manager: personOf(names, id === 0 ? null : id), absent: absent.has(id), ...figure('managers', id) }))
      .sort((a, b) => Number(a.manager === null) - Number(b.manager === null) || byCodePoint(a.manager?.name ?? '', b.manager?.name ?? '')),
    stages: stages.map(stage => ({ ...stage, ...figure('stages', stage.stageId) })),
    channels: channels.map(channel => ({ channel: channel === '' ? null : channel, ...figure('channels', channel) })).sort((a, b) => b.count - a.count || byCodePoint(a.channel ?? '', b.channel ?? '')),
    latePoints: keyPoints.map(point => ({ point, known: pointsKnown, ...figure('latePoints', ordinalOf(point)) })),
    teams: teamsOf(desk, seen),
    stuck: figure('stuck', ''),
    parked: figure('parked', ''),
  }
}

/** Late key points are a facet of their own. */
const withoutPoints = ({ latePoints: _points, ...filter }: DealFilter): BoardFilter => filter

const makeTests = (filter: DealFilter, pipelineOf: ReadonlyMap<number, number>): Record<Facet, (group: DealGroup) => boolean> => {
  const among = <Value>(values: readonly Value[] | undefined, of: (group: DealGroup) => Value): ((group: DealGroup) => boolean) => {
    if (values === undefined) return () => true
    const set = new Set(values)
    return group => set.has(of(group))
  }
  const inStage = makeStageChoice(filter, pipelineOf)
  const mask = filter.reasons === undefined ? null : maskOf(filter.reasons)
  return {
    status: among(filter.status, group => group.status),
    reasons: group => (mask === null || (group.reasons & mask) !== 0) && (filter.stuck === undefined || filter.stuck === (group.reasons !== 0)),
    buckets: among(filter.buckets, group => group.bucket),
    managers: among(filter.managerIds, group => group.ownerId),
    stages: group => inStage(group.stageId),
    channels: among(filter.channels, group => group.channel),
    parked: group => filter.parked === undefined || filter.parked === group.parked,
    latePoints: among(filter.latePoints?.map(ordinalOf), group => group.latePoint),
  }
}

type Counts = ReturnType<typeof makeCounts>
const makeCounts = () => {
  const kept = new Map<string, Map<string | number, FigureRow>>()
  const none: FigureRow = { count: 0, amount: 0, noRate: 0 }
  return {
    add: (facet: Facet | 'all' | 'stuck', key: string | number, { count, amount, noRate }: FigureRow): void => {
      let keys = kept.get(facet)
      if (!keys) kept.set(facet, keys = new Map())
      const sum = keys.get(key)
      if (!sum) keys.set(key, { count, amount, noRate })
      else {
        sum.count += count
        sum.amount += amount
        sum.noRate += noRate
      }
    },
    of: (facet: Facet | 'all' | 'stuck', key: string | number): FigureRow => kept.get(facet)?.get(key) ?? none,
    keys: (facet: Facet): (string | number)[] => [...kept.get(facet)?.keys() ?? []],
  }
}

const addTo = (counts: Counts, facet: Facet, group: DealGroup): void => {
  switch (facet) {
    case 'status': return counts.add('status', group.status, group)
    case 'buckets': return counts.add('buckets', group.bucket, group)
    case 'managers': return counts.add('managers', group.ownerId, group)
    case 'stages': return counts.add('stages', group.stageId, group)
    case 'channels': return counts.add('channels', group.channel, group)
    case 'latePoints': return group.latePoint > 0 ? counts.add('latePoints', group.latePoint, group) : undefined
    case 'parked': return group.parked ? counts.add('parked', '', group) : undefined
    case 'reasons':
      if (group.reasons === 0) return
      counts.add('stuck', '', group)
      for (const reason of stuckReasons) if ((group.reasons & maskOf([reason])) !== 0) counts.add('reasons', reason, group)
  }
}

/** Teams whose deals this person may see. */
const teamsOf = ({ db }: Desk, { actor }: SeenBoard): string[] => {
  const teams = all<{ team: string }>(db, "SELECT DISTINCT team FROM person WHERE team IS NOT NULL AND team <> '' ORDER BY team").map(row => row.team)
  switch (reachOf(actor, 'see_deals')) {
    case 'all': return teams
    case 'none': return []
    default: return teams.filter(team => actor.teams.includes(team))
  }
}
