import type { DutyKind, DutyRow as DutyView, KeyPointView } from '../../../src/shared/contract/duties.ts'
import { courtesyDueDay, keyPointsOf, pointOf } from '../domain/keyPoints.ts'
import { formatDay } from '../domain/time/days.ts'
import { personNames } from '../store/queries/controlDays.ts'
import type { DealRecord } from '../store/queries/dealRecord.ts'
import { courtesyDoneAt, dutiesKnown, dutyPage, keyPointFactsOf, type DutyMoment } from '../store/queries/duties.ts'
import { all } from '../store/queries/rows.ts'
import { policyActorOf } from './access.ts'
import { boardOf } from './boardOf.ts'
import { requireControl } from './controlDay.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Desk, Session } from './desk.ts'
import { dutiesByDeal } from './dutiesKept.ts'
import { personOf } from './taskView.ts'

/** The board's moment: what stands beside the lists of deals is of the same instant. */
const momentOf = (session: Session): DutyMoment => ({ ...boardOf(session).moment, calendar: session.desk.settings().calendar })

export interface DutyFigure { count: number, late: number, money: { amount: number, noRate: number } }

/** Figures of one kind over all rows that this person sees: those that Pult saw become due, and the backlog. */
export const dutiesOf = (session: Session, kind: DutyKind): { current: DutyFigure, backlog: DutyFigure } => {
  const { views } = boardOf(session)
  const figures = [0, 1].map((): DutyFigure => ({ count: 0, late: 0, money: { amount: 0, noRate: 0 } }))
  dutiesByDeal(session.desk, momentOf(session), kind).forEach(duty => {
    if (!duty || !views.sees(duty.dealId)) return
    const { backlog, late, amount, noRate } = duty
    const figure = figures[backlog]!
    figure.count++
    figure.late += late
    figure.money.amount += amount ?? 0
    figure.money.noRate += noRate
  })
  return { current: figures[0]!, backlog: figures[1]! }
}

export interface ListDutiesInput { kind: DutyKind, backlog?: boolean, cursor?: string, limit?: number }

/** Late key points of open deals, worst sum first, or courtesy calls to make, the one due first (domain.md, Key points). */
export const listDuties = (session: Session, { kind, backlog = false, cursor, limit = 200 }: ListDutiesInput): { known: boolean, rows: DutyView[], next: string | null, current: DutyFigure, backlog: DutyFigure } => {
  requireControl(session)
  const { desk } = session
  const moment = momentOf(session)
  const { zone, calendar, rules, today } = moment
  const found = dutyPage(desk.db, policyActorOf(session), moment, kind, { backlog, after: readCursor(cursor), limit: limit + 1 })
  const page = found.slice(0, limit)
  const deals = new Map(all<DealRow>(desk.db, `SELECT deal.id, coalesce(nullif(trim(deal.title), ''), deal.external_id) AS title, deal.owner_id AS ownerId, stage.name AS stage,
      client.id AS clientId, client.name AS clientName, coalesce(client.phone_e164, client.phone) AS phone
    FROM deal JOIN stage ON stage.id = deal.stage_id LEFT JOIN client ON client.id = deal.client_id WHERE deal.id IN (SELECT value FROM json_each(?))`, JSON.stringify(page.map(row => row.dealId))).map(deal => [deal.id, deal]))
  const names = personNames(desk.db)
  const known = dutiesKnown(desk.db)
  const last = page.at(-1)
  return {
    known: kind === 'key_point' ? known.keyPoints : known.headContacts,
    rows: page.map(row => {
      const deal = deals.get(row.dealId)!
      const dueDay = kind === 'key_point' ? calendar.workDayAfter(zone.dayOf(row.since), row.workDays) : courtesyDueDay(row.since, zone, rules)
      return {
        kind, dealId: row.dealId, stay: row.stay, point: kind === 'key_point' ? pointOf(row.stay) : null, title: deal.title,
        client: deal.clientId === null ? null : { id: deal.clientId, name: deal.clientName, phone: deal.phone }, manager: personOf(names, deal.ownerId), stage: deal.stage, amount: row.amount,
        since: row.since, dueDay: formatDay(dueDay), lateDays: today > dueDay ? today - dueDay : null,
      }
    }),
    next: found.length > limit && last ? writeCursor({ at: last.at, id: last.dealId }) : null,
    ...dutiesOf(session, kind),
  }
}
interface DealRow { id: number, title: string, ownerId: number | null, stage: string, clientId: number | null, clientName: string | null, phone: string | null }

/** The five points of a deal for its card. */
export const keyPointViews = (desk: Desk, deal: DealRecord, now: number): KeyPointView[] => {
  const { zone, calendar, rules } = desk.settings()
  return keyPointsOf(keyPointFactsOf(desk.db, deal, now), { today: zone.dayOf(now), zone, calendar, rules })
    .map(view => ({ ...view, dueDay: view.dueDay === null ? null : formatDay(view.dueDay) }))
}

/** The courtesy call of a won deal; null for another, or while nobody knows when it was closed. */
export const courtesyViewOf = (desk: Desk, deal: DealRecord, now: number): { dueDay: string, lateDays: number | null, doneAt: number | null } | null => {
  if (deal.status !== 'won' || deal.closedAt === null || deal.closedAt > now) return null
  const { zone, rules } = desk.settings()
  const dueDay = courtesyDueDay(deal.closedAt, zone, rules)
  const doneAt = courtesyDoneAt(desk.db, { ...deal, closedAt: deal.closedAt }, now)
  const late = zone.dayOf(now) - dueDay
  return { dueDay: formatDay(dueDay), lateDays: doneAt === null && late > 0 ? late : null, doneAt }
}
