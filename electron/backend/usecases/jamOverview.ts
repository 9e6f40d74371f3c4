import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import { jamFilterOf, jamScopes, type JamFigure, type JamOverview, type JamScope } from '../../../src/shared/contract/jam.ts'
import { ageBuckets, stuckReasons } from '../../../src/shared/vocabulary.ts'
import { isReasonKnown } from '../domain/knowledge.ts'
import { reachOf, type PolicyActor } from '../domain/policy.ts'
import { absentOn, personNames } from '../store/queries/controlDays.ts'
import { figureOf, figureSql, maskOf, type FigureRow } from '../store/queries/dealBoard.ts'
import { fitsCell, loadOpenCells, sumOfCells, type Cell, type CellField } from '../store/queries/dealCells.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { all, one } from '../store/queries/rows.ts'
import { boardOf } from './boardOf.ts'
import { todayOf } from './controlDay.ts'
import type { Session } from './desk.ts'

/** A figure without its money for who may not see it. */
export const seenBy = (actor: PolicyActor) => {
  const seesMoney = reachOf(actor, 'see_money') !== 'none'
  return <Figure extends { money: NonNullable<JamFigure['money']> }>(figure: Figure): Omit<Figure, 'money'> & { money: JamFigure['money'] } => seesMoney ? figure : { ...figure, money: null }
}

const groupsOf = <Key>(cells: readonly Cell[], keyOf: (cell: Cell) => Key): Map<Key, Cell[]> => {
  const groups = new Map<Key, Cell[]>()
  for (const cell of cells) {
    const key = keyOf(cell)
    const known = groups.get(key)
    if (known) known.push(cell)
    else groups.set(key, [cell])
  }
  return groups
}

/** The thinking jam, all stuck deals or the parked ones, by age, manager, stage and reason (domain.md, Stuck). */
export const jamOverview = (session: Session, { scope, filter }: { scope: JamScope, filter: DealFilter }): JamOverview => {
  const { desk } = session
  const { db } = desk
  const { actor, board, moment, resolved } = boardOf(session)
  const cells = loadOpenCells(db, board, resolved(filter), moment)
  const stages = all<Omit<JamOverview['stages'][number], 'count' | 'money'>>(db, `SELECT stage.id AS stageId, stage.name AS stage, pipeline.id AS pipelineId, pipeline.name AS pipeline, stage.kind
    FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id ORDER BY pipeline.id, stage.position, stage.id`)
  const pipelineOf = new Map(stages.map(stage => [stage.stageId, stage.pipelineId]))
  const merged = jamFilterOf(scope, filter)
  const fitting = (except: readonly CellField[]): Cell[] => cells.filter(fitsCell(merged, pipelineOf, except))
  const seen = seenBy(actor)
  const figure = (some: readonly Cell[]): JamFigure => seen(sumOfCells(some))
  const byBucket = (some: readonly Cell[]): JamOverview['buckets'] => {
    const groups = groupsOf(some, cell => cell.bucket)
    return ageBuckets.map(bucket => ({ bucket, ...figure(groups.get(bucket) ?? []) }))
  }

  const names = personNames(db)
  const absent = absentOn(db, todayOf(desk, moment.now))
  const byStage = groupsOf(fitting(['stageIds', 'pipelineIds']), cell => cell.stageId)
  const withoutReasons = fitting(['reasons'])
  const knowledge = loadKnowledge(db)

  return {
    asOf: moment.now,
    all: figure(fitting([])),
    scopes: Object.fromEntries(jamScopes.map(each => [each, figure(cells.filter(fitsCell(jamFilterOf(each, filter), pipelineOf)))])) as JamOverview['scopes'],
    buckets: byBucket(fitting(['buckets'])),
    managers: [...groupsOf(fitting(['managerIds']), cell => cell.ownerId)]
      .map(([id, some]) => ({ manager: id === null ? null : { id, name: names.get(id) ?? '' }, absent: id !== null && absent.has(id), ...figure(some), buckets: byBucket(some) }))
      .sort((a, b) => (b.money?.amount ?? 0) - (a.money?.amount ?? 0) || b.count - a.count || (a.manager?.id ?? 0) - (b.manager?.id ?? 0)),
    stages: stages.flatMap(stage => {
      const some = byStage.get(stage.stageId)
      return some ? [{ ...stage, ...figure(some) }] : []
    }),
    reasons: stuckReasons.map(reason => ({ reason, known: isReasonKnown[reason](knowledge), ...figure(withoutReasons.filter(cell => (cell.reasons & maskOf([reason])) !== 0)) })),
  }
}

/** Count and sum of the jam, for a line beside other work: nothing is divided. */
export const jamTotal = (session: Session): JamFigure => {
  const { actor, board: { from, parameters } } = boardOf(session)
  return seenBy(actor)(figureOf(one<FigureRow>(session.desk.db, `SELECT ${figureSql} ${from} WHERE deal.status = 'open' AND stage.kind = 'thinking'`, parameters)!))
}
