import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import { ageBuckets, dealStatuses, keyPoints, stuckReasons, type AgeBucket, type DealStatus, type KeyPoint, type StageKind, type StuckReason } from '../../../src/shared/vocabulary.ts'
import { ordinalOf } from '../domain/keyPoints.ts'
import { isReasonKnown } from '../domain/knowledge.ts'
import { reachOf } from '../domain/policy.ts'
import { formatDay } from '../domain/time/days.ts'
import { byCodePoint } from '../domain/text.ts'
import { absentOn, personNames } from '../store/queries/controlDays.ts'
import { maskOf, type FigureRow } from '../store/queries/dealBoard.ts'
import { stagesOf } from '../store/queries/stages.ts'
import { dutiesKnown } from '../store/queries/duties.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { all } from '../store/queries/rows.ts'
import { makeStageChoice } from '../store/queries/stageChoice.ts'
import { boardOf, withoutLatePoints, type SeenBoard } from './boardOf.ts'
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
  const counts = makeCounts()
  const stages = stagesOf(desk.db)
  const row = makeRow(seen)
  const tests = makeTests(filter, new Map(stages.map(stage => [stage.stageId, stage.pipelineId])), channel => seen.views.channels.list[channel]!, row)
  const { each } = seen.views
  each(withoutLatePoints(filter), id => {
    row.read(id)
    let failed: Facet | null = null
    for (const [facet, passes] of tests) {
      if (passes()) continue
      // Two fields against it: it stands in no facet.
      if (failed !== null) return
      failed = facet
    }
    if (failed !== null) return addTo(counts, failed, row)
    counts.add('all', 0, row)
    for (const facet of facets) addTo(counts, facet, row)
  }, facets.flatMap(facet => [...fieldsOf[facet]]))

  const names = personNames(desk.db)
  const absent = absentOn(desk.db, formatDay(seen.moment.today))
  const knowledge = loadKnowledge(desk.db)
  const pointsKnown = dutiesKnown(desk.db).keyPoints
  const figure = (facet: Facet | 'all' | 'stuck', key = 0): Figure => seenFigure(seen, counts.of(facet, key))
  // What was chosen stays to be seen when nothing is left of it.
  const managerIds = [...new Set([...counts.keys('managers'), ...filter.managerIds ?? []])]
  const channels = [...new Set([...counts.keys('channels').map(ordinal => seen.views.channels.list[ordinal]!), ...filter.channels ?? []])]
  const figureOfChannel = (channel: string): Figure => figure('channels', seen.views.channels.ordinals.get(channel) ?? -1)
  return {
    all: figure('all'),
    status: dealStatuses.map((status, ordinal) => ({ status, ...figure('status', ordinal) })),
    reasons: stuckReasons.map((reason, ordinal) => ({ reason, known: isReasonKnown[reason](knowledge), ...figure('reasons', ordinal) })),
    buckets: ageBuckets.map((bucket, ordinal) => ({ bucket, ...figure('buckets', ordinal) })),
    managers: managerIds.map(id => ({ manager: personOf(names, id === 0 ? null : id), absent: absent.has(id), ...figure('managers', id) }))
      .sort((a, b) => Number(a.manager === null) - Number(b.manager === null) || byCodePoint(a.manager?.name ?? '', b.manager?.name ?? '')),
    stages: stages.map(stage => ({ ...stage, ...figure('stages', stage.stageId) })),
    channels: channels.map(channel => ({ channel: channel === '' ? null : channel, ...figureOfChannel(channel) })).sort((a, b) => b.count - a.count || byCodePoint(a.channel ?? '', b.channel ?? '')),
    latePoints: keyPoints.map(point => ({ point, known: pointsKnown, ...figure('latePoints', ordinalOf(point)) })),
    teams: teamsOf(desk, seen),
    stuck: figure('stuck'),
    parked: figure('parked'),
  }
}

/** The deal that the pass stands at: one object for all of them, for a million deals need no million objects. */
interface Row { id: number, status: number, reasons: number, bucket: number, owner: number, stage: number, channel: number, parked: boolean, latePoint: number, amount: number, noRate: number, read: (id: number) => void }
const makeRow = ({ views, keyPoints: duties }: SeenBoard): Row => {
  const { columns } = views
  const points = duties()
  const row: Row = {
    id: 0, status: 0, reasons: 0, bucket: 0, owner: 0, stage: 0, channel: 0, parked: false, latePoint: 0, amount: 0, noRate: 0,
    read: id => {
      row.id = id
      row.status = columns.status[id]!
      row.reasons = views.reasonsOf(id)
      row.bucket = views.bucketOf(id)
      row.owner = columns.owner[id]!
      row.stage = columns.stage[id]!
      row.channel = columns.channel[id]!
      row.parked = views.isParked(id)
      row.latePoint = points[id]?.stay ?? 0
      row.amount = Number.isNaN(columns.amount[id]!) ? 0 : columns.amount[id]!
      row.noRate = columns.noRate[id]!
    },
  }
  return row
}

/** What each facet's own fields ask of the row; a facet that isn't asked about lets everything pass. */
const makeTests = (filter: DealFilter, pipelineOf: ReadonlyMap<number, number>, channelOf: (ordinal: number) => string, row: Row): [Facet, () => boolean][] => {
  const tests: [Facet, () => boolean][] = []
  const among = (facet: Facet, values: readonly (number | string)[] | undefined, of: () => number | string): void => {
    if (values === undefined) return
    const set = new Set(values)
    tests.push([facet, () => set.has(of())])
  }
  among('status', filter.status, () => dealStatuses[row.status]!)
  const mask = filter.reasons === undefined ? null : maskOf(filter.reasons)
  if (mask !== null || filter.stuck !== undefined) tests.push(['reasons', () => (mask === null || (row.reasons & mask) !== 0) && (filter.stuck === undefined || filter.stuck === (row.reasons !== 0))])
  among('buckets', filter.buckets, () => ageBuckets[row.bucket]!)
  among('managers', filter.managerIds, () => row.owner)
  if (filter.stageIds || filter.pipelineIds) {
    const inStage = makeStageChoice(filter, pipelineOf)
    tests.push(['stages', () => inStage(row.stage)])
  }
  among('channels', filter.channels, () => channelOf(row.channel))
  if (filter.parked !== undefined) tests.push(['parked', () => filter.parked === row.parked])
  among('latePoints', filter.latePoints?.map(ordinalOf), () => row.latePoint)
  return tests
}

type Counts = ReturnType<typeof makeCounts>
/** Figures by facet and by what it counts apart: ordinals of statuses, buckets, reasons and channels, ids of people and stages. */
const makeCounts = () => {
  const kept = Object.fromEntries([...facets, 'all', 'stuck'].map(facet => [facet, []])) as unknown as Record<Facet | 'all' | 'stuck', FigureRow[]>
  const none: FigureRow = { count: 0, amount: 0, noRate: 0 }
  return {
    add: (facet: Facet | 'all' | 'stuck', key: number, { amount, noRate }: Pick<Row, 'amount' | 'noRate'>): void => {
      const sum = kept[facet][key] ??= { count: 0, amount: 0, noRate: 0 }
      sum.count++
      sum.amount += amount
      sum.noRate += noRate
    },
    of: (facet: Facet | 'all' | 'stuck', key: number): FigureRow => kept[facet][key] ?? none,
    keys: (facet: Facet): number[] => Object.keys(kept[facet]).map(Number),
  }
}

const addTo = (counts: Counts, facet: Facet, row: Row): void => {
  switch (facet) {
    case 'status': return counts.add('status', row.status, row)
    case 'buckets': return counts.add('buckets', row.bucket, row)
    case 'managers': return counts.add('managers', row.owner, row)
    case 'stages': return counts.add('stages', row.stage, row)
    case 'channels': return counts.add('channels', row.channel, row)
    case 'latePoints': return row.latePoint > 0 ? counts.add('latePoints', row.latePoint, row) : undefined
    case 'parked': return row.parked ? counts.add('parked', 0, row) : undefined
    case 'reasons':
      if (row.reasons === 0) return
      counts.add('stuck', 0, row)
      for (let place = 0; place < stuckReasons.length; place++) if ((row.reasons & (1 << place)) !== 0) counts.add('reasons', place, row)
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
