import { pastParts, type PastFigure, type PastPart } from '../../../src/shared/contract/past.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { DealStatus, StuckReason } from '../../../src/shared/vocabulary.ts'
import type { BoardFilter } from '../store/queries/dealBoard.ts'
import { loadFunnelStages, loadPassages, type FunnelStage, type Passage } from '../store/queries/funnel.ts'
import type { SeenBoard } from './boardOf.ts'
import { eachThen, makeIsKnown, type PastDeal } from './dealsThen.ts'
import type { Desk } from './desk.ts'
import { conversionPeriodOf, countsAs, isHistoryKnown, pastDayOf, periodOf, withoutPipelines } from './getFunnel.ts'
import { eachInJam } from './jamThen.ts'

/** A deal behind a figure of the past: as it stood then, or how it passed a stage. */
export interface Member {
  id: number
  then: { stageId: number, status: DealStatus, ownerId: number | null, age: { days: number, exact: boolean }, reasons: readonly StuckReason[] | null } | null
  passage: Passage | null
}
export interface Members { known: boolean, stage: FunnelStage | null, parts: { part: PastPart, members: readonly Member[] }[] }

/** The deals of each part of a figure, from the same facts that count it. NOT_FOUND for a stage that there isn't, BAD_INPUT for a day that isn't past. */
export const membersOf = (desk: Desk, board: SeenBoard, { part: _part, ...figure }: PastFigure, filter: BoardFilter): Members => board.keep(`past ${JSON.stringify([figure, filter])}`, () => {
  const { actor, moment } = board
  if (figure.of === 'jam') {
    const instant = pastDayOf(desk, figure.day, 'day')
    const known = makeIsKnown(desk)(instant.at)
    const members: Member[] = []
    if (known) eachInJam(desk, actor, filter, [instant], (_instant, { deal, stageId, ownerId, age }) => members.push({ id: deal.id, then: { stageId, status: 'open', ownerId, age, reasons: null }, passage: null }))
    return { known, stage: null, parts: partsOf('jam', members, () => true) }
  }
  const stage = loadFunnelStages(desk.db).find(each => each.stageId === figure.stageId)
  if (!stage) throw new PultError('NOT_FOUND', 'There is no such stage.', { stageId: figure.stageId })
  if (figure.of === 'stage') {
    const { at } = pastDayOf(desk, figure.day, 'day')
    const known = makeIsKnown(desk)(at)
    const members: (Member & { then: Pick<PastDeal, 'stageId' | 'status' | 'ownerId' | 'age' | 'reasons'> })[] = []
    if (known) eachThen(desk, board, { ...withoutPipelines(filter), stageIds: [stage.stageId] }, at, ({ id, stageId, status, ownerId, age, reasons }) => members.push({ id, then: { stageId, status, ownerId, age, reasons }, passage: null }))
    return { known, stage, parts: partsOf('stage', members, (part, { then }) => countsAs[part](stage, then)) }
  }
  const known = isHistoryKnown(desk)
  const asOf = figure.asOf === undefined ? moment.now : pastDayOf(desk, figure.asOf, 'asOf').at
  const period = conversionPeriodOf(desk, periodOf(figure), asOf)
  const passages = known ? loadPassages(desk.db, actor, withoutPipelines(filter), desk.settings(), period, stage.stageId) : []
  const members = passages.map(passage => ({ id: passage.id, then: null, passage }))
  return { known, stage, parts: partsOf('conversion', members, (part, { passage }) => part === 'entered' || (part === 'movedOn') === passage.movedOn) }
})

const partsOf = <Of extends PastFigure['of'], Some extends Member>(of: Of, members: readonly Some[], holds: (part: (typeof pastParts)[Of][number], member: Some) => boolean): Members['parts'] =>
  (pastParts[of] as readonly (typeof pastParts)[Of][number][]).map(part => ({ part, members: members.filter(member => holds(part, member)) }))
