import type { MyDay, OwnRequest, ReturnedDeal } from '../../../src/shared/contract/desk.ts'
import { dayMetrics, type DayMetric } from '../../../src/shared/vocabulary.ts'
import { lateBefore } from '../domain/refusal.ts'
import { emptyKpis, kpisOf } from '../domain/review/evaluation.ts'
import { formatDay } from '../domain/time/days.ts'
import { ownTasksDue } from '../store/memory/taskViews.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { loadOwnDay } from '../store/queries/loadTeamFacts.ts'
import { ownMoveRequests, ownRefusals, returnedDealsOf } from '../store/queries/ownDesk.ts'
import { requireMay } from './access.ts'
import { boardOf, type SeenBoard } from './boardOf.ts'
import type { Session } from './desk.ts'
import { dealRows } from './listDeals.ts'
import { taskViews } from './listTasks.ts'
import { seenTasks, tasksKnown } from './taskBoard.ts'
import { personOf } from './taskView.ts'

const mostTasks = 500
const answersOfDays = 14

/** A manager's day: what is to be done in its order, what came back, what they asked for, check D of them alone. */
export const myDay = (session: Session): MyDay => {
  requireMay(session, 'see_my_day')
  const seen = boardOf(session)
  return seen.keep('my day', (): MyDay => ({
    day: formatDay(seen.moment.today), tasks: tasksOf(session, seen), returned: returnedOf(session, seen), requests: requestsOf(session, seen), counters: countersOf(session, seen),
  }))
}

const tasksOf = (session: Session, { actor, moment: { now, today, zone } }: SeenBoard): MyDay['tasks'] => {
  const due = ownTasksDue(session.desk.db, actor.id, zone.startOfDay(today + 1))
  const overdue = due.filter(task => task.dueAt < now).length
  return { known: tasksKnown(session.desk), overdue, today: due.length - overdue, rows: taskViews(seenTasks(session, 'overdue'), due.slice(0, mostTasks).map(task => task.id)) }
}

const returnedOf = (session: Session, seen: SeenBoard): ReturnedDeal[] => {
  const { db } = session.desk
  const rows = returnedDealsOf(db, seen.actor.id)
  const today = formatDay(seen.moment.today)
  const names = personNames(db)
  const deals = new Map(dealRows(session, seen, rows.map(row => row.dealId)).map(deal => [deal.id, deal]))
  const tasks = new Map(taskViews(seenTasks(session, 'overdue'), rows.flatMap(row => row.taskId ?? [])).map(task => [task.id, task]))
  return rows.flatMap(({ refusalId, dealId, instruction, dueDay, taskId, byId, at }) => {
    const deal = deals.get(dealId)
    return deal ? [{ refusalId, deal, instruction, dueDay, late: dueDay !== null && dueDay < today, by: personOf(names, byId), at, task: taskId === null ? null : tasks.get(taskId) ?? null }] : []
  })
}

const requestsOf = ({ desk }: Session, { actor, moment: { now, today, zone, rules } }: SeenBoard): OwnRequest[] => {
  const since = zone.startOfDay(today - answersOfDays)
  const border = lateBefore(now, zone, desk.settings().calendar, rules.refusalLateWorkDays)
  const names = personNames(desk.db)
  const shared = (row: { id: number, dealId: number | null, title: string | null, ownerId: number | null, askedAt: number, decidedBy: number | null, decidedAt: number | null, state: string }) => ({
    id: row.id, title: row.title ?? '', dealId: row.ownerId === actor.id ? row.dealId : null, askedAt: row.askedAt,
    // What stands of a decision that was reopened is history: the request waits.
    ...row.state === 'pending' ? { decidedBy: null, decidedAt: null } : { decidedBy: personOf(names, row.decidedBy), decidedAt: row.decidedAt },
  })
  const all: OwnRequest[] = [
    ...ownRefusals(desk.db, actor.id, since).map((row): OwnRequest => ({
      kind: 'refusal', ...shared(row), late: row.state === 'pending' && row.askedAt < border, state: row.state, reason: row.reason, comment: row.comment, dueDay: row.state === 'pending' ? null : row.dueDay,
      answer: row.state === 'pending' ? null : row.instruction ?? row.decisionComment,
      reopened: row.reopenedAt === null ? null : { at: row.reopenedAt, by: personOf(names, row.reopenedBy), reason: row.reopenReason ?? '' },
    })),
    ...ownMoveRequests(desk.db, actor.id, since).map((row): OwnRequest => ({ kind: 'move', ...shared(row), late: false, taskId: row.taskId, state: row.state, reason: row.reason, answer: row.comment, to: { dueAt: row.toDueAt, dueDayOnly: row.toDayOnly === 1 } })),
  ]
  const waits = (request: OwnRequest): boolean => request.state === 'pending'
  return all.sort((a, b) => Number(waits(b)) - Number(waits(a)) || (waits(a) ? a.askedAt - b.askedAt : (b.decidedAt ?? 0) - (a.decidedAt ?? 0)) || a.id - b.id)
}

const countersOf = ({ desk }: Session, { actor, moment: { now, today, zone, rules } }: SeenBoard): MyDay['counters'] => {
  const { callsOut, callsIn, ...values } = kpisOf(loadOwnDay(desk.db, actor.id, zone.startOfDay(today), now)).get(actor.id) ?? emptyKpis()
  const plan = { ...rules.dayPlan, ...rules.dayPlanOf[String(actor.id)] }
  const knowledge = loadKnowledge(desk.db)
  return {
    known: (['activities', 'tasks', 'clients'] as const).some(kind => knowledge.anyAll(kind)), values, callsOut, callsIn,
    plan: Object.fromEntries(dayMetrics.map(metric => [metric, plan[metric] ?? 0])) as Record<DayMetric, number>,
  }
}
