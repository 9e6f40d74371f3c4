import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import { jamFilterOf, jamScopes, type JamFigure, type JamOverview, type JamScope } from '../../../src/shared/contract/jam.ts'
import { ageBuckets, stuckReasons } from '../../../src/shared/vocabulary.ts'
import { isReasonKnown } from '../domain/knowledge.ts'
import { reachOf, type PolicyActor } from '../domain/policy.ts'
import { absentOn, personNames } from '../store/queries/controlDays.ts'
import { fitsGroup, openGroups, sumOfGroups, type DealGroup, type GroupField } from '../store/memory/dealGroups.ts'
import { figureInMemory } from '../store/memory/dealViews.ts'
import { figureOf, maskOf } from '../store/queries/dealBoard.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { stagesOf } from '../store/queries/stages.ts'
import { boardOf } from './boardOf.ts'
import { todayOf } from './controlDay.ts'
import type { Session } from './desk.ts'

/** A figure without its money for who may not see it. */
export const seenBy = (actor: PolicyActor) => {
  const seesMoney = reachOf(actor, 'see_money') !== 'none'
  return <Figure extends { money: NonNullable<JamFigure['money']> }>(figure: Figure): Omit<Figure, 'money'> & { money: JamFigure['money'] } => seesMoney ? figure : { ...figure, money: null }
}

/** The thinking jam, all stuck deals or the parked ones, by age, manager, stage and reason (domain.md, Stuck). */
export const jamOverview = (session: Session, { scope, filter }: { scope: JamScope, filter: DealFilter }): JamOverview => {
  const { desk } = session
  const { db } = desk
  const { actor, views, moment, resolved } = boardOf(session)
  const groups = openGroups(views, resolved(filter))
  const stages = stagesOf(db)
  const pipelineOf = new Map(stages.map(stage => [stage.stageId, stage.pipelineId]))
  const merged = jamFilterOf(scope, filter)
  const fitting = (except: readonly GroupField[]): DealGroup[] => groups.filter(fitsGroup(merged, pipelineOf, except))
  const seen = seenBy(actor)
  const figure = (some: readonly DealGroup[]): JamFigure => seen(figureOf(sumOfGroups(some)))
  const byBucket = (some: readonly DealGroup[]): JamOverview['buckets'] => {
    const ofBucket = Map.groupBy(some, group => group.bucket)
    return ageBuckets.map(bucket => ({ bucket, ...figure(ofBucket.get(bucket) ?? []) }))
  }

  const names = personNames(db)
  const absent = absentOn(db, todayOf(desk, moment.now))
  const byStage = Map.groupBy(fitting(['stageIds', 'pipelineIds']), group => group.stageId)
  const withoutReasons = fitting(['reasons'])
  const knowledge = loadKnowledge(db)

  return {
    asOf: moment.now,
    all: figure(fitting([])),
    scopes: Object.fromEntries(jamScopes.map(each => [each, figure(groups.filter(fitsGroup(jamFilterOf(each, filter), pipelineOf)))])) as JamOverview['scopes'],
    buckets: byBucket(fitting(['buckets'])),
    managers: [...Map.groupBy(fitting(['managerIds']), group => group.ownerId)]
      .map(([id, some]) => ({ manager: id === 0 ? null : { id, name: names.get(id) ?? '' }, absent: absent.has(id), ...figure(some), buckets: byBucket(some) }))
      .sort((a, b) => (b.money?.amount ?? 0) - (a.money?.amount ?? 0) || b.count - a.count || (a.manager?.id ?? 0) - (b.manager?.id ?? 0)),
    stages: stages.flatMap(stage => {
      const some = byStage.get(stage.stageId)
      return some ? [{ ...stage, ...figure(some) }] : []
    }),
    reasons: stuckReasons.map(reason => ({ reason, known: isReasonKnown[reason](knowledge), ...figure(withoutReasons.filter(group => (group.reasons & maskOf([reason])) !== 0)) })),
  }
}

/** Count and sum of the jam, for a line beside other work: nothing is divided. */
export const jamTotal = (session: Session): JamFigure => {
  const { actor, views } = boardOf(session)
  return seenBy(actor)(figureOf(figureInMemory(views, { status: ['open'], kinds: ['thinking'] })))
}
