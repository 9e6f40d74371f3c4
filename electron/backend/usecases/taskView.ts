import type { TaskView } from '../../../src/shared/contract/records.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { allowedOnTask, type Subject } from '../domain/policy.ts'
import { isOverdue } from '../domain/review/dealState.ts'
import { recycledOf, type Chains, type Recycled } from '../domain/recycled.ts'
import type { Zone } from '../domain/time/zone.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { one } from '../store/queries/rows.ts'
import { contactTimesOf, readDeal } from '../store/queries/dealRecord.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { closableTasksOf, isDealClosed, movesOfTasks, readTask, type TaskMoveRow, type TaskRow } from '../store/queries/taskViews.ts'
import { hasOtherMoveDecider, policyActorOf, readDeciders, refuseUnlessMayAny, subjectsOfTask } from './access.ts'
import type { Desk, Session } from './desk.ts'

export interface ViewMoment { now: number, zone: Zone, names: ReadonlyMap<number, string>, recycled?: Recycled | null }

/** Recycled tasks of a deal (domain.md, Tasks); null while its source has brought no tasks or no activities. */
export const recycledOfDeal = ({ db, settings }: Desk, deal: { id: number, source: string, clientId: number | null }): (Recycled & Chains) | null => {
  const { knowsAll: knows } = loadKnowledge(db)
  if (!knows(deal.source, 'tasks') || !knows(deal.source, 'activities')) return null
  const { zone, rules } = settings()
  return recycledOf(closableTasksOf(db, deal.id), contactTimesOf(db, deal.id, deal.clientId), { zone, days: rules.recycledDays })
}

export const personOf = (names: ReadonlyMap<number, string>, id: number | null): { id: number, name: string } | null => id === null ? null : { id, name: names.get(id) ?? '' }

/** A task with every change of its due date (domain.md, Tasks). */
export const viewOfTask = (task: TaskRow, moves: readonly TaskMoveRow[], { now, zone, names, recycled }: ViewMoment): TaskView => {
  const overdue = task.doneAt === null && task.cancelledAt === null && isOverdue(task, now)
  return {
    id: task.id, title: task.title, kind: task.kind, assignee: personOf(names, task.assigneeId), createdAt: task.createdAt, dueAt: task.dueAt, dueDayOnly: task.dueDayOnly === 1,
    doneAt: task.doneAt, cancelledAt: task.cancelledAt, result: task.result, ...(task.inferred === 1 ? { inferred: true } : {}), overdue, overdueDays: overdue ? zone.dayOf(now) - zone.dayOf(task.dueAt!) : 0,
    moves: moves.map(move => ({ fromDueAt: move.fromDueAt, toDueAt: move.toDueAt, at: move.at, by: personOf(names, move.byId), source: move.source, later: move.later === 1, approved: move.approvedAt !== null })),
    ...(recycled ? { recycled: recycled.before.get(task.id) ?? 0 } : {}),
    version: task.version,
  }
}

export interface FullTaskView extends TaskView { dealId: number | null, clientName: string | null, allowedActions: string[] }

/** One task with its deal; NOT_FOUND, FORBIDDEN. */
export const taskView = (session: Session, { taskId }: { taskId: number }): FullTaskView => {
  const { desk } = session
  const task = readTask(desk.db, taskId)
  if (!task) throw new PultError('NOT_FOUND', 'There is no such task.', { taskId })
  const actor = policyActorOf(session)
  const subjects = subjectsOfTask(desk.db, taskId)
  refuseUnlessMayAny(actor, 'see_deals', subjects)
  const clientId = task.clientId ?? (task.dealId === null ? null : one<{ id: number | null }>(desk.db, 'SELECT client_id AS id FROM deal WHERE id = ?', task.dealId)?.id ?? null)
  const deal = task.dealId === null ? undefined : readDeal(desk.db, task.dealId)
  const moment: ViewMoment = { now: desk.clock(), zone: desk.settings().zone, names: personNames(desk.db), recycled: deal && recycledOfDeal(desk, deal) }
  return {
    ...viewOfTask(task, movesOfTasks(desk.db, [taskId]).get(taskId) ?? [], moment),
    dealId: task.dealId, clientName: clientId === null ? null : one<{ name: string | null }>(desk.db, 'SELECT name FROM client WHERE id = ?', clientId)?.name ?? null,
    allowedActions: allowedOnTask(actor, subjects, { open: task.doneAt === null && task.cancelledAt === null, done: task.doneAt !== null && task.cancelledAt === null, moves: task.unapprovedMoves, dealClosed: isDealClosed(desk.db, task.dealId), request: waitingRequest(desk, actor.id, taskId, subjects) }),
  }
}

/** The wish to move this task that waits, as the policy asks about it. */
const waitingRequest = (desk: Desk, actorId: number, taskId: number, subjects: readonly Subject[]): { askedBy: number | null, otherDecider: boolean } | null => {
  const request = one<{ askedBy: number | null }>(desk.db, "SELECT asked_by AS askedBy FROM task_move_request WHERE task_id = ? AND state = 'pending'", taskId)
  return request ? { askedBy: request.askedBy, otherDecider: hasOtherMoveDecider(readDeciders(desk), actorId, subjects) } : null
}
