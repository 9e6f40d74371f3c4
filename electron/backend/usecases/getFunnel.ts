import type { Funnel, FunnelBeside, FunnelFilter, StageFigures } from '../../../src/shared/contract/funnel.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { countedStatus, makeAges, movedBack, type Age } from '../domain/funnel.ts'
import { formatDay, parseDay, type DayNumber } from '../domain/time/days.ts'
import { statusIn } from '../store/memory/dealViews.ts'
import type { BoardFilter } from '../store/queries/dealBoard.ts'
import { loadFunnelStages, type FunnelStage } from '../store/queries/funnel.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { boardOf, type SeenBoard } from './boardOf.ts'
import { conversionsOfStages, type Conversion } from './conversionsKept.ts'
import { eachThen, makeIsKnown, thenAhead, type PastDeal } from './dealsThen.ts'
import type { Desk, Session } from './desk.ts'
import { seenBy } from './jamOverview.ts'
import { endOf } from './jamThen.ts'

export interface FunnelInput { filter: FunnelFilter, period: { from: string, to: string } }

/** The stages with their figures now (domain.md, Deals). BAD_INPUT for a period that can't be. */
export const getFunnel = (session: Session, { filter, period: asked }: FunnelInput): Funnel => {
  const { desk } = session
  const board = boardOf(session)
  const { actor, moment } = board
  const conversions = conversionsOf(desk, board, filter, periodOf(asked), moment.now)
  const present = presentFigures(board, filter)
  const seen = seenBy(actor)
  return { asOf: moment.now, historyKnown: isHistoryKnown(desk), stages: stagesOf(desk, filter).map(stage => ({ ...stage, ...seen(present(stage)), ...conversions(stage) })) }
}

/** The same as it was at the end of a past day; owner, stage and age are those of then. BAD_INPUT for a day that isn't past. */
export const funnelBeside = (session: Session, { filter, period: asked, day }: FunnelInput & { day: string }): FunnelBeside => {
  const board = boardOf(session)
  const { actor, moment: { today } } = board
  const { desk } = session
  const { day: besideDay, at } = pastDayOf(desk, day, 'day')
  const period = movedBack(periodOf(asked), today - besideDay)
  const seen = seenBy(actor)
  const figures = (): StageFigures[] => {
    const conversions = conversionsOf(desk, board, filter, period, at)
    const byStage = figuresThen(desk, board, filter, at)
    return stagesOf(desk, filter).map(stage => ({ stageId: stage.stageId, ...seen(byStage(stage)), ...conversions(stage) }))
  }
  return { day, period: { from: formatDay(period.from), to: formatDay(period.to) }, stages: makeIsKnown(desk)(at) ? figures() : null }
}

/** Before a past day is asked for: it is looked at in slices, so that nobody else waits. FORBIDDEN, BAD_INPUT as the asking. */
export const pastDayAhead = async (session: Session, day: string, pause?: () => Promise<void>): Promise<void> => {
  boardOf(session)
  const { desk } = session
  const { at } = pastDayOf(desk, day, 'day')
  if (makeIsKnown(desk)(at)) await thenAhead(desk, at, pause)
}

/** Does a deal count in this stage's own figure, wait there for a decision, or stand stuck in it? */
export const countsAs = {
  counted: (stage: Pick<FunnelStage, 'kind'>, deal: Pick<PastDeal, 'status'>): boolean => deal.status === countedStatus(stage.kind),
  inReview: (_stage: Pick<FunnelStage, 'kind'>, deal: Pick<PastDeal, 'status'>): boolean => deal.status === 'refusal_review',
  stuck: (stage: Pick<FunnelStage, 'kind'>, deal: Pick<PastDeal, 'status' | 'reasons'>): boolean => countsAs.counted(stage, deal) && deal.reasons.length > 0,
} as const

/** Figures of the stages at a past instant: one pass over the deals of then. */
const figuresThen = (desk: Desk, board: SeenBoard, filter: FunnelFilter, at: number): (stage: FunnelStage) => OpenFigures => {
  const sums = new Map(loadFunnelStages(desk.db).map(stage => [stage.stageId, { stage, figures: noFigures(), ages: makeAges() }]))
  eachThen(desk, board, filter, at, deal => {
    const sum = sums.get(deal.stageId)
    if (!sum) return
    const { stage, figures, ages } = sum
    if (countsAs.inReview(stage, deal)) figures.inReview++
    if (!countsAs.counted(stage, deal)) return
    figures.count++
    figures.money.amount += deal.amount ?? 0
    figures.money.noRate += Number(deal.noRate)
    figures.stuck += Number(countsAs.stuck(stage, deal))
    ages.add(deal.age.days, deal.age.exact)
  })
  return stage => {
    const { figures, ages } = sums.get(stage.stageId)!
    return { ...figures, medianAge: isClosing(stage) ? null : ages.median() }
  }
}
const noFigures = (): OpenFigures => ({ count: 0, money: { amount: 0, noRate: 0 }, inReview: 0, stuck: 0, medianAge: null })

const dayNumberOf = (text: string): DayNumber => {
  const day = parseDay(text)
  if (day === null) throw new PultError('BAD_INPUT', 'That is not a day.', { value: text })
  return day
}

/** A past day and its end; BAD_INPUT for another. */
export const pastDayOf = (desk: Desk, text: string, field: string): { day: DayNumber, at: number } => {
  const day = dayNumberOf(text)
  if (day >= desk.settings().zone.dayOf(desk.clock())) throw new PultError('BAD_INPUT', 'Only a past day can stand beside the present.', { field })
  return endOf(desk, day)
}

export const periodOf = (asked: { from: string, to: string }): { from: DayNumber, to: DayNumber } => {
  const period = { from: dayNumberOf(asked.from), to: dayNumberOf(asked.to) }
  if (period.from > period.to) throw new PultError('BAD_INPUT', 'The period ends before it begins.', { field: 'period' })
  return period
}

/** Instants of a period of days, for conversions by `asOf`. */
export const conversionPeriodOf = ({ settings }: Desk, { from, to }: { from: DayNumber, to: DayNumber }, asOf: number): { from: number, to: number, asOf: number } => {
  const { zone } = settings()
  return { from: zone.startOfDay(from), to: zone.startOfDay(to + 1), asOf }
}

/** Stages say the pipeline: a conversion is of the deals that entered them, wherever they are today. */
export const withoutPipelines = ({ pipelineIds: _stages, ...filter }: BoardFilter): BoardFilter => filter

export const isHistoryKnown = ({ db }: Desk): boolean => loadKnowledge(db).any('stageMoves')

const stagesOf = ({ db }: Desk, { pipelineIds }: FunnelFilter): FunnelStage[] => loadFunnelStages(db).filter(stage => !pipelineIds || pipelineIds.includes(stage.pipelineId))

interface OpenFigures { count: number, money: { amount: number, noRate: number }, inReview: number, medianAge: Age | null, stuck: number }
type Conversions = (stage: FunnelStage) => { entered: number | null, movedOn: number | null }
const isClosing = (stage: Pick<FunnelStage, 'kind'>): boolean => stage.kind === 'won' || stage.kind === 'lost'

const conversionsOf = (desk: Desk, board: SeenBoard, filter: FunnelFilter, period: { from: DayNumber, to: DayNumber }, asOf: number): Conversions => {
  const known = isHistoryKnown(desk)
  const byStage = known ? conversionsOfStages(desk, board, withoutPipelines(filter), conversionPeriodOf(desk, period, asOf), asOf !== board.moment.now) : new Map<number, Conversion>()
  return stage => {
    const conversion = byStage.get(stage.stageId)
    return known && !isClosing(stage) ? { entered: conversion?.entered ?? 0, movedOn: conversion?.movedOn ?? 0 } : { entered: null, movedOn: null }
  }
}

const presentFigures = ({ views, moment: { zone, today } }: SeenBoard, filter: FunnelFilter): (stage: FunnelStage) => OpenFigures => {
  const { stages, columns, each, reasonsOf } = views
  const sums = new Map([...stages.values()].map(stage => [stage.id, { stage, figures: noFigures(), ages: makeAges() }]))
  each(filter, id => {
    const { stage, figures, ages } = sums.get(columns.stage[id]!)!
    const status = statusIn(columns, id)
    if (status === 'refusal_review') figures.inReview++
    // Only an entry that is known has an age.
    if (status === 'open' && !Number.isNaN(columns.entered[id]!)) ages.add(Math.max(0, today - zone.dayOf(columns.entered[id]!)), columns.enteredExact[id] === 1)
    if (status !== countedStatus(stage.kind)) return
    figures.count++
    figures.money.amount += Number.isNaN(columns.amount[id]!) ? 0 : columns.amount[id]!
    figures.money.noRate += columns.noRate[id]!
    if (reasonsOf(id) !== 0) figures.stuck++
  })
  return ({ stageId, kind }) => {
    const { figures, ages } = sums.get(stageId)!
    return { ...figures, medianAge: isClosing({ kind }) ? null : ages.median() }
  }
}
