import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import type { Funnel, StageFigures } from '../../../src/shared/contract/funnel.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { countedStatus, medianAge, movedBack, type Age } from '../domain/funnel.ts'
import { may, type PolicyActor } from '../domain/policy.ts'
import { formatDay, parseDay } from '../domain/time/days.ts'
import { boardMomentOf, makeBoard, type Board } from '../store/queries/dealBoard.ts'
import { loadConversions, loadEntries, loadFunnelFigures, loadFunnelStages, type FunnelStage } from '../store/queries/funnel.ts'
import { knownSince, loadKnowledge } from '../store/queries/loadTeamFacts.ts'
import { all } from '../store/queries/rows.ts'
import { requireMay } from './access.ts'
import type { Desk, Session } from './desk.ts'
import { seenBy } from './jamOverview.ts'
import { evaluateWorkspace } from './teamEvaluation.ts'
import { whileUnchanged } from './whileUnchanged.ts'

export interface FunnelInput { pipelineId?: number, managerIds?: number[], team?: string, channels?: string[], period: { from: string, to: string }, beside?: string }

/** The stages with their figures now, and as they were at the end of a past day (domain.md, Deals). BAD_INPUT for a period or a day that can't be. */
export const getFunnel = (session: Session, { pipelineId, period: asked, beside, ...filter }: FunnelInput): Funnel => {
  const actor = requireMay(session, 'see_deals')
  const { desk } = session
  const moment = boardMomentOf(desk.settings(), desk.clock())
  const period = { from: dayNumberOf(asked.from), to: dayNumberOf(asked.to) }
  if (period.from > period.to) throw new PultError('BAD_INPUT', 'The period ends before it begins.', { field: 'period' })
  const besideDay = beside === undefined ? null : dayNumberOf(beside)
  if (besideDay !== null && besideDay >= moment.today) throw new PultError('BAD_INPUT', 'Only a past day can stand beside the present.', { field: 'beside' })

  const stages = loadFunnelStages(desk.db).filter(stage => pipelineId === undefined || stage.pipelineId === pipelineId)
  const board = makeBoard(desk.db, actor, moment)
  const historyKnown = isHistoryKnown(desk)
  const conversions = conversionsOf(desk, actor, filter, historyKnown, period, moment.now)
  const seen = seenBy(actor)
  const finish = (stage: FunnelStage, figures: OpenFigures, rates: Conversions): StageFigures => ({ stageId: stage.stageId, ...seen(figures), ...rates(stage) })
  const present = presentFigures(desk, board, filter)

  const moved = besideDay === null ? null : movedBack(period, moment.today - besideDay)
  const then = besideDay === null ? null : figuresThen(desk, actor, filter, moment.zone.startOfDay(besideDay + 1) - 1)
  return {
    asOf: moment.now, historyKnown,
    stages: stages.map(stage => ({ ...stage, ...finish(stage, present(stage), conversions) })),
    beside: moved === null ? null : {
      day: beside!, period: { from: formatDay(moved.from), to: formatDay(moved.to) },
      stages: then && (rates => stages.map(stage => finish(stage, then(stage), rates)))(conversionsOf(desk, actor, filter, historyKnown, moved, moment.zone.startOfDay(besideDay! + 1) - 1)),
    },
  }
}

const dayNumberOf = (text: string): number => {
  const day = parseDay(text)
  if (day === null) throw new PultError('BAD_INPUT', 'That is not a day.', { value: text })
  return day
}

const isHistoryKnown = ({ db }: Desk): boolean => loadKnowledge(db).any('stageMoves')

interface OpenFigures { count: number, money: { amount: number, noRate: number }, inReview: number, medianAge: Age | null, stuck: number }
type Conversions = (stage: FunnelStage) => { entered: number | null, movedOn: number | null }
const isClosing = (stage: FunnelStage): boolean => stage.kind === 'won' || stage.kind === 'lost'

const conversionsOf = (desk: Desk, actor: PolicyActor, filter: DealFilter, known: boolean, period: { from: number, to: number }, asOf: number): Conversions => {
  const { zone } = desk.settings()
  const rows = known ? loadConversions(desk.db, actor, filter, { zone }, { from: zone.startOfDay(period.from), to: zone.startOfDay(period.to + 1), asOf }) : []
  const byStage = new Map(rows.map(row => [row.stageId, row]))
  return stage => {
    const row = byStage.get(stage.stageId)
    return known && !isClosing(stage) ? { entered: row?.entered ?? 0, movedOn: row?.movedOn ?? 0 } : { entered: null, movedOn: null }
  }
}

const presentFigures = (desk: Desk, board: Board, filter: DealFilter): (stage: FunnelStage) => OpenFigures => {
  const { zone } = desk.settings()
  const today = zone.dayOf(board.parameters.now as number)
  const figures = new Map(loadFunnelFigures(desk.db, board, filter, { zone }).map(row => [`${row.stageId} ${row.status}`, row]))
  const entries = Map.groupBy(loadEntries(desk.db, board, filter, { zone }), entry => entry.stageId)
  const ageOf = (entry: { at: number, exact: number }): Age => ({ days: Math.max(0, today - zone.dayOf(entry.at)), exact: entry.exact === 1 })
  return stage => {
    const row = figures.get(`${stage.stageId} ${countedStatus(stage.kind)}`)
    return {
      count: row?.count ?? 0, money: { amount: row?.amount ?? 0, noRate: row?.noRate ?? 0 }, stuck: row?.stuck ?? 0, inReview: figures.get(`${stage.stageId} refusal_review`)?.count ?? 0,
      medianAge: isClosing(stage) ? null : medianAge((entries.get(stage.stageId) ?? []).map(ageOf)),
    }
  }
}

/** The same from the facts as of a past instant, null when nobody knows it; owner, stage and age are those of then, teams and channels today's. */
const figuresThen = (desk: Desk, actor: PolicyActor, filter: Pick<FunnelInput, 'managerIds' | 'team' | 'channels'>, asOf: number): ((stage: FunnelStage) => OpenFigures) | null => {
  const since = knownSince(desk.db)
  if (since !== null && asOf < since) return null
  const states = whileUnchanged(desk, `funnel ${asOf}`, () => evaluateWorkspace(desk, asOf).deals.map(({ deal, age, reasons }) => (
    { id: deal.id, stageId: deal.stageId, status: deal.status, ownerId: deal.ownerId, amount: deal.amount, noRate: deal.noRate, age, stuck: reasons.length > 0 })))
  const teams = new Map(all<{ id: number, team: string | null }>(desk.db, 'SELECT id, team FROM person').map(person => [person.id, person.team]))
  const teamOf = (ownerId: number | null): string | null => ownerId === null ? null : teams.get(ownerId) ?? null
  const ofChannels = filter.channels && new Set(all<{ id: number }>(desk.db, "SELECT id FROM deal WHERE coalesce(channel, '') IN (SELECT value FROM json_each(?))", JSON.stringify(filter.channels)).map(deal => deal.id))
  const chosen = states.filter(state => may(actor, 'see_deals', { ownerId: state.ownerId, team: teamOf(state.ownerId) })
    && (!filter.managerIds || filter.managerIds.includes(state.ownerId ?? 0)) && (filter.team === undefined || teamOf(state.ownerId) === filter.team) && (!ofChannels || ofChannels.has(state.id)))
  const byStage = Map.groupBy(chosen, state => state.stageId)
  return stage => {
    const ofStage = byStage.get(stage.stageId) ?? []
    const counted = ofStage.filter(state => state.status === countedStatus(stage.kind))
    return {
      count: counted.length, money: { amount: counted.reduce((sum, state) => sum + (state.amount ?? 0), 0), noRate: counted.filter(state => state.noRate).length },
      inReview: ofStage.filter(state => state.status === 'refusal_review').length, stuck: counted.filter(state => state.stuck).length,
      medianAge: isClosing(stage) ? null : medianAge(counted.map(state => state.age)),
    }
  }
}
