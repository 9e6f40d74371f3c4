import type { DealFilter } from '../../../../src/shared/contract/deals.ts'
import { ageBuckets, type AgeBucket, type DealStatus, type StageKind } from '../../../../src/shared/vocabulary.ts'
import { maskOf, type BoardFilter, type FigureRow, type FilterField } from '../queries/dealBoard.ts'
import { makeStageChoice } from '../queries/stageChoice.ts'
import { statusIn, type DealViews } from './dealViews.ts'

/** Deals that nothing tells apart which screens divide by, with their count and sum. `ownerId` 0 = nobody's. */
export interface DealGroup extends FigureRow {
  status: DealStatus, stageId: number, pipelineId: number, kind: StageKind, ownerId: number, reasons: number, bucket: AgeBucket
  /** Of open deals alone. */
  parked: boolean
}

/** Above every mask of reasons. */
const reasonRoom = 64

/** The deals of a filter in groups: one pass for every figure of a screen. */
export const dealGroups = (views: DealViews, filter: BoardFilter, except: readonly FilterField[] = []): DealGroup[] => {
  const { columns } = views
  const groups = new Map<number, DealGroup>()
  // One number for all that tells groups apart: ordinals of what occurs, digit by digit.
  const [owners, stages] = [new Map<number, number>(), new Map<number, number>()]
  const ordinal = (of: Map<number, number>, value: number): number => {
    const known = of.get(value)
    if (known !== undefined) return known
    of.set(value, of.size)
    return of.size - 1
  }
  views.each(filter, id => {
    const reasons = views.reasonsOf(id)
    const bucket = views.bucketOf(id)
    const parked = views.isParked(id)
    let key = ordinal(owners, columns.owner[id]!) * views.stages.size + ordinal(stages, columns.stage[id]!)
    key = (((key * 4 + columns.status[id]!) * 4 + bucket) * reasonRoom + reasons) * 2 + Number(parked)
    let group = groups.get(key)
    if (!group) {
      const stage = views.stageOf(id)
      groups.set(key, group = {
        count: 0, amount: 0, noRate: 0, status: statusIn(columns, id), stageId: stage.id, pipelineId: stage.pipelineId, kind: stage.kind, ownerId: columns.owner[id]!, reasons, bucket: ageBuckets[bucket]!, parked,
      })
    }
    group.count++
    group.noRate += columns.noRate[id]!
    const amount = columns.amount[id]!
    if (!Number.isNaN(amount)) group.amount += amount
  }, except)
  return [...groups.values()]
}

const groupFields = ['status', 'managerIds', 'stageIds', 'pipelineIds', 'kinds', 'buckets', 'reasons', 'stuck', 'parked'] as const satisfies readonly FilterField[]
export type GroupField = (typeof groupFields)[number]

/** Open deals in groups: the filter narrows by what a group doesn't say, `fitsGroup` by the rest. */
export const openGroups = (views: DealViews, filter: BoardFilter): DealGroup[] => dealGroups(views, { ...filter, status: ['open'] }, groupFields.filter(field => field !== 'status'))

/** The conditions of a filter for one group, without the fields of `except`; `pipelineOf` knows every stage. */
export const fitsGroup = (filter: DealFilter, pipelineOf: ReadonlyMap<number, number>, except: readonly GroupField[] = []): (group: DealGroup) => boolean => {
  const given = <Field extends GroupField>(field: Field): DealFilter[Field] => except.includes(field) ? undefined : filter[field]
  const inStage = makeStageChoice({ stageIds: given('stageIds'), pipelineIds: given('pipelineIds') }, pipelineOf)
  const [status, managers, kinds, buckets] = [given('status'), given('managerIds'), given('kinds'), given('buckets')].map(values => values && new Set<number | string>(values))
  const reasons = given('reasons')
  const mask = reasons && maskOf(reasons)
  const [stuck, parked] = [given('stuck'), given('parked')]
  return group => (!status || status.has(group.status)) && (!managers || managers.has(group.ownerId)) && inStage(group.stageId) && (!kinds || kinds.has(group.kind)) && (!buckets || buckets.has(group.bucket))
    && (mask === undefined || (group.reasons & mask) !== 0) && (stuck === undefined || stuck === (group.reasons !== 0)) && (parked === undefined || parked === group.parked)
}

/** Count and sum of groups. */
export const sumOfGroups = (groups: readonly FigureRow[]): FigureRow => {
  const sum = { count: 0, amount: 0, noRate: 0 }
  for (const { count, amount, noRate } of groups) {
    sum.count += count
    sum.amount += amount
    sum.noRate += noRate
  }
  return sum
}
