import type { RefusalRow } from '../../../src/shared/contract/refusals.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { allowedOnRefusal, may, type PolicyActor, type Subject } from '../domain/policy.ts'
import { evidenceOf, lateBefore } from '../domain/refusal.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { loadEvidence } from '../store/queries/evidence.ts'
import { decidedRefusals, lastRefusalDecision, pendingRefusals, readRefusalRow, refusalFigures, type RefusalListRow } from '../store/queries/refusals.ts'
import { hasOtherDecider, readDeciders, refuseUnlessMay, requireMay } from './access.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Session } from './desk.ts'
import { isReopenable } from './reopenRefusal.ts'

export interface ListRefusalsInput { state?: 'pending' | 'decided', cursor?: string, limit?: number }
export interface RefusalList {
  rows: RefusalRow[], next: string | null, total: number, late: number, money: { amount: number, noRate: number }
  lastDecision: { at: number, by: { id: number, name: string } | null } | null
}

/** The queue, oldest asked first (so the late ones stand first), or what was decided, newest first; each with its evidence (domain.md, Refusals). */
export const listRefusals = (session: Session, { state = 'pending', cursor, limit = 200 }: ListRefusalsInput): RefusalList => {
  const actor = requireMay(session, 'see_deals')
  const { desk } = session
  const now = desk.clock()
  const after = readCursor(cursor)
  const found = state === 'pending' ? pendingRefusals(desk.db, actor, after, limit + 1) : decidedRefusals(desk.db, actor, after, limit + 1)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const { zone, calendar, rules } = desk.settings()
  const figures = refusalFigures(desk.db, actor, state, lateBefore(now, zone, calendar, rules.refusalLateWorkDays))
  const decision = lastRefusalDecision(desk.db, actor)
  return {
    rows: viewsOf(session, actor, rows, now),
    next: found.length > limit && last ? writeCursor({ at: state === 'pending' ? last.requestedAt : last.decidedAt ?? 0, id: last.id }) : null,
    total: figures.total, late: figures.late, money: may(actor, 'see_money') ? { amount: figures.amount, noRate: figures.noRate } : { amount: 0, noRate: 0 },
    lastDecision: decision ? { at: decision.at, by: { id: decision.byId, name: personNames(desk.db).get(decision.byId) ?? '' } } : null,
  }
}

/** One refusal with its evidence; NOT_FOUND, FORBIDDEN. */
export const getRefusal = (session: Session, { refusalId }: { refusalId: number }): RefusalRow => {
  const actor = requireMay(session, 'see_deals')
  const row = readRefusalRow(session.desk.db, refusalId)
  if (!row) throw new PultError('NOT_FOUND', 'There is no such refusal.', { refusalId })
  refuseUnlessMay(actor, 'see_deals', { ownerId: row.ownerId, team: row.team })
  return viewsOf(session, actor, [row], session.desk.clock())[0]!
}

const viewsOf = ({ desk }: Session, actor: PolicyActor, rows: readonly RefusalListRow[], now: number): RefusalRow[] => {
  const { zone, calendar, rules } = desk.settings()
  const today = zone.dayOf(now)
  const border = lateBefore(now, zone, calendar, rules.refusalLateWorkDays)
  const names = personNames(desk.db)
  const deciders = readDeciders(desk)
  const evidence = loadEvidence(desk.db, rows.map(row => ({ id: row.dealId, source: row.dealSource })), now)
  const person = (id: number | null) => id === null ? null : { id, name: names.get(id) ?? '' }
  return rows.map((row) => {
    const subject: Subject = { ownerId: row.ownerId, team: row.team }
    const money = may(actor, 'see_money', subject)
    return {
      id: row.id, version: row.version, dealId: row.dealId, dealVersion: row.dealVersion, externalDealId: row.externalDealId, title: row.title?.trim() || row.externalDealId,
      clientName: row.clientName, manager: person(row.ownerId), amount: money ? row.amount : null, currency: row.currency, amountReporting: money ? row.amountReporting : null,
      fromStage: row.fromStage, round: row.round, origin: row.origin, requestedBy: person(row.requestedBy), enteredBy: person(row.enteredBy), requestedAt: row.requestedAt,
      waitingDays: Math.max(0, (row.state === 'pending' || row.decidedAt === null ? today : zone.dayOf(row.decidedAt)) - zone.dayOf(row.requestedAt)),
      late: row.state === 'pending' && row.requestedAt < border,
      reasonId: row.reasonId, reason: row.reason, reasonText: row.reasonText, comment: row.comment,
      state: row.state, decidedBy: person(row.decidedBy), decidedAt: row.decidedAt, decidedReasonId: row.decidedReasonId, decidedReason: row.decidedReason, decisionComment: row.decisionComment,
      instruction: row.instruction, instructionDueDay: row.instructionDueDay, newOwner: person(row.newOwnerId),
      reopenedAt: row.reopenedAt, reopenedBy: person(row.reopenedBy), reopenReason: row.reopenReason,
      evidence: evidenceOf(evidence.get(row.dealId)!, { today, zone, rules }),
      allowedActions: allowedOnRefusal(actor, subject, { state: row.state, requestedBy: row.requestedBy, reopenable: isReopenable(row), otherDecider: hasOtherDecider(deciders, actor.id, subject) }),
    }
  })
}
