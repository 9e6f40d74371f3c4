import type { RestAuditItem, RestCall, RestDeal, RestRefusal, RestTask } from '../../../../src/shared/contract/rest.ts'
import type { RefusalRow } from '../../../../src/shared/contract/refusals.ts'
import { formatDay } from '../../domain/time/days.ts'
import type { AuditRow } from '../../store/queries/auditEntries.ts'
import type { CallListRow } from '../../store/queries/callList.ts'
import { personNames } from '../../store/queries/controlDays.ts'
import { pendingRequestOf } from '../../store/queries/moveRequests.ts'
import { outsideIdOf, type OutsideTable } from '../../store/queries/outsideIds.ts'
import { dealView } from '../../usecases/dealView.ts'
import type { Desk, Session } from '../../usecases/desk.ts'
import { taskView } from '../../usecases/taskView.ts'

type Person = { id: number, name: string } | null

/** A person as the outside knows them. */
const personOf = ({ db }: Desk, person: Person): { id: string, name: string } | null => person && { id: outsideIdOf(db, 'person', person.id) ?? String(person.id), name: person.name }
const momentOf = ({ settings }: Desk, at: number | null): string | null => at === null ? null : settings().zone.format(at)

export const restDeal = (session: Session, dealId: number): RestDeal => {
  const { desk } = session
  const deal = dealView(session, { dealId })
  return {
    id: deal.externalId, source: deal.source, version: deal.version, title: deal.title, status: deal.status, owner: personOf(desk, deal.owner),
    client: deal.client && { name: deal.client.name, phone: deal.client.phone, email: deal.client.email },
    pipeline: deal.pipeline, stage: deal.stage.name, stageKind: deal.stage.kind, amount: deal.amount, currency: deal.currency, channel: deal.channel,
    createdAt: momentOf(desk, deal.createdAt), closedAt: momentOf(desk, deal.closedAt), stageDays: deal.age.days, lastContactAt: momentOf(desk, deal.lastContact?.at ?? null),
    stuck: deal.stuck, openTasks: deal.openTasks.map(({ id }) => outsideIdOf(desk.db, 'task', id)!), allowedActions: deal.allowedActions,
  }
}

export const restTask = (session: Session, taskId: number): RestTask => {
  const { desk } = session
  const task = taskView(session, { taskId })
  const wish = pendingRequestOf(desk.db, taskId)
  return {
    id: outsideIdOf(desk.db, 'task', taskId)!, version: task.version, title: task.title, kind: task.kind, dealId: task.dealId === null ? null : outsideIdOf(desk.db, 'deal', task.dealId), assignee: personOf(desk, task.assignee),
    dueAt: momentOf(desk, task.dueAt), dueDay: task.dueAt === null ? null : formatDay(desk.settings().zone.dayOf(task.dueAt)), doneAt: momentOf(desk, task.doneAt), result: task.result,
    overdue: task.overdue, overdueDays: task.overdueDays, movedLater: task.moves.filter(move => move.later && !move.approved).length,
    moveRequest: wish ? { dueAt: momentOf(desk, wish.toDueAt)!, reason: wish.reason } : null, allowedActions: task.allowedActions,
  }
}

export const restRefusal = (desk: Desk, row: RefusalRow): RestRefusal => ({
  dealId: row.externalDealId, version: row.version, dealVersion: row.dealVersion, title: row.title, requestedBy: personOf(desk, row.requestedBy), requestedAt: momentOf(desk, row.requestedAt)!,
  reason: row.decidedReason ?? row.reason ?? row.reasonText, comment: row.comment, late: row.late, state: row.state, decidedBy: personOf(desk, row.decidedBy), decidedAt: momentOf(desk, row.decidedAt),
  evidence: row.evidence, allowedActions: row.allowedActions,
})

export const restCalls = (desk: Desk, rows: readonly CallListRow[]): RestCall[] => {
  const names = personNames(desk.db)
  return rows.map(row => ({
    id: row.externalId, at: momentOf(desk, row.at)!, manager: personOf(desk, row.managerId === null ? null : { id: row.managerId, name: names.get(row.managerId) ?? '' }), dealId: row.dealId,
    direction: row.direction, talkS: row.talkS, durationS: row.durationS, withRecording: row.hasRecording === 1, verdict: row.verdict,
    listened: row.listened === 1, scored: row.scored === 1, score: row.total, checkedAt: momentOf(desk, row.checkedAt), agreedDay: row.agreedDay,
  }))
}

const outside = new Set<string>(['deal', 'task', 'person', 'client'])

export const restAudit = (desk: Desk, row: AuditRow): RestAuditItem => ({
  ...row, at: momentOf(desk, row.at)!, atMs: row.at, record: row.recordType !== null && row.recordId !== null && outside.has(row.recordType) ? outsideIdOf(desk.db, row.recordType as OutsideTable, row.recordId) : null,
})
