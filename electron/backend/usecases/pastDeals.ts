import type { DealFilter, DealSort } from '../../../src/shared/contract/deals.ts'
import { unansweredThen } from '../../../src/shared/contract/jam.ts'
import type { PastFigure, PastRow, PastSort } from '../../../src/shared/contract/past.ts'
import type { StageKind } from '../../../src/shared/vocabulary.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { figureInMemory } from '../store/memory/dealViews.ts'
import { loadFunnelStages } from '../store/queries/funnel.ts'
import { boardOf, type SeenBoard } from './boardOf.ts'
import { answeredThen } from './dealsThen.ts'
import type { Desk, Session } from './desk.ts'
import { dealRows, orderedIds, seenFigure, type Figure } from './listDeals.ts'
import { membersOf, type Member } from './pastMembers.ts'
import { personOf } from './taskView.ts'

export interface PastInput { figure: PastFigure, filter: DealFilter, sort: PastSort }
export interface PastPage {
  known: boolean, rows: PastRow[], total: number, money: Figure['money'], parts: { part: string, count: number }[]
  stage: { name: string, pipeline: string, kind: StageKind } | null, ignored: (typeof unansweredThen)[number][]
}

/** Rows of a figure of the past, as many as it counted, and where each deal is today. */
export const pastRange = (session: Session, { offset, limit, ...input }: PastInput & { offset: number, limit: number }): PastPage => {
  const { desk } = session
  const seen = boardOf(session)
  const { known, stage, parts } = membersOf(desk, seen, input.figure, answeredThen(input.filter))
  const order = orderOfPast(desk, seen, input)
  const money = seenFigure(seen, seen.keep(`past figure ${JSON.stringify([input.figure, input.filter])}`, () => figureInMemory(seen.views, { ids: [...order] }))).money
  return {
    known, rows: pastRows(session, seen, input, order.subarray(offset, offset + limit)), total: order.length, money, parts: parts.map(({ part, members }) => ({ part, count: members.length })),
    stage: stage && { name: stage.stage, pipeline: stage.pipeline, kind: stage.kind }, ignored: unansweredThen.filter(field => input.filter[field] !== undefined),
  }
}

const membersById = (desk: Desk, seen: SeenBoard, { figure, filter }: PastInput): ReadonlyMap<number, Member> => {
  const { parts } = membersOf(desk, seen, figure, answeredThen(filter))
  return new Map(parts.find(({ part }) => part === figure.part)!.members.map(member => [member.id, member]))
}

/** Sorted by how it is today: the order of the deals' own list. */
const ofToday: Partial<Record<PastSort['by'], DealSort['by']>> = { amount: 'amount', title: 'title', client: 'client', created: 'created', nowStage: 'stage', nowManager: 'manager' }

/** Ids of the figure's deals in an order: what has no value comes last, the id decides between equals. */
export const orderOfPast = (desk: Desk, seen: SeenBoard, input: PastInput): Uint32Array => seen.keep(`past order ${JSON.stringify(input)}`, () => {
  const members = membersById(desk, seen, input)
  const { by, descending } = input.sort
  const today = ofToday[by]
  // Who may not see amounts doesn't learn their order either.
  if (today !== undefined) return orderedIds(desk, seen, { ids: [...members.keys()] }, today === 'amount' && !seen.money ? { by: 'created', descending: true } : { by: today, descending })
  const keyOf = keyThen(desk, by)
  const keyed = [...members.values()].map(member => ({ id: member.id, key: keyOf(member) }))
  const sign = descending ? -1 : 1
  keyed.sort((a, b) => (a.key === null || b.key === null ? Number(a.key === null) - Number(b.key === null) : a.key < b.key ? -sign : a.key > b.key ? sign : 0) || sign * (a.id - b.id))
  return Uint32Array.from(keyed, ({ id }) => id)
})

const keyThen = ({ db }: Desk, by: PastSort['by']): ((member: Member) => number | string | null) => {
  if (by === 'age') return ({ then }) => then?.age.days ?? null
  if (by === 'entered') return ({ passage }) => passage?.enteredAt ?? null
  if (by === 'moved') return ({ passage }) => passage?.movedAt ?? null
  if (by === 'stage') {
    const places = new Map(loadFunnelStages(db).map(({ stageId }, place) => [stageId, place]))
    return ({ then, passage }) => places.get(then?.stageId ?? passage?.movedTo ?? 0) ?? null
  }
  const names = personNames(db)
  return ({ then }) => then === null || then.ownerId === null ? null : (names.get(then.ownerId) ?? '').toLowerCase()
}

export const pastRows = (session: Session, seen: SeenBoard, input: PastInput, ids: Iterable<number>): PastRow[] => {
  const { desk } = session
  const members = membersById(desk, seen, input)
  const names = seen.keep('names', () => personNames(desk.db))
  const stages = new Map(loadFunnelStages(desk.db).map(({ stageId, stage }) => [stageId, stage]))
  return dealRows(session, seen, ids).map((deal): PastRow => {
    const { then, passage } = members.get(deal.id)!
    return {
      id: deal.id, deal,
      then: then && { stage: stages.get(then.stageId) ?? '', status: then.status, manager: personOf(names, then.ownerId), age: then.age, stuck: then.reasons === null ? null : [...then.reasons] },
      passage: passage && { enteredAt: passage.enteredAt, movedOn: passage.movedOn, movedAt: passage.movedAt, movedTo: passage.movedTo === null ? null : stages.get(passage.movedTo) ?? '' },
    }
  })
}
