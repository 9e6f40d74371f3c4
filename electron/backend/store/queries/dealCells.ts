import type { DealFilter } from '../../../../src/shared/contract/deals.ts'
import type { AgeBucket, StageKind } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../db.ts'
import { conditionsOf, figureOf, figureSql, maskOf, type Board, type BoardFilter, type BoardMoment, type FigureRow, type FilterField } from './dealBoard.ts'
import { all } from './rows.ts'
import { makeStageChoice } from './stageChoice.ts'

/** Open deals that are alike in everything that the charts of the jam divide by, with their count and sum. */
export interface Cell extends FigureRow { ownerId: number | null, stageId: number, pipelineId: number, kind: StageKind, bucket: AgeBucket, reasons: number, parked: number }

const cellFields = ['status', 'managerIds', 'stageIds', 'pipelineIds', 'kinds', 'buckets', 'reasons', 'stuck', 'parked'] as const satisfies readonly FilterField[]
export type CellField = (typeof cellFields)[number]

/** All open deals in cells: one pass over the board for every figure of the screen; `fitsCell` narrows by the fields that a cell has, SQL by the rest. */
export const loadOpenCells = (db: ReadDb, board: Board, filter: BoardFilter, moment: Pick<BoardMoment, 'zone'>): Cell[] => {
  const { where, parameters } = conditionsOf(filter, moment, cellFields)
  return all<Cell>(db, `SELECT deal.owner_id AS ownerId, deal.stage_id AS stageId, deal.pipeline_id AS pipelineId, stage.kind, deal.bucket, deal.reasons, deal.parked, ${figureSql}
    ${board.from} WHERE deal.status = 'open' AND ${where} GROUP BY deal.owner_id, deal.stage_id, deal.pipeline_id, deal.bucket, deal.reasons, deal.parked`, { ...board.parameters, ...parameters })
}

/** The conditions of dealBoard.ts for one cell, without the fields of `except`; `pipelineOf` knows every stage. */
export const fitsCell = (filter: DealFilter, pipelineOf: ReadonlyMap<number, number>, except: readonly CellField[] = []): (cell: Cell) => boolean => {
  const given = <Field extends CellField>(field: Field): DealFilter[Field] => except.includes(field) ? undefined : filter[field]
  const status = given('status')
  const inStage = makeStageChoice({ stageIds: given('stageIds'), pipelineIds: given('pipelineIds') }, pipelineOf)
  const [managers, kinds, buckets, reasons] = [given('managerIds'), given('kinds'), given('buckets'), given('reasons')]
    .map(values => values && new Set<number | string>(values))
  const mask = reasons && maskOf(given('reasons')!)
  const stuck = given('stuck')
  const parked = given('parked')
  return cell => (!status || status.includes('open'))
    && (!managers || managers.has(cell.ownerId ?? 0)) && inStage(cell.stageId) && (!kinds || kinds.has(cell.kind)) && (!buckets || buckets.has(cell.bucket))
    && (mask === undefined || (cell.reasons & mask) !== 0) && (stuck === undefined || stuck === (cell.reasons !== 0)) && (parked === undefined || parked === (cell.parked === 1))
}

/** Count and sum of cells. */
export const sumOfCells = (cells: readonly Cell[]): ReturnType<typeof figureOf> => {
  const sum = { count: 0, amount: 0, noRate: 0 }
  for (const cell of cells) {
    sum.count += cell.count
    sum.amount += cell.amount
    sum.noRate += cell.noRate
  }
  return figureOf(sum)
}
