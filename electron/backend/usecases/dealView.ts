import type { DealView } from '../../../src/shared/contract/records.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { allowedOnDeal, may, type PolicyActor, type Subject } from '../domain/policy.ts'
import { formatDay } from '../domain/time/days.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { openDivergences, readDeal, readParking, readPinnedNote, stageNames, type DealRecord } from '../store/queries/dealRecord.ts'
import { movesOfTasks, openTasksOfDeal } from '../store/queries/taskViews.ts'
import { hasOtherDecider, policyActorOf, readDeciders, refuseUnlessMay } from './access.ts'
import type { Desk, Session } from './desk.ts'
import { courtesyViewOf, keyPointViews } from './duties.ts'
import { personOf, recycledOfDeal, viewOfTask } from './taskView.ts'
import { evaluateDeal } from './teamEvaluation.ts'

/** The deal, if this person may see it; NOT_FOUND, FORBIDDEN. */
export const requireDeal = (session: Session, dealId: number): { deal: DealRecord, actor: PolicyActor, subject: Subject } => {
  const deal = readDeal(session.desk.db, dealId)
  if (!deal) throw new PultError('NOT_FOUND', 'There is no such deal.', { dealId })
  const actor = policyActorOf(session)
  const subject: Subject = { ownerId: deal.ownerId, team: deal.team }
  refuseUnlessMay(actor, 'see_deals', subject)
  return { deal, actor, subject }
}

/** A deal as its page shows it; age and reasons as the rules have them now (domain.md, Deals). */
export const dealView = (session: Session, { dealId }: { dealId: number }): DealView => {
  const { desk } = session
  const { deal, actor, subject } = requireDeal(session, dealId)
  const now = desk.clock()
  const { zone } = desk.settings()
  const today = zone.dayOf(now)
  const names = personNames(desk.db)
  const state = evaluateDeal(desk, dealId, now)
  const parking = readParking(desk.db, dealId)
  const tasks = openTasksOfDeal(desk.db, dealId)
  const moves = movesOfTasks(desk.db, tasks.map(task => task.id))
  const recycled = recycledOfDeal(desk, deal)
  const money = may(actor, 'see_money', subject)
  return {
    id: deal.id, externalId: deal.externalId, source: deal.source, title: deal.title?.trim() || deal.externalId, status: deal.status, version: deal.version,
    client: deal.clientId === null ? null : { id: deal.clientId, name: deal.clientName, ...may(actor, 'see_contacts', subject) ? { phone: deal.clientPhone, email: deal.clientEmail } : { phone: null, email: null } },
    owner: personOf(names, deal.ownerId), pipeline: deal.pipeline, stage: { id: deal.stageId, name: deal.stage, kind: deal.stageKind, dwellLimitDays: deal.dwellLimitDays },
    amount: money ? deal.amount : null, currency: deal.currency, amountReporting: money ? deal.amountReporting : null, channel: deal.channel,
    createdAt: deal.createdAt, expectedCloseDay: deal.expectedCloseDay, closedAt: deal.closedAt,
    age: state?.age ?? { days: deal.enteredAt === null ? 0 : Math.max(0, today - zone.dayOf(deal.enteredAt)), exact: deal.enteredExact === 1 },
    lastContact: deal.lastContactAt === null ? null : { at: deal.lastContactAt, days: Math.max(0, today - zone.dayOf(deal.lastContactAt)) },
    stuck: state?.reasons ?? [],
    agreed: state?.agreed ? { day: formatDay(zone.dayOf(state.agreed.at)), nextStep: state.agreed.nextStep, callId: state.agreed.callId, over: zone.dayOf(state.agreed.at) < today, wrong: state.agreement?.kind ?? null } : null,
    parkedUntil: parking?.untilDay ?? null, parkedReason: parking?.reason ?? null,
    openTasks: tasks.map(task => viewOfTask(task, moves.get(task.id) ?? [], { now, zone, names, recycled })),
    ...(recycled ? { recycledTasks: recycled.total } : {}),
    pinnedNote: readPinnedNote(desk.db, dealId),
    keyPoints: keyPointViews(desk, deal, now), courtesyCall: courtesyOnCard(desk, deal, now),
    divergences: divergencesOf(desk, dealId, names, money),
    allowedActions: allowedOnDeal(actor, subject, { status: deal.status, parked: state?.parked ?? false, otherDecider: hasOtherDecider(readDeciders(desk), actor.id, subject) }),
  }
}

/** What was late before Pult saw the deal is backlog: the card doesn't urge it. */
const courtesyOnCard = (desk: Desk, deal: DealRecord, now: number): DealView['courtesyCall'] => {
  const view = courtesyViewOf(desk, deal, now)
  return view && view.doneAt === null && view.dueDay < formatDay(desk.settings().zone.dayOf(deal.firstSeenAt)) ? null : view
}

/** A kept JSON value as a person reads it: people and stages by name. */
export const valueText = (field: string, value: unknown, names: ReadonlyMap<number, string>, stages: ReadonlyMap<number, string>): string | null => {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') {
    if (/^(owner|assignee|manager|new_?owner|created|requested|asked|entered|decided|reopened)_?(id|by)$/i.test(field)) return names.get(value) ?? String(value)
    if (/stage_?id$/i.test(field)) return stages.get(value) ?? String(value)
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const divergencesOf = (desk: Desk, dealId: number, names: ReadonlyMap<number, string>, money: boolean): DealView['divergences'] => {
  const rows = openDivergences(desk.db, dealId).filter(row => money || row.field !== 'amount')
  if (rows.length === 0) return []
  const stages = stageNames(desk.db)
  const text = (field: string, json: string | null) => json === null ? null : valueText(field, JSON.parse(json), names, stages)
  return rows.map(({ field, ours, theirs }) => ({ field, ours: text(field, ours), theirs: text(field, theirs) }))
}
